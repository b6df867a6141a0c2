"""Points of the globe, the part of it that a question's map shows, and what counts as near enough. Pure."""

from dataclasses import dataclass
from math import asin, atan, cos, degrees, exp, hypot, isfinite, log, pi, radians, sin, sqrt, tan
from typing import Final, TypeAlias

from history.pictures.maps import TALL, WIDE, Point

# Latitude and longitude in degrees (WGS 84).
Spot: TypeAlias = tuple[float, float]

EARTH_KM: Final = 6371.0
KM_A_DEGREE: Final = pi * EARTH_KM / 180
# Mercator's map has no poles.
LAST_LATITUDE: Final = 85.0
# How wide a map is on the narrowest screen (CSS pixels), and what a finger hits there at least.
NARROWEST_PX: Final = 288
LEAST_PX: Final = 24
# As exact as a point is kept: about ten metres.
DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class View:
    """A part of the globe in Mercator's projection, in the shape of the pictures of maps; edges in degrees.

    `east` may lie beyond 180, and `west` before -180, where the view crosses the date line.
    """

    west: float
    south: float
    east: float
    north: float

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a spot lies, in units of the picture (`history.pictures.maps.Frame`)."""
        top = rise(self.north)
        tall = top - rise(self.south)
        return (longitude - self.west) / (self.east - self.west) * WIDE, (top - rise(latitude)) / tall * TALL

    def show(self, spot: Spot) -> Point:
        """The same for a spot as it is given, whichever way round the date line."""
        latitude, longitude = spot
        middle = (self.west + self.east) / 2
        return self.place(middle + (longitude - middle + 180) % 360 - 180, latitude)

    def locate(self, x: float, y: float) -> Spot:
        """The spot that lies there, in units of the picture."""
        top = rise(self.north)
        latitude = fall(top - y / TALL * (top - rise(self.south)))
        longitude = self.west + x / WIDE * (self.east - self.west)
        return latitude, (longitude + 180) % 360 - 180

    def holds(self, spot: Spot) -> bool:
        """Whether the spot can be seen."""
        x, y = self.show(spot)
        return 0 <= x <= WIDE and 0 <= y <= TALL

    def km_across(self, latitude: float) -> float:
        """How wide it is along a parallel."""
        return (self.east - self.west) * KM_A_DEGREE * cos(radians(latitude))


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be pointed at: where it lies, how far off still counts (km), and what the map shows."""

    latitude: float
    longitude: float
    tolerance_km: float
    view: View

    @property
    def spot(self) -> Spot:
        """Where it lies."""
        return self.latitude, self.longitude

    def misses_by_km(self, spot: Spot) -> float:
        """How far off a spot is."""
        return distance_km(self.spot, spot)

    def is_hit_by(self, spot: Spot) -> bool:
        """Whether a spot is near enough."""
        return self.misses_by_km(spot) <= self.tolerance_km

    def px_from_centre(self) -> float:
        """How far from the middle of the map it lies, on the narrowest screen."""
        x, y = self.view.show(self.spot)
        return hypot(x - WIDE / 2, y - TALL / 2) * NARROWEST_PX / WIDE


def rise(latitude: float) -> float:
    """How far from the equator Mercator draws a parallel, in degrees of longitude."""
    bounded = min(max(latitude, -LAST_LATITUDE), LAST_LATITUDE)
    return degrees(log(tan(pi / 4 + radians(bounded) / 2)))


def fall(height: float) -> float:
    """The parallel that is drawn there: the inverse of `rise`."""
    return degrees(2 * atan(exp(radians(height))) - pi / 2)


def distance_km(one: Spot, other: Spot) -> float:
    """The way between two spots along a great circle (the haversine formula)."""
    north, far_north = radians(one[0]), radians(other[0])
    half_turn = sin((far_north - north) / 2) ** 2
    half_turn += cos(north) * cos(far_north) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half_turn)))


def write_spot(spot: Spot) -> str:
    """A spot as an answer keeps it: "39.5167,47.0300"."""
    return ",".join(f"{degree:.{DECIMALS}f}" for degree in spot)


def read_spot(text: str) -> Spot | None:
    """A spot that an answer kept; None for anything else."""
    try:
        latitude, longitude = map(float, text.split(","))
    except ValueError:
        return None
    return (latitude, longitude) if is_on_globe(latitude, longitude) else None


def is_on_globe(latitude: float, longitude: float) -> bool:
    """Whether there is such a spot."""
    return isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
