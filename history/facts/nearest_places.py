"""The places of a kind that lie nearest to some, by an index of kinds and spots."""

from collections.abc import Collection
from math import cos, radians
from typing import Any, Final, NamedTuple

from django.db.models import Exists, OuterRef, Q

from history.models import Claim, EventPlace, Place, Status

# Half the height of the squares in which places are looked for, in degrees: four times as far each time. The middle
# one is looked in first: of few places wider ones hold more, and where it is crowded narrower ones do.
NARROWER: Final = (0.2, 0.05)
MIDDLE: Final = 0.8
WIDER: Final = (3.2, 12.8)
# So many are enough to choose wrong answers from.
ENOUGH: Final = 40
# Of so many in a square the nearest are chosen.
MOST_LOOKED_AT: Final = 1000


class Spot(NamedTuple):
    """A place by id, with its coordinates in degrees."""

    pk: int
    latitude: float
    longitude: float


def find_near(places: Collection[int]) -> set[int]:
    """Ids of public places around these (ids), each of its own kind."""
    rows = Place.objects.filter(pk__in=places, latitude__isnull=False, longitude__isnull=False).order_by("pk")
    asked = rows.values_list("kind", "pk", "latitude", "longitude")
    return only_public({pk for kind, *spot in asked for pk in look(kind, read_spot(*spot))})


def look(kind: str, origin: Spot) -> list[int]:
    """Ids of the places of a kind nearest to a spot, in a square wide enough to hold some."""
    some = look_in_square(kind, origin, MIDDLE)
    for reach in WIDER:
        if len(some) > ENOUGH:
            break
        some = look_in_square(kind, origin, reach)
    for reach in NARROWER:
        # Some of a crowded square are not among these, and the nearest may be.
        if len(some) < MOST_LOOKED_AT or len(nearer := look_in_square(kind, origin, reach)) <= ENOUGH:
            break
        some = nearer
    some.sort(key=lambda spot: (way(spot, origin), spot.pk))
    return [spot.pk for spot in some[: ENOUGH + 1] if spot.pk != origin.pk]


def look_in_square(kind: str, origin: Spot, reach: float) -> list[Spot]:
    """Places of a kind in the square around a spot, as many as are looked at."""
    around = Place.objects.filter(
        kind=kind,
        latitude__range=(origin.latitude - reach, origin.latitude + reach),
        longitude__range=(origin.longitude - reach, origin.longitude + reach),
    )
    rows = around.order_by().values_list("pk", "latitude", "longitude")[:MOST_LOOKED_AT]
    return [read_spot(*row) for row in rows]


def read_spot(pk: Any, latitude: float | None, longitude: float | None) -> Spot:
    """A spot of a place that has coordinates."""
    return Spot(int(pk), latitude or 0.0, longitude or 0.0)


def way(one: Spot, other: Spot) -> float:
    """The square of the way between two near spots, in degrees of latitude."""
    width = cos(radians(other.latitude))
    return (one.latitude - other.latitude) ** 2 + (width * (one.longitude - other.longitude)) ** 2


def only_public(places: set[int]) -> set[int]:
    """Those of these places (ids) that a published event or a claim about one names: a draft tells nothing."""
    there = EventPlace.objects.filter(place=OuterRef("pk"), event__status=Status.PUBLISHED).order_by()
    said = Claim.places.through.objects.filter(place=OuterRef("pk"), claim__event__status=Status.PUBLISHED).order_by()
    public = Place.objects.filter(Q(Exists(there)) | Q(Exists(said)), pk__in=places).order_by()
    return set(public.values_list("pk", flat=True))
