"""What an event needs before the public may see it: nothing is published that no source says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model, Prefetch, Q
from django.utils.translation import gettext as _

from history.exports.entries import in_portions
from history.imports.readers.entries import Kind
from history.models import Attribution, Bearing, Claim, Claimant, Event, Party, Place, PlaceName, Source, Status, Topic
from history.revise import events_changed
from history.touching import touched_by_events
from history.versions.keeping import Edit, keep_after, keep_before

# The right to decide what the public sees.
MAY_PUBLISH = "history.publish_event"
# Keys asked for at once: SQLite takes 32,766 parameters in a statement.
EVENTS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, in words; `claim` is the key of the claim that it concerns, empty for the event."""

    text: str
    claim: str = ""


def lacks_of(events: Collection[int]) -> dict[int, list[Lack]]:
    """What each of these events (ids) lacks before it can be published; those that lack nothing are left out.

    An event needs a topic, something on record (a date, a place or a claim), a citation for what it says in the
    site's own voice, and for each claim somebody who takes a stance, with a citation.
    """
    attributions = Attribution.objects.prefetch_related("citations", "claimant")
    rows = Event.objects.filter(pk__in=events).prefetch_related(
        "topics", "citations", "event_places", Prefetch("claims__attributions", attributions)
    )
    found = {event.pk: list(_lacks_of(event)) for event in rows}
    return {pk: lacks for pk, lacks in found.items() if lacks}


def _lacks_of(event: Event) -> Iterable[Lack]:
    claims = list(event.claims.all())
    if not event.topics.all():
        yield Lack(_("It belongs to no topic."))
    says = bool(event.happened) or bool(event.event_places.all())
    if not says and not claims:
        yield Lack(_("Nothing is on record yet: no date, no place, no claim."))
    if says and not event.citations.all():
        yield Lack(_("No source is cited for its date or place."))
    for claim in claims:
        yield from _lacks_of_claim(claim)


def _lacks_of_claim(claim: Claim) -> Iterable[Lack]:
    rows = list(claim.attributions.all())
    if not rows:
        yield Lack(_("Nobody is named who says: “%(claim)s”.") % {"claim": claim.statement}, claim.key)
    for row in rows:
        if not row.citations.all():
            told = {"who": row.claimant.name, "stance": row.get_stance_display(), "claim": claim.statement}
            yield Lack(_("No source is cited for: %(who)s %(stance)s “%(claim)s”.") % told, claim.key)


def set_status(events: Collection[str], status: Status, edit: Edit) -> int:
    """Give these events (keys) a status, with a version each, and say that the record moved; gives how many."""
    names = [(Kind.EVENT, key) for key in events]
    with transaction.atomic():
        keep_before(names)
        # What is no longer published, or is only now, is found either way: links do not ask for it.
        count = 0
        for some in in_portions(events, EVENTS_AT_ONCE):
            count += Event.objects.filter(key__in=some).update(status=status)
        keep_after(names, edit)
        if count:
            events_changed(touched_by_events(events))
    return count


def is_public(row: Model) -> bool:
    """Whether the public sees the row, or something that rests on it."""
    match row:
        case Event():
            return row.status == Status.PUBLISHED
        case Claim():
            return row.event.status == Status.PUBLISHED
        case Attribution():
            return row.claim.event.status == Status.PUBLISHED
        case PlaceName() | Bearing():
            return is_public(row.place)
    return Event.objects.published().filter(resting_on(type(row), row)).exists()


def resting_on(model: type[Model], row: Any) -> Q:
    """Of events: that they are or name a row of this table, or that what is said about them does.

    `row` is a row, its id, or a reference to the id in an outer query.
    """
    tests: dict[type[Model], Q] = {
        Event: Q(pk=row),
        Topic: Q(topics=row),
        Party: Q(claims__attributions__claimant__speaks_for=row)
        | Q(event_places__place__names__party=row)
        | Q(claims__places__names__party=row),
        Claimant: Q(claims__attributions__claimant=row) | Q(event_participants__claimant=row),
        Place: Q(event_places__place=row) | Q(claims__places=row),
        Source: Q(citations__source=row) | Q(claims__attributions__citations__source=row),
    }
    return tests.get(model, Q(pk=None))
