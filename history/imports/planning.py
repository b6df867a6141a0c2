"""From what a file says and what is on record to what an import would do. Reads the record, writes nothing."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from history.exports.entries import MODELS, rows_on_record
from history.imports.comparing import (
    Change,
    Outcome,
    RecordedRow,
    compare_entry,
    compare_name,
    digest_entry,
    normalise,
)
from history.imports.names_of_tables import drop_unnamed, refuse_mistaken
from history.imports.readers.entries import Body, Entry, Kind, RecordFile, RefusedEntry
from history.imports.references import OFFICE, KnownRows, Name, ReferenceCheck
from history.imports.renaming import rename_references
from history.imports.same_claims import join_same_claims, with_same_claims
from history.models import Claim, Claimant, Event, MergedKey, Place

Rows = Mapping[Kind, Mapping[str, RecordedRow]]
ACCEPTED = (Outcome.CREATE, Outcome.UPDATE, Outcome.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of every entry of a file."""

    changes: tuple[Change, ...]
    refused: tuple[RefusedEntry, ...]

    def with_outcome(self, *outcomes: Outcome) -> tuple[Change, ...]:
        """The changes with one of these outcomes, in the order in which rows can be written."""
        return tuple(change for change in self.changes if change.outcome in outcomes)

    @property
    def counts(self) -> dict[str, int]:
        """How many entries each outcome has, in the words of the summary line."""
        given = Counter(change.outcome for change in self.changes)
        return {
            "created": given[Outcome.CREATE],
            "updated": given[Outcome.UPDATE],
            "left alone": given[Outcome.UNCHANGED] + given[Outcome.MERGED],
            "conflicts": given[Outcome.CONFLICT],
            "refused": len(self.refused),
        }


def plan_import(record_file: RecordFile, *, publish: bool, taken: Collection[Name] = ()) -> Plan:
    """Decide about every entry: created, updated, left alone, in conflict with an editor, or refused.

    Of what is `taken` the file's version is wanted, though an editor changed the row.

    An entry that is refused or in conflict takes with it what rests on it, and also what it says about
    claims of other events, so the comparison is done again until nothing more falls out.
    """
    entries, gone = follow_merges(record_file.entries)
    rows = {kind: rows_on_record(kind, [e.key for e in entries if e.kind is kind]) for kind in Kind}
    for kind, key in taken:
        if row := rows[Kind(kind)].get(key):
            rows[Kind(kind)][key] = replace(row, digest=digest_entry(normalise(row.body), row.status))
    known = read_known_rows()
    conflicts: dict[Name, Change] = {}
    mistaken = {_name(refusal): refusal for refusal in refuse_mistaken(entries, rows)}
    refused: list[RefusedEntry] = [*record_file.refused, *mistaken.values()]
    remaining = [entry for entry in entries if _name(entry) not in mistaken]
    while True:
        changes = _compare(remaining, rows, known, publish=publish)
        fresh = {_name(c.entry): c for c in changes if c.outcome is Outcome.CONFLICT}
        accepted = [change for change in changes if change.outcome in ACCEPTED]
        check = ReferenceCheck([c.entry for c in accepted], _names_of_changing(accepted), known)
        faults = check.run()
        if not fresh and not faults:
            changes = [*drop_unnamed(changes), *conflicts.values(), *gone]
            return Plan(_in_file_order(changes, record_file.entries), tuple(refused))
        conflicts |= fresh
        refused += [
            RefusedEntry(entry.kind, entry.key, entry.path, faults[_name(entry)])
            for entry in remaining
            if _name(entry) in faults
        ]
        remaining = [entry for entry in remaining if _name(entry) not in {*fresh, *faults}]


def follow_merges(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], list[Change]]:
    """The entries by the keys that stand, and those whose own rows were merged into others, to be left alone."""
    merged = read_merged()
    if not merged:
        return tuple(entries), []
    gone = [
        Change(entry, Outcome.MERGED, entry.body, merged_into=merged[_name(entry)])
        for entry in entries
        if _name(entry) in merged
    ]
    left = [entry for entry in entries if _name(entry) not in merged]
    return tuple(replace(one, body=rename_references(one.kind, one.body, merged)) for one in left), gone


def read_merged() -> dict[Name, str]:
    """Every key that leads to another one, in one query."""
    rows = MergedKey.objects.order_by().values_list("kind", "old_key", "new_key")
    return {(kind, old): new for kind, old, new in rows}


def read_known_rows() -> KnownRows:
    """The keys of the whole record and how they hang together, in one query per table."""
    keys = {kind: frozenset(_values(model, "key")) for kind, model in MODELS.items()}
    event_of_claim = dict(Claim.objects.order_by().values_list("key", "event__key"))
    claims_of_event: dict[str, set[str]] = defaultdict(set)
    for claim, event in event_of_claim.items():
        claims_of_event[event].add(claim)
    after = Event.objects.order_by().filter(after__isnull=False).values_list("key", "after__key")
    return KnownRows(
        keys=keys,
        offices=frozenset(Claimant.objects.filter(kind=OFFICE).order_by().values_list("key", flat=True)),
        event_of_claim=event_of_claim,
        claims_of_event={event: frozenset(claims) for event, claims in claims_of_event.items()},
        one_way={
            (Kind.CLAIMANT, "part_of"): _lead_on(Claimant, "part_of"),
            (Kind.PLACE, "within"): _lead_on(Place, "within"),
            (Kind.EVENT, "part_of"): _lead_on(Event, "part_of"),
            (Kind.EVENT, "after"): _gather(after),
        },
    )


def _compare(entries: Sequence[Entry], rows: Rows, known: KnownRows, *, publish: bool) -> list[Change]:
    speaking = {entry.key: entry.body for entry in entries if entry.kind is Kind.EVENT}
    current = {key: row.body for key, row in rows[Kind.EVENT].items()}
    same = join_same_claims(speaking, current, known.event_of_claim)
    changes = []
    for entry in entries:
        body: Body = with_same_claims(entry.body, same) if entry.kind is Kind.EVENT else entry.body
        row = rows[entry.kind].get(entry.key)
        if row is not None and entry.from_table and entry.kind is not Kind.EVENT:
            changes.append(compare_name(entry, row))
        else:
            changes.append(compare_entry(entry, normalise(body), row, publish=publish))
    return changes


def _names_of_changing(changes: Iterable[Change]) -> frozenset[Name]:
    return frozenset(_name(change.entry) for change in changes if change.outcome is not Outcome.UNCHANGED)


def _in_file_order(changes: Iterable[Change], entries: Sequence[Entry]) -> tuple[Change, ...]:
    order = {_name(entry): number for number, entry in enumerate(entries)}
    return tuple(sorted(changes, key=lambda change: order[_name(change.entry)]))


def _name(entry: Entry | RefusedEntry) -> Name:
    return str(entry.kind), entry.key


def _values(model: Any, field: str) -> Iterable[str]:
    values: Iterable[str] = model.objects.order_by().values_list(field, flat=True)
    return values


def _lead_on(model: Any, relation: str) -> dict[str, tuple[str, ...]]:
    """For each row that has one, the key of the row it is part of."""
    leading = model.objects.order_by().exclude(**{relation: None})
    return _gather(leading.values_list("key", f"{relation}__key"))


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, list[str]] = defaultdict(list)
    for key, named in pairs:
        gathered[key].append(named)
    return {key: tuple(named) for key, named in gathered.items()}
