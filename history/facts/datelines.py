"""The dates on record in time order, where wrong dates are taken from. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from statistics import median

from history.dates import HistoricalDate
from history.facts.values import DateFact, DateKind, DateLine, Fact

DAYS_A_WEEK = 7.0


def line_up_dates(facts: Iterable[Fact]) -> Mapping[DateKind, DateLine]:
    """By conflict, shape and precision: the distinct dates without a qualifier."""
    found: dict[DateKind, dict[str, HistoricalDate]] = defaultdict(dict)
    for fact in facts:
        if isinstance(fact, DateFact) and fact.event is not None and not fact.value.qualifier:
            kind = (fact.event.conflict, fact.value.shape, fact.value.precision)
            found[kind][fact.value.edtf] = fact.value
    return {kind: line_up(dates.values()) for kind, dates in found.items()}


def line_up(dates: Iterable[HistoricalDate]) -> DateLine:
    """Dates of one sort as a line."""
    ordered = sorted(dates, key=lambda date: (first_day(date), date.edtf))
    days = tuple(map(first_day, ordered))
    gaps = [later - earlier for earlier, later in pairwise(sorted(set(days)))]
    return DateLine(tuple(ordered), days, float(median(gaps)) if gaps else DAYS_A_WEEK)


def first_day(date: HistoricalDate) -> int:
    """Where a date stands in time: its first day, or the month's number where no year is stated."""
    return date.earliest_day if date.earliest_day is not None else date.month or 0
