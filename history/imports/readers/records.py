"""Reading a record file (`attest-record/1`), entry by entry.

An entry with anything wrong in it is refused whole, with everything that is wrong in it: half an event
(one that lost its denial, say) would be another statement. The other entries are read all the same.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from history.imports.readers.entries import (
    Body,
    Entry,
    Kind,
    RecordFile,
    RecordFileError,
    Refusal,
    RefusedEntry,
)
from history.imports.readers.entry_rules import check_rules
from history.imports.readers.head_topics import topics_from_head
from history.imports.readers.json_text import RepeatedNames, find_excess, find_unsound, read_json
from history.imports.readers.schema import check_entry, check_head
from history.imports.readers.tidying import drop_empties, fill_in, is_empty
from history.imports.readers.wording import join_path, name_type, quote

FORMAT: Final = "attest-record/1"
HEAD: Final = ("title", "licence", "attribution")
MOST_REFUSALS: Final = 20
# Each entry that is refused takes memory for its reasons, however little it holds.
MOST_ENTRIES: Final = 200_000


def read_record_file(data: bytes) -> RecordFile:
    """Read a file's bytes. RecordFileError where the file as a whole cannot be read."""
    whole = _open_record(read_json(data))
    lists = [whole.get(kind.listed_as) for kind in Kind]
    if sum(len(entries) for entries in lists if isinstance(entries, list)) > MOST_ENTRIES:
        raise RecordFileError(f"The file has more than {MOST_ENTRIES:,} entries; divide it.")
    head, refused = _read_head(whole)
    outcomes = [outcome for kind in Kind for outcome in _read_list(kind, whole.get(kind.listed_as))]
    return collect_entries(head, outcomes, refused)


def collect_entries(head: Body, outcomes: Iterable[Entry | RefusedEntry], refused: list[RefusedEntry]) -> RecordFile:
    """A file of what was read one by one: keys that repeat are refused, topics named only by events are added."""
    entries: list[Entry] = []
    for outcome in outcomes:
        if isinstance(outcome, Entry):
            entries.append(outcome)
        else:
            refused.append(outcome)
    kept, repeated = _refuse_repeated(entries)
    refused += repeated
    listed = {entry.key for entry in entries if entry.kind is Kind.TOPIC}
    listed |= {entry.key for entry in refused if entry.kind is Kind.TOPIC}
    topics = topics_from_head(head, kept, frozenset(listed))
    return RecordFile(entries=(*topics, *kept), refused=tuple(refused))


def _open_record(whole: Any) -> Body:
    if not isinstance(whole, dict):
        raise RecordFileError(f"The file is not a record: it holds {name_type(whole)}, not an object.")
    if isinstance(whole, RepeatedNames):
        raise RecordFileError(f"The file is not a record: it gives {quote(whole.repeated[0])} twice.")
    if "format" not in whole:
        raise RecordFileError(f'The file is not a record: it has no "format"; Attest reads "{FORMAT}".')
    if whole["format"] != FORMAT:
        raise RecordFileError(f'The file has the format {quote(whole["format"])}; Attest reads "{FORMAT}".')
    return whole


def _read_head(whole: Body) -> tuple[Body, list[RefusedEntry]]:
    known = {"format", *HEAD, *(kind.listed_as for kind in Kind)}
    refused = [
        _refuse(None, None, [Refusal(join_path("", name), f"is not a key that {FORMAT} has")])
        for name in whole
        if name not in known
    ]
    head: Body = {}
    for name in HEAD:
        if is_empty(whole.get(name)):
            continue
        value, faults = _read_head_text(name, whole[name])
        if faults:
            refused.append(_refuse(None, None, faults))
        elif value:
            head[name] = value
    return head, refused


def _read_head_text(name: str, value: Any) -> tuple[str, list[Refusal]]:
    if not isinstance(value, str):
        return "", [Refusal(name, f"must be text, not {name_type(value)}")]
    text = drop_empties(value)
    return text, find_unsound(value, name) + (check_head(name, text) if text else [])


def _read_list(kind: Kind, values: Any) -> Iterator[Entry | RefusedEntry]:
    if is_empty(values):
        return
    if not isinstance(values, list):
        fault = Refusal(kind.listed_as, f"must be a list, not {name_type(values)}")
        yield _refuse(None, None, [fault])
        return
    for number, value in enumerate(values):
        yield read_entry(kind, value, f"{kind.listed_as}[{number}]")


def read_entry(kind: Kind, value: Any, path: str) -> Entry | RefusedEntry:
    """One entry's body, which stands at `path`: taken as it is, or refused with everything wrong in it."""
    if excess := find_excess(value, path):
        return _refuse(kind, value, [excess], path)
    body = drop_empties(value)
    faults = find_unsound(value, path)
    said = {fault.path for fault in faults}
    unfit = [fault for fault in check_entry(str(kind), body, path) if fault.path not in said]
    faults += unfit or ([] if faults else check_rules(kind, body, path))
    if faults:
        return _refuse(kind, body, faults, path)
    return Entry(kind, body["key"], path, fill_in(kind, body))


def _refuse_repeated(entries: list[Entry]) -> tuple[list[Entry], list[RefusedEntry]]:
    """Keep the first entry of a key, and the first event of a claim's key."""
    kept: list[Entry] = []
    refused: list[RefusedEntry] = []
    seen: dict[tuple[str, str], str] = {}
    for entry in entries:
        names = [((str(entry.kind), entry.key), f"{entry.path}.key")]
        for number, claim in enumerate(entry.body.get("claims", ())):
            names.append((("claim", claim["key"]), f"{entry.path}.claims[{number}].key"))
        faults = [
            Refusal(path, f"the {name[0]} key {quote(name[1])} is taken already, at {seen[name]}")
            for name, path in names
            if name in seen
        ]
        if faults:
            refused.append(_refuse(entry.kind, entry.body, faults, entry.path))
            continue
        seen |= dict(names)
        kept.append(entry)
    return kept, refused


def _refuse(kind: Kind | None, body: Any, faults: list[Refusal], path: str = "") -> RefusedEntry:
    key = body.get("key") if isinstance(body, dict) else None
    path = path or faults[0].path
    return RefusedEntry(kind, key if isinstance(key, str) else "", path, limit_refusals(faults, path))


def limit_refusals(faults: list[Refusal], path: str) -> tuple[Refusal, ...]:
    """The first of them, and how many more there are."""
    more = len(faults) - MOST_REFUSALS
    return (*faults[:MOST_REFUSALS], *([Refusal(path, f"and {more} more")] if more > 0 else []))
