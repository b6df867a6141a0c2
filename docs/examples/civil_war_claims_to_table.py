"""American Civil War Battle Data (date claims by source; J. Arnold, CC BY 4.0) → a table for `import_history`.

    python docs/examples/civil_war_claims_to_table.py DERIVED_date_claims_by_source.csv > claims_table.csv

Each work is a claimant that states when a battle was: a day, or an interval from its start to its end. The
statement is left to the import, which makes it of the date.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

if __package__:
    from docs.examples.battle_titles import title_battle
else:
    from battle_titles import title_battle  # type: ignore[import-not-found,no-redef]  # run as a file

COLUMNS = ("key", "title", "date", "date_precision", "topic", "source_title", "claimant", "claimant_kind")


def convert(claims: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """One row a claim; a claim without a start says nothing and is left out."""
    rows = [claim for claim in claims if claim["start"]]
    # Works spell names differently, and some give none; the first spelling names the battle.
    titles = {claim["cwsac_id"]: title_battle(claim["battle_name"]) for claim in reversed(rows) if claim["battle_name"]}
    for claim in rows:
        key, title = claim["cwsac_id"].lower(), titles.get(claim["cwsac_id"], "")
        is_interval = bool(claim["end"]) and claim["end"] != claim["start"]
        yield {
            "key": key,
            "title": title,
            "date": f"{claim['start']}/{claim['end']}" if is_interval else claim["start"],
            "date_precision": "day",
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
