"""Reading a table (CSV): each row is an event, or one more claim about it, in the terms of `attest-record/1`.

A row without a claimant speaks for the record: its date and place are the event's. A row with a claimant says
what that claimant states: its date and place are the claim's. Rows with one key are one event, and an event with
anything wrong in one of its rows is refused whole, as half an event is another statement.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from history.imports.readers.entries import Entry, Kind, RecordFile, Refusal, RefusedEntry
from history.imports.readers.records import collect_entries, limit_refusals, read_entry
from history.imports.readers.table_cells import CellReader, RowWords
from history.imports.readers.table_rows import EventRows, Mentions
from history.imports.readers.table_text import COLUMNS, Row, read_rows
from history.imports.readers.wording import quote
from history.imports.references import find_references

__all__ = ["COLUMNS", "read_table"]

Grouped = dict[str, list[RowWords]]
Faults = dict[str, list[Refusal]]


def read_table(data: bytes) -> RecordFile:
    """Read a CSV file's bytes. RecordFileError where the file as a whole cannot be read."""
    header, rows = read_rows(data)
    events, faults, keyless = group_rows(rows)
    sound = {key: words for key, words in events.items() if key not in faults}
    mentions = Mentions(words for rows_of_one in sound.values() for words in rows_of_one)
    read = list(read_events(sound, mentions, faults))
    refused = [refuse_event(key, events[key], reasons) for key, reasons in faults.items()] + keyless
    refused += [outcome for outcome in read if not isinstance(outcome, Entry)]
    kept = [outcome for outcome in read if isinstance(outcome, Entry)]
    file = collect_entries({}, [*read_mentioned(kept, mentions), *kept], refused)
    entries = tuple(replace(entry, from_table=True) for entry in file.entries)
    return RecordFile(entries, file.refused, header.ignored, tuple(tell_notes(sound, mentions, kept)))


def group_rows(rows: Iterable[Row]) -> tuple[Grouped, Faults, list[RefusedEntry]]:
    """The rows by the key of their event, what is wrong with each event's, and the rows without a key."""
    events: Grouped = {}
    faults: Faults = {}
    keyless: list[RefusedEntry] = []
    for row in rows:
        reader = CellReader(row)
        words = reader.read()
        if not words.key:
            keyless.append(RefusedEntry(Kind.EVENT, "", row.path, limit_refusals(reader.faults, row.path)))
            continue
        same = events.setdefault(words.key, [])
        if same and (fault := find_other_key(same[0].row, row)):
            reader.faults.append(fault)
        same.append(words)
        if reader.faults:
            faults.setdefault(words.key, []).extend(reader.faults)
    return events, faults, keyless


def find_other_key(first: Row, row: Row) -> Refusal | None:
    """A fault where two keys differ by more than case and would be written alike."""
    one, other = first.get("key"), row.get("key")
    if one.casefold() == other.casefold():
        return None
    reason = f"{quote(other)} and {quote(one)} of {first.path} would be written alike in the record"
    return Refusal(f"{row.path}, key", reason)


def read_events(sound: Grouped, mentions: Mentions, faults: Faults) -> Iterator[Entry | RefusedEntry]:
    """Each event of the rows that are right in themselves; contradictions among its rows are added to `faults`."""
    for key, rows in sound.items():
        event = EventRows(key, rows, mentions)
        body = event.build()
        if event.faults:
            faults[key] = event.faults
        else:
            yield read_entry(Kind.EVENT, body, rows[0].row.path)


def refuse_event(key: str, rows: list[RowWords], reasons: list[Refusal]) -> RefusedEntry:
    """An event that is refused whole for what is wrong with some of its rows."""
    return RefusedEntry(Kind.EVENT, key, rows[0].row.path, limit_refusals(reasons, rows[0].row.path))


def read_mentioned(events: Iterable[Entry], mentions: Mentions) -> Iterator[Entry | RefusedEntry]:
    """What the events that are kept name, and what that names in turn: nothing else is left on record."""
    waiting = [(reference.kind, reference.key) for e in events for reference in find_references(e.kind, e.body)]
    bodies: Mapping[Kind, dict[str, tuple[str, dict[str, object]]]] = {
        kind: {str(m.body["key"]): (m.path, m.body) for m in mentions.finish(kind)} for kind in Kind
    }
    wanted: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    while waiting:
        named, key = waiting.pop()
        kind = Kind(named)
        if key in wanted[kind] or key not in bodies[kind]:
            continue
        wanted[kind].add(key)
        waiting += [(reference.kind, reference.key) for reference in find_references(kind, bodies[kind][key][1])]
    for kind in Kind:
        yield from (read_entry(kind, body, path) for key, (path, body) in bodies[kind].items() if key in wanted[kind])


def tell_notes(sound: Grouped, mentions: Mentions, kept: Iterable[Entry]) -> Iterator[str]:
    """What was read otherwise than it stands in the table, and what nothing can be asked about: a line each."""
    titles = {entry.key: entry.body["title"] for entry in kept}
    rows = [words for key in titles for words in sound[key]]
    written = [words for words in rows if words.row.get("key") != words.key]
    yield from note(written, "a key is written as the record writes keys", lambda w: f"{w.row.get('key')} → {w.key}")
    called = [words for words in rows if words.row.get("title") not in ("", titles[words.key])]
    yield from note(called, "a claimant calls the event otherwise", lambda w: f"{w.row.get('title')} → {titles[w.key]}")
    homeless = [words for words in rows if words.spot and not words.row.get("place")]
    yield from note(homeless, "coordinates without a place are left out")
    for key, where in sorted(mentions.far_apart.items()):
        name = mentions.made[Kind.PLACE][key].body["name"]
        yield f"{quote(name)} has coordinates far apart {where}, so it gets none; if it is two places, say within what"
    unsourced = [words for words in rows if not words.row.get("source_title")]
    yield from note(unsourced, "no source is named, and without a source nothing is asked")


def note(rows: list[RowWords], what: str, show: Callable[[RowWords], str] = lambda words: "") -> Iterator[str]:
    """One line for all rows that something is true of, with the first as an example."""
    if rows:
        example = show(rows[0])
        shown = f", {quote(example)}" if example else ""
        yield f"{what}: {len(rows)} {'row' if len(rows) == 1 else 'rows'}, first {rows[0].row.path}{shown}"
