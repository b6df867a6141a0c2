"""What a change touches: the events and directions of which another question, or none, may be asked now.

What only lends its name to a wrong option elsewhere is not touched: a question is judged again when it is asked.
"""

from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from history.facts.reading import follow_links
from history.facts.reading_places import in_portions
from history.facts.touched_names import direction_of, sort_names, whole_topic
from history.models import Attribution, Bearing, Claim, Claimant, Event, Party, Place, PlaceName, Source, Topic

# Beyond so many events it is less work to make all questions of their topics anew, and they are named by these.
MOST_EVENTS = 500
# Of more events than these it is not looked up which others look at them: whole topics are touched anyway.
MOST_FOLLOWED = 10_000

# To judge one event of a topic, the whole topic is read in outline: of more events it takes too long to wait for.
MOST_AROUND = 20_000

# Names (`history.facts.touched_names`) of events, directions and whole topics; None: anything may be touched.
Touched: TypeAlias = set[str] | None


def touched_by(row: Model) -> set[str]:
    """What a change of this row touches, as the record stands now."""
    return touched_by_rows(type(row), [row.pk])


def touched_by_rows(model: type[Model], pks: Collection[int]) -> set[str]:
    """What changes of these rows (ids) touch, as the record stands now."""
    if not pks:
        return set()
    events, directions = set[str](), set[str]()
    for some in in_portions(sorted(pks)):
        own = events_named_by(model, some)
        events |= own
        if model in (Event, Claim):
            directions |= directions_named_by(own)
    if model is Place:
        directions |= directions_around(set(pks))
    elif model is Source:
        directions |= directions_citing(pks)
    return widen(events) | directions


def touched_by_deleting(model: type[Model], pks: Collection[int]) -> Touched:
    """What is touched when these rows (ids) are deleted, as the record stands before.

    Anything where topics are: their events are at home elsewhere then, or nowhere.
    """
    return None if model is Topic else touched_by_rows(model, pks)


def events_named_by(model: type[Model], pks: Collection[int]) -> set[str]:
    """Keys of the events that such rows (ids) are about, or that speak of them."""
    if model is Place:
        return events_at(places_within(set(pks)))
    if model is Topic:
        return keys_of(told_apart_by(pks))
    tests: dict[type[Model], Q] = {
        Event: Q(pk__in=pks),
        Claim: Q(claims__in=pks),
        Attribution: Q(claims__attributions__in=pks),
        Source: Q(citations__source__in=pks) | Q(claims__attributions__citations__source__in=pks),
        Party: Q(claims__attributions__claimant__speaks_for__in=pks),
        Claimant: Q(claims__attributions__claimant__in=kin_of(pks)),
    }
    return keys_of(Event.objects.filter(tests.get(model, Q(pk=None))))


def keys_of(events: QuerySet[Event]) -> set[str]:
    """The keys of these."""
    return set(events.order_by().values_list("key", flat=True).distinct())


def told_apart_by(topics: Collection[int]) -> QuerySet[Event]:
    """The events of these topics that share a name with another: their topic's title may tell them apart."""
    namesakes = Event.objects.filter(title_name=OuterRef("title_name")).exclude(pk=OuterRef("pk"))
    return Event.objects.filter(Exists(namesakes), topics__in=topics)


def kin_of(claimants: Collection[int]) -> QuerySet[Claimant]:
    """The claimants and those that may be taken for them, one step away: offices, bodies, those of their sides."""
    near = Q(pk__in=claimants) | Q(holds__in=claimants) | Q(holders__in=claimants) | Q(holders__holds__in=claimants)
    near |= Q(holds__holders__in=claimants) | Q(part_of__in=claimants) | Q(parts__in=claimants)
    sides = Claimant.objects.filter(pk__in=claimants, speaks_for__isnull=False).order_by().values("speaks_for")
    return Claimant.objects.filter(near | Q(speaks_for__in=sides)).order_by().distinct()


def places_within(places: set[int]) -> set[int]:
    """These places (ids) and all that lie within them."""
    within = fresh = set(places)
    while fresh:
        found: set[int] = set()
        for some in in_portions(sorted(fresh)):
            found.update(Place.objects.filter(within__in=some).order_by().values_list("pk", flat=True))
        fresh = found - within
        within = within | fresh
    return within


def events_at(places: set[int]) -> set[str]:
    """Keys of the events at these places (ids), or of which somebody says so."""
    found: set[str] = set()
    for some in in_portions(sorted(places)):
        found |= keys_of(Event.objects.filter(event_places__place__in=some))
        found |= keys_of(Event.objects.filter(claims__places__in=some))
    return found


def directions_named_by(events: Iterable[str]) -> set[str]:
    """The directions of the places that these events (keys) name: asked where something published names the place."""
    found: set[str] = set()
    for some in in_portions(sorted(events)):
        named = Q(place__event_places__event__key__in=some) | Q(place__claims__event__key__in=some)
        found |= name_directions(Bearing.objects.filter(named))
    return found


def directions_around(places: set[int]) -> set[str]:
    """The directions of these places (ids) and what lies in them, of what is seen from there, and of namesakes."""
    within = places_within(places)
    found: set[str] = set()
    for some in in_portions(sorted(within)):
        found |= name_directions(Bearing.objects.filter(Q(place__in=some) | Q(origin__in=some)))
    for some in in_portions(sorted(places)):
        names = set(PlaceName.objects.filter(place__in=some).order_by().values_list("name", flat=True))
        names |= set(Place.objects.filter(pk__in=some).order_by().values_list("name", flat=True))
        for own in in_portions(sorted(names)):
            bearers = Place.objects.filter(Q(name__in=own) | Q(names__name__in=own)).order_by().values("pk")
            found |= name_directions(Bearing.objects.filter(Q(place__in=bearers) | Q(origin__in=bearers)))
    return found


def directions_citing(sources: Collection[int]) -> set[str]:
    """The directions that rest on these sources (ids)."""
    found: set[str] = set()
    for some in in_portions(sorted(sources)):
        found |= name_directions(Bearing.objects.filter(citations__source__in=some))
    return found


def name_directions(bearings: QuerySet[Bearing]) -> set[str]:
    """The names of these directions."""
    return {direction_of(key) for key in bearings.order_by().values_list("place__key", flat=True).distinct()}


def widen(events: Collection[str]) -> set[str]:
    """What changes of these events (keys) touch, by name; of many, all of the topics that they are at home in."""
    found = events_touched(events) if len(events) <= MOST_FOLLOWED else set(events)
    return found if len(found) <= MOST_EVENTS else {whole_topic(key) for key in homes_of(found)}


def homes_of(events: Iterable[str]) -> set[str]:
    """Keys of the topics that these events (keys) are at home in."""
    found: set[str] = set()
    for some in in_portions(sorted(events)):
        found.update(Event.objects.filter(key__in=some).homes().values())
    return found


def narrow(names: set[str]) -> set[str]:
    """The same by fewer names: many events by their topics, and what is named by its topic not twice."""
    known = sort_names(names)
    if len(known.events) > MOST_EVENTS:
        return {*known.directions} | {whole_topic(key) for key in known.topics | homes_of(known.events)}
    return names


def is_wide(names: Touched) -> bool:
    """Whether it takes too long to judge what is touched while somebody waits, and on SQLite everybody with her."""
    if names is None:
        return count_touched(None) > MOST_EVENTS
    known = sort_names(names)
    topics = known.topics | homes_of(known.events)
    around = sum(Event.objects.published().at_home_in(topic).count() for topic in topics)
    return around > MOST_AROUND or (around > MOST_EVENTS and count_touched(names) > MOST_EVENTS)


def count_touched(names: Touched) -> int:
    """How many published events and directions are touched."""
    published = Event.objects.published()
    if names is None:
        return published.count()
    known = sort_names(names)
    wide = sum(published.at_home_in(topic).count() for topic in known.topics)
    return wide + len(known.events) + len(known.directions)


def touched_by_events(events: Collection[str]) -> set[str]:
    """What changes of these events (keys) touch, with the directions of the places that they name."""
    return widen(events) | directions_named_by(events)


def events_touched(events: Collection[str]) -> set[str]:
    """These events and those whose questions look at them.

    The parts of an event bear its title as their context; events marked the same are one; titles that may be taken
    for one another, and claims in the same words, are told apart or refused; linked claims are weighed together.
    """
    found = set(events)
    for some in in_portions(sorted(events)):
        rows = list(Event.objects.filter(key__in=some).order_by().values_list("pk", "same_as_id", "title_name"))
        own = {pk for pk, _same, _title in rows}
        same = own | {other for _pk, other, _title in rows if other is not None}
        alike = Q(pk__in=same) | Q(same_as__in=same) | Q(title_name__in={title for _pk, _same, title in rows})
        found.update(Event.objects.filter(alike).order_by().values_list("key", flat=True))
        found.update(parts_of(own))
        found.update(events_of_linked_claims(own))
    return found


def parts_of(events: Iterable[int]) -> set[str]:
    """Keys of the events that are part of these (ids), all the way down."""
    seen = fresh = set(events)
    keys: set[str] = set()
    while fresh:
        rows: list[Any] = []
        for some in in_portions(sorted(fresh)):
            rows += Event.objects.filter(part_of__in=some).order_by().values_list("pk", "key")
        fresh = {pk for pk, _key in rows} - seen
        seen = seen | fresh
        keys.update(key for _pk, key in rows)
    return keys


def events_of_linked_claims(events: Iterable[int]) -> set[str]:
    """Keys of the events whose claims are linked to claims of these (ids), or say the same in the same words."""
    claims = [
        row
        for some in in_portions(sorted(set(events)))
        for row in Claim.objects.filter(event__in=some).order_by().values_list("pk", "wording")
    ]
    linked = follow_links(pk for pk, _wording in claims)
    keys: set[str] = set()
    for some in in_portions(sorted(linked)):
        keys.update(Claim.objects.filter(pk__in=some).order_by().values_list("event__key", flat=True))
    for words in in_portions(sorted({wording for _pk, wording in claims})):
        keys.update(Claim.objects.filter(wording__in=words).order_by().values_list("event__key", flat=True))
    return keys


def both(before: Touched, after: Touched) -> Touched:
    """What is touched before a change or after it."""
    return None if before is None or after is None else before | after
