"""All changes of the record, the newest first, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from history.exports.entries import MODELS
from history.imports.readers.entries import Kind
from history.models import KeptEntry
from history.versions.reading import describe_version, names_in

MOST_PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One version of one entry: who, when, why, and in which parts it differs from the version before.

    `row` is the id of the entry's row, None where it is gone; `title` is what it was called then. `more_parts` is how
    many further parts changed.
    """

    pk: int
    kind: str
    key: str
    title: str
    row: int | None
    who: str
    at: datetime
    why: str
    parts: tuple[str, ...]
    more_parts: int
    is_first: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Some changes, and where the next page begins (None: it was the last)."""

    changes: tuple[Change, ...]
    next_before: int | None


def list_changes(size: int, *, before: int | None = None, who: int | None = None, kind: str = "") -> ChangePage:
    """Changes older than the one with the id `before`, of one person (id) and one kind of entry where given."""
    versions: QuerySet[Any] = KeptEntry.versions.select_related("history_user").order_by("-history_id")
    if before is not None:
        versions = versions.filter(history_id__lt=before)
    if who is not None:
        versions = versions.filter(history_user=who)
    if kind:
        versions = versions.filter(kind=kind)
    older = KeptEntry.versions.filter(kind=OuterRef("kind"), key=OuterRef("key"), history_id__lt=OuterRef("history_id"))
    asked = versions.annotate(older=Subquery(older.order_by("-history_id").values("history_id")[:1]))
    rows = list(asked[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return ChangePage(tuple(describe_changes(rows)), rows[-1].history_id if more else None)


def describe_changes(rows: list[Any]) -> Iterable[Change]:
    """Versions as lines, in a number of queries that does not follow how many they are."""
    olders = {row.history_id: row for row in KeptEntry.versions.filter(pk__in=[row.older for row in rows if row.older])}
    ids = {name: pk for kind in Kind for name, pk in read_ids(kind, {row.key for row in rows if row.kind == kind})}
    for row in rows:
        # The parts are named by the words of the entry itself: what it refers to is told on its own page.
        version = describe_version(row, olders.get(row.older), 0, names_in(Kind(row.kind), ()), is_now=False)
        parts = list(dict.fromkeys(" › ".join(change.where[:2]) for change in version.changes))
        yield Change(
            pk=row.history_id,
            kind=row.kind,
            key=row.key,
            title=row.body.get("title") or row.body.get("name") or row.key,
            row=ids.get((row.kind, row.key)),
            who=version.who,
            at=version.at,
            why=version.why,
            parts=tuple(parts[:MOST_PARTS]),
            more_parts=max(0, len(parts) - MOST_PARTS),
            is_first=version.is_first,
            is_gone=version.is_gone,
        )


def read_ids(kind: Kind, keys: set[str]) -> Iterable[tuple[tuple[str, str], int]]:
    """Ids of the rows that these entries have on record, by kind and key."""
    if keys:
        rows: QuerySet[Any] = MODELS[kind]._default_manager.filter(key__in=keys).order_by()
        yield from (((str(kind), key), pk) for key, pk in rows.values_list("key", "pk"))


def editors_at_work() -> QuerySet[User]:
    """Everybody who changed the record."""
    hers = KeptEntry.versions.filter(history_user=OuterRef("pk")).order_by()
    return User.objects.filter(pk__in=hers.values("history_user")).order_by("username")
