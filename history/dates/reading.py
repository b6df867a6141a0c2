"""Reading EDTF (ISO 8601-2) and the ISO-like dates that sources and data files give."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from history.dates.calendar import from_day_number
from history.dates.parts import FINE_TO_COARSE, QUALIFIERS, DateError, DateParts, Precision, quote, read_parts
from history.dates.values import DaySpan, HistoricalDate, Shape

LONGEST_EDTF: Final = 200
MOST_ALTERNATIVES: Final = 31
OPEN_ENDS: Final = ("", "..")
PARTS_GIVEN: Final = {"year": 1, "month": 2, "day": 3}

_PLAIN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(
    r"(?:\+(?!-))?(?P<year>-?[0-9]{4})"
    r"(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?)?)?"
)


def read_edtf(text: str) -> HistoricalDate:
    """Read an EDTF expression and normalise it. DateError says in a sentence why it cannot be kept."""
    if len(text) > LONGEST_EDTF:
        raise DateError(f"A date is at most {LONGEST_EDTF} characters long; this one has {len(text)}.")
    return _read(text)


@lru_cache(maxsize=20_000)
def _read(text: str) -> HistoricalDate:
    # A record names the same days over and over, nearly all of them plain ones.
    if _PLAIN_DAY.fullmatch(text) and (plain := _read_plain_day(text)) is not None:
        return plain
    written = text.strip()
    if not written:
        raise DateError("A date cannot be empty.")
    if not written.isascii():
        raise DateError(f"{quote(written)} is not a date in EDTF: it has characters other than 0-9, X, - and the like.")
    written = written.upper()
    if written.startswith("{"):
        raise DateError(
            f"{quote(written)} means all of several dates; record one event for each, "
            "or write [a,b] where only one of them is true."
        )
    if written.startswith("["):
        return _read_set(written)
    if "/" in written:
        return _read_interval(written)
    return _from_parts(read_parts(written))


def _read_plain_day(text: str) -> HistoricalDate | None:
    """A day such as 2020-10-09, straight from the calendar; None where there is no such day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None  # the long way says why
    number = day.toordinal()
    return HistoricalDate(
        edtf=text,
        shape=Shape.SINGLE,
        precision=Precision.DAY,
        qualifier="",
        members=(),
        spans=(DaySpan(number, number),),
        month=day.month,
    )


def read_plain(text: str, precision: str | None = None) -> HistoricalDate:
    """Read a source's ISO-like date, cut to the `precision` it declares (day, month or year).

    Years are astronomical; a time of day is left out. Where no precision is declared, 1 January is a
    year, because that is how data files write one. DateError: unreadable, or less precise than declared.
    """
    match = _PLAIN.fullmatch(text.strip()) if len(text) <= LONGEST_EDTF else None
    if match is None:
        raise DateError(f"{quote(text)} is not a date such as 2020-10-09, 2020-10 or 2020.")
    given = [part for part in match.groups() if part and part != "00"]
    if match["month"] == "00" and len(given) > 1:
        raise DateError(f"{quote(text)} gives a day of an unknown month.")
    if match["month"] and match["month"] > "12":
        raise DateError(f"{quote(text)} has no such month: months are 01 to 12.")
    whole = read_edtf("-".join(given))  # 2020-02-31 is wrong even where only its year is kept
    if precision is None:
        return read_edtf(given[0]) if given[1:] == ["01", "01"] else whole
    kept = PARTS_GIVEN.get(precision)
    if kept is None:
        raise DateError(f"{quote(precision)} is not a precision that a plain date has: day, month or year.")
    if kept > len(given):
        raise DateError(f"{quote(text)} is declared to be precise to the {precision}, but has no {precision}.")
    return read_edtf("-".join(given[:kept]))


def _from_parts(parts: DateParts) -> HistoricalDate:
    days = parts.admitted_days
    season = parts.precision is Precision.SEASON
    return HistoricalDate(
        edtf=str(parts),
        shape=Shape.MONTH_ONLY if days is None else Shape.SINGLE,
        precision=parts.precision,
        qualifier=parts.qualifier,
        members=(),
        spans=() if days is None else (DaySpan(*days),),
        month=None if season else parts.month,
    )


def _read_member(text: str, whole: str) -> DateParts:
    parts = read_parts(text.strip())
    if parts.year is None:
        raise DateError(f"{quote(whole)} cannot hold {quote(text)}: a month without a year stands alone.")
    return parts


def _read_interval(written: str) -> HistoricalDate:
    ends = [end.strip() for end in written.split("/")]
    if len(ends) != 2:
        raise DateError(f"{quote(written)} is not an interval: it has more than two ends.")
    if ends[0] in OPEN_ENDS and ends[1] in OPEN_ENDS:
        raise DateError(f"{quote(written)} is open at both ends, so it says nothing.")
    parts = [None if end in OPEN_ENDS else _read_member(end, written) for end in ends]
    first, last = parts
    if first and last and first.days and last.days and first.days[0] > last.days[1]:
        raise DateError(f"{quote(written)} ends before it begins; put the earlier date first.")
    members = tuple(_from_parts(end) for end in parts if end)
    earliest = members[0].earliest_day if first else None
    latest = members[-1].latest_day if last else None
    # An unknown end (empty) and an open one (..) admit the same days but are kept as they were written.
    edtf = "/".join(str(part) if part else end for part, end in zip(parts, ends, strict=True))
    precision = _coarsest(members) if first and last else Precision.OPEN
    return _joined(edtf, Shape.INTERVAL, precision, members, (DaySpan(earliest, latest),))


def _read_set(written: str) -> HistoricalDate:
    if not written.endswith("]"):
        raise DateError(f"{quote(written)} has no closing bracket.")
    choices = [choice.strip() for choice in written[1:-1].split(",")]
    if any(choice.startswith("..") or choice.endswith("..") for choice in choices):
        return _read_open_set(written, choices)
    alternatives = sorted(dict.fromkeys(_read_choice(choice, written) for choice in choices), key=_order)
    distinct = {parts for choice in alternatives for parts in choice}
    members = tuple(_from_parts(parts) for parts in sorted(distinct, key=lambda parts: _order((parts,))))
    if len(members) > MOST_ALTERNATIVES:
        raise DateError(f"{quote(written)} leaves more than {MOST_ALTERNATIVES} dates open; give an interval.")
    if len(members) == 1:
        return members[0]
    edtf = ",".join(str(choice[0]) if len(choice) == 1 else f"{choice[0]}..{choice[-1]}" for choice in alternatives)
    spans = tuple(member.spans[0] for member in members)
    return _joined(f"[{edtf}]", Shape.ONE_OF, _coarsest(members), members, spans)


def _read_open_set(written: str, choices: list[str]) -> HistoricalDate:
    choice = choices[0]
    if len(choices) > 1 or (choice.startswith("..") and choice.endswith("..")):
        raise DateError(f"{quote(written)} is not clear: write [..D] for by then, or [D..] for then or later.")
    member = _from_parts(_read_member(choice.removeprefix("..").removesuffix(".."), written))
    if choice.startswith(".."):
        span = DaySpan(None, member.latest_day)
        return _joined(f"[..{member.edtf}]", Shape.BY, Precision.OPEN, (member,), (span,))
    span = DaySpan(member.earliest_day, None)
    return _joined(f"[{member.edtf}..]", Shape.SINCE, Precision.OPEN, (member,), (span,))


def _read_choice(choice: str, written: str) -> tuple[DateParts, ...]:
    """Read one choice of a set: a date, or a run of days written `a..b`."""
    if ".." not in choice:
        return (_read_member(choice, written),)
    ends = [_read_member(end, written) for end in choice.split("..")]
    if len(ends) != 2 or any(end.precision is not Precision.DAY or end.qualifier for end in ends):
        raise DateError(f"{quote(choice)} is not a run of days; name the dates one by one.")
    first, last = (_first_day((end,)) for end in ends)
    if first > last:
        raise DateError(f"{quote(choice)} ends before it begins; put the earlier date first.")
    if last - first >= MOST_ALTERNATIVES:
        raise DateError(f"{quote(choice)} leaves more than {MOST_ALTERNATIVES} days open; give an interval.")
    return tuple(DateParts(Precision.DAY, *from_day_number(day)) for day in range(first, last + 1))


def _first_day(choice: tuple[DateParts, ...]) -> int:
    days = choice[0].days
    return days[0] if days else 0


def _order(choice: tuple[DateParts, ...]) -> tuple[int, str]:
    return _first_day(choice), str(choice[0])


def _coarsest(members: tuple[HistoricalDate, ...]) -> Precision:
    return max((member.precision for member in members), key=FINE_TO_COARSE.index)


def _joined(
    edtf: str,
    shape: Shape,
    precision: Precision,
    members: tuple[HistoricalDate, ...],
    spans: tuple[DaySpan, ...],
) -> HistoricalDate:
    return HistoricalDate(edtf, shape, precision, _shared_qualifier(members), members, spans, month=None)


def _shared_qualifier(members: tuple[HistoricalDate, ...]) -> str:
    """What is doubtful about any member is doubtful about the whole; "%" is both doubts."""
    given = {member.qualifier for member in members} - {""}
    return given.pop() if len(given) == 1 else QUALIFIERS[-1] if given else ""
