"""Judging a map by the raw rows: where the event lies, what counts as near it, what is seen. Standard library only."""

from collections.abc import Iterator, Sequence
from math import asin, asinh, cos, degrees, hypot, radians, sin, sqrt, tan

from benchmarks.raw_checker.raw import RawRow
from benchmarks.raw_checker.titles import bare
from benchmarks.raw_checker.world import JSON, World, rows_asked

Spot = tuple[float, float]
# West, south, east, north, in degrees.
View = Sequence[float]
EARTH_KM = 6371.0
WIDEST_KM = 150
# The narrowest map, and what a finger hits there (CSS pixels).
MAP_PX, FINGER_PX = 288, 24
TALL_TO_WIDE = 2 / 3
# A table's reader may cut decimals: about a hundred metres.
NEARLY_KM = 0.2


def judge_map(question: JSON, world: World) -> Iterator[str]:
    """Everything that is wrong with what is to be pointed at."""
    tolerance, spot, view = question["tolerance_km"], tuple(question["spot"]), question["view"]
    if not 0 < tolerance <= WIDEST_KM:
        yield "map_tolerance: what is near enough is nothing, or too much"
    yield from spot_on_record(spot, tolerance, question, world)
    yield from large_enough(spot, tolerance, view)
    yield from seen_whole(spot, tolerance, view)
    yield from names_seen(view, question, world)


def spot_on_record(spot: Spot, tolerance: float, question: JSON, world: World) -> Iterator[str]:
    """It lies where the rows that are asked put it, and what others give for the event cannot be taken for it."""
    asked = [row for row in rows_asked(question, world) if row.spot]
    if not any(away_km(spot, read_spot(row)) <= NEARLY_KM for row in asked):
        yield f"on_record: the file does not put it at {spot}"
        return
    for row in world.rows(question["event"]):
        if row.spot and NEARLY_KM < away_km(spot, read_spot(row)) <= tolerance:
            yield f"map_tolerance: {row.spot}, which a row gives too, would count as {spot}"
    if any(away_km(spot, read_spot(row)) > NEARLY_KM for row in asked):
        yield "one_right_place: the rows that are asked give several spots"
    if tolerance < max(doubt_km(row) for row in asked):
        yield f"map_tolerance: {tolerance} km are less than the file's decimals leave open"


def read_spot(row: RawRow) -> Spot:
    """The row's latitude and longitude."""
    assert row.spot is not None
    return float(row.spot[0]), float(row.spot[1])


def doubt_km(row: RawRow) -> float:
    """Half of the last decimal of the row's coordinates, each way."""
    assert row.spot is not None
    decimals = max(len(text.partition(".")[2].rstrip("0")) for text in row.spot)
    half = 0.5 * 10.0**-decimals * EARTH_KM * radians(1)
    return hypot(half, half * cos(radians(float(row.spot[0]))))


def away_km(one: Spot, other: Spot) -> float:
    """The way between two spots (the haversine formula)."""
    half = sin(radians(other[0] - one[0]) / 2) ** 2
    half += cos(radians(one[0])) * cos(radians(other[0])) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def large_enough(spot: Spot, tolerance: float, view: View) -> Iterator[str]:
    """A finger hits it on the narrowest map, and it is no eighth of the map to either side."""
    wide_km = (view[2] - view[0]) * EARTH_KM * radians(1) * cos(radians(spot[0]))
    if tolerance < wide_km * FINGER_PX / MAP_PX - 0.1:
        yield f"map_tolerance: {tolerance} km are less than a finger on a map of {wide_km:.0f} km"
    if tolerance > wide_km / 8:
        yield f"map_tolerance: {tolerance} km on a map of {wide_km:.0f} km"


def seen_whole(spot: Spot, tolerance: float, view: View) -> Iterator[str]:
    """All that is near enough is on the map, and its middle is not near enough."""
    across, down = share_of(spot, view)
    reach = tolerance / EARTH_KM / radians(1)
    margin = reach / cos(radians(spot[0])) / (view[2] - view[0])
    if not (margin <= across <= 1 - margin and margin / TALL_TO_WIDE <= down <= 1 - margin / TALL_TO_WIDE):
        yield "map_view: what is near enough reaches beyond the map"
    if hypot((across - 0.5) * MAP_PX, (down - 0.5) * MAP_PX * TALL_TO_WIDE) < 2 * FINGER_PX - 0.5:
        yield "map_view: it lies near the middle of the first view"


def share_of(spot: Spot, view: View) -> Spot:
    """Where a spot lies on the map, from 0 to 1 from the left and from the top (Mercator)."""
    west, south, east, north = view
    middle = (west + east) / 2
    longitude = middle + (spot[1] - middle + 180) % 360 - 180
    top, bottom, own = (degrees(asinh(tan(radians(latitude)))) for latitude in (north, south, spot[0]))
    return (longitude - west) / (east - west), (top - own) / (top - bottom)


def names_seen(view: View, question: JSON, world: World) -> Iterator[str]:
    """No country whose name may stand on the map shares it with a place that the rows name."""
    named = [f" {bare(place)} " for row in rows_asked(question, world) for place in row.places[:1]]
    for country, boxes in world.countries.items():
        if any(f" {bare(country)} " in name for name in named) and any(meet(box, view) for box in boxes):
            yield f"no_name_on_map: “{country}” stands on the map"


def meet(box: tuple[float, float, float, float], view: View) -> bool:
    """Whether two boxes (west, south, east, north) have anything in common, round the date line too."""
    if box[1] > view[3] or box[3] < view[1]:
        return False
    return any(box[0] + turn <= view[2] and box[2] + turn >= view[0] for turn in (-360, 0, 360))
