"""Dates → places on a line of days, in per cent of its width. Pure.

What is not known is drawn as such: a date without a beginning ("by then") comes out of the open, each day that a
one-of set leaves open has a mark of its own, and a date that reaches beyond the line is cut and says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from babel.dates import get_month_names

from history.dates import DaySpan, HistoricalDate, day_number, from_day_number, read_edtf

# A date that holds all finer ones and is so many times as long as they are together does not set the scale.
COARSE: Final = 6
# Room at both ends, in parts of the length; a line of one day shows some days around it.
MARGIN: Final = 0.12
SHORTEST: Final = 4.0
# Narrower than this (per cent), a span is a point.
POINT: Final = 1.2
MOST_TICKS: Final = 4
MOST_DAYS_NAMED: Final = 5
MOST_YEARS_NAMED: Final = 5
# Dates have years of four figures.
LAST_YEAR: Final = 9999
MONTHS: Final = (1, 2, 3, 6, 12)
DAYS: Final = (1, 2, 5, 7, 14)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis: where, and what stands there."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where days lie on the line. A point has no width; `fades` ("start", "end") names the end that is open."""

    x: str
    width: str
    middle: str
    is_point: bool
    fades: str
    is_vague: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of days from `first` to `last` (day numbers, the last one's end)."""

    first: float
    last: float
    ticks: tuple[Tick, ...]

    def place(self, date: HistoricalDate | None) -> tuple[Mark, ...]:
        """The marks of a date; none where it has no days (no date, or a month of no stated year)."""
        spans = date.runs if date is not None and date.shape != "one-of" else date.spans if date is not None else ()
        is_vague = date is not None and bool(date.qualifier)
        return tuple(self._mark(span, is_vague=is_vague) for span in spans if self._is_on(span))

    def _is_on(self, span: DaySpan) -> bool:
        begins_after = span.earliest is not None and span.earliest >= self.last
        ends_before = span.latest is not None and span.latest + 1 <= self.first
        return not (begins_after or ends_before)

    def _mark(self, span: DaySpan, *, is_vague: bool) -> Mark:
        opens = span.earliest is None or span.earliest < self.first
        closes = span.latest is None or span.latest + 1 > self.last
        begin = self.first if opens or span.earliest is None else span.earliest
        end = self.last if closes or span.latest is None else span.latest + 1
        x, width = self.at(begin), self.at(end) - self.at(begin)
        is_point = width < POINT and not (opens or closes)
        fades = "both" if opens and closes else "start" if opens else "end" if closes else ""
        return Mark(per_cent(x), per_cent(width), per_cent(x + width / 2), is_point, fades, is_vague)

    def at(self, day: float) -> float:
        """Where a day begins, in per cent."""
        return 100 * (day - self.first) / (self.last - self.first)


def draw_line(dates: Iterable[HistoricalDate | None], locale: str = "en") -> Line | None:
    """A line on which these dates can be told apart; None where none of them has a day."""
    ends = find_ends([date for date in dates if date is not None])
    if ends is None:
        return None
    first, last = ends[0], ends[1] + 1
    room = max(MARGIN * (last - first), (SHORTEST - (last - first)) / 2, 1)
    begin, end = first - room, last + room
    return Line(begin, end, tuple(draw_ticks(begin, end, locale)))


def find_ends(dates: Sequence[HistoricalDate]) -> tuple[int, int] | None:
    """The first and last day that the line has to show."""
    known = [(date.earliest_day, date.latest_day) for date in dates]
    spans = sorted({(a, b) for a, b in known if a is not None and b is not None}, key=lambda span: span[1] - span[0])
    points = [day for a, b in known if (a is None) != (b is None) for day in (a, b) if day is not None]
    days = [*points]
    for begin, end in spans:
        holds_all = bool(days) and begin <= min(days) and end >= max(days)
        if holds_all and end - begin + 1 > COARSE * max(max(days) - min(days) + 1, SHORTEST):
            continue
        days += [begin, end]
    return (min(days), max(days)) if days else None


def draw_ticks(begin: float, end: float, locale: str) -> Iterable[Tick]:
    """A few round days, months or years on the line."""
    length = end - begin
    if length <= MOST_TICKS * DAYS[-1]:
        chosen = day_ticks(begin, end, locale)
    elif length <= MOST_TICKS * 366:
        chosen = month_ticks(begin, end, locale)
    else:
        chosen = year_ticks(begin, end, locale)
    for day, text in chosen:
        x = 100 * (day - begin) / length
        yield Tick(per_cent(x), text, "start" if x < 8 else "end" if x > 92 else "middle")


def day_ticks(begin: float, end: float, locale: str) -> list[tuple[float, str]]:
    """Days, each at its middle."""
    step = next((step for step in DAYS if (end - begin) / step <= MOST_DAYS_NAMED), DAYS[-1])
    names = get_month_names("abbreviated", "format", locale)
    first = ceil(begin) + (-ceil(begin)) % step
    days = [from_day_number(day) for day in range(first, floor(end), step)]
    return [(day_number(*day) + 0.5, f"{day[2]} {names[day[1]]}") for day in days]


def month_ticks(begin: float, end: float, locale: str) -> list[tuple[float, str]]:
    """Beginnings of months."""
    months = (end - begin) / 30.4
    step = next((step for step in MONTHS if months / step <= MOST_TICKS), MONTHS[-1])
    names = get_month_names("abbreviated", "stand-alone", locale)
    year, month, _day = from_day_number(floor(begin))
    count = year * 12 + month - 1
    ticks = []
    for number in range(count + (-count) % step, count + ceil(months) + 2, step):
        year, month = divmod(number, 12)
        day = day_number(year, month + 1, 1)
        if begin <= day < end:
            ticks.append((float(day), f"{names[month + 1]} {show_year(year, locale)}"))
    return ticks


def year_ticks(begin: float, end: float, locale: str) -> list[tuple[float, str]]:
    """Beginnings of round years."""
    first, last = from_day_number(floor(begin))[0], from_day_number(floor(end))[0]
    steps = (times * 10**power for power in range(5) for times in (1, 2, 5))
    step = next(step for step in steps if (last - first) / step <= MOST_YEARS_NAMED)
    # Years are counted backwards before the first; 500 BC is round, not the astronomical -500.
    first, last = max(first, -LAST_YEAR), min(last, LAST_YEAR)
    years = (year for year in range(first, last + 1) if (year if year > 0 else 1 - year) % step == 0)
    return [(float(day), show_year(year, locale)) for year in years if begin <= (day := day_number(year, 1, 1)) < end]


def show_year(year: int, locale: str) -> str:
    """A year as dates are shown, with its era where it is needed."""
    return read_edtf(f"{year:05d}" if year < 0 else f"{year:04d}").show(locale)


def per_cent(number: float) -> str:
    """As SVG writes it, in every language."""
    return f"{number:.2f}%"
