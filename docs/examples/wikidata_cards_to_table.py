"""Cards of Wikidata years (JSON lines with qid, title, year) → a table for `import_history`.

    python docs/examples/wikidata_cards_to_table.py cards.jsonl > cards_table.csv

Years are astronomical, as Wikidata's are: -479 is 480 BC. Years beyond four digits are left out: they are
estimates, and nobody's answer to "in which year". Labels and years are CC0; the cards' sentences are not used.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

COLUMNS = ("key", "title", "date", "topic", "source_title", "source_url")
EARLIEST, LATEST = -9999, 9999


def convert(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """One row a card. What somebody did in several years are several cards with one Wikidata id."""
    cards = [card for card in map(json.loads, lines) if EARLIEST <= card["year"] <= LATEST]
    times = Counter(card["qid"] for card in cards)
    for card in cards:
        more = "" if times[card["qid"]] == 1 else "-" + re.sub(r"[^a-z0-9]+", "-", card["title"].lower()).strip("-")
        yield {
            "key": f"{card['qid'].lower()}{more}",
            "title": card["title"],
            "date": f"{'-' if card['year'] < 0 else ''}{abs(card['year']):04d}",
            "topic": "World history",
            "source_title": "Wikidata",
            "source_url": f"https://www.wikidata.org/wiki/{card['qid']}",
        }


def main() -> None:
    """Read the file that the argument names; write the table."""
    with Path(sys.argv[1]).open(encoding="utf-8") as cards:
        table = csv.DictWriter(sys.stdout, COLUMNS)
        table.writeheader()
        table.writerows(convert(cards))


if __name__ == "__main__":
    main()
