"""A refresh whose worker was killed, or that failed, is done by a successor that waits in the queue meanwhile."""

import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from history.revise import record_changed
from quizzes import tasks
from quizzes.models.regrades import STALE_AFTER
from quizzes.services.regrade_answers import MOST_TRIES
from quizzes.tasks import refresh_changed

REFRESH = "quizzes.tasks.refresh_and_offer"


class Killed(BaseException):
    """Ends a worker."""


@pytest.fixture
def queued(settings: Settings) -> None:
    """Tasks go to the database, as on a site that serves."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def waiting() -> list[list[object]]:
    """The arguments of the tasks that wait."""
    return [row.args_kwargs["args"] for row in DBTaskResult.objects.filter(status="READY")]


@pytest.mark.django_db
def test_while_it_runs_a_successor_waits_and_none_afterwards(queued: None) -> None:
    def look(topics: list[str], events: list[str]) -> None:
        assert waiting() == [[["war"], ["siege"], 2]]
        assert DBTaskResult.objects.get().run_after > timezone.now() + STALE_AFTER

    with patch(REFRESH, side_effect=look) as refreshed:
        refresh_changed.call(["war"], ["siege"])
    refreshed.assert_called_once_with(["war"], ["siege"])
    assert waiting() == []


@pytest.mark.django_db
@pytest.mark.parametrize("end", [Killed, ValueError])
def test_killed_or_failed_it_leaves_its_successor_behind_but_for_the_last_try(
    queued: None, end: type[BaseException]
) -> None:
    with patch(REFRESH, side_effect=end), pytest.raises(end):
        refresh_changed.call(["war"], [])
    assert waiting() == [[["war"], [], 2]]
    DBTaskResult.objects.all().delete()
    with patch(REFRESH, side_effect=end), pytest.raises(end):
        refresh_changed.call(["war"], [], MOST_TRIES)
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_while_it_works_on_the_successor_is_put_off(queued: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BEAT_SECONDS", 0.01)

    def work(_topics: list[str], _events: list[str]) -> None:
        DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
        deadline = time.monotonic() + 10
        while DBTaskResult.objects.get().run_after < timezone.now():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    with patch(REFRESH, side_effect=work):
        refresh_changed.call([], [])
    assert waiting() == []


@pytest.mark.django_db
def test_a_change_that_is_taken_back_takes_its_refresh_back(queued: None) -> None:
    with transaction.atomic():
        record_changed(events=["siege"])
        assert waiting() == [[[], ["siege"]]]
        transaction.set_rollback(True)
    assert waiting() == []
    with transaction.atomic():
        record_changed(events=["siege"])
    assert waiting() == [[[], ["siege"]]]
