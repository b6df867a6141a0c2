"""How many facts fall due on which of her coming days, counted in the database."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Value

from quizzes.reports.progress.answers import BEFORE, latest_begun, start_of_day
from quizzes.reports.progress.met import Remembered
from quizzes.scheduling.days import day_of

DAYS_AHEAD: Final = 14


@dataclass(frozen=True, slots=True)
class DayLoad:
    """How many facts fall due on a day of the learner's."""

    on: date
    facts: int


@dataclass(frozen=True, slots=True)
class Loads:
    """`due` before today is over, on each of the coming days, and `later`."""

    due: int
    days: tuple[DayLoad, ...]
    later: int


def count_loads(remembered: Remembered, now: datetime, zone: ZoneInfo) -> Loads:
    """When her facts fall due. What is set aside is looked at by itself: it comes no sooner than that ends."""
    today = day_of(now, zone)
    coming = [today + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]
    # Before the first: due by now. From the last on: later.
    starts = [start_of_day(day, zone) for day in [*coming, coming[-1] + timedelta(days=1)]]
    rows = remembered.rows.order_by()
    # Each by a stretch of the index of what is due; only within the coming days one is told from the next.
    counted = Counter(
        {
            BEFORE: rows.filter(due_at__lt=starts[0]).count(),
            DAYS_AHEAD: rows.filter(due_at__gte=starts[-1]).count(),
        }
    )
    day_number = latest_begun([(start, Value(number)) for number, start in enumerate(starts)], "due_at")
    soon = rows.filter(due_at__gte=starts[0], due_at__lt=starts[-1]).values(day=day_number)
    counted.update(dict(soon.annotate(facts=Count("pk")).values_list("day", "facts")))
    if remembered.aside:
        aside = rows.filter(fact_key__in=list(remembered.aside))
        for key, due_at in aside.values_list("fact_key", "due_at"):
            counted[bisect_right(starts, due_at) - 1] -= 1
            if until := remembered.aside[key]:
                counted[bisect_right(starts, max(due_at, until)) - 1] += 1
    days = tuple(DayLoad(day, counted[number]) for number, day in enumerate(coming))
    return Loads(counted[BEFORE], days, counted[DAYS_AHEAD])
