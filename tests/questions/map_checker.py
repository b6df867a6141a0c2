"""The naive checker for maps: judges a question by the record and its map alone, and shares no code with the rules.

Another formula for the distance (the spherical law of cosines) and for the map (the Gudermannian's inverse by asinh).
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from math import acos, asinh, cos, degrees, hypot, radians, sin, tan
from pathlib import Path
from typing import Any

from tests.questions.pencil import Record, fold, live, names_of

JSON = dict[str, Any]
# West, south, east, north.
Edges = tuple[float, float, float, float]
ROOT = Path(__file__).parents[2]
COUNTRIES = (ROOT / "static" / "geo" / "countries.json", ROOT / "history" / "pictures" / "countries_fine.json")
SMALL = ("village", "settlement", "town", "site", "city", "district")
# The narrowest map and what a finger hits on it, in pixels.
WIDE, TALL, FINGER = 288, 192, 24


def complain_of_map(question: JSON, record: JSON, edges: Edges) -> list[str]:
    """Everything that is wrong with a map that claims to be live."""
    reader = Record(record)
    place = reader.places[question["answer"][0]]
    if place.get("latitude") is None:
        return ["map_tolerance: the record does not say where it lies"]
    checks = (nearness(question, place, reader, edges), position(question, place, edges), names(place, edges))
    return [found for check in checks for found in check]


def nearness(question: JSON, place: JSON, record: Record, edges: Edges) -> Iterator[str]:
    """What counts is no less than the coordinates and a finger say, and no other place's."""
    km = question["tolerance_km"]
    if place["kind"] not in SMALL:
        yield "map_tolerance: it is no point on a map"
    if km < cells(place) or km + 0.1 < across(place, edges) * FINGER / WIDE:
        yield f"map_tolerance: {km} km are too few"
    if km > 150 or km > across(place, edges) / 8:
        yield f"map_tolerance: {km} km are too many"
    for key in given_for(question["event"], record) - {place["key"]} - set(record.around(place["key"])):
        other = record.places[key]
        if other.get("latitude") is None or way(place, other) <= 2 * km:
            yield f"map_tolerance: {key} is as right"


def position(question: JSON, place: JSON, edges: Edges) -> Iterator[str]:
    """All that is right is on the map, and its middle is not right."""
    west, _south, east, _north = edges
    x = ((place["longitude"] - west) % 360) / (east - west) * WIDE
    y = (height(edges[3]) - height(place["latitude"])) / (height(edges[3]) - height(edges[1])) * TALL
    reach = question["tolerance_km"] / across(place, edges) * WIDE
    if not (reach <= x <= WIDE - reach and reach <= y <= TALL - reach):
        yield "map_view: not all that is right is on the map"
    if hypot(x - WIDE / 2, y - TALL / 2) < reach:
        yield "map_view: a click into the middle is right"


def names(place: JSON, edges: Edges) -> Iterator[str]:
    """No name of the place is that of a country with a corner on the map."""
    west, south, east, north = edges
    for country in countries():
        if not any(south <= y <= north and (x - west) % 360 <= east - west for x, y in corners(country["geometry"])):
            continue
        word = fold(country["properties"]["name"])
        if any(f" {word} " in f" {fold(name)} " for name in names_of(place)):
            yield f"no_name_on_map: {word}"


@lru_cache(maxsize=1)
def countries() -> list[JSON]:
    """The countries of the maps' files."""
    return [country for file in COUNTRIES for country in json.loads(file.read_text(encoding="utf-8"))["features"]]


def corners(shape: JSON) -> Iterator[tuple[float, float]]:
    """The corners of a country's land."""
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    for polygon in polygons:
        for ring in polygon:
            yield from ring


def given_for(event: str, record: Record) -> set[str]:
    """Every place that anybody gives for an event."""
    rows = record.same_events(event)
    links = {link["place"] for row in rows for link in row.get("places", [])}
    return links | {
        key for row in rows for claim in row.get("claims", []) if live(claim) for key in claim.get("places", [])
    }


def cells(place: JSON) -> float:
    """How many kilometres the coordinates leave open: half of their last decimal, along a meridian."""
    written = [str(place[name]).partition(".")[2] for name in ("latitude", "longitude")]
    return 111.19 / 2 / 10.0 ** max(len(digits) if digits != "0" else 0 for digits in written)


def way(one: JSON, other: JSON) -> float:
    """Kilometres along a great circle."""
    a, b = radians(one["latitude"]), radians(other["latitude"])
    turn = radians(one["longitude"] - other["longitude"])
    return 6371 * acos(min(1, max(-1, sin(a) * sin(b) + cos(a) * cos(b) * cos(turn))))


def across(place: JSON, edges: Edges) -> float:
    """How many kilometres the map shows from side to side."""
    return 111.1949 * (edges[2] - edges[0]) * cos(radians(place["latitude"]))


def height(latitude: float) -> float:
    """Where Mercator's map has a parallel."""
    return degrees(asinh(tan(radians(latitude))))
