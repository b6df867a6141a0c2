"""Reading the dates that data files give: EDTF, and plain days in the ways that programs write them."""

import re
from functools import lru_cache
from typing import Final

from history.dates.parts import DateError, quote
from history.dates.reading import LONGEST_EDTF, read_edtf, read_plain
from history.dates.typed import read_typed
from history.dates.values import HistoricalDate

# What each declared precision keeps of YYYY-MM-DD; X stands for a figure that is left open.
KEPT: Final = {"century": 2, "decade": 3, "year": 4, "month": 7, "day": 10}
MOST_FIGURES_OF_A_YEAR: Final = 5
FEWEST_FIGURES_OF_A_YEAR: Final = 3
SEASONS: Final = range(21, 25)

_LOOSE = re.compile(
    r"(?P<sign>[+-]?)(?P<year>[0-9]+)(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2})"
    r"(?:[T ][0-9]{1,2}(?::[0-9.]+)*(?:Z|[+-][0-9:]+)?)?)?)?"
)
_ENDS = re.compile(r"(\.\.|[/,\[\]])")


def read_given(text: str, precision: str = "") -> HistoricalDate:
    """Read a date as a data file gives it, cut to the `precision` it declares (century to day; empty: none).

    EDTF, or a plain day: 1861-4-12 is 1861-04-12, a time of day is left out, and 1 January of which no precision
    is declared is a year, because that is how data files write one. Years are astronomical: -479 is 480 BC.
    DateError says in a sentence what is wrong, and how the date is written where that can be known.
    """
    written, declared = text.strip(), precision.strip().casefold()
    if len(written) > LONGEST_EDTF:
        raise DateError(f"A date is at most {LONGEST_EDTF} characters long; this one has {len(written)}.")
    if declared and declared not in KEPT:
        raise DateError(f"{quote(precision)} is not a precision that a date has: {', '.join(reversed(KEPT))}.")
    try:
        parts = [part.strip() for part in _ENDS.split(written)]
        if len(parts) > 1:
            return _read_joined(parts, declared)
        plain = _pad(written)
        if plain is None:
            return _read_other(written, declared)
        return _cut(plain, declared)
    except DateError as error:
        raise DateError(f"{error}{_suggest(written)}") from error


def _read_joined(parts: list[str], declared: str) -> HistoricalDate:
    """An interval or a set: each date in it is cut; what then leaves one date only is that date."""
    dates = [part for part in parts if part and not _ENDS.fullmatch(part)]
    padded = {date: _pad(date) for date in dates}
    if "/" in parts and len(dates) == 2 and ".." not in parts and len({padded[date] or date for date in dates}) == 1:
        return read_given(dates[0], declared)
    cut = {date: _cut(plain, declared or "as given").edtf if plain else date for date, plain in padded.items()}
    ends = list(dict.fromkeys(cut[date] for date in dates))
    if "/" in parts and len(dates) == 2 and len(ends) == 1:
        return read_edtf(ends[0])
    value = read_edtf("".join(cut.get(part, part) for part in parts))
    return _agree(value, declared) if value.members and ".." not in parts else value


def _read_other(written: str, declared: str) -> HistoricalDate:
    return _agree(read_edtf(written), declared)


def _agree(value: HistoricalDate, declared: str) -> HistoricalDate:
    """The date, unless its file declares another precision for it than its words have."""
    fits = value.precision in (declared, f"{declared}-of-year")
    if declared and not fits:
        raise DateError(f"{quote(value.edtf)} is declared to be precise to the {declared}, and is not.")
    return value


def _pad(text: str) -> str | None:
    """A plain date with all its figures: 1861-4-12 as 1861-04-12; None for what is no plain date. DateError."""
    match = _LOOSE.fullmatch(text)
    if match is None:
        return None
    sign, year = "-" if match["sign"] == "-" else "", match["year"]
    if not match["day"] and match["month"] and int(match["month"]) in SEASONS:
        return None
    figures = len(year.lstrip("0")) if len(year) > 4 else len(year)
    if figures < FEWEST_FIGURES_OF_A_YEAR and not sign:
        raise DateError(f"{quote(text)} may be a year of any century; write all four figures, as in 0043.")
    if figures > MOST_FIGURES_OF_A_YEAR or (figures == MOST_FIGURES_OF_A_YEAR and not sign):
        raise DateError(f"{quote(text)} has more figures than a year; Attest keeps years from -99999 to 9999.")
    if set(year) == {"0"} and match["month"]:
        raise DateError(f"{quote(text)} is no date: a year 0000 with a month is how programs write that none is known.")
    if figures == MOST_FIGURES_OF_A_YEAR:
        return f"Y{sign}{year.lstrip('0')}" if not match["month"] else None
    rest = [f"{int(part):02d}" for part in (match["month"], match["day"]) if part]
    return "-".join([f"{sign}{int(year):04d}", *rest])


def _cut(plain: str, declared: str) -> HistoricalDate:
    """A plain date as finely as declared; "as given" keeps 1 January a day."""
    if plain.startswith("Y"):
        return _agree(read_edtf(plain), "" if declared == "as given" else declared)
    if declared == "as given":
        given = plain.lstrip("-").count("-")
        return read_plain(plain, ("year", "month", "day")[given] if "-00" not in plain[1:] else None)
    if declared in ("century", "decade"):
        read_plain(plain)
        sign, year = ("-", plain[1:5]) if plain.startswith("-") else ("", plain[:4])
        kept = KEPT[declared]
        return read_edtf(f"{sign}{year[:kept]}{'X' * (4 - kept)}")
    return read_plain(plain, declared or None)


@lru_cache(maxsize=1_000)
def _suggest(written: str) -> str:
    """How the date would be written, where it is one in words."""
    meant = read_typed(written) if any(character.isalpha() for character in written) else None
    return f" {meant} is written {meant.edtf}." if meant is not None and meant.edtf != written.upper() else ""
