"""Merge duplicates: one row takes in what the others say, and their keys lead to it from then on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from history.effects import NO_EFFECT, Effect, change_once_seen, foresee, touched_in
from history.exports.entries import MODELS, rows_on_record
from history.imports.applying import write_changes
from history.imports.comparing import Change, Outcome, RecordedRow, normalise, status_when_left
from history.imports.planning import read_known_rows
from history.imports.readers.entries import Body, Entry, Kind
from history.imports.references import KnownRows, ReferenceCheck
from history.imports.renaming import rename_references
from history.integrity import times
from history.merging.mentions import entries_naming
from history.merging.merged_keys import lead_key, tell_followers
from history.merging.refusing import reasons_against
from history.merging.uniting import United, unite
from history.models import Attribution, Claimant, Event, MergedKey
from history.publishing import lacks_of
from history.revise import events_changed, hold_followers, hold_record
from history.touching import Touched, both, touched_by
from history.versions.keeping import Edit, EntryName, keep_after, keep_before
from history.versions.reading import names_in
from history.versions.telling import Difference, tell_differences

MERGEABLE: Final = (Kind.CLAIMANT, Kind.PLACE, Kind.EVENT)
Pair = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """What the merge did, or would do.

    `differences` are those of the surviving entry, `left_behind` the parts in which a merged one said something else,
    as (its name, the part, what it said). `rewritten` counts the other entries that named a merged row, by kind.
    `old` are the keys merged. `follows` are sentences of the apps above (whose memories come along), `effect` is what
    a preview foresees of the questions.
    """

    key: str
    differences: tuple[Difference, ...]
    left_behind: tuple[tuple[str, str, str], ...]
    rewritten: Mapping[Kind, int]
    claims: int
    old: tuple[str, ...]
    follows: tuple[str, ...] = ()
    effect: Effect = NO_EFFECT


@dataclass(frozen=True, slots=True)
class CannotMerge:
    """Nothing was written; why, in sentences."""

    reasons: tuple[str, ...]


@dataclass(slots=True)
class Course:
    """What has been done so far while several rows are merged one after another."""

    touched: Touched = field(default_factory=set)
    left_behind: list[tuple[str, str, str]] = field(default_factory=list)
    rewritten: set[EntryName] = field(default_factory=set)
    claims: int = 0
    old: list[str] = field(default_factory=list)


class RefusedError(Exception):
    """Nothing of it may stand; `reasons` say why."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def merge_rows(
    kind: Kind, old: Sequence[str], into: str, edit: Edit, seen: str | None = None
) -> Merged | CannotMerge | Effect:
    """Merge the rows with the keys `old` into the one with the key `into`, all of them or none.

    What is merged already stays so: doing it again changes nothing. What follows from it (`HISTORY_AFTER_PUBLISH`,
    then `HISTORY_AFTER_MERGE`) follows in the same transaction. `seen` is the token of the effect that the editor has
    seen; where another one would follow, nothing is written, and it is given. None: whatever follows.
    """
    try:
        with transaction.atomic():
            hold_record()

            def change() -> Merged:
                return _merge_all(kind, old, into, edit)

            outcome = change() if seen is None else change_once_seen(change, seen)
            return _let_follow(kind, outcome) if isinstance(outcome, Merged) else outcome
    except RefusedError as refusal:
        return CannotMerge(refusal.reasons)


def preview_merge(kind: Kind, old: Sequence[str], into: str) -> Merged | CannotMerge:
    """What merging them would do: done in a savepoint, read, and taken back."""
    try:
        with transaction.atomic(), hold_followers() as held:
            hold_record()
            told = _merge_all(kind, old, into, Edit())
            told = replace(told, effect=foresee(touched_in(held)))
            told = _let_follow(kind, told)
            transaction.set_rollback(True)
            return told
    except RefusedError as refusal:
        return CannotMerge(refusal.reasons)


def _let_follow(kind: Kind, told: Merged) -> Merged:
    follows = [sentence for key in told.old for sentence in tell_followers(kind, key, told.key)]
    return replace(told, follows=tuple(follows))


def _merge_all(kind: Kind, old: Sequence[str], into: str, edit: Edit) -> Merged:
    """Merge one after another, and say that the record moved. Raises RefusedError."""
    if kind not in MERGEABLE:
        raise RefusedError(_("Only claimants, places and events can be merged."))
    before = rows_on_record(kind, [into]).get(into)
    if before is None:
        raise RefusedError(_("“%(key)s” is no longer on record.") % {"key": into})
    course = Course()
    stood = _faults(kind, into)
    for key in dict.fromkeys(old):
        if not MergedKey.objects.filter(kind=kind, old_key=key, new_key=into).exists():
            _merge_one(kind, key, into, edit, course)
    if fresh := [text for text in _faults(kind, into) if text not in stood]:
        raise RefusedError(*fresh)
    if course.old:
        events_changed(course.touched)
    return _tell(kind, into, before, course)


def _faults(kind: Kind, key: str) -> list[str]:
    """What a row lacks to be public, and what is said of it that its times do not allow."""
    if kind is Kind.CLAIMANT:
        return [f"{one.key}: {one.reason}" for one in times.check_claimants_active(Q(claimant__key=key))]
    if kind is not Kind.EVENT:
        return []
    linked = Q(from_event__key=key) | Q(to_event__key=key)
    found = [*times.check_said_after_begun(Q(claim__event__key=key)), *times.check_after_later(linked)]
    return [*_lacks(key), *(f"{one.key}: {one.reason}" for one in found)]


def _lacks(key: str) -> list[str]:
    """What a published event lacks to be so."""
    event = Event.objects.published().filter(key=key).first()
    return [lack.text for lack in lacks_of([event.pk]).get(event.pk, ())] if event else []


def _merge_one(kind: Kind, old_key: str, into_key: str, edit: Edit, course: Course) -> None:
    model: Any = MODELS[kind]
    old, into = (model._default_manager.filter(key=key).first() for key in (old_key, into_key))
    if old is None:
        raise RefusedError(_("“%(key)s” is no longer on record.") % {"key": old_key})
    known = read_known_rows()
    if reasons := reasons_against(old, into, known):
        raise RefusedError(*reasons)
    course.touched = both(course.touched, both(touched_by(old), touched_by(into)))
    stood = rows_on_record(kind, [old_key, into_key])
    united = unite(kind, stood[into_key].body, stood[old_key].body)
    course.left_behind += _tell_left_behind(kind, stood[old_key].body, united)
    course.claims += len(stood[old_key].body.get("claims", ()))
    named = entries_naming(old) - {(kind, old_key), (kind, into_key)}
    course.rewritten |= named
    changes, left = _plan_changes((kind, old_key), (kind, into_key), united, named)
    _refuse_dangling(changes, known, (kind, old_key), (kind, into_key))
    keep_before([(kind, old_key), *named])
    _keep_attributions(old, into)
    write_changes(changes, left, edit)
    old.delete()
    keep_after([(kind, old_key)], edit)
    lead_key(kind, old_key, into_key)
    course.old.append(old_key)
    into.refresh_from_db()
    course.touched = both(course.touched, touched_by(into))


def _keep_attributions(old: Any, into: Any) -> None:
    """Let a claimant's stances stay the rows they are, for those who have their pages open."""
    if isinstance(into, Claimant):
        same = Attribution.objects.filter(claim=OuterRef("claim"), stance=OuterRef("stance"), claimant=into)
        Attribution.objects.filter(~Exists(same), claimant=old).update(claimant=into)


def _plan_changes(
    old: Pair, into: Pair, united: United, named: set[EntryName]
) -> tuple[list[Change], dict[EntryName, str]]:
    """The entries as they will be, and those that still stand as an import left them, with their status.

    Who only named the old row was changed by no editor: the next import finds in it what its own file says.
    """
    merged = {(str(old[0]), old[1]): into[1]}
    changes, left = [], dict[EntryName, str]()
    for kind, key, row in _read(named | {into}):
        body = united.body if (kind, key) == into else rename_references(kind, row.body, merged)
        entry = Entry(kind, key, key, body)
        changes.append(Change(entry, Outcome.UPDATE, normalise(body), row.status, row.status))
        status = status_when_left(row)
        if (kind, key) != into and status is not None:
            left[kind, key] = status
    return changes, left


def _read(names: set[EntryName]) -> list[tuple[Kind, str, RecordedRow]]:
    found = []
    for kind in MERGEABLE:
        rows = rows_on_record(kind, sorted(key for of_kind, key in names if of_kind is kind))
        found += [(kind, key, row) for key, row in sorted(rows.items())]
    return found


def _refuse_dangling(changes: Sequence[Change], known: KnownRows, old: Pair, into: Pair) -> None:
    """The last look: nothing names what will be gone, and nothing goes round in a circle."""
    names = frozenset((str(change.entry.kind), change.entry.key) for change in changes)
    left = _known_after(known, old, into)
    if faults := ReferenceCheck([change.entry for change in changes], names, left).run():
        raise RefusedError(*(f"{fault.path}: {fault.reason}" for found in faults.values() for fault in found))


def _known_after(known: KnownRows, old: Pair, into: Pair) -> KnownRows:
    """The record without the old row; its claims are the other one's."""
    kind, key = old
    one_way = {
        (of_kind, relation): {one: ways for one, ways in graph.items() if (of_kind, one) != old}
        for (of_kind, relation), graph in known.one_way.items()
    }
    keys = {**known.keys, kind: known.keys[kind] - {key}}
    if kind is not Kind.EVENT:
        return replace(known, keys=keys, one_way=one_way)
    events = {claim: into[1] if event == key else event for claim, event in known.event_of_claim.items()}
    claims = {event: held for event, held in known.claims_of_event.items() if event != key}
    claims[into[1]] = claims.get(into[1], frozenset()) | known.claims_of_event.get(key, frozenset())
    return replace(known, keys=keys, one_way=one_way, event_of_claim=events, claims_of_event=claims)


def _tell_left_behind(kind: Kind, said: Body, united: United) -> list[tuple[str, str, str]]:
    """What the merged entry said that does not stand, in words."""
    if not united.left_behind:
        return []
    parts = {part: said[part] for part in united.left_behind}
    title = str(said.get("title") or said.get("name"))
    told = tell_differences(kind, {}, parts, names_in(kind, [parts]))
    return [(title, " › ".join(one.where), "".join(piece.text for piece in one.after)) for one in told]


def _tell(kind: Kind, into: str, before: RecordedRow, course: Course) -> Merged:
    old, new = normalise(before.body), normalise(rows_on_record(kind, [into])[into].body)
    rewritten = {one: sum(named is one for named, _key in course.rewritten) for one in MERGEABLE}
    return Merged(
        key=into,
        differences=tuple(tell_differences(kind, old, new, names_in(kind, [old, new]))),
        left_behind=tuple(course.left_behind),
        rewritten={one: count for one, count in rewritten.items() if count},
        claims=course.claims,
        old=tuple(course.old),
    )
