"""The dates on record in time order, where wrong dates are taken from. Pure."""

from array import array
from collections.abc import Iterable, Mapping
from itertools import pairwise
from statistics import median

from history.dates import HistoricalDate
from history.facts.values import DateLine

DAYS_A_WEEK = 7.0


def line_up(dates: Iterable[HistoricalDate]) -> DateLine:
    """Dates of one sort as a line."""
    return line_up_days({date.edtf: first_day(date) for date in dates})


def line_up_days(days_of: Mapping[str, int]) -> DateLine:
    """Dates of one sort, in EDTF with their first days, as a line."""
    ordered = sorted((day, text) for text, day in days_of.items())
    days = array("q", (day for day, _text in ordered))
    gaps = [later - earlier for earlier, later in pairwise(sorted(set(days)))]
    return DateLine(tuple(text for _day, text in ordered), days, float(median(gaps)) if gaps else DAYS_A_WEEK)


def first_day(date: HistoricalDate) -> int:
    """Where a date stands in time: its first day, or the month's number where no year is stated."""
    return date.earliest_day if date.earliest_day is not None else date.month or 0
