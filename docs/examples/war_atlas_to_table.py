"""The War Atlas (battles.csv, wars.csv; CC BY 4.0, thewaratlas.co) → a table for `import_history`.

    python docs/examples/war_atlas_to_table.py battles.csv wars.csv > battles_table.csv

Each battle is an event of its war's topic. The atlas writes 1 January for battles of which it knows the year
only, so no precision is declared: Attest reads such a day as a year. Its coordinates are of the battle, not of a
named place, and are left out.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

COLUMNS = ("key", "title", "date", "topic", "source_title", "source_url")


def convert(battles: Iterable[dict[str, str]], wars: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """One row a battle. A battle of no war that the atlas names goes under "Other battles"."""
    titles = {war["slug"]: war["title"] for war in wars}
    for battle in battles:
        yield {
            "key": re.sub(r"[^a-z0-9._-]+", "-", battle["slug"].lower()).strip("-._"),
            "title": battle["title"],
            "date": battle["date_iso"] or battle["year"],
            "topic": titles.get(battle["war_slug"], "Other battles"),
            "source_title": "The War Atlas",
            "source_url": battle["url"],
        }


def main() -> None:
    """Read the two files that the arguments name; write the table."""
    with Path(sys.argv[1]).open(encoding="utf-8") as battles, Path(sys.argv[2]).open(encoding="utf-8") as wars:
        table = csv.DictWriter(sys.stdout, COLUMNS)
        table.writeheader()
        table.writerows(convert(csv.DictReader(battles), csv.DictReader(wars)))


if __name__ == "__main__":
    main()
