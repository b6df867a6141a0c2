"""CDB90 (battles.csv, active_periods.csv; ODC-BY) → a table for `import_history`.

    python docs/examples/cdb90_to_table.py battles.csv active_periods.csv > cdb90_table.csv

A battle has one or more active periods, and each has an earliest and a latest start and end. Midnight to midnight is
a day of which no time is known; an end at midnight is the end of the day before. The battle is the interval from its
first day to its last. Where the day of its start or end is uncertain, one that lasted a day is one of several days,
and of a longer one both ends are marked as uncertain, so that nobody is asked. Times of day are dropped: CDB90 gives
them in local time of its own reckoning. Names are in capitals and are written as in a sentence; `locn` is a region.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

if __package__:
    from docs.examples.battle_titles import lower_capitals
else:
    from battle_titles import lower_capitals  # type: ignore[import-not-found,no-redef]  # run as a file

COLUMNS = ("key", "title", "date", "date_precision", "within", "topic", "source_title")
SOURCE = "CDB90, Database of Battles (ODC-BY)"
ONE_DAY = timedelta(days=1)
Days = tuple[date, date]


def read_days(earliest: str, latest: str, *, is_end: bool) -> Days | None:
    """The first and the last day that two times leave open; None where one is missing."""
    if not earliest or not latest:
        return None
    first, last = datetime.fromisoformat(earliest), datetime.fromisoformat(latest)
    until = last.date() - ONE_DAY if last.time() == time() and (last > first or is_end) else last.date()
    since = first.date() - ONE_DAY if is_end and first == last and first.time() == time() else first.date()
    return min(since, until), until


def write_date(periods: Iterable[dict[str, str]]) -> str:
    """The EDTF date of a battle: from the start of its first period to the end of its last."""
    starts = [read_days(p["start_time_min"], p["start_time_max"], is_end=False) for p in periods]
    ends = [read_days(p["end_time_min"], p["end_time_max"], is_end=True) for p in periods]
    start = min((days for days in starts if days), default=None) if None not in starts else None
    end = max((days for days in ends if days), default=None) if None not in ends else None
    if start is None or end is None:
        return f"{start[0] if start else ''}/{end[1] if end else ''}" if start or end else ""
    if start[0] == start[1] and end[0] == end[1]:
        return str(start[0]) if start[0] >= end[1] else f"{start[0]}/{end[1]}"
    return f"[{start[0]}..{start[1]}]" if start == end else f"{start[0]}?/{end[1]}?"


def convert(battles: Iterable[dict[str, str]], periods: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """One row a battle."""
    by_battle: dict[str, list[dict[str, str]]] = defaultdict(list)
    for period in periods:
        by_battle[period["isqno"]].append(period)
    for battle in battles:
        when = write_date(by_battle[battle["isqno"]])
        yield {
            "key": f"cdb90-{battle['isqno']}",
            "title": lower_capitals(battle["name"]),
            "date": when,
            # The file gives days, so that a 1 January is one.
            "date_precision": "day" if when and not when.startswith("/") and "?" not in when else "",
            "within": lower_capitals(battle["locn"]),
            "topic": battle["war4"] or lower_capitals(battle["war"]),
            "source_title": SOURCE,
        }


def main() -> None:
    """Read the two files that the arguments name; write the table."""
    with Path(sys.argv[1]).open(encoding="utf-8") as battles, Path(sys.argv[2]).open(encoding="utf-8") as periods:
        table = csv.DictWriter(sys.stdout, COLUMNS)
        table.writeheader()
        table.writerows(convert(csv.DictReader(battles), csv.DictReader(periods)))


if __name__ == "__main__":
    main()
