"""One date as it is written in EDTF: its year, month and day, how fine it is, and how sure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from history.dates.calendar import day_number, days_of_months, month_number


class Precision(StrEnum):
    """How finely a source dates something."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MONTH_OF_YEAR = "month-of-year"
    OPEN = "open"


class DateError(ValueError):
    """Text that is not a date Attest can keep; the message is a sentence for an editor."""


FINE_TO_COARSE: Final = tuple(Precision)
QUALIFIERS: Final = "~?%"
APPROXIMATE: Final = "~%"

# What "about" admits on either side. EDTF leaves it to the application (ISO 8601-2, 8.2.3); the edtf
# package takes a year even for a day, which would let every date of a war overlap every other.
MARGIN_DAYS: Final = 3
MARGIN_MONTHS: Final = {
    Precision.MONTH: 1,
    Precision.SEASON: 1,
    Precision.YEAR: 2 * 12,
    Precision.DECADE: 5 * 12,
    Precision.CENTURY: 25 * 12,
}
YEARS_IN: Final = {Precision.DECADE: 10, Precision.CENTURY: 100}

# Northern meteorological seasons. Winter begins in December of the year it is written with, because
# EDTF numbers it after autumn.
FIRST_MONTH_OF_SEASON: Final = {21: 3, 22: 6, 23: 9, 24: 12}

_WRITTEN = re.compile(
    r"(?P<year>-?[0-9]{4}|Y-?[1-9][0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX|XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[~?%]?)"
)


@dataclass(frozen=True, slots=True)
class DateParts:
    """A single date. `year` is astronomical, the lowest of a decade or century, None in XXXX-05."""

    precision: Precision
    year: int | None
    month: int | None = None  # 1 to 12, or 21 to 24 for a season
    day: int | None = None
    qualifier: str = ""

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else self._write_year(self.year)
        month = "" if self.month is None else f"-{self.month:02}"
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{year}{month}{day}{self.qualifier}"

    def _write_year(self, lowest: int) -> str:
        size = YEARS_IN.get(self.precision)
        if size is None:
            return write_year(lowest)
        # Negative years count away from zero: -047X is -0479 to -0470.
        nearest = lowest if lowest >= 0 else -(lowest + size - 1)
        hidden = len(str(size)) - 1
        return f"{'-' if lowest < 0 else ''}{nearest // size:0{4 - hidden}}{'X' * hidden}"

    @property
    def days(self) -> tuple[int, int] | None:
        """First and last day as written, without the margin of "about"; None for a month of no year."""
        return self._days(margin_days=0, margin_months=0)

    @property
    def admitted_days(self) -> tuple[int, int] | None:
        """First and last day that it admits, with the margin of "about"."""
        about = bool(self.qualifier) and self.qualifier in APPROXIMATE
        return self._days(MARGIN_DAYS * about, MARGIN_MONTHS.get(self.precision, 0) * about)

    def _days(self, margin_days: int, margin_months: int) -> tuple[int, int] | None:
        if self.year is None:
            return None
        if self.month is not None and self.day is not None:
            day = day_number(self.year, self.month, self.day)
            return day - margin_days, day + margin_days
        first, last = self._months(self.year)
        return days_of_months(first - margin_months, last + margin_months)

    def _months(self, year: int) -> tuple[int, int]:
        if self.month is None:
            return month_number(year, 1), month_number(year + YEARS_IN.get(self.precision, 1) - 1, 12)
        if self.precision is Precision.SEASON:
            first = month_number(year, FIRST_MONTH_OF_SEASON[self.month])
            return first, first + 2
        month = month_number(year, self.month)
        return month, month


def write_year(year: int) -> str:
    """Write an astronomical year as EDTF does: four digits, or Y and five."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def read_parts(text: str) -> DateParts:
    """Read one date (no set, no interval), already in capitals. DateError says what is wrong with it."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise _refusal(text)
    year, qualifier = match["year"], match["qualifier"]
    month = _number(match["month"])
    day = _number(match["day"])
    if match["month"] == "XX" and day is not None:
        raise DateError(f"{quote(text)} gives a day of an unknown month, which Attest cannot keep.")
    if year == "XXXX":
        return _month_of_year(text, month, day, qualifier)
    if year.startswith("-") and not year.strip("-0"):
        raise DateError(f"{quote(text)} has a year that does not exist: the year before 0001 is 0000 (1 BC).")
    if not year.lstrip("-").isdecimal():
        return _year_alone(text, year, match["month"], qualifier)
    return _dated(text, int(year), month, day, qualifier)


def quote(text: str) -> str:
    """Quote what was written in a message: short, and without characters that do not print."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:40])
    return f"“{shown}{'…' if len(text) > 40 else ''}”"


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and digits != "XX" else None


def _month_of_year(text: str, month: int | None, day: int | None, qualifier: str) -> DateParts:
    if month is None or day is not None or not 1 <= month <= 12:
        raise DateError(f"{quote(text)} leaves the year open; only a month may stand without a year.")
    if qualifier:
        raise DateError(f"{quote(text)} is a month without a year, which takes no {qualifier}.")
    return DateParts(Precision.MONTH_OF_YEAR, None, month)


def _year_alone(text: str, year: str, month: str | None, qualifier: str) -> DateParts:
    if month is not None:
        raise DateError(f"{quote(text)} is too precise for such a year: it can have no month.")
    if year.startswith("Y"):
        return DateParts(Precision.YEAR, int(year[1:]), qualifier=qualifier)
    precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    lowest = int(year.replace("X", "9" if year.startswith("-") else "0"))
    return DateParts(precision, lowest, qualifier=qualifier)


def _dated(text: str, year: int, month: int | None, day: int | None, qualifier: str) -> DateParts:
    if month is None:
        return DateParts(Precision.YEAR, year, qualifier=qualifier)
    if month in FIRST_MONTH_OF_SEASON and day is None:
        return DateParts(Precision.SEASON, year, month, qualifier=qualifier)
    if not 1 <= month <= 12:
        raise DateError(f"{quote(text)} has no such month: months are 01 to 12, seasons 21 to 24.")
    if day is None:
        return DateParts(Precision.MONTH, year, month, qualifier=qualifier)
    try:
        day_number(year, month, day)
    except ValueError as error:
        raise DateError(f"{quote(text)} is not a day of the calendar.") from error
    return DateParts(Precision.DAY, year, month, day, qualifier)


def _refusal(text: str) -> DateError:
    """Tell EDTF that Attest does not keep (a time of day, partial qualifiers) from what is not EDTF."""
    if _is_edtf(text):
        return DateError(f"{quote(text)} is EDTF of a kind that Attest does not keep; give a day, month or year.")
    return DateError(f"{quote(text)} is not a date in EDTF: write 2020-10-09, 2020-10, 2020 or -0479 (480 BC).")


@lru_cache(maxsize=1000)
def _is_edtf(text: str) -> bool:
    if not text.isascii() or len(text) > 40:
        return False
    # Here and not above: the package loads Django, and takes milliseconds where the pattern takes none.
    from edtf import EDTFParseException, parse_edtf

    try:
        parse_edtf(text)
    except EDTFParseException:
        return False
    return True
