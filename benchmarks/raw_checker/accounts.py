"""What works say of a date, beside each other: whether it is one thing, and who states what. Standard library only."""

import re
from dataclasses import dataclass

from benchmarks.raw_checker.dates import precision_of, says, spans_of
from benchmarks.raw_checker.raw import RawRow
from benchmarks.raw_checker.world import World

FINENESS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Account:
    """Who gives which date (EDTF)."""

    claimant: str
    date: str


def date_of(row: RawRow, world: World) -> str:
    """The date of a row as the table has it: the whole of it, or the first day where the table has first days only."""
    readings = sorted(row.readings, key=len)
    return readings[0] if world.has_first_days else readings[-1]


def are_one(one: str, other: str) -> bool:
    """Whether two dates are the same, or one of them less precisely."""
    return one == other or is_less_precise(one, other) or is_less_precise(other, one)


def is_less_precise(one: str, other: str) -> bool:
    """Whether a date is a month or year in which the other lies, or a set of days of which the other is one."""
    if "/" in one or not holds(one, other):
        return False
    return rank(one) < rank(other) or (one.startswith("[") and rank(one) == rank(other))


def are_apart(one: str, other: str) -> bool:
    """Whether two dates contradict each other: neither lies in the other, or both state an end and not the same."""
    if are_one(one, other):
        return False
    return not (holds(one, other) or holds(other, one)) or ("/" in one and "/" in other)


def holds(one: str, other: str) -> bool:
    """Whether a date admits all days that another admits."""
    runs = spans_of(one)
    return bool(runs) and all(any(a <= c and d <= b for a, b in runs) for c, d in spans_of(other))


def rank(edtf: str) -> int:
    """How fine: a day is finer than a year."""
    precision = precision_of(edtf)
    return FINENESS.index(precision) if precision in FINENESS else 1


def date_told(text: str) -> str:
    """The words of a statement that tell its date: what stands behind the last "was"."""
    return re.split(r"\bwas\b", text)[-1]


def means(words: str, edtf: str) -> bool:
    """Whether words give exactly this date, with no day more."""
    numbers = {int(number) for number in re.findall(r"\d+", words)}
    known = {int(number) for number in re.findall(r"(?<!\d)\d+", re.sub(r"-(\d\d)(?!\d)", r" \1", edtf))}
    months = {int(found) for found in re.findall(r"\d{4}-(\d\d)", edtf)}
    days = {int(found) for found in re.findall(r"\d{4}-\d\d-(\d\d)", edtf)}
    return says(words, edtf) and numbers <= (known - months) | days


def states(text: str, row: RawRow) -> bool:
    """Whether a statement says what a row says: the whole of it, or its first day."""
    return any(means(date_told(text), reading) for reading in row.readings)
