"""Places on a map that the server draws, with all their names in a list beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from django.db.models import Prefetch, QuerySet

from history.models import Citation, Place, PlaceName
from history.pictures.maps import Drawing, choose_window, draw_map, outlines_for


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name of a place: its language in words, whose name it is, and on what that rests."""

    name: str
    tag: str
    language: str
    owner: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class MappedPlace:
    """A place with its names; `number` is the one on the map, 0 where it is not on it."""

    place: Place
    number: int
    names: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The places that have coordinates, drawn, and all of them in a list."""

    drawing: Drawing | None
    places: tuple[MappedPlace, ...]

    @property
    def not_drawn(self) -> tuple[MappedPlace, ...]:
        """Those without coordinates on record."""
        return tuple(one for one in self.places if not one.number)


def places_with_names() -> QuerySet[Place]:
    """Places with all that a map and its list need, in a constant number of queries."""
    cited = Prefetch("citations", Citation.objects.select_related("source"))
    names = PlaceName.objects.select_related("party").prefetch_related(cited)
    return Place.objects.select_related("within").prefetch_related(Prefetch("names", names))


def build_map(places: Iterable[Place], locale: str) -> PlaceMap:
    """The map of these places (from `places_with_names`), in their order."""
    mapped: list[MappedPlace] = []
    points: list[tuple[float, float]] = []
    for place in places:
        if place.latitude is not None and place.longitude is not None:
            points.append((place.longitude, place.latitude))
            mapped.append(MappedPlace(place, len(points), describe_names(place, locale)))
        else:
            mapped.append(MappedPlace(place, 0, describe_names(place, locale)))
    return PlaceMap(draw_places(points), tuple(mapped))


def draw_places(points: Sequence[tuple[float, float]]) -> Drawing | None:
    """The map of these points (longitude, latitude) on outlines that are fine enough for it."""
    return draw_map(points, outlines_for(choose_window(points).across)) if points else None


def describe_names(place: Place, locale: str) -> tuple[NameLine, ...]:
    """Every name of a place, in the order that the record gives them."""
    return tuple(
        NameLine(
            name=row.name,
            tag=row.language,
            language=show_language(row.language, locale),
            owner=row.party.name if row.party else "",
            citations=tuple(row.citations.all()),
        )
        for row in place.names.all()
    )


def show_language(tag: str, locale: str) -> str:
    """The name of a language: "az" is Azerbaijani. An unknown tag stands for itself."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag
