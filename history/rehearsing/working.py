"""Looking at a wide change: by one worker at a time, on a stage, so that nobody waits and nothing is kept.

A worker that is killed leaves nothing behind but its name; whoever takes the work up begins anew.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Final
from uuid import uuid4

from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from history.effects import Effect, foresee, touched_in
from history.facts.reading import read_revision
from history.imports.applying import apply_plan
from history.imports.readers.recognising import read_file
from history.models import Rehearsal, Upload
from history.rehearsing.replaying import replay
from history.rehearsing.stage import on_stage
from history.revise import hold_followers
from history.touching import Touched, count_touched
from history.uploads.planning import make_plan

BEAT_SECONDS: Final = 3
MOST_TRIES: Final = 3


class TakenOverError(Exception):
    """Somebody else looks at it now, or nobody wants to know any more."""


class Course:
    """How far a worker is with a rehearsal. It is written by a thread of its own: the worker sees only the stage."""

    def __init__(self, row: Rehearsal, worker: str) -> None:
        self.row, self.worker = row, worker
        self.done = self.total = 0
        self.is_lost = self._was_own = False

    def watch(self, events: int) -> None:
        """So many events more are looked at."""
        self.done += events
        if self.is_lost:
            raise TakenOverError

    def write(self, **fields: object) -> None:
        """Write these columns and a sign of life, if the rehearsal is still this worker's."""
        own = Rehearsal.objects.filter(pk=self.row.pk, worker=self.worker, state=Rehearsal.State.LOOKING)
        is_own = bool(own.update(beat_at=timezone.now(), **fields))
        # Where it is made and looked at in one transaction, the thread of the signs of life does not see it at all.
        self.is_lost = self._was_own and not is_own
        self._was_own = self._was_own or is_own


def carry_on(pk: int) -> None:
    """Look at what a change does, unless somebody is at it."""
    worker = uuid4().hex
    free = Rehearsal.objects.filter(pk=pk).free_to_work_on(timezone.now())
    if not free.update(worker=worker, beat_at=timezone.now(), tries=F("tries") + 1, done=0):
        return
    course = Course(Rehearsal.objects.select_related("upload").get(pk=pk), worker)
    if course.row.tries > MOST_TRIES:
        course.write(state=Rehearsal.State.FAILED, worker="")
        return
    try:
        with suppress(TakenOverError):
            look(course)
    except BaseException:
        # Whatever it was is told by the task; another may try at once.
        Rehearsal.objects.filter(pk=pk, worker=worker).update(worker="")
        raise


def look(course: Course) -> None:
    """Make the change on a stage, and write down what the apps above say of it."""
    with beating(course):
        with on_stage():
            effect = rehearse_on_stage(course)
        if effect is None:
            course.write(state=Rehearsal.State.OUTDATED, worker="")
            return
        course.write(
            state=Rehearsal.State.SEEN,
            effect=list(effect.pieces),
            token=effect.token or "none",
            done=course.done,
            total=course.total,
            worker="",
        )


def rehearse_on_stage(course: Course) -> Effect | None:
    """What the change does; None where the record is not any more the one for which it was made."""
    if read_revision() != course.row.revision:
        return None
    touched = make_change(course.row)
    course.total = count_touched(touched)
    return foresee(touched, course.watch)


def make_change(row: Rehearsal) -> Touched:
    """Make it; gives what it touches."""
    upload: Upload | None = row.upload
    if upload is None:
        replay(row.entries)
        return None if row.touched is None else set(row.touched)
    plan = make_plan(upload, read_file(upload.name, bytes(upload.content)))
    with hold_followers() as held:
        apply_plan(plan)
    return touched_in(held)


@contextmanager
def beating(course: Course) -> Iterator[None]:
    """Write down how far it is while the block runs."""
    ended = threading.Event()

    def beat() -> None:
        try:
            while not ended.wait(BEAT_SECONDS):
                # A database that is busy for long must not end the signs of life.
                with suppress(DatabaseError):
                    course.write(done=course.done, total=course.total)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timedelta(seconds=BEAT_SECONDS * 10).total_seconds())
