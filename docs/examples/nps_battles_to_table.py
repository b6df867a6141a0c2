"""Battles of the American Civil War (US National Park Service; J. Arnold, CC BY 4.0) → a table for `import_history`.

    python docs/examples/nps_battles_to_table.py nps_battles.csv > nps_table.csv

A battle of several days happened in an interval. Its state is the region that it happened in; the coordinates are
the battle's, not a named place's, and are left out.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

if __package__:
    from docs.examples.battle_titles import title_battle
    from docs.examples.us_states import name_state
else:
    from battle_titles import title_battle  # type: ignore[import-not-found,no-redef]  # run as a file
    from us_states import name_state  # type: ignore[import-not-found,no-redef]  # run as a file

COLUMNS = ("key", "title", "date", "date_precision", "within", "topic", "source_title", "source_url")


def convert(battles: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """One row a battle."""
    for battle in battles:
        start, end = battle["start_date"], battle["end_date"] or battle["start_date"]
        yield {
            "key": f"nps-{battle['cwsac_id'].lower()}",
            "title": title_battle(battle["battle_name"]),
            "date": f"{start}/{end}" if end != start else start,
            "date_precision": "day" if start else "",
            "within": name_state(battle["state"]),
            "topic": "American Civil War",
            "source_title": "US National Park Service, Civil War Soldiers and Sailors System",
            "source_url": battle["cwss_url"],
        }


def main() -> None:
    """Read the file that the argument names; write the table."""
    with Path(sys.argv[1]).open(encoding="utf-8") as battles:
        table = csv.DictWriter(sys.stdout, COLUMNS)
        table.writeheader()
        table.writerows(convert(csv.DictReader(battles)))


if __name__ == "__main__":
    main()
