"""Places on record → rows: those that a topic names, with all they lie within and are seen from."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import Prefetch

from history.facts.rows import BearingRow, PlaceRow
from history.facts.values import Passage
from history.models import Citation, Claim, EventPlace, Place, PlaceName

NO_TOPIC = ""
# A database takes only so many values in one query.
ROWS_AT_ONCE = 500
Some = TypeVar("Some")


def in_portions(values: Iterable[Some], size: int = ROWS_AT_ONCE) -> Iterator[list[Some]]:
    """Lists of at most `size` values, in order."""
    remaining = iter(values)
    while portion := list(islice(remaining, size)):
        yield portion


def read_places(events: Iterable[int], topic: str) -> Iterator[PlaceRow]:
    """The places that the events (ids) of a topic name, with all they lie within and are seen from."""
    named = find_places_of(events, topic)
    yield from place_rows(named | find_above(named), named)


def find_places_of(events: Iterable[int], topic: str) -> set[int]:
    """Ids of the places of a topic with these events; those that nothing names have no topic."""
    return find_named_places(events) | (find_unnamed() if topic == NO_TOPIC else set())


def find_named_places(events: Iterable[int]) -> set[int]:
    """Ids of the places that these events or claims about them name."""
    found: set[int] = set()
    for some in in_portions(events):
        found.update(EventPlace.objects.filter(event__in=some).order_by().values_list("place_id", flat=True))
        claimed = Claim.places.through.objects.filter(claim__event__in=some).order_by()
        found.update(claimed.values_list("place_id", flat=True))
    return found


def find_unnamed() -> set[int]:
    """Ids of the places that neither an event nor a claim names."""
    unnamed = Place.objects.filter(event_places__isnull=True, claims__isnull=True).order_by()
    return set(unnamed.values_list("pk", flat=True))


def find_above(places: set[int]) -> set[int]:
    """Ids of the places around these or from which a bearing is given, all the way up; some may be of these."""
    found: set[int] = set()
    waiting = places
    while waiting:
        uppers: set[int | None] = set()
        for some in in_portions(sorted(waiting)):
            for pair in Place.objects.filter(pk__in=some).order_by().values_list("within_id", "bearing__origin_id"):
                uppers.update(pair)
        fresh = {pk for pk in uppers if pk is not None} - found
        found |= fresh
        waiting = fresh - places
    return found


def place_rows(places: Iterable[int], named: set[int]) -> Iterator[PlaceRow]:
    """Rows of the places with these ids, in the record's order; a bearing is told of those that are named."""
    cited = Citation.objects.select_related("source")
    for some in in_portions(sorted(places)):
        rows = Place.objects.filter(pk__in=some).order_by("pk").select_related("within", "bearing__origin")
        names = Prefetch("names", PlaceName.objects.select_related("party"))
        for place in rows.prefetch_related(names, Prefetch("bearing__citations", cited)):
            yield place_row(place, with_bearing=place.pk in named)


def has_bearing(place: Place) -> bool:
    """Whether the record says in which direction the place lies from another."""
    return hasattr(place, "bearing")


def place_row(place: Place, *, with_bearing: bool) -> PlaceRow:
    """A place with its names as a plain value."""
    bearing = None
    if with_bearing and has_bearing(place):
        cited = passages(place.bearing.citations.all())
        bearing = BearingRow(place.bearing.origin.key, place.bearing.direction, cited)
    return PlaceRow(
        key=place.key,
        name=place.name,
        kind=place.kind,
        within=place.within.key if place.within else "",
        names=tuple(row.name for row in place.names.all()),
        latitude=place.latitude,
        longitude=place.longitude,
        bearing=bearing,
        owners=tuple(dict.fromkeys(owner_of(row) for row in place.names.all())),
    )


def owner_of(name: PlaceName) -> tuple[str, str]:
    """Key and name of the party whose name it is; empty where it is nobody's."""
    return (name.party.key, name.party.name) if name.party else ("", "")


def passages(citations: Iterable[Citation]) -> tuple[Passage, ...]:
    """Citations as values."""
    return tuple(
        Passage(
            source=cited.source.key,
            title=cited.source.title,
            publisher=cited.source.publisher,
            url=cited.source.url,
            locator=cited.locator,
            supports=cited.parts,
        )
        for cited in citations
    )
