"""Engagements of the American Civil War (Phisterer 1883; J. Arnold, CC BY 4.0) → a table for `import_history`.

    python docs/examples/phisterer_engagements_to_table.py phisterer_engagements.csv > engagements_table.csv

`battle_name` is prose about the troops and is not used; `location` names the engagement. Where the location ends with
its state, the state becomes what it lies within and leaves the title: else the title would tell it. `monthonly` rows
give a whole month. An engagement that would end before it begins gets no date.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

if __package__:
    from docs.examples.us_states import cut_state, name_state
else:
    from us_states import cut_state, name_state  # type: ignore[import-not-found,no-redef]  # run as a file

COLUMNS = ("key", "title", "date", "date_precision", "within", "topic", "source_title")
SOURCE = "Phisterer, Statistical Record of the Armies of the United States (1883)"


def read_day(text: str) -> tuple[int, ...]:
    """Year, month and day as numbers, so that unpadded ones compare."""
    return tuple(map(int, text.split("-"))) if text else ()


def convert(engagements: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """One row an engagement."""
    for row in engagements:
        start, end = row["start_date"], row["end_date"] or row["start_date"]
        place, has_state = cut_state(row["location"], row["state"])
        is_backward = read_day(end) < read_day(start)
        yield {
            "key": f"phisterer-{row['battle_id']}",
            "title": place.rstrip(" ."),
            "date": "" if is_backward else f"{start}/{end}" if end != start else start,
            "date_precision": "" if is_backward or not start else "month" if row["monthonly"] == "True" else "day",
            "within": name_state(row["state"]) if has_state else "",
            "topic": "American Civil War",
            "source_title": SOURCE,
        }


def main() -> None:
    """Read the file that the argument names; write the table."""
    with Path(sys.argv[1]).open(encoding="utf-8") as engagements:
        table = csv.DictWriter(sys.stdout, COLUMNS)
        table.writeheader()
        table.writerows(convert(csv.DictReader(engagements)))


if __name__ == "__main__":
    main()
