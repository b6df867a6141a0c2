"""What holds of every timeline, of any record, judged by the naive checker."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from history.dates import day_number, read_edtf
from history.facts.gathering import gather_facts
from history.facts.values import DateFact, Neighbourhood
from quizzes.exports.questions import question_to_json
from quizzes.questions.drafting import draft_question
from quizzes.questions.generating import generate, judge_fact
from quizzes.questions.rules.scale import STEPS
from quizzes.questions.shown import show_question, shown_from_json
from quizzes.questions.values import Form, Judged
from tests.questions.builders import an_event, date_fact
from tests.questions.records import JSON, read_shipped, rows_of
from tests.questions.scale_checker import complain_of_scale
from tests.questions.strategies import campaigns
from tests.questions.test_properties import bank, briefly, steadily

# How many examples were seen, how many had a live timeline, and marks of which sort there were.
seen: Counter[str] = Counter()


@pytest.fixture(autouse=True, scope="module")
def most_examples_said_something() -> Iterator[None]:
    yield
    assert seen["live"] * 2 >= seen["examples"], seen
    assert seen["settled"] * 2 >= seen["examples"], seen


def timelines_of(around: Neighbourhood, seed: int = 0) -> list[Judged]:
    """The live timelines."""
    judged = generate(around, seed, only=[fact for fact in around.facts if isinstance(fact, DateFact)])
    return [one for one in judged if one.is_live and one.question.form is Form.TIMELINE]


@steadily
@given(campaigns())
def test_checker_finds_nothing_wrong_with_a_live_timeline(record: JSON) -> None:
    live = timelines_of(gather_facts(rows_of(record, "war")))
    seen["examples"] += 1
    seen["live"] += bool(live)
    for one in live:
        seen.update("disputed" if mark.is_disputed else "settled" for mark in one.question.marks)
        question = question_to_json(one)
        assert (question, complain_of_scale(question, record)) == (question, [])


@briefly
@given(campaigns())
def test_what_is_shown_survives_being_stored_and_its_steps_stand_in_order(record: JSON) -> None:
    for one in timelines_of(gather_facts(rows_of(record, "war"))):
        shown = show_question(one.question)
        assert shown_from_json(shown.to_json()) == shown
        days = [read_edtf(value).earliest_day for value, _text in shown.options]
        assert days == sorted(day for day in days if day is not None)


def long_war() -> Neighbourhood:
    """Eighty events, one every twenty days, and nothing on record after the last of them."""
    days = [date(1861, 4, 12) + timedelta(days=20 * number) for number in range(80)]
    events = [
        {
            "key": f"e{number}",
            "title": f"Skirmish {number}",
            "happened": day.isoformat(),
            "citations": [{"source": "chronicle"}],
        }
        for number, day in enumerate(days)
    ]
    record: JSON = {"parties": [], "claimants": [], "places": [], "events": events}
    return replace(gather_facts(rows_of(record, "war")), until=days[-1].toordinal())


@pytest.mark.parametrize(("around", "seeds"), [(bank(), 30), (long_war(), 6)], ids=["short war", "long war"])
def test_key_stands_everywhere_alike_on_its_scale(around: Neighbourhood, seeds: int) -> None:
    facts = [fact for fact in around.facts if isinstance(fact, DateFact)]
    places: Counter[int] = Counter()
    for seed in range(seeds):
        for fact in facts:
            shown = show_question(draft_question(fact, Form.TIMELINE, around, seed))
            if len(shown.options) == STEPS:
                places[[value for value, _text in shown.options].index(shown.answer)] += 1
    expected = places.total() / STEPS
    assert places.total() >= 400
    # Chi-square with 14 degrees of freedom: 36.1 is exceeded once in a thousand.
    assert sum((places[place] - expected) ** 2 / expected for place in range(STEPS)) < 36.1, places


def test_nothing_is_placed_beyond_the_last_day_on_record() -> None:
    until = day_number(2020, 10, 20)
    around = replace(bank(), until=until)
    for one in timelines_of(around):
        days = [read_edtf(option.value).earliest_day for option in one.question.options]
        assert max(day for day in days if day is not None) <= until


@pytest.mark.parametrize(
    ("key", "neighbours"),
    [
        ("1743-05-02", {"1743-03-03", "1743-07-01"}),
        ("1743-05", {"1743-04", "1743-06"}),
        ("1943", {"1942", "1944"}),
        # So far back a year is known to eight; a round one stands among round ones.
        ("-0478", {"-0486", "-0470"}),
        ("-0479", {"-0489", "-0469"}),
        ("-0499", {"-0599", "-0399"}),
        ("[2020-10-14,2020-10-15]", {"[2020-08-14,2020-08-15]", "[2020-12-14,2020-12-15]"}),
        ("2020-10-14/2020-10-17", {"2020-10-07/2020-10-10", "2020-10-21/2020-10-24"}),
    ],
)
def test_steps_are_dates_of_the_keys_sort(key: str, neighbours: set[str]) -> None:
    around = replace(bank(), dates={})
    found = [
        judge_fact(date_fact(key, event=an_event("Battle of the ford")), Form.TIMELINE, around, seed)
        for seed in range(9)
    ]
    values = [[option.value for option in one.question.options] for one in found]
    # At the ends of a scale one of them is not there.
    assert any(neighbours < set(steps) for steps in values)
    assert all(one.is_live for one in found), [one.rejections for one in found]


@pytest.mark.parametrize("key", ["-0499", "-0099", "-0459", "0200", "1000"])
def test_a_round_year_stands_among_round_years(key: str) -> None:
    """A hundred years after 100 BC comes the year 1."""
    around = replace(bank(), dates={})
    for seed in range(30):
        judged = judge_fact(date_fact(key, event=an_event("Battle of the ford")), Form.TIMELINE, around, seed)
        assert judged.is_live, judged.rejections
        assert all(re.match(r"\d*0( BC| AD|$)", option.text) for option in judged.question.options)


@pytest.mark.parametrize("key", ["XXXX-05", "[..2020-10-09]", "2020-10-09~", "19XX", "9999", "[1743,1745]"])
def test_what_has_no_place_on_a_scale_is_refused(key: str) -> None:
    around = replace(bank(), dates={})
    judged = judge_fact(date_fact(key), Form.TIMELINE, around)
    assert "even_steps" in {rejection.rule for rejection in judged.rejections} or key == "9999"
    assert key != "9999" or judged.rejections


def test_capture_of_hadrut_is_a_span_for_others_and_a_pair_of_days_for_itself() -> None:
    around = gather_facts(rows_of(read_shipped(), "battle-of-hadrut"))
    live = {one.question.fact.key: one.question for one in timelines_of(around)}
    own = live["happened:claim/hadrut-taken-14-or-15-october/third-party-sources"]  # type: ignore[index]  # a key
    assert own.key.text == "14 or 15 October 2020"
    assert own.stem.text.startswith("According to third-party sources")
    assert {option.text[3:5] for option in own.options} <= {"or", " o", "r "}
    assert own.reach == read_edtf("[..2020-10-15]")
    spans = {mark.extent.edtf for question in live.values() for mark in question.marks if mark.is_disputed}
    assert spans == {"[..2020-10-15]"}
    assert all(mark.event.key != own.fact.event.key for mark in own.marks if own.fact.event)
