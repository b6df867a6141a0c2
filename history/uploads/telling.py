"""A plan in the words of its page: each entry with what is to become of it, and in which respects."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from history.exports.entries import in_portions, rows_on_record
from history.imports.comparing import PUBLISHED, Change, Outcome, RecordedRow, digest_entry, normalise
from history.imports.planning import Plan
from history.imports.readers.entries import Body, Kind, RefusedEntry
from history.imports.readers.wording import printable
from history.models import Upload, UploadedEntry
from history.versions.reading import names_in
from history.versions.telling import Difference, NameOf, Piece, tell_differences

ENTRIES_AT_ONCE: Final = 200
MOST_TOLD: Final = 20
MOST_COLUMNS: Final = 30
LONGEST_TOLD: Final = 2000
LONGEST: Final[Mapping[str, int]] = {"key": 120, "title": 300, "path": 300, "reason": 500, "column": 60}
Rows = Mapping[tuple[Kind, str], RecordedRow]


def tell_plan(upload: Upload, plan: Plan, watch: Callable[[], None] = lambda: None) -> list[UploadedEntry]:
    """The plan's entries as rows that are not stored yet; `watch` is called between portions of them."""
    name_in_file = _names_in_file(plan)
    told: list[UploadedEntry] = []
    for some in in_portions(plan.changes, ENTRIES_AT_ONCE):
        watch()
        rows = _rows_of(some)
        name_of = _names(some, rows, name_in_file)
        told += [tell_change(change, rows, name_of) for change in some]
    told += [tell_refused(entry) for entry in plan.refused]
    for position, entry in enumerate(told):
        entry.upload, entry.position = upload, position
    return told


def tell_change(change: Change, rows: Rows, name_of: NameOf) -> UploadedEntry:
    """One entry that is not refused; of an update or a conflict, what differs from what is on record."""
    entry = change.entry
    told: list[Any] = []
    row = rows.get((entry.kind, entry.key))
    if row is not None:
        before, after = row.status, change.status
        if change.outcome is Outcome.CONFLICT:
            # A plan sets no status where there is a conflict: it is one of what the file gives, if of status at all.
            before, after = (
                (row.status, entry.body.get("status", PUBLISHED)) if "status" in change.differs else ("", "")
            )
        old, new = normalise(row.body) | _status(before), change.body | _status(after)
        told = list(_tell(entry.kind, old, new, name_of))
    if change.merged_into:
        told = [{"path": _cut("path", entry.path), "reason": f"→ {change.merged_into}"}]
    return UploadedEntry(
        kind=str(entry.kind),
        key=entry.key,
        title=_cut("title", title_of(change.body)),
        path=_cut("path", entry.path),
        outcome=str(change.outcome),
        status=change.status,
        digest=digest_change(change),
        told=told,
    )


def tell_refused(entry: RefusedEntry) -> UploadedEntry:
    """One entry that is refused, with every reason. What it holds is anybody's: nothing of it is shown as it is."""
    reasons = [{"path": _cut("path", one.path), "reason": _cut("reason", one.reason)} for one in entry.refusals]
    return UploadedEntry(
        kind=str(entry.kind or ""),
        key=_cut("key", entry.key),
        path=_cut("path", entry.path),
        outcome=UploadedEntry.Outcome.REFUSED,
        told=reasons,
    )


def digest_change(change: Change) -> str:
    """What stands for what is to become of an entry: the body and status that its row will have."""
    return digest_entry(change.body, change.status)


def digest_plan(entries: Iterable[UploadedEntry], effect: str) -> str:
    """What stands for the whole plan as its page shows it, with what it does to the questions (`effect`, a token)."""
    digest = hashlib.sha256(effect.encode())
    for entry in entries:
        shown = [entry.kind, entry.key, entry.path, entry.outcome, entry.status, entry.digest, entry.told]
        digest.update(json.dumps(shown, sort_keys=True).encode())
    return digest.hexdigest()


def title_of(body: Body) -> str:
    """By what an entry is known to people."""
    return str(body.get("title") or body.get("name") or "")


def _rows_of(changes: Sequence[Change]) -> Rows:
    """What is on record of those of which something differs."""
    differing = (Outcome.UPDATE, Outcome.CONFLICT)
    rows: dict[tuple[Kind, str], RecordedRow] = {}
    for kind in Kind:
        keys = [change.entry.key for change in changes if change.entry.kind is kind and change.outcome in differing]
        rows |= {(kind, key): row for key, row in rows_on_record(kind, keys).items()}
    return rows


def _names_in_file(plan: Plan) -> Mapping[tuple[str, str], str]:
    return {(str(change.entry.kind), change.entry.key): title_of(change.body) for change in plan.changes}


def _names(changes: Sequence[Change], rows: Rows, in_file: Mapping[tuple[str, str], str]) -> NameOf:
    """The names of what these entries refer to: on record, else in the file, else the key."""
    by_kind: dict[Kind, list[Body]] = {}
    for change in changes:
        if row := rows.get((change.entry.kind, change.entry.key)):
            by_kind.setdefault(change.entry.kind, []).extend([row.body, change.body])
    found = {kind: names_in(kind, bodies) for kind, bodies in by_kind.items()}

    def name_of(kind: str, key: str) -> str:
        names = (named(kind, key) for named in found.values())
        return next((name for name in names if name != key), "") or in_file.get((kind, key), "") or key

    return name_of


def _tell(kind: Kind, old: Body, new: Body, name_of: NameOf) -> Iterator[dict[str, Any]]:
    differences = tell_differences(kind, old, new, name_of)
    for one in differences[:MOST_TOLD]:
        yield _plain(one)
    if (more := len(differences) - MOST_TOLD) > 0:
        yield {"where": [_("and %(count)d more") % {"count": more}], "before": [], "after": []}


def _plain(difference: Difference) -> dict[str, Any]:
    sides = {"before": list(_cut_pieces(difference.before)), "after": list(_cut_pieces(difference.after))}
    return {"where": list(difference.where), **sides}


def _cut_pieces(pieces: Iterable[Piece]) -> Iterator[dict[str, Any]]:
    """Pieces of a text as far as a page has room for them."""
    room = LONGEST_TOLD
    for piece in pieces:
        if room <= 0:
            break
        text = piece.text if len(piece.text) <= room else f"{piece.text[:room]}…"
        yield {"text": "\n".join(map(printable, text.split("\n"))), "is_changed": piece.is_changed}
        room -= len(text)


def tell_columns(ignored: Sequence[str]) -> list[str]:
    """The columns that are not read, as far as a page has room for them."""
    shown = [_cut("column", name) for name in ignored[:MOST_COLUMNS]]
    more = len(ignored) - len(shown)
    return shown + ([_("and %(count)d more") % {"count": more}] if more else [])


def _status(status: str) -> Body:
    return {"status": status} if status else {}


def _cut(what: str, text: str) -> str:
    """A text that fits its column, with nothing in it that a database cannot keep."""
    shown = printable(text)
    return shown if len(shown) <= LONGEST[what] else f"{shown[: LONGEST[what] - 1]}…"
