"""Uploads that are worked on in the background: how far they are, a worker that dies, and two at once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from history.imports.applying import apply_plan
from history.imports.readers.entries import Kind
from history.models import Event, KeptEntry, Upload
from history.models.uploads import STALE_AFTER
from history.revise import record_changed
from history.uploads import working
from history.uploads.receiving import LARGEST_AT_ONCE
from history.uploads.tasks import look_after_upload
from history.uploads.working import Job, carry_on
from history.versions.reading import list_versions
from tests.desk.forms import save
from tests.desk.people import sign_in
from tests.desk.uploading import apply, became, counts, hand_in, newest, page_of, rows

pytestmark = pytest.mark.django_db

BATTLES = 12
TABLE = rows(*(f"b{n},Battle {n},1862-04-{n + 1:02},Aton,Wars,Atlas," for n in range(BATTLES)))
ENTRIES = BATTLES + 3  # with a place, a topic and a source


class KilledError(BaseException):
    """The worker is no more."""


@pytest.fixture
def ada() -> Client:
    return sign_in("Editors", "ada")


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "PORTION", 4)


def say_the_word(browser: Client) -> Upload:
    """Hand in the table and say that it is to be applied, with nobody there to do it."""
    hand_in(browser, TABLE, "battles.csv")
    Upload.objects.update(state=Upload.State.APPLYING, worker="", beat_at=None)
    return newest()


def die_after(portions: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker be killed when it has written so many portions."""
    write, written = working.write_portion, list[Any]()

    def write_or_die(*args: Any) -> bool:
        if len(written) == portions:
            raise KilledError
        written.append(args)
        return write(*args)

    monkeypatch.setattr(working, "write_portion", write_or_die)


def leave_no_trace(upload: Upload, worker: str = "killed") -> None:
    """What a killed worker leaves: its name, and a sign of life that grows old."""
    Upload.objects.filter(pk=upload.pk).update(
        worker=worker, beat_at=timezone.now() - STALE_AFTER - timedelta(seconds=1)
    )


def is_whole(upload: Upload) -> bool:
    """Whether everything is on record once, with one version each."""
    upload.refresh_from_db()
    versions = KeptEntry.versions.filter(kind=Kind.EVENT).count()
    return (upload.state, upload.done, became(upload)) == (
        Upload.State.APPLIED,
        ENTRIES,
        {"created": ENTRIES},
    ) and Event.objects.count() == versions == BATTLES


@pytest.mark.parametrize("portions", [0, 1, 2, 3])
def test_a_worker_that_is_killed_between_portions_leaves_whole_ones_and_another_goes_on(
    ada: Client, monkeypatch: pytest.MonkeyPatch, portions: int
) -> None:
    upload = say_the_word(ada)
    with monkeypatch.context() as patch:
        die_after(portions, patch)
        with pytest.raises(KilledError):
            carry_on(upload.pk)
    upload.refresh_from_db()
    assert upload.done == upload.entries.filter(became="created").count() < ENTRIES
    assert (upload.done > 0) == (portions > 0)
    leave_no_trace(upload)
    assert not carry_on(upload.pk)
    assert is_whole(upload)


def test_killed_within_a_portion_nothing_of_it_is_there(ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = say_the_word(ada)
    with monkeypatch.context() as patch:
        calls: list[Any] = []

        def die(*args: Any, **options: Any) -> None:
            apply_plan(*args, **options)
            calls.append(args)
            if len(calls) == 2:
                raise KilledError

        patch.setattr(working, "apply_plan", die)
        with pytest.raises(KilledError):
            carry_on(upload.pk)
    assert Event.objects.count() == newest().entries.filter(kind="event", became="created").count() < BATTLES
    leave_no_trace(upload)
    carry_on(upload.pk)
    assert is_whole(upload)


def test_whoever_takes_the_work_up_and_is_killed_too_is_succeeded(
    ada: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    upload = say_the_word(ada)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    waiting = DBTaskResult.objects.filter(task_path=look_after_upload.module_path)
    for portions in (1, 0):
        leave_no_trace(upload)
        with monkeypatch.context() as patch:
            die_after(portions, patch)
            with pytest.raises(KilledError):
                look_after_upload.call(upload.pk)
    assert waiting.count() == 2
    leave_no_trace(upload)
    look_after_upload.call(upload.pk)
    assert is_whole(upload)
    before = waiting.count()
    look_after_upload.call(upload.pk)
    assert waiting.count() == before


def test_nobody_takes_over_from_a_worker_that_gives_signs_of_life(ada: Client) -> None:
    upload = say_the_word(ada)
    Upload.objects.update(worker="alive", beat_at=timezone.now())
    assert carry_on(upload.pk)
    assert not Event.objects.exists()


def test_a_worker_that_was_taken_for_dead_writes_nothing_any_more(ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = say_the_word(ada)
    write, taken_over = working.write_portion, list[str]()

    def be_overtaken(job: Job, *args: Any) -> bool:
        if not taken_over:
            taken_over.append(job.worker)
            leave_no_trace(upload, job.worker)
            carry_on(upload.pk)
        return write(job, *args)

    monkeypatch.setattr(working, "write_portion", be_overtaken)
    carry_on(upload.pk)
    assert taken_over
    assert is_whole(upload)


def test_an_upload_that_stops_again_and_again_is_given_up_with_a_word(
    ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = say_the_word(ada)
    die_after(1, monkeypatch)
    for _time in range(working.MOST_TRIES):
        with pytest.raises(KilledError):
            carry_on(upload.pk)
    assert not carry_on(upload.pk)
    page = ada.get(page_of(upload)).content.decode()
    assert "stopped 5 times" in page
    assert f"of {ENTRIES} entries were written" in page


def test_somebody_else_s_edit_between_portions_is_not_overwritten(ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(ada, TABLE, "battles.csv")
    apply(ada)
    hand_in(ada, TABLE.replace("Battle ", "Fight "), "fights.csv")
    upload, ben = newest(), sign_in("Editors", "ben")
    write, portions = working.write_portion, []

    def edit_meanwhile(*args: Any) -> bool:
        portions.append(args)
        if len(portions) == 2:
            left = upload.entries.filter(kind="event", became="").last()
            assert left is not None
            save(ben, Event.objects.get(key=left.key), title="Ben's title")
        return write(*args)

    monkeypatch.setattr(working, "write_portion", edit_meanwhile)
    page = apply(ada, upload).content.decode()
    assert Event.objects.filter(title="Ben's title").count() == 1
    assert became(upload) == {"updated": BATTLES - 1, "overtaken": 1}
    assert "not applied: the record changed meanwhile" in page


def test_two_uploads_of_one_file_that_take_turns_write_everything_once(
    ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = say_the_word(ada)
    hand_in(sign_in("Editors", "ben"), TABLE, "same.csv")
    second = newest()
    Upload.objects.filter(pk=second.pk).update(state=Upload.State.APPLYING)
    write, turns = working.write_portion, []

    def take_turns(job: Job, *args: Any) -> bool:
        done = write(job, *args)
        turns.append(job.upload.pk)
        if len(turns) == 1:
            carry_on(second.pk)
        return done

    monkeypatch.setattr(working, "write_portion", take_turns)
    carry_on(first.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert Event.objects.count() == KeptEntry.versions.filter(kind=Kind.EVENT).count() == BATTLES
    assert first.state == Upload.State.APPLIED
    # Of the second another plan came out than its editor saw: some was there already.
    assert (second.state, second.is_renewed) == (Upload.State.PLANNED, True)
    assert counts(second)["unchanged"] == 4


def test_a_large_file_is_handed_to_the_background_and_the_page_says_how_far_it_is(ada: Client, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    long = rows(*(f"b{n},Battle {n},1862,,,,{'x' * 1000}" for n in range(LARGEST_AT_ONCE // 1000)))
    page = hand_in(ada, long, "long.csv").content.decode()
    upload = newest()
    assert upload.state == Upload.State.READING
    assert "The file is being read and planned" in page
    assert 'hx-trigger="every 2s"' in page
    carry_on(upload.pk)
    part = ada.get(page_of(upload), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in part
    assert "Apply:" in part
    apply(ada, upload)
    Upload.objects.update(done=5, worker="busy", beat_at=timezone.now())
    page = ada.get(page_of(upload)).content.decode()
    assert f'<progress aria-labelledby="progress" max="{newest().total}" value="5">' in " ".join(page.split())
    assert "Go on" not in page


def test_the_page_of_an_upload_whose_worker_died_offers_to_go_on(ada: Client, settings: Any) -> None:
    upload = say_the_word(ada)
    leave_no_trace(upload)
    page = ada.get(page_of(upload)).content.decode()
    assert "has given no sign of life" in page
    assert "Go on" in page
    assert "hx-trigger" not in page
    assert "Go on" not in sign_in("Editors", "ben").get(page_of(upload)).content.decode()
    ada.post(page_of(upload, "go_on"))
    assert is_whole(upload)


def test_an_upload_that_nobody_takes_up_says_so(ada: Client, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    hand_in(ada, TABLE + " " * LARGEST_AT_ONCE, "battles.csv")
    later = timezone.now() + STALE_AFTER
    with time_machine.travel(later, tick=True):
        page = ada.get(page_of(newest())).content.decode()
    assert "nobody has taken it up" in page
    assert "Go on" in page


def test_the_apps_above_follow_once_and_what_they_follow_survives_the_worker(
    ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[Any] = []
    monkeypatch.setattr(working, "follow_change", followed.append)
    upload = say_the_word(ada)
    with monkeypatch.context() as patch:
        die_after(2, patch)
        with pytest.raises(KilledError):
            carry_on(upload.pk)
    assert followed == []
    carry_on(upload.pk)
    ((topics, events),) = followed
    assert topics == ("wars",)
    assert {f"b{n}" for n in range(BATTLES)} >= set(events)


def test_the_versions_name_the_upload_after_a_change_of_worker(ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = say_the_word(ada)
    with monkeypatch.context() as patch:
        die_after(1, patch)
        with pytest.raises(KilledError):
            carry_on(upload.pk)
    record_changed()
    carry_on(upload.pk)
    assert {list_versions((Kind.EVENT, f"b{n}"))[0].why for n in range(BATTLES)} == {"Upload of battles.csv."}
