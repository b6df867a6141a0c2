"""How close a typed date comes to the key, in the words a learner is told."""

import re
from enum import StrEnum
from typing import Final

from history.dates.parts import QUALIFIERS
from history.dates.reading import read_edtf
from history.dates.values import HistoricalDate, Shape

# A list or range of the learner's own making counts as a less precise answer up to a year, the
# coarsest thing people type; beyond that (or left open) it would be right about everything.
WIDEST_HEDGE_DAYS: Final = 366


class Closeness(StrEnum):
    """What a typed date is, measured by the key."""

    RIGHT = "right"
    LESS_PRECISE = "less-precise"
    ONE_OF_OPEN = "one-of-the-days-left-open"
    WRONG = "wrong"


def compare_typed(typed: HistoricalDate, key: HistoricalDate) -> Closeness:
    """Compare what a learner typed with the key; "about" and "uncertain" neither help nor harm.

    A day in an interval is less precise, not one of those left open: no source says that it was that day alone.
    """
    answer, exact = _unqualified(typed), _unqualified(key)
    if (answer.runs, answer.shape is Shape.MONTH_ONLY) == (exact.runs, exact.shape is Shape.MONTH_ONLY):
        same_month = answer.shape is not Shape.MONTH_ONLY or answer.month == exact.month
        return Closeness.RIGHT if same_month else Closeness.WRONG
    if key.contains(answer):
        return Closeness.LESS_PRECISE if key.shape is Shape.INTERVAL else Closeness.ONE_OF_OPEN
    if answer.contains(exact) and not _is_hedge(answer):
        return Closeness.LESS_PRECISE
    return Closeness.WRONG


def _unqualified(value: HistoricalDate) -> HistoricalDate:
    return read_edtf(re.sub(f"[{QUALIFIERS}]", "", value.edtf)) if value.qualifier else value


def _is_hedge(answer: HistoricalDate) -> bool:
    if answer.shape in (Shape.SINGLE, Shape.MONTH_ONLY):
        return False
    first, last = answer.earliest_day, answer.latest_day
    return first is None or last is None or last - first >= WIDEST_HEDGE_DAYS
