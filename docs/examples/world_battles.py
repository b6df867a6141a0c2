"""The War Atlas, checked against CDB90 → `history/records/world_battles.json`, the starter topic of world battles.

    python docs/examples/world_battles.py DATA > history/records/world_battles.json

DATA is a folder with `war_atlas/battles.csv`, `war_atlas/wars.csv`, `cdb90/battles.csv`, `cdb90/active_periods.csv`.
Facts of The War Atlas (CC BY 4.0) and CDB90 (ODC-BY) are taken, no prose. Which battles: see `docs/world-battles.md`,
which is what the functions `is_sound`, `is_day_sure` and `choose` say in words. Nothing here knows a battle by name,
but for the row of the atlas on Hadrut, which the record marks as the same as its own event.
"""

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

if __package__:
    from docs.examples.cdb90_to_table import write_date
else:
    from cdb90_to_table import write_date  # type: ignore[import-not-found,no-redef]  # run as a file

Row = Mapping[str, str]
# Before the First World War most battles were over in a day; the atlas gives one day for those that were not, too.
LAST_YEAR_OF_DAYS = 1913
MOST_APART = timedelta(days=60)
MOST_OF_A_WAR = 5
MOST_BATTLES = 250
SAME_AS = {"battle_of_hadrut_b": "battle-of-hadrut"}
ATLAS, CDB90, TOPIC = "the-war-atlas", "cdb90", "world-battles"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ATTRIBUTION = (
    "Titles, days and wars: The War Atlas, thewaratlas.co, CC BY 4.0. "
    "Days where CDB90 is named: CDB90, Database of Battles, ODC-BY 1.0. No text of either is used."
)


def is_sound(battle: Row, wars: Mapping[str, Row], times: Counter[str]) -> bool:
    """Whether the atlas knows enough of a row: one battle, one title, a day in a war that was on, a spot, an id."""
    war = wars.get(battle["war_slug"], {"start_year": "", "end_year": ""})
    years = range(int(war["start_year"] or 0), int(war["end_year"] or war["start_year"] or -1) + 1)
    return (
        bool(re.fullmatch(r"Battle of [^\d()]+", battle["title"]))
        and times[battle["title"].casefold()] == 1
        and battle["is_indexable"] == "True"
        and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", battle["date_iso"]))
        and not battle["date_iso"].endswith("-01-01")
        and int(battle["date_iso"][:4]) in years
        and battle["coord_precision"] == "exact"
        and bool(battle["wikidata_qid"])
    )


def is_day_sure(battle: Row, other: str) -> bool:
    """Whether the day can be the battle's: before the long battles of the 20th century, or about when CDB90 has it.

    Years apart, the two speak of two battles, and which of them the atlas means is not known.
    """
    if not other:
        return int(battle["date_iso"][:4]) <= LAST_YEAR_OF_DAYS
    days = [date.fromisoformat(day) for day in (battle["date_iso"], *other.split("/"))]
    return max(days) - min(days) <= MOST_APART


def date_by_article(battles: Iterable[Row], periods: Iterable[dict[str, str]]) -> dict[str, str]:
    """CDB90's dates by the name of the encyclopaedia article that it gives; those of several battles are left out."""
    by_battle: dict[str, list[dict[str, str]]] = defaultdict(list)
    for period in periods:
        by_battle[period["isqno"]].append(period)
    found: dict[str, set[str]] = defaultdict(set)
    for battle in battles:
        found[name_article(battle["dbpedia"])].add(write_date(by_battle[battle["isqno"]]))
    return {name: min(dates) for name, dates in found.items() if name and len(dates) == 1 and is_given(min(dates))}


def is_given(when: str) -> bool:
    """Whether a date is a day or an interval of days, without doubt."""
    return bool(re.fullmatch(r"[\d-]{10}(/[\d-]{10})?", when))


def name_article(url: str) -> str:
    """The article's name in its address, as both files can be compared."""
    return unquote(url.rpartition("/")[2]).casefold()


def choose(battles: Iterable[Row], dates: Mapping[str, str]) -> Iterator[Row]:
    """At most so many of a war and in all, those that CDB90 dates first, the others by lot (the digest of the slug)."""
    of_war: Counter[str] = Counter()
    lots = sorted(battles, key=lambda b: (name_article(b["wikipedia_url"]) not in dates, draw_lot(b["slug"])))
    for battle in lots:
        of_war[battle["war_slug"]] += 1
        if of_war[battle["war_slug"]] <= MOST_OF_A_WAR:
            yield battle


def draw_lot(slug: str) -> str:
    """Where a battle stands among others, the same each time."""
    return sha256(slug.encode()).hexdigest()


def write_key(slug: str) -> str:
    """The key of an event of the atlas."""
    return f"atlas-{slug.removesuffix('_b').replace('_', '-')}"


def cite(battle: Row) -> dict[str, str]:
    """The passage of the atlas that a battle rests on."""
    locator = f"{battle['url']}, Wikidata {battle['wikidata_qid']}"
    return {"source": ATLAS, "locator": locator if len(locator) <= 120 else battle["wikidata_qid"]}


def write_event(battle: Row, war: str, other: str) -> dict[str, Any]:
    """One battle; where CDB90 does not have the atlas's day, each of the two claims its own."""
    day, key = battle["date_iso"], write_key(battle["slug"])
    event: dict[str, Any] = {"key": key, "title": battle["title"], "summary": f"Part of: {war}.", "topics": [TOPIC]}
    event["citations"] = [cite(battle)]
    if not other or other == day:
        event["happened"] = day
        event["citations"] += [{"source": CDB90, "locator": battle["title"], "supports": "happened"}] if other else []
        return event
    event["citations"][0]["supports"] = "title"
    event["claims"] = [
        write_claim(f"{key}-by-atlas", battle["title"], day, ATLAS, cite(battle)),
        write_claim(f"{key}-by-cdb90", battle["title"], other, CDB90, {"source": CDB90, "locator": battle["title"]}),
    ]
    return event


def write_claim(key: str, title: str, when: str, claimant: str, citation: dict[str, str]) -> dict[str, Any]:
    """What one of the two says about the date of a battle."""
    first, *last = map(write_day, when.split("/"))
    said = f"lasted from {first} to {last[0]}" if last else f"was on {first}"
    attribution = {"claimant": claimant, "stance": "asserts", "citations": [citation]}
    statement = f"The {title} {said}"
    return {"key": key, "statement": statement, "about": "date", "happened": when, "attributions": [attribution]}


def write_day(day: str) -> str:
    """A day in words."""
    value = date.fromisoformat(day)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def write_record(battles: list[Row], wars: Mapping[str, Row], dates: Mapping[str, str]) -> dict[str, Any]:
    """The record file."""
    times = Counter(battle["title"].casefold() for battle in battles)
    known = {battle["slug"]: dates.get(name_article(battle["wikipedia_url"]), "") for battle in battles}
    sound = [b for b in battles if is_sound(b, wars, times) and is_day_sure(b, known[b["slug"]])]
    chosen = sorted([*choose(sound, dates)][:MOST_BATTLES], key=lambda battle: (battle["date_iso"], battle["slug"]))
    events = [write_event(b, wars[b["war_slug"]]["title"], known[b["slug"]]) for b in chosen]
    events += [write_same(battle) for battle in battles if battle["slug"] in SAME_AS]
    return {
        "format": "attest-record/1",
        "title": "World battles",
        "licence": "CC BY 4.0",
        "attribution": ATTRIBUTION,
        "claimants": [
            {"key": ATLAS, "name": "The War Atlas", "kind": "media"},
            {"key": CDB90, "name": "CDB90", "kind": "organisation"},
        ],
        "sources": [
            {"key": ATLAS, "title": "The War Atlas", "publisher": "thewaratlas.co", "url": "https://thewaratlas.co"},
            {"key": CDB90, "title": "CDB90, Database of Battles", "publisher": "US Army Concepts Analysis Agency"},
        ],
        "events": events,
    }


def write_same(battle: Row) -> dict[str, Any]:
    """The atlas's own row on an event that is on record: its 1 January is a year."""
    is_year = battle["date_iso"].endswith("-01-01")
    return {
        "key": write_key(battle["slug"]),
        "title": battle["title"],
        "happened": battle["date_iso"][:4] if is_year else battle["date_iso"],
        "same_as": SAME_AS[battle["slug"]],
        "topics": [TOPIC],
        "citations": [cite(battle)],
    }


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Read the folder that the argument names; write the record file."""
    data = Path(sys.argv[1])
    dates = date_by_article(read_rows(data / "cdb90" / "battles.csv"), read_rows(data / "cdb90" / "active_periods.csv"))
    wars = {war["slug"]: war for war in read_rows(data / "war_atlas" / "wars.csv")}
    record = write_record([*read_rows(data / "war_atlas" / "battles.csv")], wars, dates)
    json.dump(record, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
