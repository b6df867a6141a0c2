"""Which events lie in a period, at a place, or are spoken about by somebody: as expressions for others' queries.

Each gives the keys of published events as a query that another query brings along (`event_key__in=…`), so that a
hundred thousand events never leave the database.
"""

from django.db.models import Q, QuerySet

from history.models import Attribution, Claim, Event, EventPlace, Place

# Trees of places are no deeper; where a circle was made, looking down ends here.
DEEPEST = 12


def events_in_period(first_day: int | None, last_day: int | None) -> QuerySet[Event, str]:
    """Keys of events that may have happened, by the record or by a live claim, between these days (None: open).

    A date with one open end lies where its known end is: "by 9 October" is no date of every year before.
    """
    dated = Event.objects.filter(overlaps(first_day, last_day)).order_by().values("pk")
    claimed = Claim.objects.filter(overlaps(first_day, last_day), attributions__needs_review=False)
    within = Q(pk__in=dated) | Q(pk__in=claimed.order_by().values("event"))
    return Event.objects.published().filter(within).order_by().values_list("key", flat=True)


def overlaps(first_day: int | None, last_day: int | None) -> Q:
    """That a row's days and these have one in common."""
    found = Q(earliest_day__isnull=False) | Q(latest_day__isnull=False)
    if first_day is not None:
        found &= Q(latest_day__gte=first_day) | Q(latest_day=None, earliest_day__gte=first_day)
    if last_day is not None:
        found &= Q(earliest_day__lte=last_day) | Q(earliest_day=None, latest_day__lte=last_day)
    return found


def events_at_place(place: str) -> QuerySet[Event, str]:
    """Keys of events that happened, by the record or by a claim, at a place (key) or one that lies within it."""
    inside = places_within(place)
    there = EventPlace.objects.filter(place__in=inside).order_by().values("event")
    claimed = Claim.objects.filter(places__in=inside).order_by().values("event")
    return (
        Event.objects.published().filter(Q(pk__in=there) | Q(pk__in=claimed)).order_by().values_list("key", flat=True)
    )


def places_within(place: str) -> QuerySet[Place, int]:
    """Ids of a place and all that lie within it; as many short queries as the tree is deep, to see where it ends."""
    level = Place.objects.filter(key=place).order_by().values("pk")
    found = Q(pk__in=level)
    for _depth in range(DEEPEST):
        level = Place.objects.filter(within__in=level).order_by().values("pk")
        if not level.exists():
            break
        found |= Q(pk__in=level)
    return Place.objects.filter(found).order_by().values_list("pk", flat=True)


def events_spoken_about(claimant: str) -> QuerySet[Event, str]:
    """Keys of events about which a claimant (key) says something that is not held back."""
    said = Attribution.objects.live().filter(claimant__key=claimant).order_by().values("claim__event")
    return Event.objects.published().filter(pk__in=said).order_by().values_list("key", flat=True)
