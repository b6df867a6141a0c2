"""Places by distance: the nearest of thousands are found without measuring the way to each. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from itertools import product
from math import asin, cos, exp, floor, pi, radians, sin, sqrt

from history.facts.registers import Register
from history.facts.values import PlaceName

EARTH_RADIUS_KM = 6371.0
# Fewer places than these are simply all measured.
FEWEST_FOR_CELLS = 400
# How many rings of cells around a place are looked at before all others are measured.
MOST_RINGS = 4

Point = tuple[float, float, float]
Cell = tuple[int, int, int]


class PlacesOfKind:
    """The places of one kind: those with coordinates by distance, and those without in the record's order."""

    def __init__(self, places: Iterable[PlaceName]) -> None:
        self.unlocated: list[PlaceName] = []
        self.located: list[PlaceName] = []
        self._points: list[Point] = []
        for place in places:
            point = locate(place)
            if point is None:
                self.unlocated.append(place)
            else:
                self.located.append(place)
                self._points.append(point)
        # Points of a globe of radius 1: as many cells over its surface as there are places.
        self._side = sqrt(4 * pi / max(1, len(self._points)))
        self._cells: dict[Cell, list[int]] = defaultdict(list)
        if len(self._points) >= FEWEST_FOR_CELLS:
            for number, point in enumerate(self._points):
                self._cells[self._cell_of(point)].append(number)

    def nearest(self, place: PlaceName) -> Iterator[PlaceName]:
        """The other places with coordinates, the nearest first, measured only as far as somebody looks."""
        origin = locate(place)
        if origin is None:
            return
        for number in self._by_distance(origin):
            if self.located[number].key != place.key:
                yield self.located[number]

    def _by_distance(self, origin: Point) -> Iterator[int]:
        if not self._cells:
            yield from self._measured(origin, range(len(self._points)))
            return
        waiting: list[tuple[float, int]] = []
        seen: set[int] = set()
        for ring in range(MOST_RINGS + 1):
            for number in self._in_ring(origin, ring):
                seen.add(number)
                heappush(waiting, (square(origin, self._points[number]), number))
            # What lies outside the rings so far is at least so far away.
            sure = (ring * self._side) ** 2
            while waiting and waiting[0][0] <= sure:
                yield heappop(waiting)[1]
        rest = [number for number in range(len(self._points)) if number not in seen]
        yield from self._measured(origin, [number for _square, number in waiting] + rest)

    def _measured(self, origin: Point, numbers: Iterable[int]) -> Iterator[int]:
        x, y, z = origin
        points = self._points
        waiting = [((points[n][0] - x) ** 2 + (points[n][1] - y) ** 2 + (points[n][2] - z) ** 2, n) for n in numbers]
        heapify(waiting)
        while waiting:
            yield heappop(waiting)[1]

    def _in_ring(self, origin: Point, ring: int) -> Iterator[int]:
        x, y, z = self._cell_of(origin)
        steps = range(-ring, ring + 1)
        for dx, dy, dz in product(steps, steps, steps):
            if max(abs(dx), abs(dy), abs(dz)) == ring:
                yield from self._cells.get((x + dx, y + dy, z + dz), ())

    def _cell_of(self, point: Point) -> Cell:
        return floor(point[0] / self._side), floor(point[1] / self._side), floor(point[2] / self._side)


def sort_by_kind(places: Register[PlaceName]) -> dict[str, PlacesOfKind]:
    """The places of each kind."""
    by_kind: dict[str, list[PlaceName]] = defaultdict(list)
    for place in places.values():
        by_kind[place.kind].append(place)
    return {kind: PlacesOfKind(them) for kind, them in by_kind.items()}


def locate(place: PlaceName) -> Point | None:
    """The place on a globe of radius 1; None without coordinates. The straight way between two orders as the arc."""
    if place.latitude is None or place.longitude is None:
        return None
    latitude, longitude = radians(place.latitude), radians(place.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def square(one: Point, other: Point) -> float:
    """The square of the straight way between two points."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2


def closeness(one: PlaceName, other: PlaceName) -> float:
    """1 at the same spot, falling with distance (a third left at 100 km).

    Without coordinates two places count as near when they lie within one place or are seen from one place.
    """
    if None not in (one.latitude, one.longitude, other.latitude, other.longitude):
        return exp(-distance_km(one, other) / 100)
    if (one.seen_from and one.seen_from == other.seen_from) or one.ancestors & other.ancestors:
        return 0.7
    return 0.3


def distance_km(one: PlaceName, other: PlaceName) -> float:
    """Great-circle distance (haversine formula) in kilometres."""
    lat1, lon1, lat2, lon2 = (
        radians(degrees or 0.0) for degrees in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half_chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half_chord)))
