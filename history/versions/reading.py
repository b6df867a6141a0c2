"""Versions of entries as a page shows them: who changed what, when, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from history.exports.entries import MODELS
from history.imports.readers.entries import Body, Kind
from history.imports.references import find_references
from history.models import Claim, KeptEntry
from history.versions.keeping import EntryName
from history.versions.telling import Difference, NameOf, tell_differences

# Versions of one entry on one page.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an entry, and what it changed against the one before. `number` counts from one, the oldest.

    `is_now` marks what stands on record; `is_gone` that the entry was deleted here. `status` is an event's.
    """

    pk: int
    number: int
    who: str
    at: datetime
    why: str
    status: str
    changes: tuple[Difference, ...]
    is_first: bool
    is_now: bool
    is_gone: bool


def versions_of(name: EntryName) -> QuerySet[Any]:
    """The rows of an entry's versions, the newest first."""
    kind, key = name
    rows: QuerySet[Any] = KeptEntry.versions.filter(kind=kind, key=key).select_related("history_user")
    return rows.order_by("-history_date", "-history_id")


def list_versions(name: EntryName) -> list[Version]:
    """The newest versions of an entry, each with its changes against the one before it."""
    total = versions_of(name).count()
    rows = list(versions_of(name)[: MOST_SHOWN + 1])
    name_of = names_in(Kind(name[0]), [row.body for row in rows])
    return [
        describe_version(row, older, total - place, name_of, is_now=place == 0)
        for place, (row, older) in enumerate(zip(rows, [*rows[1:], None], strict=True))
        if place < MOST_SHOWN
    ]


def describe_version(row: Any, older: Any | None, number: int, name_of: NameOf, *, is_now: bool) -> Version:
    """One version as a page shows it."""
    is_gone = row.history_type == "-"
    old = {} if older is None or older.history_type == "-" else older.body | _status(older)
    new = {} if is_gone else row.body | _status(row)
    return Version(
        pk=row.history_id,
        number=number,
        who=row.history_user.get_username() if row.history_user else "",
        at=row.history_date,
        why=row.history_change_reason,
        status=row.status,
        changes=() if is_gone or not old else tuple(tell_differences(row.kind, old, new, name_of)),
        is_first=not old and not is_gone,
        is_now=is_now,
        is_gone=is_gone,
    )


def _status(row: Any) -> Body:
    return {"status": row.status} if row.status else {}


def names_in(kind: Kind, bodies: Iterable[Body]) -> NameOf:
    """Gives the names of the rows that these bodies refer to, read in one query for each kind; else the key."""
    wanted: dict[str, set[str]] = {}
    for body in bodies:
        for reference in find_references(kind, body):
            wanted.setdefault(reference.kind, set()).add(reference.key)
    names = {(named, key): text for named, keys in wanted.items() for key, text in _read_names(named, sorted(keys))}
    return lambda named, key: names.get((named, key), key)


def _read_names(kind: str, keys: Sequence[str]) -> list[tuple[str, str]]:
    if kind == "claim":
        return [(claim.key, claim.statement) for claim in Claim.objects.filter(key__in=keys)]
    rows: Any = MODELS[Kind(kind)]._default_manager.filter(key__in=keys)  # at most what one entry names
    return [(row.key, str(row)) for row in rows]
