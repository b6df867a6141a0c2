"""The dates on record in time order, where wrong dates are taken from. Pure."""

from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from history.dates import HistoricalDate
from history.facts.values import DateLine

DAYS_A_WEEK = 7.0


def line_up(dates: Iterable[HistoricalDate]) -> DateLine:
    """Dates of one sort as a line."""
    ordered = sorted(dates, key=lambda date: (first_day(date), date.edtf))
    days = tuple(map(first_day, ordered))
    gaps = [later - earlier for earlier, later in pairwise(sorted(set(days)))]
    return DateLine(tuple(ordered), days, float(median(gaps)) if gaps else DAYS_A_WEEK)


def first_day(date: HistoricalDate) -> int:
    """Where a date stands in time: its first day, or the month's number where no year is stated."""
    return date.earliest_day if date.earliest_day is not None else date.month or 0
