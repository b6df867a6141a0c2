"""Doing what a plan says, in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from history.exports.entries import MODELS, in_portions, rows_on_record
from history.facts.touched_names import whole_topic
from history.imports.comparing import Change, Outcome, digest_entry, normalise, status_when_left
from history.imports.planning import Plan
from history.imports.readers.entries import Kind
from history.imports.references import CLAIM, find_references
from history.imports.writing import ROWS_AT_ONCE
from history.imports.writing_events import write_events
from history.imports.writing_places import write_claimants, write_parties, write_places
from history.imports.writing_sources import write_sources, write_topics
from history.models import Claim
from history.revise import events_changed
from history.touching import narrow, touched_by_rows
from history.versions.keeping import Edit, EntryName, keep_before, keep_rows

# In this order: a row is there before another names it.
WRITERS: Final[Mapping[Kind, Callable[[Sequence[Change]], None]]] = {
    Kind.TOPIC: write_topics,
    Kind.PARTY: write_parties,
    Kind.SOURCE: write_sources,
    Kind.CLAIMANT: write_claimants,
    Kind.PLACE: write_places,
    Kind.EVENT: write_events,
}

BY_IMPORT: Final = Edit(why="Import of a record file.")


def apply_plan(plan: Plan, edit: Edit = BY_IMPORT, *, is_import: bool = True) -> None:
    """Write what the plan creates and updates, and say once that the record moved if anything did.

    The plan must have been made in the same transaction, or nobody else may have written since. `edit` is kept with
    the versions that this makes. Unless `is_import`, rows count as changed by an editor since their last import.
    """
    changes = plan.with_outcome(Outcome.CREATE, Outcome.UPDATE)
    if not changes:
        return
    with transaction.atomic():
        before = _touched_by(changes)
        left = {(c.entry.kind, c.entry.key): c.status_left for c in changes} if is_import else {}
        write_changes(changes, left, edit)
        events_changed(narrow(before | _touched_by(changes) | _new_topics(changes)))


def _new_topics(changes: Sequence[Change]) -> set[str]:
    """The topics that come with their events: all of each, so that questions about several Facts are made as well."""
    created = [change.entry for change in changes if change.outcome is Outcome.CREATE]
    return {whole_topic(entry.key) for entry in created if entry.kind is Kind.TOPIC}


def _touched_by(changes: Sequence[Change]) -> set[str]:
    """What the rows of these entries touch, as the record stands now."""
    found: set[str] = set()
    for kind, model in MODELS.items():
        keys = [change.entry.key for change in changes if change.entry.kind is kind]
        pks: set[int] = set()
        for some in in_portions(keys, ROWS_AT_ONCE):
            pks.update(model._default_manager.filter(key__in=some).order_by().values_list("pk", flat=True))
        found |= touched_by_rows(model, pks)
    return found


def write_changes(changes: Sequence[Change], left: Mapping[EntryName, str], edit: Edit) -> None:
    """Write the rows and keep their versions; whoever calls says that the record moved. Inside a transaction.

    `left` names the entries that stand as an import left them, with the status it left them in; the others count as
    changed by an editor.
    """
    linked = _events_linked_to(changes)
    untouched_by_editors = _statuses_left(linked)
    keep_before(_names_changed(changes, linked))
    for kind, write in WRITERS.items():
        write([change for change in changes if change.entry.kind is kind])
    for kind in WRITERS:
        keys = [change.entry.key for change in changes if change.entry.kind is kind]
        also = linked if kind is Kind.EVENT else ()
        own = {key: status for (of_kind, key), status in left.items() if of_kind is kind}
        _settle(kind, [*keys, *also], {**own, **_of(kind, untouched_by_editors)}, edit)


def _events_linked_to(changes: Sequence[Change]) -> list[str]:
    """Other events whose claims oppose or equal claims of these, before or after: their entries change too."""
    events = [change for change in changes if change.entry.kind is Kind.EVENT]
    own = {event.entry.key for event in events}
    named: set[str] = set()
    for event in events:
        references = find_references(Kind.EVENT, event.body)
        named |= {reference.key for reference in references if reference.kind == CLAIM}
    found: set[str] = set()
    for some in in_portions(sorted(own), ROWS_AT_ONCE):
        linked = Q(opposes__event__key__in=some) | Q(same_as__event__key__in=some)
        found |= set(Claim.objects.filter(linked).order_by().values_list("event__key", flat=True))
    for some in in_portions(sorted(named), ROWS_AT_ONCE):
        found |= set(Claim.objects.filter(key__in=some).order_by().values_list("event__key", flat=True))
    return sorted(found - own)


def _statuses_left(keys: Iterable[str]) -> dict[str, str]:
    """The events among these that stand as an import left them, with the status it left them in."""
    rows = rows_on_record(Kind.EVENT, keys)
    left = {key: status_when_left(row) for key, row in rows.items()}
    return {key: status for key, status in left.items() if status is not None}


def _names_changed(changes: Sequence[Change], linked: Iterable[str]) -> list[EntryName]:
    """The entries on record that are about to change; those that are created have nothing to be kept before."""
    updated = [(c.entry.kind, c.entry.key) for c in changes if c.outcome is Outcome.UPDATE]
    return [*updated, *((Kind.EVENT, key) for key in linked)]


def _of(kind: Kind, statuses: Mapping[str, str]) -> Mapping[str, str]:
    """The statuses of events, for that kind alone."""
    return statuses if kind is Kind.EVENT else {}


def _settle(kind: Kind, keys: Sequence[str], left: Mapping[str, str], edit: Edit) -> None:
    """Keep the versions of these rows, and in each that is `left` the digest of what it says now.

    By the digest an editor's next change shows.
    """
    model: Any = MODELS[kind]
    for some in in_portions(dict.fromkeys(keys), ROWS_AT_ONCE):
        recorded = rows_on_record(kind, some)
        keep_rows(kind, recorded, edit)
        rows = list(model.objects.filter(key__in=[key for key in some if key in left]).only("key", "imported_digest"))
        for row in rows:
            row.imported_digest = digest_entry(normalise(recorded[row.key].body), left[row.key])
        model.objects.bulk_update(rows, ["imported_digest"])
