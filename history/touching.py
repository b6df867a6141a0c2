"""Which events a change touches: those of which another question, or none, may be asked now.

What only lends its name to a wrong option elsewhere is not touched: a question is judged again when it is asked.
"""

from collections.abc import Collection, Iterable
from typing import TypeAlias

from django.db.models import Model, Q, QuerySet

from history.facts.reading import follow_links
from history.facts.reading_places import in_portions
from history.models import Attribution, Claim, Claimant, Event, Party, Place, Source

# Beyond so many events it is less work to make all questions of their topics anew.
MOST_EVENTS = 500

# Keys of events; None: any event may be touched.
Touched: TypeAlias = set[str] | None


def touched_by(row: Model) -> Touched:
    """The events that a change of this row touches, as the record stands now."""
    events = named_by(row)
    if events is None or len(events) > MOST_EVENTS:
        return None
    return events_touched(events)


def named_by(row: Model) -> Touched:
    """Keys of the events that the row is about, or that speak of it."""
    found: Touched = None
    match row:
        case Event():
            found = {row.key}
        case Claim():
            found = {row.event.key}
        case Attribution():
            found = {row.claim.event.key}
        case Source() if not row.citations.filter(bearing__isnull=False).exists():
            found = keys_of(Event.objects.filter(citing(row)))
        case Party():
            found = keys_of(Event.objects.filter(claims__attributions__claimant__speaks_for=row))
        case Claimant():
            found = keys_of(Event.objects.filter(claims__attributions__claimant__in=kin_of(row)))
        case Place():
            found = events_at(row)
    return found


def citing(source: Source) -> Q:
    """Of events: that they or what is said about them rest on the source."""
    return Q(citations__source=source) | Q(claims__attributions__citations__source=source)


def keys_of(events: QuerySet[Event]) -> set[str]:
    """The keys of at most one more than `MOST_EVENTS` of these."""
    return set(events.order_by().values_list("key", flat=True).distinct()[: MOST_EVENTS + 1])


def kin_of(claimant: Claimant) -> QuerySet[Claimant]:
    """The claimant and those that may be taken for it, one step away: offices, bodies, those of its side."""
    near = Q(pk=claimant.pk) | Q(holds=claimant.pk) | Q(holders=claimant.pk) | Q(holders__holds=claimant.pk)
    near |= Q(holds__holders=claimant.pk) | Q(part_of=claimant.pk) | Q(parts=claimant.pk)
    if claimant.speaks_for_id is not None:
        near |= Q(speaks_for=claimant.speaks_for_id)
    return Claimant.objects.filter(near).order_by().distinct()


def events_at(place: Place) -> Touched:
    """The events there or in what lies within; any, where directions are given from or to the place."""
    if hasattr(place, "bearing") or place.bearings_from_here.exists():
        return None
    within = fresh = {place.pk}
    while fresh:
        found: set[int] = set()
        for some in in_portions(sorted(fresh)):
            found.update(Place.objects.filter(within__in=some).order_by().values_list("pk", flat=True))
        fresh = found - within
        within = within | fresh
    if len(within) > MOST_EVENTS:
        return None
    return keys_of(Event.objects.filter(event_places__place__in=within)) | keys_of(
        Event.objects.filter(claims__places__in=within)
    )


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
        rows = list(Event.objects.filter(part_of__in=fresh).order_by().values_list("pk", "key"))
        fresh = {pk for pk, _key in rows} - seen
        seen = seen | fresh
        keys.update(key for _pk, key in rows)
    return keys


def events_of_linked_claims(events: Iterable[int]) -> set[str]:
    """Keys of the events whose claims are linked to claims of these (ids), or say the same in the same words."""
    claims = list(Claim.objects.filter(event__in=set(events)).order_by().values_list("pk", "statement"))
    linked = follow_links(pk for pk, _statement in claims)
    keys: set[str] = set()
    for some in in_portions(sorted(linked)):
        keys.update(Claim.objects.filter(pk__in=some).order_by().values_list("event__key", flat=True))
    for words in in_portions(sorted({statement for _pk, statement in claims})):
        keys.update(Claim.objects.filter(statement__in=words).order_by().values_list("event__key", flat=True))
    return keys


def both(before: Touched, after: Touched) -> Touched:
    """What is touched before a change or after it."""
    return None if before is None or after is None else before | after
