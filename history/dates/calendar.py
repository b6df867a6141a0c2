"""Day numbers: the proleptic Gregorian calendar, carried on below the year 1 with astronomical years."""

from datetime import date

# The Gregorian calendar repeats every 400 years, so any year can borrow its twin between 1 and 400.
CYCLE_YEARS = 400
CYCLE_DAYS = 146_097


def day_number(year: int, month: int, day: int) -> int:
    """Number a day as `date.toordinal` does (1 is 0001-01-01); year 0 is 1 BC. ValueError: no such day."""
    cycles, position = divmod(year - 1, CYCLE_YEARS)
    return date(position + 1, month, day).toordinal() + cycles * CYCLE_DAYS


def from_day_number(n: int) -> tuple[int, int, int]:
    """Give back the astronomical year, month and day of a day number."""
    cycles, position = divmod(n - 1, CYCLE_DAYS)
    day = date.fromordinal(position + 1)
    return day.year + cycles * CYCLE_YEARS, day.month, day.day


def month_number(year: int, month: int) -> int:
    """Count months through the years, so that neighbours differ by one."""
    return year * 12 + month - 1


def days_of_months(first: int, last: int) -> tuple[int, int]:
    """Give the first and last day number of a run of months, each counted by `month_number`."""
    start_year, start = divmod(first, 12)
    next_year, following = divmod(last + 1, 12)
    return day_number(start_year, start + 1, 1), day_number(next_year, following + 1, 1) - 1
