"""Work done in the background, and what hands it there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from quizzes.models import Classroom
from quizzes.models.regrades import STALE_AFTER
from quizzes.services.refresh_questions import at_home_elsewhere, refresh_all, refresh_events, refresh_topics
from quizzes.services.regrade_answers import (
    MOST_TRIES,
    decide_regrade,
    may_look_again,
    names_of_topics,
    offer_regrade,
    run_regrade,
)
from quizzes.services.regrade_class import start_class_regrade
from quizzes.services.weigh_questions import weigh_questions

# After it a worker that was killed counts as gone.
LOOK_AGAIN_AFTER = STALE_AFTER + timedelta(seconds=15)
BEAT_SECONDS = 10


@task()
def refresh_changed(topics: list[str], events: list[str], tries: int = 1) -> None:
    """Make the questions of these topics, events and directions anew; all of them when none is named.

    Done again it changes nothing, so that another may do it from its beginning where one was killed or failed.
    """
    with succeeded_if_killed(topics, events, tries):
        refresh_and_offer(topics, events)


def refresh_and_offer(topics: list[str], events: list[str]) -> None:
    """Make the questions anew, then offer to mark anew what that moved."""
    if not topics and not events:
        refresh_all()
    if topics:
        refresh_topics(topics)
    if events:
        refresh_events(at_home_elsewhere(events, topics))
    concerned = names_of_topics(topics, events)
    if concerned is None or any(concerned):
        offer_regrade(concerned, timezone.now())


@task()
def weigh() -> None:
    """Note how hard questions turned out to be."""
    weigh_questions()


@contextmanager
def succeeded_if_killed(topics: list[str], events: list[str], tries: int) -> Iterator[None]:
    """Have the refresh done by somebody else, where the block does not come to its end.

    The successor waits in the queue. While the block runs it is put off again and again; then it is taken away.
    """
    if not refresh_changed.get_backend().supports_defer or tries >= MOST_TRIES:
        yield
        return
    waiting = refresh_changed.using(run_after=next_look()).enqueue(topics, events, tries + 1)
    with put_off(UUID(str(waiting.id))):
        yield
    DBTaskResult.objects.filter(pk=waiting.id).delete()


def next_look() -> datetime:
    """When to look whether somebody who is at work now still is."""
    return timezone.now() + LOOK_AGAIN_AFTER


@contextmanager
def put_off(waiting: UUID) -> Iterator[None]:
    """Put a task that waits off while the block runs, also where it writes for minutes."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(BEAT_SECONDS):
                # A database that is busy for long must not end the signs of life.
                with suppress(DatabaseError):
                    DBTaskResult.objects.filter(pk=waiting).update(run_after=next_look())
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(BEAT_SECONDS)


def decide(pk: int, user_id: int, now: datetime, *, is_wanted: bool) -> bool:
    """Keep what an editor decided about an offered regrade, and have it done: both or neither, whoever is killed.

    False where somebody decided before.
    """
    with transaction.atomic():
        is_first = decide_regrade(pk, user_id, now, is_wanted=is_wanted)
        if is_first and is_wanted:
            regrade.enqueue(pk)
    return is_first


def decide_for_class(classroom: Classroom, user_id: int, now: datetime) -> None:
    """Keep that a teacher has her class marked anew, and have it done: both or neither."""
    with transaction.atomic():
        regrade.enqueue(start_class_regrade(classroom, user_id, now).pk)


@task()
def regrade(pk: int) -> None:
    """Do a regrade that an editor started, or what is left of it; again and again changes nothing.

    Before it does, it has somebody look after it later, for the case that it is killed.
    """
    look_again(pk)
    run_regrade(pk, timezone.now())


@task()
def look_after_regrade(pk: int) -> None:
    """Go on with a regrade where whoever was at it gives no sign of life any more; this look may be killed as well."""
    if may_look_again(pk):
        look_again(pk)
        run_regrade(pk, timezone.now())


def look_again(pk: int) -> None:
    """Have somebody look after the regrade in a while, where tasks can wait."""
    if look_after_regrade.get_backend().supports_defer:
        look_after_regrade.using(run_after=next_look()).enqueue(pk)


def follow_record(topics: tuple[str, ...], events: tuple[str, ...]) -> None:
    """Have the questions of what was touched made anew (wired as `HISTORY_AFTER_PUBLISH`); none named means all.

    Called in the transaction of the change: the task is queued with it, or neither is there.

    Nothing wrong can be asked meanwhile: a question is checked against the record again whenever it is asked.
    """
    refresh_changed.enqueue(list(topics), list(events))
