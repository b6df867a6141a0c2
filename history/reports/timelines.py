"""When it happened and when it was said, on one line of days and in two lists: the two are different dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from history.dates import HistoricalDate, read_edtf
from history.pictures.timeline import Line, Mark, draw_line

# A line with more rows than this is a list; the lists of events have pages.
MOST_ROWS: Final = 40


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a date (EDTF): what, who says so (empty: the record itself), and where it stands on the page."""

    edtf: str
    what: str
    who: str = ""
    href: str = ""
    is_denial: bool = False


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A row: its date in words, and its marks on the line; none where it has no place on it."""

    dated: Dated
    when: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Both lists. `line` is None where nothing has a day, `left_out` how many rows are not shown."""

    line: Line | None
    happened: tuple[TimelineRow, ...]
    said: tuple[TimelineRow, ...]
    left_out: int = 0

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.happened) + len(self.said)


def build_timeline(happened: Iterable[Dated], said: Iterable[Dated], locale: str) -> Timeline:
    """Everything dated in the order of its first day; what has none comes last."""
    first, second = sort_dated(happened), sort_dated(said)
    shown = first[:MOST_ROWS], second[:MOST_ROWS]
    line = draw_line((read_edtf(one.edtf) for part in shown for one in part), locale)
    rows = [tuple(place_row(one, line, locale) for one in part) for part in shown]
    return Timeline(line, rows[0], rows[1], len(first) + len(second) - len(rows[0]) - len(rows[1]))


def sort_dated(dated: Iterable[Dated]) -> Sequence[Dated]:
    """In the order of the first day, then of the last; one without a first day by its last."""
    return sorted((one for one in dated if one.edtf), key=place_in_time)


def place_in_time(one: Dated) -> tuple[float, float, str, str]:
    """First and last day; an end that is open lends the other's place."""
    date: HistoricalDate = read_edtf(one.edtf)
    first, last = date.earliest_day, date.latest_day
    begin = first if first is not None else last
    return (inf if begin is None else begin), (inf if last is None else last), one.what, one.who


def place_row(dated: Dated, line: Line | None, locale: str) -> TimelineRow:
    """One row."""
    date = read_edtf(dated.edtf)
    return TimelineRow(dated, date.show(locale), line.place(date) if line else ())
