"""The map of a question that is answered with a point: before the answer, and with both points after it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from history.pictures.maps import TALL, WIDE, Word, draw_countries, outlines_for, per_cent
from quizzes.questions.pointing.globe import Spot, Target, View, fall, read_spot, rise
from quizzes.questions.responses import FactMark
from quizzes.questions.shown import Shown

# Nearer than this a distance is told with a decimal.
FEW_KM = 10
# Of a map that holds both points, so much lies around them.
ROOM = 1.4
# What is drawn of one map is asked for by a whole class at once.
MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands on a map whatever is asked: land as paths in the picture's units, and names in per cent of it."""

    land: tuple[str, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class MapToPoint:
    """The map of a question that waits; its edges are text that no language writes otherwise. Nothing tells the key."""

    ground: Ground
    west: str
    south: str
    east: str
    north: str
    names: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A point on the map, in per cent of it, with what stands beside it; `is_left`: on its left."""

    x: str
    y: str
    text: str
    is_left: bool


@dataclass(frozen=True, slots=True)
class Pointed:
    """Where it was, and where it was taken to be (None: not answered), on one map.

    `x`, `y` and `reach` are the circle of what is near enough, in the picture's units. `missed_by` is the distance in
    words, empty without an answer.
    """

    ground: Ground
    right: Pin
    given: Pin | None
    x: str
    y: str
    reach: str
    missed_by: str
    tolerance: str


def describe_map(shown: Shown) -> MapToPoint | None:
    """The map of a question as it waits; None where it is answered otherwise."""
    if shown.target is None:
        return None
    view = shown.target.view
    ground = draw_ground(view)
    names = json.dumps([[word.x.rstrip("%"), word.y.rstrip("%"), word.text] for word in ground.words])
    west, south, east, north = (f"{edge:.5f}" for edge in (view.west, view.south, view.east, view.north))
    return MapToPoint(ground, west, south, east, north, names)


def describe_pointed(shown: Shown, marks: Sequence[FactMark]) -> Pointed | None:
    """The same after an answer, with both points."""
    target = shown.target
    if target is None:
        return None
    spot = read_spot(marks[0].text) if marks else None
    view = target.view if spot is None or target.view.holds(spot) else view_of_both(target, spot)
    x, y = view.show(target.spot)
    return Pointed(
        ground=draw_ground(view),
        right=pin_at(view, target.spot, shown.answer_text),
        given=None if spot is None else pin_at(view, spot, _("Your answer")),
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        reach=f"{target.tolerance_km / view.km_across(target.latitude) * WIDE:.1f}",
        missed_by="" if spot is None else km_in_words(target.misses_by_km(spot)),
        tolerance=km_in_words(target.tolerance_km),
    )


@lru_cache(maxsize=MOST_KEPT)
def draw_ground(view: View) -> Ground:
    """Coasts, borders and names of today's countries within a view."""
    return Ground(*draw_countries(outlines_for(view.east - view.west), view))


def view_of_both(target: Target, spot: Spot) -> View:
    """A view that holds two points, by the shorter way round the globe."""
    latitude, longitude = target.spot
    across = (spot[1] - longitude + 180) % 360 - 180
    heights = rise(latitude), rise(spot[0])
    own = target.view.east - target.view.west
    wide = min(max(own, abs(across) * ROOM, abs(heights[0] - heights[1]) * ROOM * WIDE / TALL), 360.0)
    west, top = longitude + across / 2 - wide / 2, sum(heights) / 2 + wide * TALL / WIDE / 2
    return View(west, fall(top - wide * TALL / WIDE), west + wide, fall(top))


def pin_at(view: View, spot: Spot, text: str) -> Pin:
    """A point on the map; at its edge where it lies beyond."""
    x, y = view.show(spot)
    across, down = min(max(x / WIDE, 0.0), 1.0), min(max(y / TALL, 0.0), 1.0)
    return Pin(per_cent(across), per_cent(down), text, is_left=across > 0.5)


def km_in_words(km: float) -> str:
    """A distance: "0.4 km", "37 km", "1,204 km"."""
    return _("%(km)s km") % {"km": f"{km:.1f}" if km < FEW_KM else f"{km:,.0f}"}


def spot_in_words(text: str) -> str:
    """A point that was answered: "39.52° N, 47.03° E"; empty for none."""
    spot = read_spot(text)
    if spot is None:
        return ""
    latitude, longitude = spot
    given = {"latitude": f"{abs(latitude):.2f}", "longitude": f"{abs(longitude):.2f}"}
    if latitude >= 0:
        words = _("%(latitude)s° N, %(longitude)s° E") if longitude >= 0 else _("%(latitude)s° N, %(longitude)s° W")
    else:
        words = _("%(latitude)s° S, %(longitude)s° E") if longitude >= 0 else _("%(latitude)s° S, %(longitude)s° W")
    return words % given
