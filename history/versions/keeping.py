"""Keep what the record's entries say, version after version: every path that changes the record calls this."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Model
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.models import User
from history.exports.entries import in_portions, rows_on_record
from history.imports.comparing import RecordedRow, normalise
from history.imports.readers.entries import Kind
from history.models import (
    Attribution,
    Bearing,
    Citation,
    Claim,
    Claimant,
    Event,
    EventPlace,
    KeptEntry,
    Participant,
    Party,
    Place,
    PlaceName,
    Source,
    Topic,
)
from history.models.entries import LONGEST_REASON
from history.search.indexing import keep_names
from history.search.words import names_in

# An entry: its kind and its key.
EntryName = tuple[Kind, str]
ENTRIES_AT_ONCE: Final = 500
KEYED: Final[tuple[tuple[type[Model], Kind], ...]] = (
    (Topic, Kind.TOPIC),
    (Party, Kind.PARTY),
    (Source, Kind.SOURCE),
    (Claimant, Kind.CLAIMANT),
    (Place, Kind.PLACE),
    (Event, Kind.EVENT),
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changes the record (None: a command), and why in words."""

    who: User | None = None
    why: str = ""


def entries_of(row: Model) -> set[EntryName]:
    """The entries that a row is written in: its own, or that of the row it belongs to, and those of linked claims."""
    names = {(kind, row.key) for model, kind in KEYED if isinstance(row, model)}  # type: ignore[attr-defined]
    match row:
        case Event():
            linked = Claim.objects.filter(event=row)
            names |= _entries_linked_to(linked.values_list("pk", flat=True))
        case Claim():
            names = {(Kind.EVENT, row.event.key)} | _entries_linked_to([row.pk])
        case Attribution():
            names = {(Kind.EVENT, row.claim.event.key)}
        case EventPlace() | Participant():
            names = {(Kind.EVENT, row.event.key)}
        case PlaceName() | Bearing():
            names = {(Kind.PLACE, row.place.key)}
        case Citation():
            cited = (getattr(row, target) for target in Citation.TARGETS)
            names = {name for one in cited if one is not None for name in entries_of(one)}
    return names


def _entries_linked_to(claims: Iterable[int]) -> set[EntryName]:
    """The events of claims that oppose or equal these: both entries say so."""
    pks = list(claims)
    keys: set[str] = set()
    for some in in_portions(pks, ENTRIES_AT_ONCE):
        for relation in ("opposes", "same_as"):
            linked = Claim.objects.filter(**{f"{relation}__in": some}).order_by()
            keys.update(linked.values_list("event__key", flat=True))
    return {(Kind.EVENT, key) for key in keys}


def keep_before(names: Collection[EntryName]) -> None:
    """Keep these as they stand where nothing is kept of them yet, before they are changed."""
    for kind, keys in _by_kind(names).items():
        missing = set(keys)
        for some in in_portions(keys, ENTRIES_AT_ONCE):
            kept = KeptEntry.objects.filter(kind=kind, key__in=some)
            missing.difference_update(kept.values_list("key", flat=True))
        if missing:
            keep_rows(kind, rows_on_record(kind, missing), Edit(why=_("As it stood before its versions were kept.")))


def keep_after(names: Collection[EntryName], edit: Edit) -> None:
    """Keep what these say now, and that those are gone which no longer stand on record."""
    for kind, keys in _by_kind(names).items():
        rows = rows_on_record(kind, keys)
        keep_rows(kind, rows, edit)
        gone = set(keys) - rows.keys()
        keep_names(kind, dict.fromkeys(gone, ()))
        for some in in_portions(gone, ENTRIES_AT_ONCE):
            for entry in KeptEntry.objects.filter(kind=kind, key__in=some):
                entry._history_user = edit.who  # type: ignore[attr-defined]  # how django-simple-history is told
                entry._change_reason = edit.why[:LONGEST_REASON]  # type: ignore[attr-defined]
                entry.delete()


def keep_rows(kind: Kind, rows: Mapping[str, RecordedRow], edit: Edit) -> None:
    """Keep what these rows say, each as a version of its own where it differs from what was kept last.

    So every path that changes the record also keeps by which names rows are found (`history.search`).
    """
    keep_names(kind, {key: names_in(kind, row.body, row.status) for key, row in rows.items()})
    for some in in_portions(rows, ENTRIES_AT_ONCE):
        kept = {entry.key: entry for entry in KeptEntry.objects.filter(kind=kind, key__in=some)}
        fresh, changed = [], []
        for key in some:
            body, status = normalise(rows[key].body), rows[key].status
            entry = kept.get(key)
            if entry is None:
                fresh.append(KeptEntry(kind=kind, key=key, body=body, status=status))
            elif (entry.body, entry.status) != (body, status):
                entry.body, entry.status = body, status
                changed.append(entry)
        told = {"default_user": edit.who, "default_change_reason": edit.why[:LONGEST_REASON]}
        bulk_create_with_history(fresh, KeptEntry, **told)
        bulk_update_with_history(changed, KeptEntry, ["body", "status"], **told)


def _by_kind(names: Iterable[EntryName]) -> dict[Kind, list[str]]:
    keys: dict[Kind, list[str]] = defaultdict(list)
    for kind, key in sorted(names):
        keys[kind].append(key)
    return keys
