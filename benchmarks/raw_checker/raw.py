"""The raw files, row by row, as each source has them. Standard library only; nothing here knows a row."""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.raw_checker.dates import Span, span_of


@dataclass(frozen=True, slots=True)
class RawRow:
    """What one row says of one event.

    `readings` are the ways to state its date without saying more than it does; `span` its first and last day, a
    battle's end included. `context` holds whatever else of the row may tell it from others of its title. `spot` are
    latitude and longitude as they are written.
    """

    event: str
    title: str
    readings: frozenset[str]
    span: Span
    claimant: str = ""
    places: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    spot: tuple[str, str] | None = None


@dataclass(slots=True)
class RawFile:
    """The rows of one source, by event."""

    rows: list[RawRow]
    by_event: dict[str, list[RawRow]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for row in self.rows:
            self.by_event[row.event].append(row)


def make_key(text: str) -> str:
    """A row's identifier as keys are written: lower case, hyphens."""
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-._")


def read_csv(path: Path) -> list[dict[str, str]]:
    """A CSV file's rows."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def days(first: str, last: str) -> tuple[frozenset[str], Span]:
    """Days from first to last: stated whole, or by the first day."""
    span = (span_of(first)[0], span_of(last)[1])
    return frozenset({first} if first == last else {f"{first}/{last}", first}), span


def spot_of(latitude: str, longitude: str) -> tuple[str, str] | None:
    """Coordinates as they are written; None where one is missing."""
    return (latitude, longitude) if latitude and longitude else None


def read_atlas(data: Path) -> Iterator[RawRow]:
    """Battles of the War Atlas: 1 January is a year."""
    wars = {row["slug"]: row["title"] for row in read_csv(data / "war_atlas" / "wars.csv")}
    for row in read_csv(data / "war_atlas" / "battles.csv"):
        when = row["date_iso"] or row["year"]
        if when.endswith("-01-01"):
            when = when[:4]
        yield RawRow(
            event=make_key(row["slug"]),
            title=row["title"],
            readings=frozenset({when}),
            span=span_of(when),
            places=tuple(filter(None, [row["location"]])),
            context=tuple(filter(None, [wars.get(row["war_slug"], ""), row["location"]])),
            spot=spot_of(row["lat"], row["lng"]),
        )


def read_claims(data: Path) -> Iterator[RawRow]:
    """What each work says of a battle of the Civil War."""
    for row in read_csv(data / "acw" / "DERIVED_date_claims_by_source.csv"):
        if row["start"]:
            readings, span = days(row["start"], row["end"] or row["start"])
            yield RawRow(make_key(row["cwsac_id"]), row["battle_name"], readings, span, make_key(row["source"]))


def read_nps(data: Path) -> Iterator[RawRow]:
    """Battles of the National Park Service, with state and coordinates."""
    for row in read_csv(data / "acw" / "nps_battles.csv"):
        readings, span = days(row["start_date"], row["end_date"] or row["start_date"])
        yield RawRow(
            event=make_key(f"nps-{row['cwsac_id']}"),
            title=row["battle_name"],
            readings=readings,
            span=span,
            places=(row["state"], row["battle_name"]),
            context=(row["state"],),
            spot=spot_of(row["lat"], row["long"]),
        )


def pad(day: str) -> str:
    """A day with two digits for month and day."""
    return "-".join(part.zfill(2) for part in day.split("-"))


def read_phisterer(data: Path) -> Iterator[RawRow]:
    """Engagements after Phisterer; some are dated to the month only."""
    for row in read_csv(data / "acw" / "phisterer_engagements.csv"):
        first, last = pad(row["start_date"]), pad(row["end_date"])
        readings, span = days(first, last)
        if row["monthonly"] == "True":
            readings, span = frozenset({first[:7]}), span_of(first[:7])
        event = make_key(f"phisterer-{row['battle_id']}")
        place = row["location"].split(",")[0].rstrip(".")
        yield RawRow(event, row["location"], readings, span, places=(place, row["state"]), context=(row["state"],))


def read_cdb90(data: Path) -> Iterator[RawRow]:
    """Battles of CDB90: a start between two days, an end between two days; an end at midnight is the day before."""
    periods: dict[str, list[dict[str, str]]] = defaultdict(list)
    for period in read_csv(data / "cdb90" / "active_periods.csv"):
        periods[period["isqno"]].append(period)
    for row in read_csv(data / "cdb90" / "battles.csv"):
        own = periods[row["isqno"]]
        starts = [period for period in own if period["start_time_min"]]
        ends = {period[name][:10] for period in own for name in ("end_time_min", "end_time_max") if period[name]}
        ends |= {write_day(span_of(end)[0] - 1) for end in ends}
        if not starts and not ends:
            continue
        first = starts[0]["start_time_min"][:10] if starts else min(ends)
        last = starts[0]["start_time_max"][:10] if starts else first
        possible = sorted(end for end in ends if end >= first)
        readings = {first, f"[{first},{last}]", f"[{first}..{last}]"} if last > first else {first}
        readings |= {text for end in possible if end > first for text in (f"{first}/{end}", f"[{first}..{end}]")}
        yield RawRow(
            event=make_key(f"cdb90-{row['isqno']}"),
            title=row["name"],
            readings=frozenset(readings),
            span=(span_of(first)[0], span_of(max([*possible, last]))[1]),
            places=(row["locn"],),
            context=(row["war"], row["war4"], row["locn"]),
        )


def write_day(day: int) -> str:
    """A day's number as ISO writes it (years after Christ only)."""
    return date.fromordinal(day).isoformat()


def read_cards(data: Path) -> Iterator[RawRow]:
    """Cards of Wikidata years, which are astronomical; what somebody did in several years are several cards."""
    with (data / "wikitrivia" / "cards.jsonl").open(encoding="utf-8") as lines:
        cards = [json.loads(line) for line in lines]
    times = Counter(card["qid"] for card in cards)
    for card in cards:
        year = int(card["year"])
        text = f"{'-' if year < 0 else ''}{abs(year):04d}" if abs(year) <= 9999 else f"Y{year}"
        more = "" if times[card["qid"]] == 1 else f"-{re.sub('[^a-z0-9]+', '-', card['title'].lower()).strip('-')}"
        context = tuple(filter(None, [card.get("subtitle")]))
        yield RawRow(make_key(card["qid"] + more), card["title"], frozenset({text}), span_of(text), context=context)


def read_ucdp(data: Path) -> Iterator[RawRow]:
    """Events of UCDP GED: a day or a month, coordinates, no names."""
    for row in read_csv(data / "ucdp_ged" / "ged_karabakh_1989_2020.csv"):
        when = "-".join(part.zfill(2) for part in (row["year"], row["month"], row["day"]) if part)
        event = make_key(f"ucdp-{row['id']}")
        title = f"{row['side_a']} – {row['side_b']}"
        spot = spot_of(row["latitude"], row["longitude"])
        yield RawRow(event, title, frozenset({when}), span_of(when), context=(row["country"],), spot=spot)


SOURCES: dict[str, Callable[[Path], Iterator[RawRow]]] = {
    "war_atlas": read_atlas,
    "acw_claims": read_claims,
    "acw_nps": read_nps,
    "acw_phisterer": read_phisterer,
    "cdb90": read_cdb90,
    "wikitrivia": read_cards,
    "ucdp_ged": read_ucdp,
}


def read_raw(source: str, data: Path) -> RawFile:
    """All rows of a source. OSError where a file is missing."""
    return RawFile(list(SOURCES[source](data)))
