"""American Civil War Battle Data (date claims by source; J. Arnold, CC BY 4.0) → a table for `import_history`.

    python docs/examples/civil_war_claims_to_table.py DERIVED_date_claims_by_source.csv > claims_table.csv

Each work is a claimant that states when a battle was: a day, or an interval from its start to its end. The
statement is left to the import, which makes it of the date.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

COLUMNS = ("key", "title", "date", "topic", "source_title", "claimant", "claimant_kind")


def convert(claims: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """One row a claim; a claim without a start says nothing and is left out."""
    titles: dict[str, str] = {}
    for claim in claims:
        if not claim["start"]:
            continue
        key = claim["cwsac_id"].lower()
        # Works spell names differently; the first spelling names the battle.
        title = titles.setdefault(key, f"Battle of {claim['battle_name']}")
        is_interval = bool(claim["end"]) and claim["end"] != claim["start"]
        yield {
            "key": key,
            "title": title,
            "date": f"{claim['start']}/{claim['end']}" if is_interval else claim["start"],
            "topic": "American Civil War",
            "source_title": claim["source"],
            "claimant": claim["source"],
            "claimant_kind": "scholar",
        }


def main() -> None:
    """Read the file that the argument names; write the table."""
    with Path(sys.argv[1]).open(encoding="utf-8") as claims:
        table = csv.DictWriter(sys.stdout, COLUMNS)
        table.writeheader()
        table.writerows(convert(csv.DictReader(claims)))


if __name__ == "__main__":
    main()
