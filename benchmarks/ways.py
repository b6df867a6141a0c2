"""The ways in which real data are laid out as tables: by the converters of docs/examples, and otherwise.

Somebody else would map the same files differently; what must hold for one mapping must hold for all.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from docs.examples import (
    cdb90_to_table,
    civil_war_claims_to_table,
    nps_battles_to_table,
    phisterer_engagements_to_table,
    war_atlas_to_table,
    wikidata_cards_to_table,
)

Table = Iterable[dict[str, str]]


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file. OSError where it is missing."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def atlas(data: Path) -> Table:
    """Battles of the War Atlas under their wars."""
    folder = data / "war_atlas"
    return war_atlas_to_table.convert(read(folder / "battles.csv"), read(folder / "wars.csv"))


def atlas_in_one_topic(data: Path) -> Table:
    """The same under one topic, with the places that the atlas names."""
    places = {row["url"]: row["location"] for row in read(data / "war_atlas" / "battles.csv")}
    return ({**row, "topic": "Battles", "place": places[row["source_url"]]} for row in atlas(data))


def atlas_without_topics(data: Path) -> Table:
    """The same without a topic."""
    return ({**row, "topic": ""} for row in atlas(data))


def claims(data: Path) -> Table:
    """What works on the Civil War give as dates: a day, or an interval."""
    return civil_war_claims_to_table.convert(read(data / "acw" / "DERIVED_date_claims_by_source.csv"))


def claims_of_first_days(data: Path) -> Table:
    """The same with the first day only."""
    return ({**row, "date": row["date"].split("/")[0]} for row in claims(data))


def nps(data: Path) -> Table:
    """Battles of the Park Service within their states."""
    return nps_battles_to_table.convert(read(data / "acw" / "nps_battles.csv"))


def nps_by_first_day(data: Path) -> Table:
    """The same with the first day only, the state as the place."""
    return (
        {**row, "date": row["date"].split("/")[0], "place": row["within"], "within": "United States"}
        for row in nps(data)
    )


def phisterer(data: Path) -> Table:
    """Engagements after Phisterer; some to the month."""
    return phisterer_engagements_to_table.convert(read(data / "acw" / "phisterer_engagements.csv"))


def phisterer_by_first_day(data: Path) -> Table:
    """The same with the first day only and titled as the file has the location."""
    titles = {
        f"phisterer-{row['battle_id']}": row["location"] for row in read(data / "acw" / "phisterer_engagements.csv")
    }
    return ({**row, "date": row["date"].split("/")[0], "title": titles[row["key"]]} for row in phisterer(data))


def cdb90(data: Path) -> Table:
    """Battles of CDB90: days, intervals, one-of sets."""
    folder = data / "cdb90"
    return cdb90_to_table.convert(read(folder / "battles.csv"), read(folder / "active_periods.csv"))


def cdb90_starts(data: Path) -> Table:
    """The same as a set of the days on which it may have begun, in capitals, the region as the place."""
    starts: dict[str, tuple[str, str]] = {}
    for period in read(data / "cdb90" / "active_periods.csv"):
        if period["start_time_min"]:
            starts.setdefault(period["isqno"], (period["start_time_min"][:10], period["start_time_max"][:10]))
    for row in read(data / "cdb90" / "battles.csv"):
        first, last = starts.get(row["isqno"], ("", ""))
        if first:
            date = first if first == last else f"[{first},{last}]"
            named = {"key": f"cdb90-{row['isqno']}", "title": row["name"], "topic": row["war"], "place": row["locn"]}
            yield {**named, "date": date, "source_title": "CDB90"}


def cards(data: Path) -> Table:
    """Years of Wikidata."""
    with (data / "wikitrivia" / "cards.jsonl").open(encoding="utf-8") as lines:
        return list(wikidata_cards_to_table.convert(lines))


def cards_by_deck(data: Path) -> Table:
    """The same written as 1 January, under their decks."""
    with (data / "wikitrivia" / "cards.jsonl").open(encoding="utf-8") as lines:
        decks = {card["title"]: (card.get("decks") or ["others"])[0] for card in map(json.loads, lines)}
    return ({**row, "date": f"{row['date']}-01-01", "topic": decks[row["title"]]} for row in cards(data))


def ucdp(data: Path) -> Table:
    """Events of UCDP GED, which have no names: the two sides, in the conflict."""
    for row in read(data / "ucdp_ged" / "ged_karabakh_1989_2020.csv"):
        date = "-".join(part.zfill(2) for part in (row["year"], row["month"], row["day"]) if part)
        yield {
            "key": f"ucdp-{row['id']}",
            "title": f"{row['side_a']} – {row['side_b']}",
            "date": date,
            "date_precision": ("year", "month", "day")[date.count("-")],
            "topic": re.sub(r".*: ", "", row["conflict_name"]),
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "source_title": "UCDP GED",
        }


# What each is called, the source that the checker reads, and how it is laid out.
WAYS: dict[str, tuple[str, Callable[[Path], Table]]] = {
    "war atlas": ("war_atlas", atlas),
    "war atlas, one topic": ("war_atlas", atlas_in_one_topic),
    "war atlas, no topic": ("war_atlas", atlas_without_topics),
    "civil war claims": ("acw_claims", claims),
    "civil war claims, first days": ("acw_claims", claims_of_first_days),
    "park service": ("acw_nps", nps),
    "park service, first days": ("acw_nps", nps_by_first_day),
    "phisterer": ("acw_phisterer", phisterer),
    "phisterer, first days": ("acw_phisterer", phisterer_by_first_day),
    "cdb90": ("cdb90", cdb90),
    "cdb90, starts": ("cdb90", cdb90_starts),
    "wikidata cards": ("wikitrivia", cards),
    "wikidata cards, decks": ("wikitrivia", cards_by_deck),
    "ucdp": ("ucdp_ged", ucdp),
}
