"""Reading an upload and applying it: by one worker at a time, in portions, and so that another can go on.

A portion is one transaction: the rows of the record, their versions, what became of the entries, how far the upload
is. A worker that is killed leaves whole portions behind; whoever goes on plans the rest anew, and finds nothing to do
in what is there already. Between portions the record is free for others: when its revision moved, what is left is
planned again, and an entry of which something else would become than the editor saw is left out and told.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias
from uuid import uuid4

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.figures import learn_sizes
from history.effects import Effect
from history.exports.entries import in_portions
from history.facts.reading import read_revision
from history.imports.applying import apply_plan
from history.imports.comparing import Change, Outcome
from history.imports.ordering import portions_of
from history.imports.planning import Plan
from history.imports.readers.entries import RecordFile, RecordFileError
from history.imports.readers.recognising import read_file
from history.imports.references import Name, claim_keys
from history.models import Claim, Upload, UploadedEntry
from history.rehearsing.asking import forget_rehearsal, has_seen, rehearse_upload
from history.revise import follow_change, hold_followers, hold_record
from history.uploads.planning import make_plan
from history.uploads.previewing import preview_plan
from history.uploads.telling import digest_change, digest_plan, tell_columns, tell_plan
from history.uploads.touches import gather, to_follow
from history.versions.keeping import Edit

# Nobody who answers waits longer than one of these takes.
PORTION: Final = 100
ENTRIES_AT_ONCE: Final = 1000
BEAT_SECONDS: Final = 10
MOST_TRIES: Final = 5
MOST_NOTES: Final = 50
Became = UploadedEntry.Became
BECAME: Final = {Outcome.CREATE: Became.CREATED, Outcome.UPDATE: Became.UPDATED}
Pending: TypeAlias = dict[Name, UploadedEntry]


class TakenOverError(Exception):
    """Somebody else works on the upload now; whatever this worker still had in hand is not written."""


@dataclass(frozen=True, slots=True)
class Job:
    """An upload with the name of whoever works on it."""

    upload: Upload
    worker: str

    def update(self, **fields: object) -> None:
        """Write these columns of the upload. TakenOverError when somebody else works on it by now."""
        own = Upload.objects.filter(pk=self.upload.pk, worker=self.worker, state__in=Upload.AT_WORK)
        if not own.update(**fields):
            raise TakenOverError
        for name, value in fields.items():
            setattr(self.upload, name, value)

    def beat(self) -> None:
        """Give a sign of life."""
        self.update(beat_at=timezone.now())


def carry_on(upload_id: int) -> bool:
    """Do what is to be done with an upload, unless somebody is at it; gives whether there is still something to do."""
    worker = uuid4().hex
    free = Upload.objects.filter(pk=upload_id).free_to_work_on(timezone.now())
    if free.update(worker=worker, beat_at=timezone.now(), tries=F("tries") + 1):
        job = Job(Upload.objects.get(pk=upload_id), worker)
        with suppress(TakenOverError), beating(job):
            _work(job)
        if job.upload.state == Upload.State.APPLIED:
            learn_sizes()
    return Upload.objects.filter(pk=upload_id, state__in=Upload.AT_WORK).exists()


def _work(job: Job) -> None:
    if job.upload.tries > MOST_TRIES:
        why = _("Work on this file stopped %(times)d times. What was written by then stays.") % {"times": MOST_TRIES}
        job.update(state=Upload.State.REFUSED, reason=why, worker="", finished_at=timezone.now())
        return
    try:
        file = read_file(job.upload.name, bytes(job.upload.content))
    except RecordFileError as error:
        reason = str(error)
        job.update(state=Upload.State.REFUSED, reason=reason, worker="", finished_at=timezone.now())
        return
    try:
        if job.upload.state == Upload.State.READING:
            show_plan(job, file, is_renewed=False)
        else:
            apply_upload(job, file)
    except BaseException:
        # Whatever it was is told by the task or the page; another may try at once.
        Upload.objects.filter(pk=job.upload.pk, worker=job.worker).update(worker="")
        raise


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Give signs of life while the block runs, also while it reads and plans for minutes."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(BEAT_SECONDS):
                # A database that is busy for long must not end the signs of life.
                with suppress(DatabaseError):
                    own = Upload.objects.filter(pk=job.upload.pk, worker=job.worker)
                    own.update(beat_at=timezone.now())
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(timedelta(seconds=BEAT_SECONDS).total_seconds())


def show_plan(job: Job, file: RecordFile, *, is_renewed: bool) -> None:
    """Plan, and wait for the editor's word on it."""
    seen = read_revision()
    plan = make_plan(job.upload, file)
    keep_plan(job, file, Planned.of(job, plan, seen), is_renewed=is_renewed)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as its page shows it: each entry, and what it does to the questions as of a revision of the record."""

    plan: Plan
    entries: Sequence[UploadedEntry]
    effect: Effect
    revision: int

    @classmethod
    def of(cls, job: Job, plan: Plan, seen: int) -> "Planned":
        """A plan that was made for this revision of the record."""
        return cls(plan, tell_plan(job.upload, plan, job.beat), preview_plan(plan, seen), seen)

    @property
    def digest(self) -> str:
        """What stands for all that is shown."""
        return digest_plan(self.entries, self.effect.token)


def keep_plan(job: Job, file: RecordFile, planned: Planned, *, is_renewed: bool) -> None:
    """Put this plan in the place of the one that was shown before."""
    counts = planned.plan.counts
    with transaction.atomic():
        UploadedEntry.objects.filter(upload=job.upload).delete()
        for some in in_portions(planned.entries, ENTRIES_AT_ONCE):
            UploadedEntry.objects.bulk_create(some)
        job.update(
            state=Upload.State.PLANNED,
            reason="",
            plan_digest=planned.digest,
            is_renewed=is_renewed,
            ignored=tell_columns(file.ignored),
            notes=[*file.notes[:MOST_NOTES]],
            effect=[] if planned.effect.is_wide else list(planned.effect.pieces),
            seen="",
            worker="",
            tries=0,
            done=0,
            total=counts["created"] + counts["updated"],
        )
        forget_rehearsal(job.upload)
        if planned.effect.is_wide:
            rehearse_upload(job.upload, planned.revision)


def apply_upload(job: Job, file: RecordFile) -> None:
    """Write what the editor saw, portion by portion; where another plan came out, show that one instead."""
    upload = job.upload
    while True:
        seen = read_revision()
        plan = make_plan(upload, file)
        job.beat()
        if not upload.done:
            planned = Planned.of(job, plan, seen)
            is_seen = not planned.effect.is_wide or has_seen(upload, seen)
            if planned.digest != upload.plan_digest or not is_seen:
                keep_plan(job, file, planned, is_renewed=True)
                return
        pending = read_pending(upload)
        portions = enumerate(portions_left(plan, pending))
        if all(write_portion(job, portion, pending, seen + step) for step, portion in portions):
            finish(job, plan)
            return


def read_pending(upload: Upload) -> Pending:
    """The entries that are still to be written."""
    wanted = (UploadedEntry.Outcome.CREATE, UploadedEntry.Outcome.UPDATE)
    rows = upload.entries.filter(outcome__in=wanted, became="").only("kind", "key", "outcome", "digest", "upload_id")
    return {(row.kind, row.key): row for row in rows}


def portions_left(plan: Plan, pending: Pending) -> Iterator[list[Change]]:
    """What is left to write, as far as the same would become of it as the editor saw."""
    changes = [change for change in plan.with_outcome(*BECAME) if _is_as_shown(change, pending)]
    claims = [key for change in changes for key in claim_keys(change.body)]
    holders: dict[str, str] = {}
    for some in in_portions(claims, ENTRIES_AT_ONCE):
        holders |= dict(Claim.objects.filter(key__in=some).order_by().values_list("key", "event__key"))
    return portions_of(changes, PORTION, holders)


def _is_as_shown(change: Change, pending: Pending) -> bool:
    shown = pending.get((str(change.entry.kind), change.entry.key))
    return shown is not None and (shown.outcome, shown.digest) == (change.outcome, digest_change(change))


def write_portion(job: Job, portion: list[Change], pending: Pending, seen: int) -> bool:
    """Write a portion in one transaction; False, and nothing is written, when the record moved since it was planned."""
    upload = job.upload
    edit = Edit(upload.uploaded_by, _("Upload of %(name)s.") % {"name": upload.name})
    with transaction.atomic():
        if hold_record() != seen:
            return False
        with hold_followers() as held:
            apply_plan(Plan(tuple(portion), ()), edit)
        for change in portion:
            pending[(str(change.entry.kind), change.entry.key)].became = BECAME[change.outcome]
        rows = [pending[(str(change.entry.kind), change.entry.key)] for change in portion]
        UploadedEntry.objects.bulk_update(rows, ["became"], batch_size=ENTRIES_AT_ONCE)
        touched = gather(upload.touched, held.changes)
        job.update(done=upload.done + len(portion), touched=touched, beat_at=timezone.now())
    return True


def finish(job: Job, plan: Plan) -> None:
    """Say what could not be written any more, and let the apps above follow all portions at once."""
    there = {(str(change.entry.kind), change.entry.key) for change in plan.with_outcome(Outcome.UNCHANGED)}
    with transaction.atomic():
        left = read_pending(job.upload)
        for name, row in left.items():
            row.became = Became.ALREADY if name in there else Became.OVERTAKEN
        UploadedEntry.objects.bulk_update(left.values(), ["became"], batch_size=ENTRIES_AT_ONCE)
        if job.upload.touched:
            follow_change(to_follow(job.upload.touched))
        job.update(state=Upload.State.APPLIED, worker="", finished_at=timezone.now(), touched={}, effect=[])
        forget_rehearsal(job.upload)
