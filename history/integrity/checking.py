"""All invariants, those of the apps above too: checked, and repaired where that follows."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from history.facts.invariants import Breach, Invariant
from history.facts.reading_places import in_portions
from history.imports.readers.entries import Kind
from history.integrity import derived, found, links, merged, places, published, times
from history.models import Claim
from history.revise import record_changed
from history.versions.keeping import Edit, EntryName, keep_after, keep_before

OF_THE_RECORD = (
    *published.INVARIANTS,
    *derived.INVARIANTS,
    *links.INVARIANTS,
    *places.INVARIANTS,
    *times.INVARIANTS,
    *merged.INVARIANTS,
    *found.INVARIANTS,
)


def list_invariants() -> tuple[Invariant, ...]:
    """The record's, then what the apps above add (`HISTORY_INVARIANTS`)."""
    added: list[Invariant] = []
    for path in settings.HISTORY_INVARIANTS:
        found: Iterable[Invariant] = import_string(path)
        added += found
    return (*OF_THE_RECORD, *added)


def check_all() -> Iterator[tuple[Invariant, Iterator[Breach]]]:
    """Each invariant with its breaches, found as they are asked for."""
    for invariant in list_invariants():
        yield invariant, invariant.check()


def repair_all() -> dict[str, int]:
    """Repair what follows, in one transaction; how much was repaired, by the invariant's name.

    The record's own is repaired first, since what is above follows from it.
    """
    repaired: dict[str, int] = {}
    with transaction.atomic():
        for invariant in list_invariants():
            if invariant.repair is None:
                continue
            # What is derived is no part of an entry; links are, so their entries get a version.
            entries = entries_in(invariant.check()) if invariant in links.INVARIANTS else set()
            keep_before(entries)
            if count := invariant.repair():
                repaired[invariant.name] = count
            keep_after(entries, Edit(why=f"check_record: {invariant.states}"))
        if any(invariant.name in repaired for invariant in OF_THE_RECORD):
            record_changed()
    return repaired


def entries_in(breaches: Iterable[Breach]) -> set[EntryName]:
    """The entries in which the rows named are written."""
    named = list(breaches)
    events = {breach.key for breach in named if breach.kind == "event"}
    for some in in_portions([breach.key for breach in named if breach.kind == "claim"]):
        events.update(Claim.objects.filter(key__in=some).order_by().values_list("event__key", flat=True))
    return {(Kind.EVENT, key) for key in events}
