"""Places on record → rows: those that a topic names, with all they lie within and are seen from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from django.db.models import Prefetch

from history.facts.rows import BearingRow, PlaceRow
from history.facts.values import Passage
from history.models import Bearing, Citation, Claim, EventPlace, Place, PlaceName

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


def has_directions_alone() -> bool:
    """Whether the direction of a place is on record that neither an event nor a claim names."""
    return Bearing.objects.filter(place__event_places__isnull=True, place__claims__isnull=True).exists()


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
    columns = ("pk", "key", "name", "kind", "within__key", "latitude", "longitude")
    for some in in_portions(sorted(places)):
        names = read_names(some)
        bearings = read_bearings([pk for pk in some if pk in named])
        # Columns and no objects: of a window's time these took a sixth.
        for pk, key, name, kind, within, *spot in (
            Place.objects.filter(pk__in=some).order_by("pk").values_list(*columns)
        ):
            own = names[pk]
            yield PlaceRow(
                key=key,
                name=name,
                kind=kind,
                within=within or "",
                names=tuple(other for other, _owner in own),
                latitude=spot[0],
                longitude=spot[1],
                bearing=bearings.get(pk),
                owners=tuple(dict.fromkeys(owner for _name, owner in own)),
            )


def read_names(places: Collection[int]) -> Mapping[int, list[tuple[str, tuple[str, str]]]]:
    """By place (id) its other names, each with key and name of the party whose it is; both empty if nobody's."""
    found: dict[int, list[tuple[str, tuple[str, str]]]] = defaultdict(list)
    rows = PlaceName.objects.filter(place__in=places).order_by("position", "pk")
    for place, name, party, party_name in rows.values_list("place_id", "name", "party__key", "party__name"):
        found[place].append((name, (party or "", party_name or "")))
    return found


def read_bearings(places: Collection[int]) -> Mapping[int, BearingRow]:
    """By place (id) the direction in which the record says that it lies."""
    if not places:
        return {}
    cited = Prefetch("citations", Citation.objects.select_related("source"))
    rows = Bearing.objects.filter(place__in=places).order_by("pk").select_related("origin").prefetch_related(cited)
    return {row.place_id: BearingRow(row.origin.key, row.direction, passages(row.citations.all())) for row in rows}


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
