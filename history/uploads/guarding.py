"""What somebody may not do by a file, as she may not by a form: change or publish what is not hers to decide.

A contributor changes nothing that the public sees, and nothing is published that no source says. Such entries are
refused by the plan, with the reason; the others are taken over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from history.exports.entries import MODELS, in_portions, rows_on_record
from history.imports.comparing import PUBLISHED, Change, Outcome, RecordedRow
from history.imports.planning import Plan, plan_import
from history.imports.readers.entries import Body, Kind, RecordFile, Refusal, RefusedEntry
from history.imports.references import Name
from history.models import Event
from history.publishing import resting_on

ROWS_AT_ONCE = 500


def plan_upload(file: RecordFile, taken: Sequence[Name], *, publish: bool, is_editor: bool) -> Plan:
    """The plan of an import by somebody at the desk; an entry that she may not take over is refused."""
    forbidden: list[RefusedEntry] = []
    names: set[Name] = set()
    while True:
        entries = tuple(entry for entry in file.entries if (str(entry.kind), entry.key) not in names)
        own = replace(file, entries=entries, refused=(*file.refused, *forbidden))
        plan = plan_import(own, publish=publish, taken=[name for name in taken if name not in names])
        # What rests on an entry that falls out may fall out as well, so the plan is made again.
        fresh = list(_find_forbidden(plan, is_editor=is_editor))
        if not fresh:
            return plan
        forbidden += fresh
        names |= {(str(entry.kind), entry.key) for entry in fresh}


def _find_forbidden(plan: Plan, *, is_editor: bool) -> Iterator[RefusedEntry]:
    changes = plan.with_outcome(Outcome.CREATE, Outcome.UPDATE)
    updated = [change for change in changes if change.outcome is Outcome.UPDATE]
    public = set() if is_editor else set(public_names(updated))
    events = [change for change in changes if change.entry.kind is Kind.EVENT and change.status == PUBLISHED]
    rows = rows_on_record(Kind.EVENT, [change.entry.key for change in events])
    for change in changes:
        entry = change.entry
        reasons: list[str] = []
        if (str(entry.kind), entry.key) in public:
            reasons = [_("the public sees it, or what rests on it; changing it is for editors")]
        elif entry.kind is Kind.EVENT and change.status == PUBLISHED:
            reasons = list(fresh_lacks(change, rows))
        if reasons:
            told = tuple(Refusal(entry.path, reason) for reason in reasons)
            yield RefusedEntry(entry.kind, entry.key, entry.path, told)


def public_names(changes: Sequence[Change]) -> Iterator[Name]:
    """The entries among these that the public sees, or on which something rests that it sees."""
    for kind, model in MODELS.items():
        keys = [change.entry.key for change in changes if change.entry.kind is kind]
        for some in in_portions(keys, ROWS_AT_ONCE):
            rows = model._default_manager.filter(key__in=some).order_by()
            seen = Exists(Event.objects.published().filter(resting_on(model, OuterRef("pk"))))
            yield from ((str(kind), key) for key in rows.filter(seen).values_list("key", flat=True))


def fresh_lacks(change: Change, rows: Mapping[str, RecordedRow]) -> Iterator[str]:
    """What a published event would lack, that it does not lack on record already."""
    row = rows.get(change.entry.key)
    before = set(lacks_in(row.body)) if row is not None and row.status == PUBLISHED else set()
    for lack in lacks_in(change.body):
        if lack not in before:
            yield _("cannot be published: %(lack)s") % {"lack": lack}


def lacks_in(event: Body) -> Iterator[str]:
    """What the body of an event lacks before it can be published (as `history.publishing.lacks_of` has it of rows)."""
    says = bool(event.get("happened") or event.get("places"))
    if not event.get("topics"):
        yield _("it belongs to no topic")
    if not says and not event.get("claims"):
        yield _("nothing is on record yet, no date, no place, no claim")
    if says and not event.get("citations"):
        yield _("no source is cited for its date or place")
    for claim in event.get("claims", ()):
        if not claim.get("attributions"):
            yield _("nobody is named who says “%(claim)s”") % {"claim": claim["statement"]}
        for said in claim.get("attributions", ()):
            if not said.get("citations"):
                told = {"who": said["claimant"], "claim": claim["statement"]}
                yield _("no source is cited for what %(who)s says of “%(claim)s”") % told
