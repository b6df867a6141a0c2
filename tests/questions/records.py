"""Record files (attest-record/1, as plain dicts) as the rows that facts are gathered from, without a database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from history.facts.rows import AttributionRow, BearingRow, ClaimantRow, ClaimRow, EventRow, PlaceRow, Rows
from history.facts.values import Passage

JSON = dict[str, Any]
SHIPPED = Path(__file__).parents[2] / "history" / "records" / "battle_of_hadrut.json"


def read_shipped() -> JSON:
    """The record of the Battle of Hadrut, as it is shipped."""
    record: JSON = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return record


def rows_of(record: JSON, topic: str) -> Rows:
    """The rows of a record whose events all belong to `topic`; drafts are left out."""
    parties = {party["key"]: party["name"] for party in record["parties"]}
    published = [event for event in record["events"] if event.get("status", "published") == "published"]
    return Rows(
        topic=topic,
        events=tuple(event_row(event, record, topic) for event in published),
        claimants=tuple(claimant_row(claimant, parties) for claimant in record["claimants"]),
        places=tuple(place_row(place) for place in record["places"]),
    )


def passages(citations: list[JSON] | None) -> tuple[Passage, ...]:
    return tuple(
        Passage(cited["source"], cited["source"], "", "", cited.get("locator", "")) for cited in citations or ()
    )


def claimant_row(claimant: JSON, parties: dict[str, str]) -> ClaimantRow:
    party = claimant.get("speaks_for", "")
    return ClaimantRow(
        key=claimant["key"],
        name=claimant["name"],
        kind=claimant["kind"],
        speaks_for=party,
        party_name=parties.get(party, ""),
        holds=tuple(claimant.get("holds", ())),
        part_of=claimant.get("part_of", ""),
        aliases=tuple(claimant.get("aliases", ())),
    )


def place_row(place: JSON) -> PlaceRow:
    bearing = place.get("bearing")
    return PlaceRow(
        key=place["key"],
        name=place["name"],
        kind=place["kind"],
        within=place.get("within", ""),
        names=tuple(name["name"] for name in place.get("names", ())),
        latitude=place.get("latitude"),
        longitude=place.get("longitude"),
        bearing=BearingRow(bearing["from"], bearing["direction"], passages(bearing.get("citations")))
        if bearing
        else None,
    )


def event_row(event: JSON, record: JSON, topic: str) -> EventRow:
    root = root_of(event, record)
    return EventRow(
        key=event["key"],
        title=event["title"],
        topic=topic,
        conflict=root["key"] if root else "",
        conflict_title=root["title"] if root else "",
        happened=event.get("happened", ""),
        places=tuple((link["place"], link["role"]) for link in event.get("places", ())),
        same_as=event.get("same_as", ""),
        after=tuple(event.get("after", ())),
        above=tuple(line_above(event, record)),
        citations=passages(event.get("citations")),
        claims=tuple(claim_row(claim) for claim in event.get("claims", ())),
    )


def line_above(event: JSON, record: JSON) -> Iterator[str]:
    """Keys of the events that it is part of, the nearest first."""
    by_key = {other["key"]: other for other in record["events"]}
    while event.get("part_of"):
        event = by_key[event["part_of"]]
        yield event["key"]


def root_of(event: JSON, record: JSON) -> JSON | None:
    """The top of the tree of parts that the event hangs in; None where it stands alone."""
    by_key = {other["key"]: other for other in record["events"]}
    if not event.get("part_of") and event["key"] not in {other.get("part_of") for other in record["events"]}:
        return None
    while event.get("part_of"):
        event = by_key[event["part_of"]]
    return event


def claim_row(claim: JSON) -> ClaimRow:
    return ClaimRow(
        key=claim["key"],
        statement=claim["statement"],
        about=claim["about"],
        happened=claim.get("happened", ""),
        places=tuple(claim.get("places", ())),
        opposes=tuple(claim.get("opposes", ())),
        same_as=tuple(claim.get("same_as", ())),
        attributions=tuple(attribution_row(said) for said in claim["attributions"]),
    )


def attribution_row(said: JSON) -> AttributionRow:
    return AttributionRow(
        claimant=said["claimant"],
        stance=said["stance"],
        stated_on=said.get("stated_on", ""),
        needs_review=said.get("needs_review", False),
        citations=passages(said.get("citations")),
    )
