"""What becomes of one entry, given the row on record that has its key. Pure."""

import hashlib
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from history.imports.readers.entries import Body, Entry, Kind

PUBLISHED: Final = "published"
DRAFT: Final = "draft"
STATUSES: Final = (DRAFT, "in-review", PUBLISHED)

# Lists whose order says nothing.
KEY_SETS: Final = ("holds", "after", "topics", "places", "opposes", "same_as")

# Parts that a table may add to a row of which it knows the name only; a coordinate comes with its source.
ADDED_TOGETHER: Final = (
    ("within",),
    ("latitude", "longitude", "citations"),
    ("speaks_for",),
    ("url",),
)


class Outcome(StrEnum):
    """What a plan does with an entry that is not refused."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """A row on record: its entry without its status, its status ("" for what has none), its stored digest."""

    body: Body
    status: str
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry and what becomes of it. `body` is what the row will say, `status` what an event is set to.

    `status_left` is the status that the import leaves the event in as far as it has a say: an editor's
    own step is not taken for the import's. `differs` names the parts in which a conflict consists. `merged_into`
    is the key of the row that the entry's own was merged into: the entry is left alone.
    """

    entry: Entry
    outcome: Outcome
    body: Body
    status: str = ""
    status_left: str = ""
    differs: tuple[str, ...] = ()
    merged_into: str = ""


def digest_entry(body: Body, status: str) -> str:
    """The digest that an import leaves in a row, over what the row says and the status it was left in."""
    text = json.dumps([body, status], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def normalise(body: Body) -> Body:
    """An entry's body with the lists that have no order sorted, and without its status."""
    return {name: _normalised(name, value) for name, value in body.items() if name != "status"}


def _normalised(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return normalise(value)
    if not isinstance(value, list):
        return value
    members = [normalise(member) if isinstance(member, dict) else member for member in value]
    return sorted(members) if name in KEY_SETS and all(isinstance(m, str) for m in members) else members


def compare_entry(entry: Entry, body: Body, row: RecordedRow | None, *, publish: bool) -> Change:
    """Decide about one entry; `body` is its normalised body with everything the file says about it."""
    wanted = _wanted_status(entry, row, publish=publish)
    if row is None:
        return Change(entry, Outcome.CREATE, body, wanted, wanted)
    if entry.guessed:
        return Change(entry, Outcome.UNCHANGED, row.body)
    if entry.read_from_head and "description" in row.body:
        body = body | {"description": row.body["description"]}  # the head has no word for it
    left = status_when_left(row)
    differs = tuple(sorted(name for name in {*body, *row.body} if body.get(name) != row.body.get(name)))
    if differs and left is None:
        return Change(entry, Outcome.CONFLICT, body, differs=differs)
    if wanted != row.status and left != row.status:
        return Change(entry, Outcome.CONFLICT, body, differs=(*differs, "status"))
    if differs or wanted != row.status:
        spoken = publish and entry.kind is Kind.EVENT
        return Change(entry, Outcome.UPDATE, body, wanted, wanted if spoken else left or "")
    return Change(entry, Outcome.UNCHANGED, body)


def compare_name(entry: Entry, row: RecordedRow) -> Change:
    """What a table names is what is on record under that key: it adds what is missing, and changes nothing."""
    added: Body = {}
    for parts in ADDED_TOGETHER:
        if parts[0] in entry.body and not any(name in row.body for name in parts):
            added |= {name: entry.body[name] for name in parts if name in entry.body}
    body = row.body | added
    is_update = bool(added) and status_when_left(row) is not None
    return Change(replace(entry, body=body), Outcome.UPDATE if is_update else Outcome.UNCHANGED, body)


def status_when_left(row: RecordedRow) -> str | None:
    """The status in which the last import left the row ("" for what has none); None if an editor changed it.

    A change of the status alone is found by asking with which status the digest would be right.
    """
    statuses = (row.status, *STATUSES) if row.status else ("",)
    return next((status for status in statuses if digest_entry(row.body, status) == row.digest), None)


def _wanted_status(entry: Entry, row: RecordedRow | None, *, publish: bool) -> str:
    """Without `publish` what arrives is a draft, and what is there keeps its status."""
    if entry.kind is not Kind.EVENT:
        return ""
    if publish:
        return str(entry.body.get("status", PUBLISHED))
    return row.status if row else DRAFT
