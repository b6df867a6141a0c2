"""An upload is set to work and queued in one transaction: whoever is killed after it, somebody goes on by herself."""

from datetime import timedelta
from functools import partial
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from history.models import Upload
from history.models.uploads import STALE_AFTER
from history.uploads import receiving
from history.uploads.tasks import look_after_upload, work_on_upload
from tests.desk.people import sign_in
from tests.desk.uploading import apply, hand_in, newest, rows

pytestmark = pytest.mark.django_db

TABLE = rows("b1,Battle 1,1862-04-06,Aton,Wars,Atlas,")


class KilledError(BaseException):
    """The server is no more."""


@pytest.fixture
def ada(settings: Settings) -> Client:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return sign_in("Editors", "ada")


def waiting() -> list[str]:
    """What waits in the queue."""
    return list(DBTaskResult.objects.filter(status="READY").values_list("task_path", flat=True))


def test_a_server_killed_while_it_queues_has_decided_nothing(ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(ada, TABLE, "battles.csv")
    DBTaskResult.objects.all().delete()
    monkeypatch.setattr(receiving, "LARGEST_AT_ONCE", 0)
    with patch.object(DBTaskResult, "save", side_effect=KilledError), pytest.raises(KilledError):
        apply(ada)
    assert newest().state == Upload.State.PLANNED
    with patch.object(DBTaskResult, "save", side_effect=KilledError), pytest.raises(KilledError):
        hand_in(ada, TABLE, "others.csv")
    assert newest().name == "battles.csv"
    apply(ada)
    assert (newest().state, waiting()) == (Upload.State.APPLYING, [work_on_upload.module_path])


@pytest.mark.parametrize("step", ["reading", "applying"])
def test_a_server_killed_at_a_small_upload_is_succeeded_by_a_look_that_waited(ada: Client, step: str) -> None:
    if step == "applying":
        hand_in(ada, TABLE, "battles.csv")
        DBTaskResult.objects.all().delete()
    go = partial(apply, ada) if step == "applying" else partial(hand_in, ada, TABLE, "battles.csv")
    with patch("history.uploads.receiving.carry_on", side_effect=KilledError), pytest.raises(KilledError):
        go()
    upload = newest()
    assert (upload.state, waiting()) == (step, [look_after_upload.module_path])
    Upload.objects.update(beat_at=timezone.now() - STALE_AFTER - timedelta(seconds=1))
    look_after_upload.call(upload.pk)
    assert newest().state == (Upload.State.APPLIED if step == "applying" else Upload.State.PLANNED)
