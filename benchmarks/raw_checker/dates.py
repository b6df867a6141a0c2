"""Dates as a reader with a calendar takes them: EDTF text and English words → days. Standard library only."""

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date

Span = tuple[int, int]

MONTHS = {name.casefold(): number for number, name in enumerate(month_name) if name}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items()}
CYCLE_YEARS, CYCLE_DAYS = 400, 146_097


def number_of(year: int, month: int, day: int) -> int:
    """The number of a day of an astronomical year; the calendar repeats every 400 years."""
    cycles = (year - 1) // CYCLE_YEARS
    return date(year - cycles * CYCLE_YEARS, month, day).toordinal() + cycles * CYCLE_DAYS


def year_of(day: int) -> int:
    """The astronomical year of a day's number."""
    cycles = (day - 1) // CYCLE_DAYS
    return date.fromordinal(day - cycles * CYCLE_DAYS).year + cycles * CYCLE_YEARS


def month_of(day: int) -> int:
    """The month of a day's number."""
    return date.fromordinal((day - 1) % CYCLE_DAYS + 1).month


def span_of(part: str) -> Span:
    """First and last day of one day, month or year."""
    match = re.fullmatch(r"Y?(-?)(\d+)(?:-(\d\d))?(?:-(\d\d))?[~?%]?", part)
    if match is None:
        raise ValueError(part)
    sign, digits, month, day = match.groups()
    year = -int(digits) if sign else int(digits)
    if day:
        return (number_of(year, int(month), int(day)),) * 2
    if month:
        first = number_of(year, int(month), 1)
        return first, number_of(year + int(month) // 12, int(month) % 12 + 1, 1) - 1
    return number_of(year, 1, 1), number_of(year, 12, 31)


def spans_of(edtf: str) -> list[Span]:
    """The runs of days that an expression admits; none for a month of an unknown year."""
    if edtf.startswith("XXXX"):
        return []
    if "/" in edtf:
        first, last = edtf.split("/")
        return [(span_of(first)[0], span_of(last)[1])]
    spans: list[Span] = []
    for choice in edtf.strip("[]").split(","):
        ends = choice.split("..")
        spans.append((span_of(ends[0])[0], span_of(ends[-1])[1]))
    return spans


def share_a_day(one: list[Span], other: list[Span]) -> bool:
    """Whether two dates have a day in common."""
    return any(a <= d and c <= b for a, b in one for c, d in other)


def precision_of(edtf: str) -> str:
    """Day, month, year or month of no year; an interval or set is as fine as its first end."""
    if edtf.startswith("XXXX"):
        return "month-of-year"
    fields = re.split(r",|/|\.\.", edtf.strip("[]"))[0].lstrip("-").split("-")
    return ("year", "month", "day")[len(fields) - 1]


def shape_of(edtf: str) -> str:
    """One date, an interval, or a set of so many."""
    if "/" in edtf:
        return "interval"
    if not edtf.startswith("["):
        return "one"
    return f"one of {sum(last - first + 1 for first, last in spans_of(edtf))}"


def years_in(edtf: str) -> set[int]:
    """The astronomical years of the days it admits (their ends)."""
    return {year_of(day) for span in spans_of(edtf) for day in span}


def shown_year(year: int) -> int:
    """The number by which a year is called: -479 is 480 BC."""
    return year if year > 0 else 1 - year


def says(text: str, edtf: str) -> bool:
    """Whether the words name the date: its years and era, its months, and no number that is not in it."""
    words = re.findall(r"[a-z]+|\d+", text.casefold())
    numbers = {int(word) for word in words if word.isdecimal()}
    expected = {shown_year(year) for year in years_in(edtf)}
    months = {MONTHS[word] for word in words if word in MONTHS}
    parts = [part for part in re.split(r",|/|\.\.", edtf.strip("[]")) if part]
    given_months = {int(found[1]) for part in parts if (found := re.match(r"-?(?:\d{4}|XXXX)-(\d\d)", part))}
    days = {int(part[-2:]) for part in parts if precision_of(part) == "day"}
    is_bc = "bc" in words
    era_is_right = is_bc == any(year < 1 for year in years_in(edtf)) if years_in(edtf) else not is_bc
    return era_is_right and months == given_months and expected | days <= numbers


def dates_in(text: str) -> Iterator[tuple[str, list[Span]]]:
    """Years, months of years and days that a text names, each with its words."""
    names = "|".join((*MONTHS, *(f"{short}[.]?" for short in SHORT_MONTHS)))
    day_first = rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({names})\.?,?\s+(\d{{3,4}})\b"
    month_first = rf"\b({names})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{3,4}})\b"
    for match in re.finditer(day_first, text, re.IGNORECASE):
        yield from as_day(match[0], match[3], match[2], match[1])
    for match in re.finditer(month_first, text, re.IGNORECASE):
        yield from as_day(match[0], match[3], match[1], match[2])
    for match in re.finditer(rf"\b({names})\.?,?\s+(\d{{3,4}})\b", text, re.IGNORECASE):
        month = SHORT_MONTHS[match[1].casefold()[:3]]
        yield match[0], [span_of(f"{int(match[2]):04d}-{month:02d}")]
    ranges = list(re.finditer(r"\b(\d{4})\s*[–-]\s*(\d{4}|\d{2})\b", text))
    for match in ranges:
        last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        yield match[0], [(number_of(int(match[1]), 1, 1), number_of(int(last), 12, 31))]
        text = text.replace(match[0], " ")
    for match in re.finditer(r"(?<![\d.,])(\d{3,4})(?![\d,]*\d)(\s*(?:BCE?|B\.C\.))?", text):
        year = 1 - int(match[1]) if match[2] else int(match[1])
        if year != 0:
            yield match[0].strip(), [(number_of(year, 1, 1), number_of(year, 12, 31))]


def as_day(words: str, year: str, month: str, day: str) -> Iterator[tuple[str, list[Span]]]:
    """A day written out, where the calendar has it."""
    number = SHORT_MONTHS[month.casefold()[:3]]
    try:
        yield words, [(number_of(int(year), number, int(day)),) * 2]
    except ValueError:
        return
