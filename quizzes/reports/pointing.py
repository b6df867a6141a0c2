"""The map of a question that is answered with a point: before the answer, and with both points after it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from history.pictures.maps import TALL, WIDE, Box, Word, draw_countries, outlines_for, per_cent
from quizzes.questions.pointing.globe import NARROWEST_PX, Spot, Target, View, fall, read_spot, rise
from quizzes.questions.responses import FactMark
from quizzes.questions.shown import Shown

# Nearer than this a distance is told with a decimal.
FEW_KM = 10
# Of a map that holds both points, so much lies around them.
ROOM = 1.4
# Pixels of a letter, a line and a point, and how near the upper edge (a part of it) nothing fits above a point.
LETTER_PX, LINE_PX, POINT_PX = 8.0, 14.0, 8.0
TOP = 0.08
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
    """A point on the map, in per cent of it, with what stands beside it: on its left or right, above or below."""

    x: str
    y: str
    text: str
    is_left: bool
    is_above: bool


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
    # The northern one is named above it, the other below, so that the two names keep apart.
    is_northern = spot is None or target.latitude >= spot[0]
    right = pin_at(view, target.spot, shown.answer_text, is_above=is_northern)
    given = None if spot is None else pin_at(view, spot, _("Your answer"), is_above=not is_northern)
    ground = draw_ground(view)
    return Pointed(
        ground=Ground(ground.land, tuple(clear_of(ground.words, right, given))),
        right=right,
        given=given,
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


def pin_at(view: View, spot: Spot, text: str, *, is_above: bool) -> Pin:
    """A point on the map; at its edge where it lies beyond."""
    x, y = view.show(spot)
    across, down = min(max(x / WIDE, 0.0), 1.0), min(max(y / TALL, 0.0), 1.0)
    return Pin(per_cent(across), per_cent(down), text, is_left=across > 0.5, is_above=is_above and down > TOP)


def clear_of(words: Iterable[Word], *pins: Pin | None) -> Iterator[Word]:
    """The names of countries that would touch no point and no name of one on the narrowest map."""
    taken = [box for pin in pins if pin for box in (box_of_point(pin), box_of_name(pin))]
    for word in words:
        x, y = px(word.x, NARROWEST_PX), px(word.y, NARROWEST_PX * TALL / WIDE)
        half = len(word.text) * LETTER_PX / 2
        if not any(touch((x - half, y - LINE_PX, x + half, y + LINE_PX / 4), box) for box in taken):
            yield word


def box_of_point(pin: Pin) -> Box:
    """What a point covers on the narrowest map: left, top, right, bottom in pixels."""
    x, y = px(pin.x, NARROWEST_PX), px(pin.y, NARROWEST_PX * TALL / WIDE)
    return x - POINT_PX, y - POINT_PX, x + POINT_PX, y + POINT_PX


def box_of_name(pin: Pin) -> Box:
    """The same of what stands beside it."""
    left, top, right, bottom = box_of_point(pin)
    wide = len(pin.text) * LETTER_PX
    begin, end = (left - wide, left) if pin.is_left else (right, right + wide)
    return (begin, top - LINE_PX, end, bottom) if pin.is_above else (begin, top, end, bottom + LINE_PX)


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes have anything in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def px(share: str, size: float) -> float:
    """So many per cent of a size."""
    return float(share.rstrip("%")) / 100 * size


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
