"""What holds for every question of any record, judged by the naive checker."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from history.facts.gathering import gather_facts
from history.facts.values import Neighbourhood
from quizzes.exports.questions import any_to_json, question_to_json
from quizzes.questions.generating import generate, generate_groups
from quizzes.questions.rules import OPTION_RULES, QUESTION_RULES
from quizzes.questions.rules.scale import STEPS
from quizzes.questions.shown import arrange_options, show_question, shown_from_json
from quizzes.questions.values import Form, Judged
from tests.questions.agreement_checker import complain_of_one
from tests.questions.examples import name_of
from tests.questions.group_checker import complain_of_group
from tests.questions.records import JSON, rows_of
from tests.questions.strategies import campaigns, records

HURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]
steadily = settings(max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=HURRIED)
briefly = settings(steadily, max_examples=20)
RULES = {name_of(rule) for rule in (*OPTION_RULES, *QUESTION_RULES)}
# How many examples each property saw, and how many of them had a live question.
seen: Counter[str] = Counter()
with_live: Counter[str] = Counter()


@pytest.fixture(autouse=True, scope="module")
def most_examples_said_something() -> Iterator[None]:
    yield
    for name, number in seen.items():
        assert with_live[name] * 2 >= number, f"{name}: {with_live[name]} of {number} examples had a live question"


def questions_of(record: JSON, seed: int, name: str) -> list[Judged]:
    """All questions of a record; counts the example."""
    judged = list(generate(gather_facts(rows_of(record, "war")), seed=seed))
    seen[name] += 1
    # Bearings are live in nearly every record, so they prove nothing.
    with_live[name] += any(one.is_live and one.question.fact.event is not None for one in judged)
    return judged


@pytest.mark.long
@steadily
@given(records())
def test_checker_finds_nothing_wrong_with_a_live_question(record: JSON) -> None:
    for judged in questions_of(record, 1, "nothing wrong"):
        if judged.is_live:
            question = question_to_json(judged)
            assert (question, complain_of_one(question, record)) == (question, [])


@steadily
@given(campaigns())
def test_checker_finds_nothing_wrong_with_a_live_group(record: JSON) -> None:
    judged = list(generate_groups(gather_facts(rows_of(record, "war")), seed=1))
    live = [one for one in judged if one.is_live]
    seen["groups"] += 1
    with_live["groups"] += any(one.question.fact.event is not None for one in live)
    for one in live:
        question = any_to_json(one)
        assert (question, complain_of_group(question, record)) == (question, [])


@cache
def banks() -> list[tuple[JSON, list[Judged]]]:
    """Some records and their questions, made once a process for the tests that only look at them."""
    found: list[tuple[JSON, list[Judged]]] = []

    @briefly
    @given(records())
    def draw(record: JSON) -> None:
        found.append((record, questions_of(record, 7, "banks")))

    draw()
    return found


def test_same_seed_gives_the_same_questions() -> None:
    for record, judged in banks():
        assert judged == list(generate(gather_facts(rows_of(record, "war")), seed=7))


def test_every_refusal_names_a_rule() -> None:
    for _record, judged in banks():
        assert {rejection.rule for one in judged for rejection in one.rejections} <= RULES
        assert all(rejection.reason for one in judged for rejection in one.rejections)


def test_live_choice_has_three_options_or_four_and_others_none() -> None:
    for one in chain.from_iterable(judged for _record, judged in banks()):
        if one.is_live and one.question.form is Form.CHOICE:
            assert len(one.question.options) in (3, 4)
        elif one.question.form is Form.DISAGREE:
            assert len(one.question.options) == 2
        elif one.question.form is Form.TIMELINE:
            assert not one.is_live or len(one.question.options) == STEPS
        elif one.question.form is not Form.CHOICE:
            assert one.question.distractors == ()


def test_every_question_has_a_key_of_its_own() -> None:
    for record, judged in banks():
        keys = Counter(one.question.identity for one in judged)
        assert max(keys.values(), default=1) == 1, record


def test_what_is_shown_survives_being_stored() -> None:
    for one in chain.from_iterable(judged for _record, judged in banks()):
        if one.is_live:
            shown = show_question(one.question)
            assert shown_from_json(shown.to_json()).digest == shown.digest
            assert sorted(arrange_options(shown, 3)) == sorted(shown.options)


# The key's place among the options.

TURNS = 400


def bank() -> Neighbourhood:
    """A record of twenty dated events, with a month of no stated year, towns with coordinates, and claimants."""
    said = {"stance": "asserts", "citations": [{"source": "chronicle"}]}
    speakers = ["Ana", "Bo", "Cy", "Di", "Eve"]
    claims = [
        {
            "key": f"c{number}",
            "statement": f"Riders numbered {number}",
            "about": "occurrence",
            "attributions": [{"claimant": name, **said}],
        }
        for number, name in enumerate(speakers)
    ]
    events = [
        {
            "key": f"e{number}",
            "title": f"Skirmish {'abcdefghijklmnopqrstuvwxyz'[number]}",
            "happened": "XXXX-01" if number == 0 else f"2020-10-{number:02d}",
            "places": [{"place": f"p{number % 6}", "role": "at"}],
            "citations": [{"source": "chronicle"}],
            "claims": claims if number == 0 else [],
        }
        for number in range(21)
    ]
    record = {
        "parties": [],
        "claimants": [{"key": name, "name": name, "kind": "person"} for name in speakers],
        "places": [
            {"key": f"p{number}", "name": f"{'uvwxyz'[number]}ton", "kind": "town"}
            | {"latitude": 39.5167 + number, "longitude": 47.0312 - 2 * number}
            for number in range(6)
        ],
        "events": events,
    }
    return gather_facts(rows_of(record, "war"))


def is_even(positions: Counter[int], options: int = 4) -> bool:
    """Chi-square against all places alike: 16.3 is exceeded once in a thousand with three degrees of freedom."""
    expected = positions.total() / options
    return sum((positions[place] - expected) ** 2 / expected for place in range(options)) < 16.3


def test_key_stands_everywhere_alike_among_dates() -> None:
    around = bank()
    positions: Counter[int] = Counter()
    for seed in range(TURNS // 20):
        for judged in generate(around, seed):
            shown = show_question(judged.question)
            if judged.is_live and shown.in_order and shown.form == "choice":
                positions[[value for value, _text in shown.options].index(shown.answer)] += 1
    assert positions.total() >= TURNS
    assert is_even(positions), positions


@pytest.mark.parametrize("family", ["date", "place", "claimant"])
def test_key_stands_everywhere_alike_among_shuffled_options(family: str) -> None:
    live = [judged.question for judged in generate(bank()) if judged.is_live]
    shuffled = [
        shown
        for shown in map(show_question, live)
        if shown.family == family and shown.form == "choice" and not shown.in_order
    ]
    positions: Counter[int] = Counter()
    for turn in range(TURNS):
        shown = shuffled[turn % len(shuffled)]
        values = [value for value, _text in arrange_options(shown, Random(turn).getrandbits(32))]
        positions[values.index(shown.answer)] += 1
    assert is_even(positions), positions


def test_dates_are_shown_in_order_of_time() -> None:
    for judged in generate(bank()):
        shown = show_question(judged.question)
        if judged.is_live and shown.in_order and shown.form == "choice":
            assert [value for value, _text in shown.options] == sorted(value for value, _text in shown.options)
