"""Coordinates → places on a map, with the outlines of today's countries behind them. Pure.

Degrees are drawn as they are, those of longitude shortened as they are in the middle of the map: good for a region,
and good enough for orientation on the whole globe.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from math import cos, radians
from pathlib import Path
from typing import Final, Protocol, TypeAlias

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = Sequence[Point]
# Western, southern, eastern and northern edge, in degrees.
Box: TypeAlias = tuple[float, float, float, float]

# Natural Earth's outlines, which the maps in the browser read too (static/geo/README.md).
COUNTRIES: Final = Path(__file__).resolve().parent.parent.parent / "static" / "geo" / "countries.json"
# Finer ones (1 : 50 million), which no browser fetches: it gets what is drawn of them.
FINE_COUNTRIES: Final = Path(__file__).resolve().parent / "countries_fine.json"
# On a map no broader than this (degrees of longitude) the others look crude.
NEAR: Final = 40.0

# The picture's own units.
WIDE, TALL = 300.0, 200.0
# Drawn larger than this (degrees of latitude), outlines show too little to go by.
SMALLEST: Final = 7.0
ROOM: Final = 1.5
# Land is cut off at this distance outside (units), so that the cut is not seen as a coast.
OUTSIDE: Final = 8.0
FINEST: Final = 0.8
# Of a degree, and of a unit: what is nearer than this is one.
PLACES: Final = 6
ROUNDING: Final = 0.01
# A country that takes less of the map than this has no name on it.
NAMED: Final = 0.025
MOST_NAMES: Final = 9
# At so many heights less one, room is looked for in which a name fits.
HEIGHTS: Final = 16


@dataclass(frozen=True, slots=True)
class Outline:
    """A country as Natural Earth draws it today: its name and the rings of its land."""

    name: str
    rings: tuple[Ring, ...]
    boxes: tuple[Box, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """The box around each ring tells at once which ones a map does not show."""
        object.__setattr__(self, "boxes", tuple(box_around(ring) for ring in self.rings))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, in per cent; its number stands beside it and before its name in the list."""

    x: str
    y: str
    number: int


@dataclass(frozen=True, slots=True)
class Word:
    """A country's name on the map, in per cent."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map: paths of land in units of the picture, names of countries, and the places in the order given."""

    land: tuple[str, ...]
    words: tuple[Word, ...]
    spots: tuple[Spot, ...]


class Frame(Protocol):
    """What a map shows, in whatever projection."""

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a spot of the globe lies, in units of the picture."""
        ...


@dataclass(frozen=True, slots=True)
class Window:
    """What the map shows: its western and northern edge, and how many units a degree takes."""

    west: float
    north: float
    wide: float
    tall: float

    @property
    def across(self) -> float:
        """How many degrees of longitude it shows."""
        return WIDE / self.wide

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a spot of the globe lies, in units; longitudes west of the edge come round from the east."""
        return (longitude - self.west) * self.wide, (self.north - latitude) * self.tall


def read_outlines(path: Path = COUNTRIES) -> tuple[Outline, ...]:
    """The countries of a GeoJSON file, read once."""
    return _read_once(str(path))


def outlines_for(across: float) -> tuple[Outline, ...]:
    """Outlines that are fine enough for a map so many degrees of longitude broad."""
    return read_outlines(FINE_COUNTRIES if across <= NEAR else COUNTRIES)


def box_around(ring: Ring) -> Box:
    """The smallest box that holds a ring."""
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


@lru_cache(maxsize=2)
def _read_once(path: str) -> tuple[Outline, ...]:
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    found = []
    for feature in features:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings = tuple(tuple((x, y) for x, y in ring) for polygon in polygons for ring in polygon)
        found.append(Outline(feature["properties"]["name"], rings))
    return tuple(found)


def draw_map(points: Sequence[Point], outlines: Iterable[Outline]) -> Drawing | None:
    """A map that shows all these points (longitude, latitude); None where there are none."""
    if not points:
        return None
    window = choose_window(points)
    land, words = draw_countries(outlines, window)
    spots = [spot(window, point, number) for number, point in enumerate(points, start=1)]
    return Drawing(land, words, tuple(spots))


def draw_countries(outlines: Iterable[Outline], frame: Frame) -> tuple[tuple[str, ...], tuple[Word, ...]]:
    """The land within a frame, as paths, and the names of the countries that take enough of it."""
    land, named = [], []
    for outline in outlines:
        shapes = list(clip_rings(outline, frame))
        if shapes:
            land.append("".join(write_path(shape) for shape in shapes))
            largest = max(shapes, key=lambda shape: abs(area(shape)))
            named.append((abs(area(largest)), outline.name, largest))
    named.sort(key=lambda one: (-one[0], one[1]))
    large = [(name, shape) for size, name, shape in named if size > NAMED * WIDE * TALL]
    words = chain.from_iterable(label(name, shape) for name, shape in large[:MOST_NAMES])
    return tuple(land), tuple(words)


def choose_window(points: Sequence[Point]) -> Window:
    """The smallest window with some room around all points; across the date line where that is shorter."""
    west, across = span_of_longitudes([x for x, _y in points])
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    middle = (south + north) / 2
    shortened = max(cos(radians(middle)), 0.2)
    high = max((north - south) * ROOM, SMALLEST, across * ROOM * shortened * TALL / WIDE)
    high = min(high, 180.0)
    # Round the earth there is no room above and below for what the breadth asks for: then it is drawn broader.
    broad = min(max(high * WIDE / TALL / shortened, across * ROOM), 360.0)
    left = west + across / 2 - broad / 2
    top = min(middle + high / 2, 90.0) if high < 180 else 90.0
    return Window(left, top, WIDE / broad, TALL / high)


def span_of_longitudes(longitudes: Sequence[float]) -> tuple[float, float]:
    """Where the shortest arc that holds all of these begins, and how long it is, in degrees."""
    around = sorted({round(x % 360, PLACES) % 360 for x in longitudes})
    gaps = [(after - before) % 360 or 360.0 for before, after in zip(around, [*around[1:], around[0]], strict=True)]
    widest = max(range(len(gaps)), key=lambda number: gaps[number])
    begin = around[(widest + 1) % len(around)]
    return (begin - 360 if begin > 180 else begin), 360 - gaps[widest]


def clip_rings(outline: Outline, frame: Frame) -> Iterator[list[Point]]:
    """The rings of a country that reach into the frame, in units, without what nobody would see."""
    for ring, box in zip(outline.rings, outline.boxes, strict=True):
        for turn in (-360.0, 0.0, 360.0):
            if reaches_into(frame, box, turn):
                shape = thin_out(cut_off([frame.place(x + turn, y) for x, y in ring]))
                if len(shape) > 2 and abs(area(shape)) > FINEST:
                    yield shape


def reaches_into(frame: Frame, box: Box, turn: float) -> bool:
    """Whether a box, so many degrees further round the globe, has anything within the frame."""
    west, south, east, north = box
    left, bottom = frame.place(west + turn, south)
    right, top = frame.place(east + turn, north)
    return left < WIDE and right > 0 and top < TALL and bottom > 0


def cut_off(ring: Ring) -> Ring:
    """The part of a ring within the picture and a little around it, side by side (Sutherland and Hodgman, 1974)."""
    for axis, limit, sign in ((0, -OUTSIDE, 1), (0, WIDE + OUTSIDE, -1), (1, -OUTSIDE, 1), (1, TALL + OUTSIDE, -1)):
        ring = list(cut_side(ring, axis, limit, sign))
    return ring


def cut_side(ring: Ring, axis: int, limit: float, sign: int) -> Iterator[Point]:
    """The part of a ring whose coordinate of `axis` is above the limit (`sign` 1) or below it (-1)."""
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was, here = sign * (before[axis] - limit), sign * (point[axis] - limit)
        if (was < 0) != (here < 0):
            part = was / (was - here)
            yield before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])
        if here >= 0:
            yield point


def thin_out(points: Iterable[Point]) -> list[Point]:
    """Leave out what is nearer to the one before than anybody could see."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINEST:
            kept.append((x, y))
    return kept


def area(shape: Sequence[Point]) -> float:
    """The area of a ring (the shoelace formula), positive one way round and negative the other."""
    following = [*shape[1:], shape[0]]
    return sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in zip(shape, following, strict=True)) / 2


def label(name: str, shape: Sequence[Point]) -> Iterator[Word]:
    """A country's name where its land has most room for it from side to side; none where it would lie beside it."""
    inside = [(min(max(x, 0), WIDE), min(max(y, 0), TALL)) for x, y in shape]
    if places := list(stretches(inside)):
        x, y = max(places)[1]
        yield Word(per_cent(x / WIDE), per_cent(y / TALL), name)


def stretches(shape: Sequence[Point]) -> Iterator[tuple[float, Point]]:
    """Stretches of land from west to east at some heights of a ring: how much room each has, and where a name stands.

    It stands so far from the edges that it can be read. What lies far from the middle of the ring counts for less.
    """
    low, high = max(min(y for _x, y in shape), 0.06 * TALL), min(max(y for _x, y in shape), 0.95 * TALL)
    for step in range(1, HEIGHTS):
        y = low + (high - low) * step / HEIGHTS
        shores = sorted(crossings(shape, y))
        for west, east in zip(shores[::2], shores[1::2], strict=False):
            x = min(max((west + east) / 2, 0.12 * WIDE), 0.88 * WIDE)
            if west < x < east:
                yield east - west - abs(y - (low + high) / 2), (x, y)


def crossings(shape: Sequence[Point], y: float) -> Iterator[float]:
    """Where a ring crosses a line from west to east."""
    for (x1, y1), (x2, y2) in zip(shape, [*shape[1:], shape[0]], strict=True):
        if (y1 < y) != (y2 < y):
            yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)


def spot(window: Window, point: Point, number: int) -> Spot:
    """Where a place lies."""
    x, y = window.place(*point)
    # What lies on the western edge does not come round from the east by a rounding error.
    x = (x + ROUNDING) % (360 * window.wide) - ROUNDING
    return Spot(per_cent(x / WIDE), per_cent(y / TALL), number)


def write_path(shape: Sequence[Point]) -> str:
    """A ring as SVG writes it."""
    return "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in shape) + "Z"


def per_cent(part: float) -> str:
    """As SVG writes it, in every language."""
    return f"{100 * part:.2f}%"
