"""Dates in words. What neighbours share is said once: "14 or 15 October 2020"."""

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from history.dates.parts import APPROXIMATE, YEARS_IN, DateParts, Precision, read_parts
from history.dates.wording import Wording, wording_for

if TYPE_CHECKING:
    from history.dates.values import HistoricalDate

# Outside these a bare number does not look like a year, so the era is said.
BARE_YEARS: Final = range(1000, 10_000)
UNCERTAIN: Final = "?%"


@lru_cache(maxsize=20_000)
def show_date(value: "HistoricalDate", locale: str) -> str:
    """Put a date in the words of a language (English where Attest has no words for it)."""
    words = wording_for(locale)
    members = [read_parts(member.edtf) for member in value.members]
    if value.shape == "one-of":
        return _one_of(members, words)
    if value.shape == "interval" and len(members) == 2:
        return _from_to(members, words)
    single = members[0] if members else read_parts(value.edtf)
    return _template(value, words).format(_single(single, words))


def show_month(month: int, locale: str) -> str:
    """Name a month by itself: "May"."""
    return wording_for(locale).month_name(month, alone=True)


def _template(value: "HistoricalDate", words: Wording) -> str:
    match value.shape:
        case "interval":
            return words.until if value.earliest_day is None else words.since
        case "by":
            return words.by
        case "since":
            return words.later
        case "month-only":
            return words.no_year
    return "{}"


def _single(parts: DateParts, words: Wording) -> str:
    text = _with_year(_day_and_month(parts, words), parts, words)
    if parts.qualifier and parts.qualifier in APPROXIMATE:
        text = words.about.format(text)
    if parts.qualifier and parts.qualifier in UNCERTAIN:
        text = words.uncertain.format(text)
    return text


def _day_and_month(parts: DateParts, words: Wording) -> str:
    if parts.month is None:
        return ""
    if parts.precision is Precision.SEASON:
        return words.seasons[parts.month - 21]
    month = words.month_name(parts.month, alone=parts.day is None)
    return month if parts.day is None else f"{parts.day} {month}"


def _with_year(before: str, parts: DateParts, words: Wording) -> str:
    if parts.year is None:
        return before
    year = _years(parts, words)
    return f"{before} {year}" if before else year


def _years(parts: DateParts, words: Wording) -> str:
    """Name the year, decade or century. A decade that would read as a century is spelt out."""
    year = parts.year or 0
    size = YEARS_IN.get(parts.precision, 1)
    if size == 1:
        return _in_era(_count(year), year, words)
    if year > 0 and (size == 100 or year % 100):
        return _in_era(words.decade.format(year), year, words)
    return _span_of_years(year, year + size - 1, words)


def _span_of_years(first: int, last: int, words: Wording) -> str:
    if _era(first) == _era(last):
        return _in_era(f"{_count(first)}–{_count(last)}", last, words)
    return f"{_in_era(_count(first), first, words)} – {_in_era(_count(last), last, words)}"


def _count(year: int) -> int:
    """Number a year within its era: the astronomical year 0 is 1 BC (ISO 8601-2, 4.3)."""
    return year if year > 0 else 1 - year


def _era(year: int) -> str:
    return "bc" if year <= 0 else "" if year in BARE_YEARS else "ad"


def _in_era(text: str | int, year: int, words: Wording) -> str:
    template = {"bc": words.bc, "ad": words.ad}.get(_era(year), "{}")
    return template.format(text)


def _one_of(members: list[DateParts], words: Wording) -> str:
    if _share_month(members):
        days = [str(member.day) for member in members]
        return _with_year(f"{_either(days, words)} {_month(members[0], words)}", members[0], words)
    if _share_year(members):
        return _with_year(_either([_day_and_month(m, words) for m in members], words), members[0], words)
    if _are_years_of_one_era(members):
        counts = [str(_count(member.year or 0)) for member in members]
        return _in_era(_either(counts, words), members[0].year or 0, words)
    return _either([_single(member, words) for member in members], words)


def _from_to(members: list[DateParts], words: Wording) -> str:
    first, last = members
    if str(first) == str(last):
        return _single(first, words)
    if _share_month(members):
        return _with_year(f"{first.day}–{last.day} {_month(first, words)}", first, words)
    if _share_year(members):
        dash = "–" if first.day is None and last.day is None else " – "
        return _with_year(dash.join(_day_and_month(m, words) for m in members), first, words)
    if _are_years_of_one_era(members):
        return _span_of_years(first.year or 0, last.year or 0, words)
    return f"{_single(first, words)} – {_single(last, words)}"


def _month(parts: DateParts, words: Wording) -> str:
    return words.month_name(parts.month or 1, alone=False)


def _either(texts: list[str], words: Wording) -> str:
    return f"{', '.join(texts[:-1])} {words.either} {texts[-1]}"


def _share_month(members: list[DateParts]) -> bool:
    return all(m.day for m in members) and _share_year(members) and len({m.month for m in members}) == 1


def _share_year(members: list[DateParts]) -> bool:
    plain = all(m.month and not m.qualifier for m in members)
    return plain and len({m.year for m in members}) == 1


def _are_years_of_one_era(members: list[DateParts]) -> bool:
    plain = all(m.precision is Precision.YEAR and not m.qualifier for m in members)
    return plain and all(_era(a.year or 0) == _era(b.year or 0) for a, b in pairwise(members))
