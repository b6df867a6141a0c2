"""A place's page: its names and whose they are, where it lies, what happened there, what is said of it."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from history.facts.reading import claims_with_voices
from history.models import Bearing, Citation, Claim, Place, Status
from history.reports.events import EventListing, list_events
from history.reports.listing import KeyPage, cut_page, events_at
from history.reports.maps import NameLine, PlaceMap, build_map, places_with_names
from history.reports.public import LEVELS, only_public

# What a citation names where it supports nothing else of the place.
COORDINATES = "coordinates"
PARTS_NAMED = 100
CLAIMS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """All that the page says. A passage for the place as a whole is cited for its coordinates, too."""

    place: Place
    names: tuple[NameLine, ...]
    citations: tuple[Citation, ...]
    citations_of_coordinates: tuple[Citation, ...]
    within: tuple[Place, ...]
    parts: tuple[Place, ...]
    bearing: Bearing | None
    bearings_from_here: tuple[Bearing, ...]
    map: PlaceMap
    events: EventListing
    claims: KeyPage[Claim]


def describe_place(
    place: Place, locale: str, *, events_after: str, events_before: str, claims_after: str
) -> PlaceReport:
    """The page of a public place; each of its lists goes on from a key."""
    full = places_with_names().get(pk=place.pk)
    drawn = build_map([full], locale)
    citations = tuple(place.citations.select_related("source"))
    cited = Prefetch("citations", Citation.objects.select_related("source"))
    bearings = Bearing.objects.select_related("origin", "place").prefetch_related(cited)
    return PlaceReport(
        place=full,
        names=drawn.places[0].names,
        citations=tuple(one for one in citations if one.parts != {COORDINATES}),
        citations_of_coordinates=tuple(one for one in citations if not one.parts or COORDINATES in one.parts),
        within=tuple(climb(full)),
        parts=tuple(only_public("place", Place.objects.filter(within=place).order_by("name", "key")[:PARTS_NAMED])),
        bearing=bearings.filter(place=place).first(),
        bearings_from_here=tuple(bearings.filter(origin=place).order_by("place__name")[:PARTS_NAMED]),
        map=drawn,
        events=list_events(events_at(place), locale, events_after, events_before),
        claims=page_of_claims(place, claims_after),
    )


def climb(place: Place) -> list[Place]:
    """What the place lies within, the nearest first."""
    found: list[Place] = []
    above = place.within
    while above is not None and above not in found and len(found) < LEVELS:
        found.append(above)
        above = above.within
    return found


def page_of_claims(place: Place, after: str) -> KeyPage[Claim]:
    """Claims about published events that name the place, as they came on record."""
    named = claims_about(place)
    if beside := Claim.objects.filter(key=after).first() if after else None:
        named = named.filter(pk__gt=beside.pk)
    return cut_page(
        lambda count: list(named[:count]), lambda claim: claim.key, CLAIMS_A_PAGE, from_key=False, backwards=False
    )


def claims_about(place: Place) -> QuerySet[Claim]:
    """Claims of published events that name a place, with their event and who speaks."""
    rows = claims_with_voices().filter(places=place, event__status=Status.PUBLISHED)
    return rows.select_related("event").order_by("pk")
