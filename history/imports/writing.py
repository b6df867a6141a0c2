"""Writing many rows of one table at once, keeping the ids of those that stay."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet

from history.exports.entries import MODELS, in_portions
from history.imports.comparing import Change, Outcome
from history.imports.readers.entries import Body, Kind
from history.imports.references import CLAIM, find_references

ROWS_AT_ONCE: Final = 500
# A nested row is digested with the entry it belongs to, so a digest of its own stays as it is.
KEPT: Final = ("id", "imported_digest")
AnyRow = TypeVar("AnyRow", bound=Model)


def write_keyed(
    model: type[AnyRow], changes: Sequence[Change], fill: Callable[[AnyRow, Change], None], fields: Sequence[str]
) -> None:
    """Create or update the rows of these entries; `fill` sets what `fields` names."""
    objects = model._default_manager
    for some in in_portions(changes, ROWS_AT_ONCE):
        updated = [change.entry.key for change in some if change.outcome is Outcome.UPDATE]
        rows: dict[str, Any] = {row.key: row for row in objects.filter(key__in=updated)}  # type: ignore[attr-defined]
        fresh = []
        for change in some:
            row = rows.get(change.entry.key)
            if row is None:
                fresh.append(row := model(key=change.entry.key))
            fill(row, change)
        objects.bulk_create(fresh)
        objects.bulk_update(list(rows.values()), fields)


class Ids:
    """The ids of the rows that entries name, asked for once per table."""

    def __init__(self, changes: Iterable[Change]) -> None:
        named: dict[str, set[str]] = defaultdict(set)
        for change in changes:
            named[change.entry.kind].add(change.entry.key)
            for reference in find_references(change.entry.kind, change.body):
                named[reference.kind].add(reference.key)
        named.pop(CLAIM, None)  # claims are written after this is read
        self._ids = {kind: read_ids(MODELS[Kind(kind)], keys) for kind, keys in named.items()}

    def of(self, kind: Kind, key: str) -> int:
        """The id of a row that an entry names."""
        return self._ids[kind][key]

    def optional(self, kind: Kind, key: str | None) -> int | None:
        """The id of a row that an entry may leave out."""
        return self.of(kind, key) if key else None


def read_ids(model: type[Model], keys: Iterable[str]) -> dict[str, int]:
    """The ids of the rows with these keys."""
    ids: dict[str, int] = {}
    for some in in_portions(sorted(set(keys)), ROWS_AT_ONCE):
        ids |= dict(model._default_manager.filter(key__in=some).order_by().values_list("key", "pk"))
    return ids


def write_nested(existing: QuerySet[AnyRow], wanted: Iterable[AnyRow], identity: Sequence[str]) -> list[AnyRow]:
    """Make the existing rows be the `wanted` ones; gives these with their ids, in their order.

    A row whose `identity` is wanted stays the row it is, with new contents; the others go.
    """
    objects = existing.model._default_manager
    result = list(wanted)
    missing = {_identify(row, identity): row for row in result}
    staying: list[AnyRow] = []
    vanishing: list[Any] = []
    for row in existing.order_by("pk"):
        match = missing.pop(_identify(row, identity), None)
        if match is None:
            vanishing.append(row.pk)
            continue
        match.pk, match._state.adding = row.pk, False
        staying.append(match)
    for some in in_portions(vanishing, ROWS_AT_ONCE):
        objects.filter(pk__in=some).delete()
    own = [field.name for field in existing.model._meta.concrete_fields if field.name not in KEPT]
    objects.bulk_update(staying, own)
    objects.bulk_create(missing.values())
    return result


def _identify(row: Model, identity: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in identity)


def write_links(
    through: type[Model], left: str, right: str, lefts: Iterable[int], wanted: Iterable[tuple[int, int]]
) -> None:
    """Make the many-to-many links of the `lefts` be the `wanted` pairs (left id, right id)."""
    missing = set(wanted)
    vanishing: list[Any] = []
    objects = through._default_manager
    for some in in_portions(lefts, ROWS_AT_ONCE):
        for pk, *pair in objects.filter(**{f"{left}__in": some}).values_list("pk", left, right):
            if tuple(pair) in missing:
                missing.discard((pair[0], pair[1]))
            else:
                vanishing.append(pk)
    for some in in_portions(vanishing, ROWS_AT_ONCE):
        objects.filter(pk__in=some).delete()
    objects.bulk_create([through(**{left: one, right: other}) for one, other in sorted(missing)], ignore_conflicts=True)


def text(body: Body, name: str) -> str:
    """A text of an entry, empty where the entry leaves it out."""
    return str(body.get(name, ""))
