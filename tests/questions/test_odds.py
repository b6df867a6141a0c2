"""Stories about how often something that can be ticked is drawn."""

from collections import Counter
from collections.abc import Iterable
from random import Random

from history.facts.gathering import gather_facts
from history.facts.values import ClaimantFact, ClaimantName, Fact
from quizzes.questions.drafting import ENGLISH
from quizzes.questions.grouping.company import Company
from quizzes.questions.grouping.odds import Odds, value_of
from tests.questions.builders import a_claimant
from tests.questions.groups import named, told
from tests.questions.records import read_shipped, rows_of

GENERAL, MAYOR, SCHOLAR = a_claimant("general"), a_claimant("mayor"), a_claimant("scholar")
DEPUTY = a_claimant("deputy", kin="general")
EVERYBODY = (GENERAL, MAYOR, SCHOLAR)
ROUNDS = 40


def stated_by(number: int, *speakers: ClaimantName) -> list[Fact]:
    """One statement by each of these, all of whom its Facts know."""
    return [told(f"c{number}", one, tuple(other for other in speakers if other != one)) for one in speakers]


def disputed_war() -> list[Fact]:
    """Thirty statements by everybody; twelve by one alone, and as many by the two others."""
    facts: list[Fact] = []
    for number in range(30):
        facts += stated_by(number, *EVERYBODY)
    for number in range(30, 54, 2):
        alone = EVERYBODY[number % 3]
        facts += stated_by(number, alone)
        facts += stated_by(number + 1, *(one for one in EVERYBODY if one != alone))
    return facts


def first_drawn(line: list[Fact], anchors: Iterable[Fact]) -> tuple[Counter[str], Counter[str]]:
    """How often each statement comes among the first three, right and wrong, over many questions."""
    odds, chance = Odds(line), Random(5)
    right, wrong = Counter[str](), Counter[str]()
    for anchor in [*anchors] * ROUNDS:
        right.update(value_of(fact) for fact in odds.draw_right(anchor, chance)[:3])
        wrong.update(value_of(fact) for fact in odds.draw_wrong(anchor, chance)[:3])
    return right, wrong


def test_what_everybody_states_stands_beside_no_other() -> None:
    line = disputed_war()
    right, wrong = first_drawn(line, line)
    undisputed = {f"c{number}" for number in range(30)}
    assert undisputed.isdisjoint(right.keys() | wrong.keys())
    assert len(right) == len(wrong) == 24


def test_what_is_disputed_is_right_about_as_often_as_wrong() -> None:
    line = disputed_war()
    right, wrong = first_drawn(line, line)
    for value, times in right.items():
        assert 0.6 < times / wrong[value] < 1.6, (value, times, wrong[value])


def test_few_statements_are_all_drawn() -> None:
    line = [fact for number in range(4) for fact in stated_by(number, EVERYBODY[number % 2])]
    right, wrong = first_drawn(line, line)
    assert right.keys() == wrong.keys() == {"c0", "c1", "c2", "c3"}


def test_what_may_be_said_to_be_somebodys_is_never_wrong_for_her() -> None:
    line = [*stated_by(1, GENERAL), *stated_by(2, DEPUTY), *stated_by(3, MAYOR)]
    odds = Odds(line)
    assert [value_of(fact) for fact in odds.draw_wrong(line[0], Random(1))] == ["c3"]
    assert [value_of(fact) for fact in odds.draw_wrong(line[1], Random(1))] == ["c3"]
    held_back = told("c4", MAYOR, barred=(GENERAL,))
    assert [value_of(fact) for fact in Odds([line[0], held_back]).draw_wrong(line[0], Random(1))] == []


def test_who_speaks_oftener_than_all_others_is_asked_about_as_often_as_they_are() -> None:
    line = [fact for number in range(100) for fact in stated_by(number, MAYOR if number % 5 == 0 else GENERAL)]
    odds = Odds(line)
    asked = Counter(
        fact.value.key for fact in line if isinstance(fact, ClaimantFact) and odds.is_asked(fact, Random(fact.key))
    )
    assert asked["mayor"] == 20
    assert 12 <= asked["general"] <= 28


def test_few_questions_teach_nobody_so_all_are_asked() -> None:
    line = [fact for number in range(20) for fact in stated_by(number, MAYOR if number % 5 == 0 else GENERAL)]
    odds = Odds(line)
    assert all(odds.is_asked(fact, Random(fact.key)) for fact in line)


def test_more_has_to_be_found_beside_what_is_never_wrong() -> None:
    line = disputed_war()
    odds, chance = Odds(line), Random(3)
    undisputed, alone = line[0], line[90]
    assert {odds.choose_numbers(undisputed, chance)[0] for _time in range(50)} == {4}
    assert {odds.choose_numbers(alone, chance)[0] for _time in range(50)} == {3, 4}


def test_a_place_is_right_beside_those_named_for_the_same_event_alone() -> None:
    line: list[Fact] = [
        named("aba", GENERAL),
        named("belo", GENERAL),
        named("cari", GENERAL, event="raid"),
        named("dunin", MAYOR),
    ]
    odds = Odds(line)
    assert [value_of(fact) for fact in odds.draw_right(line[0], Random(1))] == ["belo"]
    assert [value_of(fact) for fact in odds.draw_wrong(line[0], Random(1))] == ["dunin"]


def test_odds_are_reckoned_once_for_a_line() -> None:
    around = gather_facts(rows_of(read_shipped(), "battle-of-hadrut"))
    anchor = next(fact for fact in around.facts if isinstance(fact, ClaimantFact))
    assert Company(around, ENGLISH).odds_beside(anchor) is Company(around, ENGLISH).odds_beside(anchor)
