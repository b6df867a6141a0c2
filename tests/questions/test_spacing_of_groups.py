"""Stories about events that are asked about together: one was over before the next, however long it lasted."""

from dataclasses import replace
from itertools import pairwise

import pytest

from history.dates import HistoricalDate
from history.facts.gathering import gather_facts
from history.facts.rows import EventRow, Rows
from history.facts.values import Neighbourhood
from quizzes.questions.generating import generate_groups
from quizzes.questions.spacing import gap_days
from quizzes.questions.values import Form, GroupQuestion
from tests.facts.builders import CITED
from tests.questions.records import read_shipped, rows_of

TOLD_BY_DAY = tuple(
    (f"Battle of {letter}ton", f"{1863 + number // 12}-{number % 12 + 1:02d}-05")
    for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWX")
)


def a_war(*events: tuple[str, str], after: dict[int, int] | None = None) -> Neighbourhood:
    """A topic of events, each with title and date; `after` says which (by number) came after which."""
    rows = [
        EventRow(key=f"e{number}", title=title, topic="war", happened=date, citations=CITED)
        for number, (title, date) in enumerate(events)
    ]
    for later, earlier in (after or {}).items():
        rows[later] = replace(rows[later], after=(f"e{earlier}",))
    return gather_facts(Rows("war", tuple(rows), (), ()))


def live_groups(around: Neighbourhood, form: Form) -> list[GroupQuestion]:
    """What is asked in a form, whichever the seed."""
    judged = [one for seed in range(6) for one in generate_groups(around, seed) if one.is_live]
    found = [one.question for one in judged if isinstance(one.question, GroupQuestion) and one.question.form is form]
    assert found
    return found


def gaps(question: GroupQuestion) -> list[int]:
    """Days between neighbours in time."""
    dates = [pair.right.subject for pair in question.pairs if isinstance(pair.right.subject, HistoricalDate)]
    ordered = sorted(dates, key=lambda date: date.earliest_day or 0)
    return [gap_days(one, other) for one, other in pairwise(ordered)]


@pytest.mark.parametrize("form", [Form.ORDER, Form.BEFORE_AFTER, Form.MATCH])
def test_days_of_a_war_of_years_lie_further_apart_than_a_battle_lasts(form: Form) -> None:
    # Two years, less a month: a tenth of it.
    assert min(min(gaps(question)) for question in live_groups(a_war(*TOLD_BY_DAY), form)) >= 69


def test_days_of_a_war_of_weeks_may_be_four_apart() -> None:
    weeks = [(f"Battle of {letter}ton", f"1863-05-{2 * n + 1:02d}") for n, letter in enumerate("ABCDEFGHIJKL")]
    assert min(min(gaps(question)) for question in live_groups(a_war(*weeks), Form.BEFORE_AFTER)) == 4


def test_what_is_told_with_its_end_needs_no_such_distance() -> None:
    told = [(title, f"{day}/{day[:-2]}28") for title, day in TOLD_BY_DAY]
    assert min(min(gaps(question)) for question in live_groups(a_war(*told), Form.BEFORE_AFTER)) < 15


def test_where_nobody_can_say_how_long_the_war_was_two_months_lie_between() -> None:
    few = a_war(("Battle of Aba", "1863-05-01"), ("Battle of Belo", "1863-06-15"), ("Battle of Cari", "1863-07-20"))
    assert {tuple(gaps(question)) for question in live_groups(few, Form.BEFORE_AFTER)} == {(80,)}


def test_a_siege_may_have_lasted_a_third_of_the_war() -> None:
    around = a_war(("Siege of Aba", "1863-01-02"), *TOLD_BY_DAY)
    besieged = [q for q in live_groups(around, Form.BEFORE_AFTER) if q.anchor.event and q.anchor.event.key == "e0"]
    assert besieged
    assert min(min(gaps(question)) for question in besieged) >= 180


def test_a_recorded_after_needs_no_distance() -> None:
    around = a_war(("Fall of Aba", "1863-05-01"), ("March on Belo", "1863-05-02"), *TOLD_BY_DAY[8:], after={1: 0})
    assert 1 in {gap for question in live_groups(around, Form.BEFORE_AFTER) for gap in gaps(question)}


def test_two_days_of_the_battle_of_hadrut_are_asked_in_order() -> None:
    around = gather_facts(rows_of(read_shipped(), "battle-of-hadrut"))
    asked = {tuple(pair.left.value for pair in q.pairs) for q in live_groups(around, Form.BEFORE_AFTER)}
    assert asked == {("fighting-of-10-october", "clashes-of-20-october")}
