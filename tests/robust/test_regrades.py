"""Regrades with real processes: whoever is killed, each answer is marked anew once, and nobody has to click for it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection, models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from history.models import Event
from quizzes.models import Answer, Learner, Mark, Progress, Question, Regrade
from quizzes.tasks import decide, regrade
from tests.desk.people import sign_in
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_regrade import FACT, KEY, answer, ask, edit
from tests.robust.scratch import ROOT, Scratch
from tests.robust.site import wait_until
from tests.robust.working import STALE, make_due, work_off, worker

pytestmark = pytest.mark.long
# Two hundred are a portion.
LEARNERS = 1000


@pytest.fixture
def event(alone: Scratch) -> Iterator[Event]:
    """An event whose date is given back, with the questions about it."""
    row = Event.objects.get(key=KEY)
    before = row.happened
    yield row
    edit(row, before)
    work_off(alone)
    Regrade.objects.exclude(state=Regrade.State.DONE).delete()


def answer_of_many(count: int) -> list[int]:
    """So many learners give the answer that is right now: ids of the answers."""
    first = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    others = count - 1
    learners = Learner.objects.bulk_create(
        Learner(key=uuid4(), answers_given=first.learner_seq) for _number in range(others)
    )
    sessions = repeat(first.asked.session, [{"key": uuid4(), "learner": learner} for learner in learners])
    asked = repeat(first.asked, [{"session": session} for session in sessions])
    pairs = zip(learners, asked, strict=True)
    answers = repeat(first, [{"learner": learner, "asked": question} for learner, question in pairs])
    repeat(first.marks.get(), [{"answer": given} for given in answers])
    repeat(Progress.objects.get(learner=first.learner), [{"learner": learner} for learner in learners])
    return [first.pk, *(given.pk for given in answers)]


def repeat(row: models.Model, others: list[dict[str, object]]) -> list[models.Model]:
    """The same row so often, with other values in these fields."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}

    def make(other: dict[str, object]) -> models.Model:
        made = type(row)(**kept)
        for name, value in other.items():
            setattr(made, name, value)
        return made

    return list(type(row)._default_manager.bulk_create([make(other) for other in others]))


def offer(scratch: Scratch, event: Event) -> Regrade:
    """An edit moves the answers, and a worker offers to mark them anew."""
    edit(event, "2020-10-11")
    work_off(scratch)
    return Regrade.objects.open().get()


def editor() -> User:
    sign_in("Editors", name := f"editor-{uuid4().hex[:8]}")
    return User.objects.get(username=name)


def decide_and_die(scratch: Scratch, row: Regrade, when: str) -> None:
    """An editor's click, answered by a process that is killed with SIGKILL."""
    connection.close()
    command = [sys.executable, "-m", "tests.robust.deciding", str(row.pk), str(editor().pk), when]
    done = subprocess.run(command, cwd=ROOT, env={**scratch.environment, "DJANGO_ALLOWED_HOSTS": "localhost"})
    assert done.returncode == -signal.SIGKILL


def marked_anew(answers: list[int]) -> list[int]:
    """How often each of these answers was marked by a regrade, most often last."""
    counted = Answer.objects.filter(pk__in=answers).annotate(times=models.Count("marks__regrade"))
    return sorted(counted.values_list("times", flat=True))


def queued_regrades() -> int:
    return DBTaskResult.objects.filter(task_path=regrade.module_path, status="READY").count()


@pytest.mark.journey
def test_killed_between_decision_and_queueing_nothing_was_decided_and_pressing_again_does_it(
    alone: Scratch, event: Event
) -> None:
    answers = answer_of_many(3)
    row = offer(alone, event)
    decide_and_die(alone, row, "queueing")
    row.refresh_from_db()
    assert (row.state, row.decided_by, queued_regrades()) == (Regrade.State.OFFERED, None, 0)
    assert marked_anew(answers) == [0, 0, 0]
    decide_and_die(alone, row, "replying")
    work_off(alone)
    row.refresh_from_db()
    assert (row.state, marked_anew(answers)) == (Regrade.State.DONE, [1, 1, 1])


@pytest.mark.journey
def test_killed_after_the_commit_a_worker_ends_it_without_a_click(alone: Scratch, event: Event) -> None:
    answers = answer_of_many(3)
    row = offer(alone, event)
    decide_and_die(alone, row, "replying")
    row.refresh_from_db()
    assert (row.state, queued_regrades()) == (Regrade.State.RUNNING, 1)
    assert row.decided_by is not None
    work_off(alone)
    make_due()
    work_off(alone)
    row.refresh_from_db()
    assert (row.state, row.remarked, marked_anew(answers)) == (Regrade.State.DONE, 3, [1, 1, 1])


def test_a_worker_killed_in_the_middle_is_succeeded_and_each_answer_is_marked_once(
    alone: Scratch, event: Event
) -> None:
    answers = answer_of_many(LEARNERS)
    row = offer(alone, event)
    assert decide(row.pk, editor().pk, timezone.now(), is_wanted=True)
    with worker(alone) as first:
        wait_until(lambda: Regrade.objects.filter(pk=row.pk, position__gt=0).exists(), 120)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    row.refresh_from_db()
    assert row.state == Regrade.State.RUNNING
    assert 0 < Mark.objects.filter(regrade=row).count() == row.remarked < LEARNERS
    Regrade.objects.filter(pk=row.pk).update(beat_at=timezone.now() - STALE)
    make_due()
    work_off(alone)
    row.refresh_from_db()
    assert (row.state, row.remarked, row.learners) == (Regrade.State.DONE, LEARNERS, LEARNERS)
    assert marked_anew(answers) == [1] * LEARNERS


@pytest.mark.journey
def test_a_worker_killed_while_it_refreshes_is_succeeded_and_the_regrade_is_offered(
    alone: Scratch, event: Event
) -> None:
    answer_of_many(LEARNERS)
    before = Question.objects.get(key=f"{FACT}#typed").shown_id
    edit(event, "2020-10-11")
    with worker(alone) as first:
        # It took the task, and its successor waits: before that, nobody would go on.
        wait_until(
            lambda: sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "RUNNING"], 60, 0.005
        )
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    assert not Regrade.objects.open().exists()
    assert DBTaskResult.objects.filter(status="RUNNING").count() == 1
    make_due()
    work_off(alone)
    assert Question.objects.get(key=f"{FACT}#typed").shown_id != before
    assert Regrade.objects.open().get().remarked >= LEARNERS
    assert not DBTaskResult.objects.filter(status="READY").exists()
