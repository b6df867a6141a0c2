"""Where places lie."""

from collections.abc import Iterator

from django.db.models import F, Q

from history.facts.invariants import Breach, Invariant
from history.integrity.reading import name_rows, stream
from history.models import Bearing, Place

KIND = Place.Kind
# A place lies within one at least as high. Cities have districts, and districts have cities.
HEIGHT = {
    KIND.SITE: 0,
    KIND.VILLAGE: 1,
    KIND.SETTLEMENT: 1,
    KIND.TOWN: 2,
    KIND.CITY: 3,
    KIND.DISTRICT: 3,
    KIND.REGION: 4,
    KIND.COUNTRY: 5,
}


def check_coordinates() -> Iterator[Breach]:
    """Places with half a pair of coordinates, or one beyond the globe."""
    half = Q(latitude=None, longitude__isnull=False) | Q(latitude__isnull=False, longitude=None)
    beyond = Q(latitude__lt=-90) | Q(latitude__gt=90) | Q(longitude__lt=-180) | Q(longitude__gt=180)
    return name_rows(Place.objects.filter(half | beyond), "its coordinates are half a pair, or not on the globe")


def check_bearings() -> Iterator[Breach]:
    """Places whose direction is given from themselves."""
    for (key,) in stream(Bearing.objects.filter(place=F("origin")), "place__key"):
        yield Breach("place", key, "its direction is given from itself")


def check_heights() -> Iterator[Breach]:
    """Places within something smaller in kind."""
    lower = Q()
    for kind, height in HEIGHT.items():
        lower |= Q(kind=kind, within__kind__in=[other for other, level in HEIGHT.items() if level < height])
    for key, kind, upper, upper_kind in stream(
        Place.objects.filter(lower), "key", "kind", "within__key", "within__kind"
    ):
        yield Breach("place", key, f"a {kind} lies within “{upper}”, a {upper_kind}")


INVARIANTS = (
    Invariant(
        "coordinates_on_globe",
        "A place has both coordinates or none; latitude is from -90 to 90, longitude from -180 to 180.",
        check_coordinates,
    ),
    Invariant("bearings_from_elsewhere", "A direction is given from another place.", check_bearings),
    Invariant(
        "within_something_larger",
        "A place lies within none of a smaller kind (site, village or settlement, town, city or district, region, "
        "country).",
        check_heights,
    ),
)
