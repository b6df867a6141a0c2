"""An edit of any kind as what it leaves of the entries that it touches: enough to make it again on a stage."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from history.exports.entries import MODELS, rows_on_record
from history.imports.applying import write_changes
from history.imports.comparing import Change, Outcome
from history.imports.readers.entries import Entry, Kind
from history.models import KeptEntry
from history.versions.keeping import Edit

# Events go first: what they say may be said by others then. What they name goes last.
ORDER = (Kind.EVENT, Kind.PLACE, Kind.CLAIMANT, Kind.SOURCE, Kind.PARTY, Kind.TOPIC)


@dataclass(frozen=True, slots=True)
class WideEdit:
    """What an edit leaves of the entries that it changes (body None: gone), and the names of what it touches.

    `revision` is the record's before it.
    """

    entries: list[dict[str, Any]]
    touched: list[str] | None
    revision: int

    @property
    def digest(self) -> str:
        """What stands for it: the same edit has the same."""
        return hashlib.sha256(json.dumps([self.entries, self.touched], sort_keys=True).encode()).hexdigest()


def newest_version() -> int:
    """The number of the newest version that is kept of anything."""
    return KeptEntry.versions.aggregate(newest=Max("history_id"))["newest"] or 0


def entries_since(version: int) -> list[dict[str, Any]]:
    """What was written since a version, each entry as it was written last, by kind and key."""
    rows = KeptEntry.versions.filter(history_id__gt=version).order_by("history_id")
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for kind, key, body, status, how in rows.values_list("kind", "key", "body", "status", "history_type").iterator():
        found[kind, key] = {"kind": kind, "key": key, "body": None if how == "-" else body, "status": status}
    return [found[name] for name in sorted(found)]


def replay(entries: Iterable[Mapping[str, Any]]) -> None:
    """Let these entries say what they say after the edit, on a stage; those without a body are gone."""
    stand = [one for one in entries if one["body"] is not None]
    gone = [(Kind(one["kind"]), str(one["key"])) for one in entries if one["body"] is None]
    delete([key for kind, key in gone if kind is Kind.EVENT], Kind.EVENT)
    changes = []
    for kind in ORDER:
        own = [one for one in stand if one["kind"] == kind]
        known = rows_on_record(kind, [one["key"] for one in own])
        changes += [change_of(kind, one, is_new=one["key"] not in known) for one in own]
    write_changes(changes, {}, Edit())
    for kind in ORDER[1:]:
        delete([key for of_kind, key in gone if of_kind is kind], kind)


def change_of(kind: Kind, one: Mapping[str, Any], *, is_new: bool) -> Change:
    """One entry as imports write it."""
    entry = Entry(kind, one["key"], "", one["body"])
    return Change(entry, Outcome.CREATE if is_new else Outcome.UPDATE, one["body"], one["status"], one["status"])


def delete(keys: Iterable[str], kind: Kind) -> None:
    """Take these off the stage."""
    MODELS[kind]._default_manager.filter(key__in=list(keys)).delete()
