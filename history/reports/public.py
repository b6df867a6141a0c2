"""What the public finds of the record: what is published, and what that names.

Events have a status. A place, a claimant, a source or a topic has none; it is public once something published rests
on it, so that no draft tells its names before its time. Asked of some keys at a time, in a few plain queries: one that
says all of it about a place takes longer to put together than these take to run.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from history.facts.reading_places import in_portions
from history.models import (
    Attribution,
    Bearing,
    Citation,
    Claim,
    Claimant,
    Event,
    EventPlace,
    Participant,
    Place,
    Source,
    Status,
    Topic,
)

# From a country down to a site there are six kinds, so nothing lies deeper than this.
LEVELS: Final = 6
MODELS: Final[Mapping[str, type[Model]]] = {
    "event": Event,
    "place": Place,
    "claimant": Claimant,
    "source": Source,
    "topic": Topic,
}


def public_keys(kind: str, keys: Iterable[str]) -> set[str]:
    """Those of these keys whose row the public may see."""
    return {key for some in in_portions(keys) for key in PUBLIC_KEYS[kind](some)}


def public_row(kind: str, key: str) -> Any:
    """The row of this kind with this key; None where the public does not see it."""
    return MODELS[kind]._default_manager.filter(key=key).first() if public_keys(kind, [key]) else None


def only_public(kind: str, rows: Iterable[Any]) -> list[Any]:
    """Those of these rows that the public may see, in their order."""
    listed = list(rows)
    seen = public_keys(kind, (row.key for row in listed))
    return [row for row in listed if row.key in seen]


def public_events(keys: Collection[str]) -> set[str]:
    """Published events."""
    return set(Event.objects.published().filter(key__in=keys).order_by().values_list("key", flat=True))


def public_places(keys: Collection[str]) -> set[str]:
    """Places where something published happened or is said to have, what they lie within, and ends of directions."""
    rows = dict(Place.objects.filter(key__in=keys).order_by().values_list("pk", "key"))
    found: set[int] = set()
    # Each place to be looked at, with those of the asked ones that it lies within.
    below: dict[int, set[int]] = {pk: {pk} for pk in rows}
    for _level in range(LEVELS):
        for pk in named_places(below):
            found |= below[pk]
        open_ones = {pk: roots - found for pk, roots in below.items() if roots - found}
        below = defaultdict(set)
        for some in in_portions(sorted(open_ones)):
            for pk, around in Place.objects.filter(within__in=some).order_by().values_list("pk", "within_id"):
                below[pk] |= open_ones[around] if around is not None else set()
        if not below:
            break
    return {rows[pk] for pk in found}


def named_places(places: Iterable[int]) -> set[int]:
    """Those of these places (ids) that something published or a direction names."""
    found: set[int] = set()
    for some in in_portions(sorted(places)):
        held = EventPlace.objects.filter(place__in=some, event__status=Status.PUBLISHED)
        claimed = Claim.places.through.objects.filter(place__in=some, claim__event__status=Status.PUBLISHED)
        bearings = Bearing.objects.filter(Q(place__in=some) | Q(origin__in=some))
        found.update(held.order_by().values_list("place_id", flat=True).distinct())
        found.update(claimed.order_by().values_list("place_id", flat=True).distinct())
        found.update(pk for ends in bearings.values_list("place_id", "origin_id") for pk in ends if pk in set(some))
    return found


def public_claimants(keys: Collection[str]) -> set[str]:
    """Who spoke of something published or took part in it; the offices they hold and the bodies they are part of."""
    rows = dict(Claimant.objects.filter(key__in=keys).order_by().values_list("pk", "key"))
    found = speaking(rows)
    quiet = [pk for pk in rows if pk not in found]
    kin: dict[int, set[int]] = defaultdict(set)
    for office, holder in Claimant.holds.through.objects.filter(to_claimant__in=quiet).values_list(
        "to_claimant_id", "from_claimant_id"
    ):
        kin[holder].add(office)
    for body, part in Claimant.objects.filter(part_of__in=quiet).order_by().values_list("part_of_id", "pk"):
        if body is not None:
            kin[part].add(body)
    for pk in speaking(kin):
        found |= kin[pk]
    return {rows[pk] for pk in found}


def speaking(claimants: Iterable[int]) -> set[int]:
    """Those of these claimants (ids) that spoke of something published or took part in it."""
    found: set[int] = set()
    for some in in_portions(sorted(claimants)):
        said = Attribution.objects.filter(claimant__in=some, claim__event__status=Status.PUBLISHED)
        took_part = Participant.objects.filter(claimant__in=some, event__status=Status.PUBLISHED)
        found.update(said.order_by().values_list("claimant_id", flat=True).distinct())
        found.update(took_part.order_by().values_list("claimant_id", flat=True).distinct())
    return found


def public_sources(keys: Collection[str]) -> set[str]:
    """Sources on which something rests that the public sees."""
    found: set[str] = set()
    for rows in public_citations(Citation.objects.filter(source=OuterRef("pk")).order_by()):
        resting = having_one(Source.objects.filter(key__in=set(keys) - found), rows)
        found.update(resting.order_by().values_list("key", flat=True))
    return found


def public_citations(citations: QuerySet[Citation]) -> tuple[QuerySet[Citation], ...]:
    """Those of these passages that support something the public sees: of events, of stances, of places."""
    return (
        citations.filter(event__status=Status.PUBLISHED),
        citations.filter(attribution__claim__event__status=Status.PUBLISHED),
        citations.filter(bearing__isnull=False),
        citations.filter(of_named_place("place") | of_named_place("place_name__place")),
    )


def of_named_place(way: str) -> Q:
    """Of passages: that the place on this way is one where something published happened or is said to have."""
    return Q(**{f"{way}__event_places__event__status": Status.PUBLISHED}) | Q(
        **{f"{way}__claims__event__status": Status.PUBLISHED}
    )


def public_topics(keys: Collection[str]) -> set[str]:
    """Topics of something published."""
    return set(topics_of_published().filter(key__in=keys).order_by().values_list("key", flat=True))


def topics_of_published() -> QuerySet[Topic]:
    """All of them."""
    return having_one(Topic.objects.all(), Event.objects.published_of_few().filter(topics=OuterRef("pk")).order_by())


def having_one(rows: QuerySet[Any], others: QuerySet[Any]) -> QuerySet[Any]:
    """Those that have at least one of the others, which are told of by `OuterRef`.

    By the value of the first: PostgreSQL joins what merely `EXISTS`, and reads all events of the record for a topic.
    """
    found: QuerySet[Any] = rows.alias(one=Subquery(others.values("pk")[:1])).filter(one__isnull=False)
    return found


PUBLIC_KEYS: Final[Mapping[str, Callable[[Collection[str]], set[str]]]] = {
    "event": public_events,
    "place": public_places,
    "claimant": public_claimants,
    "source": public_sources,
    "topic": public_topics,
}
