"""Make an entry say again what it said in an earlier version."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from history.exports.entries import rows_on_record
from history.imports.applying import apply_plan
from history.imports.comparing import DRAFT, Change, Outcome
from history.imports.planning import Plan, read_known_rows, read_merged
from history.imports.readers.entries import Entry, Kind, Refusal
from history.imports.references import ReferenceCheck
from history.imports.renaming import rename_references
from history.merging.merged_keys import separate_key
from history.versions.keeping import Edit


@dataclass(frozen=True, slots=True)
class Restored:
    """The entry says again what the version said."""


@dataclass(frozen=True, slots=True)
class CannotRestore:
    """The version names what is no longer on record; `refusals` say where and what."""

    refusals: tuple[Refusal, ...]


def restore_version(version: Any, edit: Edit) -> Restored | CannotRestore:
    """Restore what a version says; an event keeps the status it has now, and one that is gone returns as a draft.

    What it names by a key that was merged since, it names by the one that stands; an entry that was merged into
    another stands by itself again. `version` is a row of `KeptEntry.versions`. What follows from it
    (`HISTORY_AFTER_PUBLISH`) follows as from any edit.
    """
    kind = Kind(version.kind)
    with transaction.atomic():
        now = rows_on_record(kind, [version.key]).get(version.key)
        merged = read_merged()
        is_merged = merged.pop((str(kind), version.key), None) is not None
        body = rename_references(kind, version.body, merged)
        entry = Entry(kind, version.key, _("version"), body)
        faults = ReferenceCheck([entry], frozenset({(str(kind), version.key)}), read_known_rows()).run()
        if faults:
            return CannotRestore(tuple(fault for found in faults.values() for fault in found))
        status = now.status if now else DRAFT if kind is Kind.EVENT else ""
        outcome = Outcome.UPDATE if now else Outcome.CREATE
        apply_plan(Plan((Change(entry, outcome, body, status, status),), ()), edit, is_import=False)
        if is_merged:
            separate_key(kind, version.key)
    return Restored()
