"""What rows of a table name, against what is on record under the same keys. Pure.

A table knows things by their names only: it must neither replace nor mistake what the record knows better.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from history.imports.comparing import Change, RecordedRow
from history.imports.readers.entries import Body, Entry, Kind, Refusal, RefusedEntry
from history.imports.readers.selecting import select
from history.imports.readers.wording import quote
from history.imports.references import Name, find_references

# Kinds of places that cover little ground. Half a degree is some 50 km.
SMALL_KINDS: Final = ("village", "town", "city", "settlement", "site")
SAME_PLACE_DEGREES: Final = 0.5
Rows = Mapping[Kind, Mapping[str, RecordedRow]]


def refuse_mistaken(entries: Sequence[Entry], rows: Rows) -> Iterator[RefusedEntry]:
    """Events of a table that are another event than the one on record, or at another place than the one on record."""
    own = {entry.key for entry in entries if entry.kind is Kind.SOURCE}
    elsewhere = {
        entry.key: reason
        for entry in entries
        if entry.from_table and entry.kind is Kind.PLACE
        if (reason := find_elsewhere(entry.body, rows[Kind.PLACE].get(entry.key)))
    }
    for entry in entries:
        if not entry.from_table or entry.kind is not Kind.EVENT:
            continue
        faults = [Refusal(f"{entry.path}, key", reason) for reason in displaces(rows[Kind.EVENT].get(entry.key), own)]
        named = {reference.key for reference in find_references(entry.kind, entry.body) if reference.kind == Kind.PLACE}
        faults += [Refusal(f"{entry.path}, place", elsewhere[key]) for key in sorted(named & elsewhere.keys())]
        if faults:
            yield RefusedEntry(entry.kind, entry.key, entry.path, tuple(faults))


def displaces(row: RecordedRow | None, own: set[str]) -> Iterator[str]:
    """Why a table may not replace an event: other sources than the table's support it too, and would go.

    Often two files merely count from 1. `own` are the keys of the table's sources.
    """
    if row is None:
        return
    cited = {source for _, source in select(row.body, "citations[].source")}
    cited |= {source for _, source in select(row.body, "claims[].attributions[].citations[].source")}
    if others := sorted(cited - own):
        title = quote(row.body["title"])
        yield f"the record has {title} under this key, from {quote(others[0])}; give the event another key"


def find_elsewhere(place: Body, row: RecordedRow | None) -> str:
    """Why a place is not the one on record that has its name; empty where it may be."""
    if (
        row is None
        or row.body["kind"] not in SMALL_KINDS
        or not {"latitude", "longitude"} <= place.keys() & row.body.keys()
    ):
        return ""
    here, there = ((body["latitude"], body["longitude"]) for body in (place, row.body))
    across = abs(here[1] - there[1])
    if max(abs(here[0] - there[0]), min(across, 360 - across)) <= SAME_PLACE_DEGREES:
        return ""
    shown = f"{there[0]}, {there[1]}"
    return f"the record has {quote(row.body['name'])} at {shown}, far from here; say within what this one lies"


def drop_unnamed(changes: Sequence[Change]) -> list[Change]:
    """The changes without what rows of a table name only in events that are left out."""
    by_name: dict[Name, Entry] = {(change.entry.kind, change.entry.key): change.entry for change in changes}
    waiting = [name for name, entry in by_name.items() if entry.kind is Kind.EVENT or not entry.from_table]
    named = set(waiting)
    while waiting:
        entry = by_name.get(waiting.pop())
        found = find_references(entry.kind, entry.body) if entry else ()
        fresh = {(reference.kind, reference.key) for reference in found} - named
        named |= fresh
        waiting += fresh
    return [change for change in changes if (change.entry.kind, change.entry.key) in named]
