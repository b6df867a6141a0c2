"""Stories about wrong dates that are wrong whatever the record leaves unsaid."""

from dataclasses import replace

import pytest

from history.dates import HistoricalDate, day_number, from_day_number
from history.facts.gathering import gather_facts
from history.facts.rows import EventRow, Rows
from history.facts.values import Neighbourhood
from quizzes.questions.generating import generate
from quizzes.questions.spacing import gap_days
from quizzes.questions.values import Form, Question
from tests.facts.builders import CITED


def a_war(*events: tuple[str, str], until: int | None = None) -> Neighbourhood:
    """A topic of events, each with title and date."""
    rows = tuple(
        EventRow(key=f"e{number}", title=title, topic="war", happened=date, citations=CITED)
        for number, (title, date) in enumerate(events)
    )
    return replace(gather_facts(Rows("war", rows, (), ())), until=until)


def choices(around: Neighbourhood, event: str = "e0") -> list[Question]:
    """The choice questions about an event, whichever the seed."""
    judged = [one for seed in range(12) for one in generate(around, seed) if one.question.form is Form.CHOICE]
    found = [one.question for one in judged if one.question.fact.event and one.question.fact.event.key == event]
    assert all(len(question.distractors) >= 2 for question in found)
    return found


def wrong(question: Question) -> list[HistoricalDate]:
    return [option.subject for option in question.distractors if isinstance(option.subject, HistoricalDate)]


def years(around: Neighbourhood) -> set[int]:
    """The wrong years offered for the first event."""
    days = (date.earliest_day for question in choices(around) for date in wrong(question))
    return {from_day_number(day)[0] for day in days if day is not None}


DECADE_OF_WAR = (("Battle of Aba", "1862-05-05"), *((f"Battle {n}", f"1862-05-{n:02d}") for n in range(6, 28)))


@pytest.mark.parametrize(
    ("title", "fewest"), [("Battle of Aba", 30), ("Siege of Aba", 90), ("Aba campaign", 90), ("Wars of the Aba", 90)]
)
def test_wrong_days_lie_outside_what_the_event_may_have_lasted(title: str, fewest: int) -> None:
    around = a_war((title, "1862-05-05"), ("Last battle", "1866-01-01"), *DECADE_OF_WAR[1:])
    key = around.facts[0].value
    assert isinstance(key, HistoricalDate)
    for question in choices(around):
        dates = [key, *wrong(question)]
        assert min(gap_days(one, other) for one in dates for other in dates if one != other) >= fewest


def test_wrong_days_come_closer_in_a_war_of_weeks() -> None:
    around = a_war(*DECADE_OF_WAR)
    key = around.facts[0].value
    assert isinstance(key, HistoricalDate)
    assert min(gap_days(key, date) for question in choices(around) for date in wrong(question)) == 4


def test_no_wrong_date_is_later_than_all_that_is_on_record() -> None:
    until = day_number(2025, 6, 1)
    around = a_war(("Battle of Aba", "2025-05-28"), until=until)
    assert all(
        date.earliest_day is not None and date.earliest_day <= until for q in choices(around) for date in wrong(q)
    )


def test_round_years_of_old_stand_among_years_as_round() -> None:
    others = (("Settling of Belo", "-3121"), ("Settling of Cari", "-2999"))
    assert all((1 - year) % 100 == 0 for year in years(a_war(("Settling of Aba", "-3099"), *others)))
    assert all((1 - year) % 10 for year in years(a_war(("Settling of Aba", "-3096"), *others)))


def test_years_of_old_are_further_apart_than_years_of_late() -> None:
    assert min(abs(year - 1931) for year in years(a_war(("Founding of Aba", "1931")))) == 1
    assert min(abs(year + 479) for year in years(a_war(("Battle of Aba", "-0479")))) >= 8


def test_sets_of_days_leave_as_many_days_open_as_the_key() -> None:
    others = ("Battle of Belo", "[1862-06-10..1862-06-20]"), ("Battle of Cari", "[1862-07-01,1862-07-02]")
    around = a_war(("Battle of Aba", "[1862-05-05,1862-05-06]"), *others)
    assert {len(date.members) for question in choices(around) for date in wrong(question)} == {2}


def test_title_with_a_year_is_asked_among_days_of_that_year() -> None:
    others = [(f"Battle {n}", f"{year}-03-0{n}") for n, year in enumerate((1989, 1990, 1992, 1993), 1)]
    assert years(a_war(("1991 raid on Aba", "1991-06-15"), *others)) == {1991}


def test_title_with_another_year_is_asked_among_days_outside_it() -> None:
    others = [(f"Battle {n}", f"1948-0{n}-03") for n in range(1, 9)]
    around = a_war(("1948 parley at Aba", "1947-11-30"), *others)
    assert 1948 not in years(around)
