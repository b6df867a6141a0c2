"""Places at the desk: where one lies in the tree of places, and what lies near it on the map."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from history.models import Place

# Levels read with one query: a chain of fifty takes seven.
LEVELS_AT_ONCE: Final = 8
MOST_PARTS: Final = 60
MOST_NEAR: Final = 60
# Degrees to either side.
NEARBY: Final = 1.5


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A place in the tree and on the map. `above`: what it lies within, the nearest first; `parts`: what lies in it.

    `more_parts` is how many of these are not named; `near` are places with coordinates for the map.
    """

    above: tuple[Place, ...]
    parts: tuple[Place, ...]
    more_parts: int
    near: tuple[dict[str, Any], ...]


def look_around(place: Place) -> Surroundings:
    """Where a place lies."""
    parts = list(place.parts.all()[: MOST_PARTS + 1])
    more = place.parts.count() - MOST_PARTS if len(parts) > MOST_PARTS else 0
    above = tuple(list_above(place))
    return Surroundings(above, tuple(parts[:MOST_PARTS]), more, tuple(list_near(place, above)))


def list_above(place: Place) -> list[Place]:
    """What a place lies within, the nearest first, however deep."""
    found: list[Place] = []
    seen = {place.pk}
    steps = "__".join(["within"] * LEVELS_AT_ONCE)
    at: Place | None = place
    while at is not None and at.within_id is not None:
        read = Place.objects.select_related(steps).get(pk=at.pk)
        for _level in range(LEVELS_AT_ONCE):
            at = read.within
            if at is None or at.pk in seen:
                return found
            seen.add(at.pk)
            found.append(at)
            read = at
    return found


def list_near(place: Place, above: tuple[Place, ...]) -> list[dict[str, Any]]:
    """Places with coordinates around this one, or else around the first that it lies within."""
    middle = next((one for one in (place, *above) if one.latitude is not None and one.longitude is not None), None)
    if middle is None or middle.latitude is None or middle.longitude is None:
        return []
    near: QuerySet[Place] = Place.objects.exclude(pk=place.pk).filter(
        latitude__range=(middle.latitude - NEARBY, middle.latitude + NEARBY),
        longitude__range=(middle.longitude - NEARBY, middle.longitude + NEARBY),
    )
    return [{"name": one.name, "at": [one.latitude, one.longitude]} for one in near[:MOST_NEAR]]
