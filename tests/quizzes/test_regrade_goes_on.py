"""A regrade whose worker was killed goes on by itself, and no answer is marked twice by it."""

import threading
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from history.models import Event
from quizzes.models import Answer, Mark, Regrade
from quizzes.models.regrades import STALE_AFTER
from quizzes.services import regrade_answers
from quizzes.services.regrade_answers import MOST_TRIES, decide_regrade, may_look_again, run_regrade
from quizzes.tasks import look_after_regrade, regrade
from tests.factories import UserFactory
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_regrade import KEY, answer, ask, edit, verdicts

ANSWERS = 5


class Killed(BaseException):
    """Ends a worker; what it would have done about that is not done either."""


@pytest.fixture
def event(hadrut: None, monkeypatch: pytest.MonkeyPatch) -> Event:
    monkeypatch.setattr(regrade_answers, "ASKED_AT_ONCE", 2)
    return Event.objects.get(key=KEY)


def start(event: Event) -> tuple[Regrade, list[Answer]]:
    """Answers that an edit moved, and an editor who has them marked anew."""
    given = [answer(ask(GuestFactory.create(), "typed"), text="10 October 2020") for _learner in range(ANSWERS)]
    edit(event, "2020-10-11")
    offer = Regrade.objects.get()
    assert decide_regrade(offer.pk, UserFactory.create().pk, timezone.now(), is_wanted=True)
    return offer, given


def kill_after(portions: int, offer: Regrade) -> None:
    """Work on it as a task does, with a worker that is killed after so many portions: its sign of life stays."""
    mark, done = regrade_answers.mark_portion, 0

    def mark_some(*arguments: object) -> bool:
        nonlocal done
        done += 1
        if done > portions:
            raise Killed
        return mark(*arguments)  # type: ignore[arg-type]

    with patch.object(regrade_answers, "mark_portion", mark_some), pytest.raises(Killed):
        run_regrade(offer.pk, timezone.now())
    Regrade.objects.filter(pk=offer.pk).update(beat_at=timezone.now())


def pass_time(offer: Regrade) -> None:
    """Let the time go by after which a worker counts as gone."""
    Regrade.objects.filter(pk=offer.pk).update(beat_at=timezone.now() - STALE_AFTER - timedelta(seconds=1))


@pytest.mark.django_db
def test_the_next_look_finishes_what_a_killed_worker_left(event: Event) -> None:
    offer, given = start(event)
    kill_after(1, offer)
    look_after_regrade.call(offer.pk)
    # The worker may be alive still.
    assert [len(verdicts(one)) for one in given] == [2, 2, 1, 1, 1]
    pass_time(offer)
    look_after_regrade.call(offer.pk)
    look_after_regrade.call(offer.pk)
    assert [verdicts(one) for one in given] == [["right", "wrong"]] * ANSWERS
    offer.refresh_from_db()
    assert (offer.state, offer.stands, offer.remarked, offer.learners) == ("done", 0, ANSWERS, ANSWERS)
    assert offer.beat_at is None


@pytest.mark.django_db
def test_every_look_is_looked_after_until_the_regrade_is_done(event: Event, settings: Settings) -> None:
    offer, given = start(event)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    waiting = DBTaskResult.objects.filter(task_path=look_after_regrade.module_path)
    with patch("quizzes.tasks.run_regrade", side_effect=Killed), pytest.raises(Killed):
        regrade.call(offer.pk)
    assert waiting.count() == 1
    assert waiting.get().run_after > timezone.now() + STALE_AFTER
    with patch("quizzes.tasks.run_regrade", side_effect=Killed), pytest.raises(Killed):
        look_after_regrade.call(offer.pk)
    assert waiting.count() == 2
    look_after_regrade.call(offer.pk)
    assert [len(verdicts(one)) for one in given] == [2] * ANSWERS
    before = waiting.count()
    look_after_regrade.call(offer.pk)
    assert waiting.count() == before


@pytest.mark.django_db
def test_a_portion_that_ends_every_worker_is_not_tried_for_ever(event: Event) -> None:
    offer, given = start(event)
    kill_after(1, offer)
    for _time in range(MOST_TRIES):
        pass_time(offer)
        kill_after(0, offer)
    assert not may_look_again(offer.pk)
    pass_time(offer)
    look_after_regrade.call(offer.pk)
    assert [len(verdicts(one)) for one in given] == [2, 2, 1, 1, 1]
    # An editor says *Go on*.
    regrade.call(offer.pk)
    assert [len(verdicts(one)) for one in given] == [2] * ANSWERS


@pytest.mark.django_db
def test_a_worker_taken_for_dead_writes_nothing_any_more(event: Event) -> None:
    offer, given = start(event)
    mark, is_first = regrade_answers.mark_portion, True

    def mark_late(*arguments: object) -> bool:
        nonlocal is_first
        if is_first:
            is_first = False
            pass_time(offer)
            look_after_regrade.call(offer.pk)
        return mark(*arguments)  # type: ignore[arg-type]

    with patch.object(regrade_answers, "mark_portion", mark_late):
        run_regrade(offer.pk, timezone.now())
    assert [len(verdicts(one)) for one in given] == [2] * ANSWERS
    offer.refresh_from_db()
    assert (offer.state, offer.stands, offer.remarked) == ("done", 0, ANSWERS)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_mark_each_answer_once(event: Event) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    offer, given = start(event)
    together, failed = threading.Barrier(2), list[BaseException]()
    mark, is_past = regrade_answers.mark_portion, False

    def mark_together(*arguments: object) -> bool:
        nonlocal is_past
        if not is_past:
            # Both have weighed the first portion: the one that was taken for dead as well.
            together.wait(20)
            is_past = True
        return mark(*arguments)  # type: ignore[arg-type]

    def work(at: timedelta) -> None:
        try:
            run_regrade(offer.pk, timezone.now() + at)
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    with patch.object(regrade_answers, "mark_portion", mark_together):
        threads = [threading.Thread(target=work, args=(at,)) for at in (timedelta(), 2 * STALE_AFTER)]
        threads[0].start()
        while threads[0].is_alive() and not Regrade.objects.filter(pk=offer.pk, tries=1).exists():
            time.sleep(0.01)
        threads[1].start()
        for thread in threads:
            thread.join()
    assert failed == []
    assert [verdicts(one) for one in given] == [["right", "wrong"]] * ANSWERS
    assert Mark.objects.filter(regrade=offer).count() == ANSWERS
    offer.refresh_from_db()
    assert (offer.state, offer.stands, offer.remarked, offer.learners) == ("done", 0, ANSWERS, ANSWERS)
