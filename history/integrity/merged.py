"""Keys of merged rows: each leads somewhere, and none is a row's own."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Exists, Model, OuterRef, QuerySet

from history.facts.invariants import Breach, Invariant
from history.imports.readers.entries import Kind
from history.integrity.reading import stream
from history.merging.merged_keys import separate_key
from history.models import Claimant, Event, KeptEntry, MergedKey, Place

MERGEABLE: Final[dict[Kind, type[Model]]] = {Kind.CLAIMANT: Claimant, Kind.PLACE: Place, Kind.EVENT: Event}


def on_record(model: type[Model], column: str) -> Exists:
    """Whether a row of the table has the key in this column of a merged key."""
    return Exists(model._default_manager.filter(key=OuterRef(column)))


def still_on_record(kind: Kind) -> QuerySet[MergedKey]:
    """Merged keys of this kind that a row has nevertheless."""
    return MergedKey.objects.filter(on_record(MERGEABLE[kind], "old_key"), kind=kind)


def check_free() -> Iterator[Breach]:
    """Rows under a key that leads to another one."""
    for kind in MERGEABLE:
        for old, new in stream(still_on_record(kind), "old_key", "new_key"):
            yield Breach(str(kind), old, f"it is on record, and its key leads to “{new}”")


def repair_free() -> int:
    """Let such a key be its row's own again, as where the row is restored."""
    found = [(kind, old) for kind in MERGEABLE for (old,) in stream(still_on_record(kind), "old_key")]
    for kind, old in found:
        separate_key(kind, old)
    return len(found)


def lost(kind: Kind) -> QuerySet[Any]:
    """Merged keys that lead to what is not on record and never was."""
    versions = KeptEntry.versions.filter(kind=kind, key=OuterRef("new_key"))
    return MergedKey.objects.filter(~on_record(MERGEABLE[kind], "new_key"), ~Exists(versions), kind=kind)


def check_lead() -> Iterator[Breach]:
    """Merged keys that lead nowhere, or to a key that leads on."""
    further = Exists(MergedKey.objects.filter(kind=OuterRef("kind"), old_key=OuterRef("new_key")))
    for kind, old, new in stream(MergedKey.objects.filter(further), "kind", "old_key", "new_key"):
        yield Breach(kind, old, f"it leads to “{new}”, which was merged itself")
    for kind in MERGEABLE:
        for old, new in stream(lost(kind).filter(~further), "old_key", "new_key"):
            yield Breach(str(kind), old, f"it leads to “{new}”, which is not and was not on record")
    for kind, old in stream(MergedKey.objects.exclude(kind__in=MERGEABLE), "kind", "old_key"):
        yield Breach(kind, old, "nothing of this kind is merged")


INVARIANTS = (
    Invariant("merged_keys_free", "No row on record has a key that leads to another row.", check_free, repair_free),
    Invariant(
        "merged_keys_lead",
        "The key of a merged row leads to a row that is on record, or was until it was deleted.",
        check_lead,
    ),
)
