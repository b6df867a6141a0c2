"""What an answer on several Facts is worth, for each of them; what is shown of them, and what is exported."""

from itertools import permutations

import pytest

from history.facts.values import Fact
from quizzes.exports.questions import group_to_json
from quizzes.questions.grouping.marking import longest_run
from quizzes.questions.grouping.showing import arrange_parts, show_group
from quizzes.questions.marking import Response, mark_facts, verdict_of_answer
from quizzes.questions.regrading import Given, regrade
from quizzes.questions.shown import Shown, arrange_options, show_question, shown_from_json
from quizzes.questions.values import Form, JudgedGroup
from quizzes.reports.group_feedback import ticked_values
from quizzes.services.rating import rate_parts
from tests.questions.builders import a_claimant, ask, date_fact
from tests.questions.groups import dated, group, match, order, seen, select, told

FOUR = [dated(key, f"174{number}") for number, key in enumerate(("aba", "belo", "cari", "dunin"))]
R, W, U = "right", "wrong", "unanswered"


def verdicts(shown: Shown, *given: str) -> list[str]:
    return [str(mark.verdict) for mark in mark_facts(shown, Response(given=given))]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("1234", [R, R, R, R]),
        # One event put far off costs that one alone.
        ("4123", [W, R, R, R]),
        ("2341", [R, R, R, W]),
        ("1342", [R, R, R, W]),
        # Two neighbours swapped: the run with the earlier of them counts.
        ("2134", [R, W, R, R]),
        ("2143", [R, W, R, W]),
        # Turned round nothing stands in order: one event alone is no run.
        ("4321", [W, W, W, W]),
    ],
)
def test_an_order_is_marked_event_by_event(given: str, expected: list[str]) -> None:
    assert verdicts(show_group(order(*FOUR)), *given) == expected


def test_an_order_is_right_only_as_it_is() -> None:
    shown = show_group(order(*FOUR))
    for given in permutations("1234"):
        marks = mark_facts(shown, Response(given=given))
        assert (verdict_of_answer(marks) == "right") == (given == ("1", "2", "3", "4"))


TICKS = select(
    (told("aba", a_claimant("general")), told("belo", a_claimant("general"))),
    tuple(told(key, a_claimant("mayor")) for key in ("cari", "dunin", "elba")),
)


@pytest.mark.parametrize(
    ("ticked", "expected", "whole"),
    [
        ("aba belo", [R, R], "right"),
        ("aba", [R, W], "partly-right"),
        # A wrong one beside all right ones leaves each of them right, and the whole is not.
        ("aba belo cari", [R, R], "partly-right"),
        # One of two and one of three: more of the right ones.
        ("aba cari", [R, W], "partly-right"),
        # As large a share of the wrong ones says nothing; all of them least.
        ("aba cari dunin", [W, W], "wrong"),
        ("aba belo cari dunin elba", [W, W], "wrong"),
        ("cari", [W, W], "wrong"),
        ("", [U, U], "unanswered"),
    ],
)
def test_ticks_count_where_more_of_the_right_ones_were_ticked(ticked: str, expected: list[str], whole: str) -> None:
    marks = mark_facts(show_group(TICKS), Response(given=tuple(ticked.split())))
    assert [str(mark.verdict) for mark in marks] == expected
    assert verdict_of_answer(marks) == whole
    # What was ticked can be read back from the marks.
    assert ticked_values(show_group(TICKS), marks) == set(ticked.split())


@pytest.mark.parametrize(
    ("ticked", "ratings"),
    [
        ("aba belo", [3, 3]),
        ("aba belo cari", [None, None]),
        ("aba", [None, 1]),
        ("aba belo cari dunin elba", [1, 1]),
    ],
)
def test_memory_grows_only_where_the_ticks_are_right_as_a_whole(ticked: str, ratings: list[int | None]) -> None:
    shown = show_group(TICKS)
    marks = mark_facts(shown, Response(given=tuple(ticked.split())))
    assert rate_parts(shown.form, shown.fact, marks, shown.facts) == ratings


def test_what_was_wrong_then_and_is_right_now_was_no_mistake() -> None:
    shown, general = show_group(TICKS), a_claimant("general")
    marks = mark_facts(shown, Response(given=("aba", "cari", "dunin")))
    given = {mark.fact: Given(mark.value, mark.text, mark.verdict) for mark in marks}
    facts: dict[str, Fact] = {fact.key: fact for fact in (told("aba", general), told("belo", general))}
    assert regrade(shown, given, [], facts) == {mark.fact: mark.verdict for mark in marks}
    since: dict[str, Fact] = {fact.key: fact for fact in (told("cari", general), told("dunin", general))}
    assert list(regrade(shown, given, [], facts | since).values()) == [R, W]
    assert regrade(shown, given, [], {}) == {}


def test_what_is_to_be_ticked_is_exported_with_all_that_is_right() -> None:
    data = group_to_json(JudgedGroup(TICKS, ()))
    assert data["answer"] == ["aba", "belo"]
    assert [choice["value"] for choice in data["choices"]] == ["aba", "belo", "cari", "dunin", "elba"]
    assert len(data["facts"]) == 2
    assert data["plausibility"] == 0.5


def test_the_longest_run_is_as_long_as_any() -> None:
    def slowly(places: tuple[int, ...]) -> int:
        """By the textbook: the longest run that ends at each event."""
        ends: list[int] = []
        for place, value in enumerate(places):
            ends.append(1 + max((ends[before] for before in range(place) if places[before] < value), default=0))
        return max(ends)

    for size in range(2, 7):
        for places in permutations(range(1, size + 1)):
            longest = slowly(places)
            assert len(longest_run(places)) == (longest if longest > 1 else 0)


def test_a_match_is_marked_pair_by_pair() -> None:
    claims = [
        told("aba", a_claimant("general")),
        told("belo", a_claimant("minister")),
        told("cari", a_claimant("mayor")),
    ]
    shown = show_group(match(*claims))
    assert verdicts(shown, "general", "minister", "mayor") == [R, R, R]
    assert verdicts(shown, "general", "mayor", "minister") == [R, W, W]
    assert verdicts(shown, "general", "", "minister") == [R, U, W]
    assert verdict_of_answer(mark_facts(shown, Response(given=("general", "mayor", "minister")))) == "partly-right"
    assert verdict_of_answer(mark_facts(shown, Response(given=("minister", "", "general")))) == "wrong"


def test_both_events_share_the_verdict_of_which_came_first() -> None:
    shown = show_group(group(Form.BEFORE_AFTER, *FOUR[:2]))
    for value, expected in (("aba", R), ("belo", W), ("", U)):
        assert [mark.verdict for mark in mark_facts(shown, Response(value=value))] == [expected] * 2


def test_whoever_does_not_know_answers_nothing() -> None:
    assert verdicts(show_group(order(*FOUR))) == [U] * 4
    assert verdicts(show_group(match(*FOUR))) == [U] * 4


@pytest.mark.parametrize("given", [("", "x", "9" * 50, "٣"), ("1",), ("1", "1", "1", "1"), tuple("12345678")])
def test_anything_at_all_gets_a_verdict_for_each_fact(given: tuple[str, ...]) -> None:
    for question in (order(*FOUR), match(*FOUR), group(Form.BEFORE_AFTER, *FOUR[:2])):
        assert len(mark_facts(show_group(question), Response(given=given))) == len(question.pairs)


@pytest.mark.parametrize("question", [order(*FOUR), match(*FOUR), match(seen("belo", "N"), seen("cari", "S"))])
def test_what_is_shown_survives_being_stored(question: object) -> None:
    shown = show_group(question)  # type: ignore[arg-type]  # parametrize knows no types
    assert shown_from_json(shown.to_json()) == shown


def test_content_without_parts_keeps_its_address() -> None:
    content = show_question(ask(date_fact(), "2020-10-11", "2020-10-13")).to_json()
    assert "parts" not in content
    assert "facts" not in content


def test_items_and_options_are_shuffled_apart() -> None:
    """Were both drawn alike, the place of an item would tell the place of its partner."""
    shown = show_group(match(*[told(key, a_claimant(key)) for key in ("aba", "belo", "cari", "dunin")]))
    meetings = 0
    for seed in range(600):
        values = [value for value, _text in arrange_options(shown, seed)]
        meetings += sum(part.answer == value for part, value in zip(arrange_parts(shown, seed), values, strict=True))
    # One of four meets its partner by chance: 600 in 2,400, give or take 85 (four standard deviations).
    assert abs(meetings - 600) < 85


def test_dates_to_match_stand_in_the_order_of_time() -> None:
    shown = show_group(match(*FOUR[::-1]))
    assert shown.in_order
    assert [value for value, _text in shown.options] == ["1740", "1741", "1742", "1743"]


def test_the_export_gives_an_order_in_order_and_a_match_as_pairs() -> None:
    exported = group_to_json(JudgedGroup(order(*FOUR), ()))
    assert exported["answer"] == ["aba", "belo", "cari", "dunin"]
    assert exported["facts"] == [f"happened:event/{key}" for key in ("aba", "belo", "cari", "dunin")]
    matched = group_to_json(JudgedGroup(match(*FOUR), ()))
    assert matched["pairs"] == [["aba", "1740"], ["belo", "1741"], ["cari", "1742"], ["dunin", "1743"]]
    first = group_to_json(JudgedGroup(group(Form.BEFORE_AFTER, *FOUR[:2]), ()))
    assert (first["answer"], [choice["value"] for choice in first["choices"]]) == (["aba"], ["aba", "belo"])
