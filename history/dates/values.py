"""The value of a date in history: what was written, and which days it admits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from history.dates.calendar import from_day_number, month_number
from history.dates.parts import Precision
from history.dates.showing import show_date, show_month


class Shape(StrEnum):
    """How a date is put together; only one-of sets and intervals keep several members."""

    SINGLE = "single"
    ONE_OF = "one-of"
    INTERVAL = "interval"
    BY = "by"
    SINCE = "since"
    MONTH_ONLY = "month-only"


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days from `earliest` to `latest`, both included (see `day_number`); None is an open end."""

    earliest: int | None
    latest: int | None

    def overlaps(self, other: "DaySpan") -> bool:
        """Whether the two share a day."""
        return not (self.is_before(other) or other.is_before(self))

    def is_before(self, other: "DaySpan") -> bool:
        """Whether it has ended before the other begins."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def contains(self, other: "DaySpan") -> bool:
        """Whether every day of the other is one of its own."""
        begins = self.earliest is None or (other.earliest is not None and self.earliest <= other.earliest)
        ends = self.latest is None or (other.latest is not None and other.latest <= self.latest)
        return begins and ends

    def touches_month(self, month: int) -> bool:
        """Whether some day of it falls in that month of some year."""
        if self.earliest is None or self.latest is None:
            return True
        first = month_number(*from_day_number(self.earliest)[:2])
        last = month_number(*from_day_number(self.latest)[:2])
        return (month - 1 - first) % 12 <= last - first

    def lies_in_month(self, month: int) -> bool:
        """Whether all of it falls in that month of one year."""
        if self.earliest is None or self.latest is None:
            return False
        first, last = from_day_number(self.earliest), from_day_number(self.latest)
        return first[:2] == last[:2] and first[1] == month


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """When something happened or was said, as finely as its source puts it. Made by `read_edtf`.

    `edtf` is what is stored. `members` are the alternatives of a one-of set, or the stated ends of an
    interval (one where the other end is open), kept apart. `spans` are the days it admits, with the
    margin of "about"; a month of no stated year admits days of every year, so it has none.
    `earliest_day` and `latest_day` are the first and last day it admits, reckoned once: None when that end is
    open or the year is not stated.
    """

    edtf: str
    shape: Shape
    precision: Precision
    qualifier: str
    members: tuple["HistoricalDate", ...]
    spans: tuple[DaySpan, ...]
    month: int | None
    earliest_day: int | None = field(init=False, repr=False, compare=False)
    latest_day: int | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Every comparison asks for these, so they are kept; the value is frozen from here on.
        object.__setattr__(self, "earliest_day", _outermost(min, (span.earliest for span in self.spans)))
        object.__setattr__(self, "latest_day", _outermost(max, (span.latest for span in self.spans)))

    def __hash__(self) -> int:
        # What was written says all the rest.
        return hash(self.edtf)

    def __str__(self) -> str:
        return self.show("en")

    @property
    def runs(self) -> tuple[DaySpan, ...]:
        """Its days in as few spans as possible, in order: 14 or 15 October is one run of two days."""
        return self.spans if len(self.spans) < 2 else _join(self.spans)

    def overlaps(self, other: "HistoricalDate") -> bool:
        """Whether both can be true of one day. In doubt (a month without its year) they can."""
        if self.shape is Shape.MONTH_ONLY:
            return _falls_in_month(other, self.month)
        if other.shape is Shape.MONTH_ONLY:
            return _falls_in_month(self, other.month)
        if self.is_before(other) or other.is_before(self):
            return False
        return any(mine.overlaps(theirs) for mine in self.spans for theirs in other.spans)

    def contains(self, other: "HistoricalDate") -> bool:
        """Whether it admits every day that the other admits, so that the other only says more."""
        if other.shape is Shape.MONTH_ONLY:
            return self.shape is Shape.MONTH_ONLY and self.month == other.month
        if self.shape is Shape.MONTH_ONLY:
            return self.month is not None and all(span.lies_in_month(self.month) for span in other.spans)
        if self is other:
            return True
        runs = self.runs
        return all(any(run.contains(span) for run in runs) for span in other.spans)

    def contradicts(self, other: "HistoricalDate") -> bool:
        """Whether not both can be right: neither is a coarser statement of the other.

        An interval says how long something lasted, so one that lies within another is no finer statement of it unless
        their beginnings may be one, and their ends: 1 to 3 October and 1 to 5 October contradict each other.
        """
        if not (self.contains(other) or other.contains(self)):
            return True
        if not (self._has_stated_ends and other._has_stated_ends):
            return False
        return any(mine.contradicts(theirs) for mine, theirs in zip(self.members, other.members, strict=True))

    @property
    def _has_stated_ends(self) -> bool:
        """Whether it says when something began and when it was over, without a doubt."""
        return self.shape is Shape.INTERVAL and len(self.members) == 2 and not self.qualifier

    def is_before(self, other: "HistoricalDate") -> bool:
        """Whether its last day comes before the other's first; never when either is not known."""
        mine, theirs = self.latest_day, other.earliest_day
        return mine is not None and theirs is not None and mine < theirs

    def show(self, locale: str = "en") -> str:
        """Put it in words, such as "14 or 15 October 2020"; an unknown language gets English."""
        return show_date(self, locale)

    def show_brief(self, locale: str = "en") -> str:
        """The same where the page has said already that no year is stated: "May"."""
        if self.shape is Shape.MONTH_ONLY and self.month is not None:
            return show_month(self.month, locale)
        return show_date(self, locale)


def _outermost(choose: Callable[[list[int]], int], days: Iterable[int | None]) -> int | None:
    """The first or last of the days; None where one of them is open, or there is none."""
    known: list[int] = []
    for day in days:
        if day is None:
            return None
        known.append(day)
    return choose(known) if known else None


def _falls_in_month(value: HistoricalDate, month: int | None) -> bool:
    if value.shape is Shape.MONTH_ONLY or month is None:
        return value.month == month
    return any(span.touches_month(month) for span in value.spans)


def _join(spans: Iterable[DaySpan]) -> tuple[DaySpan, ...]:
    """Join spans that overlap or follow one another without a gap."""
    joined: list[DaySpan] = []
    for span in sorted(spans, key=lambda s: (s.earliest is not None, s.earliest or 0)):
        last = joined[-1] if joined else None
        if last is None or not _meets(last, span):
            joined.append(span)
        elif last.latest is not None:
            latest = None if span.latest is None else max(last.latest, span.latest)
            joined[-1] = DaySpan(last.earliest, latest)
    return tuple(joined)


def _meets(first: DaySpan, second: DaySpan) -> bool:
    return first.latest is None or second.earliest is None or second.earliest <= first.latest + 1
