"""Places by distance, as if each had been measured."""

from itertools import pairwise
from random import Random

import pytest

from history.facts.values import PlaceName
from quizzes.questions.distances import FEWEST_FOR_CELLS, PlacesOfKind, distance_km


def a_place_at(number: int, latitude: float | None, longitude: float | None) -> PlaceName:
    return PlaceName(f"p{number}", f"P{number}", "town", (f"P{number}",), (), "", latitude, longitude)


def scatter(number: int, seed: int, spread: float) -> list[PlaceName]:
    """Places near a handful of centres, some of them at the poles and on either side of the date line."""
    chance = Random(seed)
    centres = [(89.5, 10.0), (-89.5, 0.0), (10.0, 179.9), (40.0, 47.0), (0.0, 0.0)]
    places = []
    for position in range(number):
        latitude, longitude = chance.choice(centres)
        latitude = max(-90.0, min(90.0, latitude + chance.uniform(-spread, spread)))
        longitude = (longitude + chance.uniform(-spread, spread) + 180) % 360 - 180
        places.append(a_place_at(position, latitude, longitude))
    return places


@pytest.mark.parametrize("number", [2, 60, FEWEST_FOR_CELLS + 200])
@pytest.mark.parametrize("spread", [0.5, 20.0])
def test_nearest_come_first_over_poles_and_the_date_line(number: int, spread: float) -> None:
    places = scatter(number, seed=number, spread=spread)
    alike = PlacesOfKind(places)
    for place in places[:: max(1, number // 12)]:
        found = list(alike.nearest(place))
        assert sorted(other.key for other in found) == sorted(other.key for other in places if other is not place)
        ways = [distance_km(place, other) for other in found]
        # Two places at nearly one distance may change places with each other by rounding.
        assert all(earlier <= later + 0.001 for earlier, later in pairwise(ways))


def test_places_without_coordinates_are_kept_apart() -> None:
    places = [a_place_at(1, 40.0, 47.0), a_place_at(2, None, None), a_place_at(3, 41.0, 47.0)]
    alike = PlacesOfKind(places)
    assert alike.unlocated == [places[1]]
    assert list(alike.nearest(places[0])) == [places[2]]
    assert list(alike.nearest(places[1])) == []
