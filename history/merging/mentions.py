"""Which entries name a row, so that they are written anew when it is merged into another."""

from typing import Any

from django.db.models import Q

from history.imports.readers.entries import Kind
from history.models import Claimant, Event, Place
from history.versions.keeping import EntryName


def entries_naming(row: Any) -> set[EntryName]:
    """The entries that mention a claimant, place or event; not its own."""
    found: set[EntryName] = set()
    match row:
        case Claimant():
            others = Claimant.objects.filter(Q(part_of=row) | Q(holds=row))
            events = Event.objects.filter(event_participants__claimant=row)
            spoken = Event.objects.filter(claims__attributions__claimant=row)
            found = {*_entries(Kind.CLAIMANT, others), *_entries(Kind.EVENT, events), *_entries(Kind.EVENT, spoken)}
        case Place():
            inner = Place.objects.filter(Q(within=row) | Q(bearing__origin=row))
            events = Event.objects.filter(event_places__place=row)
            claimed = Event.objects.filter(claims__places=row)
            found = {*_entries(Kind.PLACE, inner), *_entries(Kind.EVENT, events), *_entries(Kind.EVENT, claimed)}
        case Event():
            found = _entries(Kind.EVENT, Event.objects.filter(Q(part_of=row) | Q(after=row) | Q(same_as=row)))
    return found


def _entries(kind: Kind, rows: Any) -> set[EntryName]:
    return {(kind, key) for key in rows.order_by().values_list("key", flat=True)}
