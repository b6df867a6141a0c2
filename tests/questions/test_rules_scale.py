"""Stories about the rules on a scale of time and what stands there."""

from dataclasses import replace

import pytest

from history.dates import read_edtf
from quizzes.questions.candidates import move_date
from quizzes.questions.rules.scale import disputed_as_span, even_steps, no_telling_mark
from quizzes.questions.scale import hold_all
from quizzes.questions.values import Form, Question, ScaleMark
from tests.questions.builders import an_event, ask, date_fact
from tests.questions.examples import accepts, refuses

# Every second day of the fortnights around the siege.
DAYS = [f"2020-10-{day:02d}" for day in range(1, 30, 2)]


def a_mark(
    title: str = "Parley", given: str = "2020-10-12", key: str = "parley", *, is_disputed: bool = False
) -> ScaleMark:
    """Another event; `given` are the dates that are given for it, with spaces between."""
    dates = tuple(map(read_edtf, given.split()))
    event = replace(an_event(title, "" if is_disputed else given), key=key)
    return ScaleMark(event, dates[0], dates, is_disputed)


def placed(*marks: ScaleMark, on: str = "2020-10-09", steps: list[str] | None = None) -> Question:
    """When the siege happened, on a scale of days with these marks."""
    wrong = [day for day in steps or DAYS if day != on]
    return replace(ask(date_fact(on), *wrong, form=Form.TIMELINE), marks=marks)


@accepts(even_steps)
def test_accepts_fifteen_days_at_even_distances() -> Question:
    return placed()


@accepts(even_steps)
def test_accepts_months_of_unlike_lengths() -> Question:
    months = [f"{year}-{month:02d}" for year in (1742, 1743) for month in range(1, 13)][:15]
    return placed(on="1742-03", steps=months)


@accepts(even_steps)
def test_accepts_years_across_the_beginning_of_the_era() -> Question:
    years = ["-0005", "-0004", "-0003", "-0002", "-0001", *(f"{year:04d}" for year in range(10))]
    return placed(on="0001", steps=years)


@accepts(even_steps)
def test_accepts_sets_of_days_as_steps() -> Question:
    sets = [f"[2020-10-{day:02d},2020-10-{day + 1:02d}]" for day in range(1, 30, 2)]
    return placed(on=sets[6], steps=sets)


@refuses(even_steps, "no scale of 15")
def test_refuses_scale_of_which_there_is_only_the_key() -> Question:
    return ask(date_fact("[..2020-10-09]"), form=Form.TIMELINE)


@refuses(even_steps, "uneven")
def test_refuses_key_that_lies_off_the_beat() -> Question:
    return placed(steps=[day for day in DAYS if day != "2020-10-09"] + ["2020-10-10"], on="2020-10-10")


@accepts(no_telling_mark)
def test_accepts_another_event_of_the_war() -> Question:
    return placed(a_mark(), a_mark("Truce", "2020-10-21", "truce"))


@accepts(no_telling_mark)
def test_accepts_mark_on_the_very_day_that_is_asked_for() -> Question:
    return placed(a_mark(given="2020-10-09"))


@refuses(no_telling_mark, "bound up")
def test_refuses_the_event_as_a_mark_of_its_own() -> Question:
    return placed(a_mark(key="siege"))


@refuses(no_telling_mark, "bound up")
def test_refuses_a_part_of_the_event() -> Question:
    question = placed(a_mark())
    assert question.fact.event is not None
    event = replace(question.fact.event, bound_up=frozenset({"parley"}))
    return replace(question, fact=replace(question.fact, event=event))


@refuses(no_telling_mark, "names what is asked about")
def test_refuses_mark_that_names_the_event() -> Question:
    return placed(a_mark("Relief after the siege of the fortress", "2020-10-20"))


@refuses(no_telling_mark, "names the date")
def test_refuses_mark_whose_title_is_the_date() -> Question:
    return placed(a_mark("Action of 9 October", "2020-10-09"))


@accepts(disputed_as_span)
def test_accepts_span_over_all_that_is_said() -> Question:
    mark = a_mark(given="2020-10-09 2020-10-14", is_disputed=True)
    return placed(replace(mark, extent=read_edtf("2020-10-09/2020-10-14")))


@accepts(disputed_as_span)
def test_accepts_span_that_begins_in_the_open_where_one_says_by_then() -> Question:
    mark = a_mark(given="[..2020-10-09] 2020-10-14", is_disputed=True)
    return placed(replace(mark, extent=read_edtf("[..2020-10-14]")))


@refuses(disputed_as_span, "leaves out")
def test_refuses_point_where_one_of_two_accounts_has_it() -> Question:
    return placed(a_mark(given="2020-10-09 2020-10-14", is_disputed=True))


@refuses(disputed_as_span, "do not agree")
def test_refuses_disputed_date_as_if_it_were_settled() -> Question:
    return placed(replace(a_mark(given="2020-10-09 2020-10-14", is_disputed=True), is_disputed=False))


@pytest.mark.parametrize("edtf", ["9999-12-28", "[9999-12-27,9999-12-28]", "9999-12-20/9999-12-28"])
def test_no_day_is_proposed_that_has_no_way_to_be_written(edtf: str) -> None:
    day = read_edtf(edtf)
    assert read_edtf(move_date(day, -3) or "")
    assert move_date(day, 9) is None


def test_a_span_of_very_far_years_is_open_where_no_day_is_written() -> None:
    assert hold_all([read_edtf("2020"), read_edtf("Y20000")]) == read_edtf("[2020-01-01..]")
    assert hold_all([read_edtf("Y-20000"), read_edtf("2020")]) == read_edtf("[..2020-12-31]")
    assert hold_all([read_edtf("Y-20000"), read_edtf("Y20000")]) is None
