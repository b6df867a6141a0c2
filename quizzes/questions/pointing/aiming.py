"""A place becomes a target: how exact its coordinates are, and which part of the globe the map shows. Pure."""

from math import ceil, cos, hypot, radians
from random import Random
from typing import Final

from history.facts.values import PlaceName
from history.pictures.maps import TALL, WIDE
from quizzes.questions.pointing.globe import KM_A_DEGREE, LEAST_PX, NARROWEST_PX, Target, View, fall, rise
from quizzes.questions.pointing.sights import km_of_outlines

# How far from its coordinates one may still be in a place of this kind (km). What is not here is no point on a map.
REACH_KM: Final = {"village": 2.0, "settlement": 3.0, "town": 4.0, "site": 5.0, "city": 12.0, "district": 30.0}
# How wide a map may be (km, at the place): the first that says enough is taken. Outlines at 1 : 110 million say
# nothing on a nearer one.
WIDTHS_KM: Final = (500, 750, 1100, 1500, 1800)
# From the middle and from the edges (pixels of the narrowest map): a click into the middle is never right, and all
# that is right is on the map.
FROM_CENTRE_PX: Final = 2 * LEAST_PX
FROM_EDGE_PX: Final = LEAST_PX + 6
TALL_PX: Final = NARROWEST_PX * TALL / WIDE


def may_be_pointed_at(place: PlaceName) -> bool:
    """Whether the record says where it lies."""
    return place.latitude is not None and place.longitude is not None


def uncertainty_km(place: PlaceName) -> float:
    """How far off the coordinates may be: half of their last decimal each way, and the reach of such a place.

    Of a kind that is not pointed at: the decimals alone.
    """
    assert place.latitude is not None
    assert place.longitude is not None
    decimals = max(decimals_of(place.latitude), decimals_of(place.longitude))
    half_km = 0.5 * 10.0**-decimals * KM_A_DEGREE
    return hypot(half_km, half_km * cos(radians(place.latitude))) + REACH_KM.get(place.kind, 0.0)


def decimals_of(degree: float) -> int:
    """How many decimals a coordinate was given with; zeros at its end are not known any more."""
    digits = f"{degree:.6f}".rstrip("0")
    return len(digits.partition(".")[2])


def least_tolerance_km(wide_km: float) -> float:
    """What a finger hits at least on the narrowest screen, on a map so wide."""
    return wide_km * LEAST_PX / NARROWEST_PX


def choose_target(place: PlaceName, seed: int) -> Target:
    """The map for a place with coordinates: where on it the place lies is drawn, and says nothing.

    It is the nearest map on which the coordinates are exact enough and enough outlines are seen, else the widest.
    """
    assert place.latitude is not None
    assert place.longitude is not None
    x, y = draw_position(Random(seed))  # noqa: S311 - a seed that repeats is the point
    uncertainty = uncertainty_km(place)
    for wide_km in WIDTHS_KM:
        view = put_at(place.latitude, place.longitude, wide_km, x, y)
        if uncertainty <= least_tolerance_km(wide_km) and has_enough(view, wide_km):
            break
    tolerance = ceil(max(uncertainty, least_tolerance_km(wide_km)))
    return Target(place.latitude, place.longitude, float(tolerance), view)


def draw_position(chance: Random) -> tuple[float, float]:
    """Where on the map the place is to lie (from 0 to 1 each way): anywhere but in the middle and at the edges."""
    from_side, from_top = FROM_EDGE_PX / NARROWEST_PX, FROM_EDGE_PX / TALL_PX
    while True:
        x, y = chance.uniform(from_side, 1 - from_side), chance.uniform(from_top, 1 - from_top)
        if hypot((x - 0.5) * NARROWEST_PX, (y - 0.5) * TALL_PX) >= FROM_CENTRE_PX:
            return x, y


def put_at(latitude: float, longitude: float, wide_km: float, x: float, y: float) -> View:
    """The view so wide in which a spot lies at these shares of its width and height, from its upper left corner."""
    wide = wide_km / (KM_A_DEGREE * cos(radians(latitude)))
    tall = wide * TALL / WIDE
    west, top = longitude - x * wide, rise(latitude) + y * tall
    edges = (west, fall(top - tall), west + wide, fall(top))
    return View(*(round(edge, 5) for edge in edges))


def has_enough(view: View, wide_km: float) -> bool:
    """Whether there is something to go by: as much coast and border as the map is wide."""
    return km_of_outlines(view) >= wide_km
