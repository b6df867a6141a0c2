"""Uploads with real processes: a task worker killed at work, two editors at once, a file that is too large."""

import os
import signal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from history.imports.readers.entries import Kind
from history.models import Event, KeptEntry, Upload
from history.uploads.receiving import LARGEST_UPLOAD
from tests.desk.people import sign_in
from tests.desk.uploading import ADD, rows
from tests.robust.browser import Browser, together
from tests.robust.scratch import Scratch
from tests.robust.site import Site, wait_until
from tests.robust.working import STALE, make_due, worker

# More than a portion, and more than what is looked at before the page answers.
BATTLES = 450


def table(name: str) -> str:
    """Battles that no other test has."""
    return rows(*(f"{name}-{n},{name} {n},1862-04-{n % 28 + 1:02},{name} {n},{name}s,Atlas," for n in range(BATTLES)))


def hand_in(browser: Client, content: str, name: str) -> Upload:
    """Choose a file and send it."""
    reply = browser.post(reverse(ADD), {"file": SimpleUploadedFile(name, content.encode())})
    assert reply.status_code == 302, reply.content
    return Upload.objects.get(pk=int(reply["Location"].rstrip("/").split("/")[-2]))


def state(upload: Upload) -> str:
    upload.refresh_from_db()
    return upload.state


def count(name: str) -> tuple[int, int, int]:
    """Events, places and versions of this table that are on record."""
    versions = KeptEntry.versions.filter(kind=Kind.EVENT, key__startswith=f"{name}-").count()
    places = KeptEntry.objects.filter(kind=Kind.PLACE, key__startswith=f"{name}-").count()
    return Event.objects.filter(key__startswith=f"{name}-").count(), places, versions


def grow_old(upload: Upload) -> None:
    """Let the time pass after which a worker counts as gone, and the look after it is due."""
    Upload.objects.filter(pk=upload.pk).update(beat_at=timezone.now() - STALE)
    make_due()


def test_a_task_worker_killed_at_work_is_succeeded_by_the_next_and_nothing_doubles(alone: Scratch) -> None:
    ada = sign_in("Editors")
    upload = hand_in(ada, table("slain"), "slain.csv")
    with worker(alone) as first:
        wait_until(lambda: state(upload) == Upload.State.PLANNED, 120, 0.1)
        ada.post(
            reverse("admin:history_upload_apply", args=[upload.pk]),
            {"plan": upload.plan_digest, "effect_seen": "unseen"},
        )
        wait_until(lambda: state(upload) == Upload.State.APPLYING and upload.done > 0, 120)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    upload.refresh_from_db()
    assert upload.state == Upload.State.APPLYING
    assert 0 < upload.done < upload.total
    assert upload.done == upload.entries.filter(became="created").count()
    # A second worker that starts at once takes it for alive, and is not needed for the rest: time is.
    grow_old(upload)
    with worker(alone, "--batch") as second:
        assert second.wait(240) == 0
    assert state(upload) == Upload.State.APPLIED
    assert upload.done == upload.total
    assert count("slain") == (BATTLES, BATTLES, BATTLES)


def test_two_editors_who_apply_one_file_at_the_same_moment_write_it_once(alone: Scratch) -> None:
    uploads = []
    for name in ("one.csv", "other.csv"):
        browser = sign_in("Editors")
        # Small enough to be applied while she waits, so that both web workers are at it.
        upload = hand_in(browser, "\n".join(table("twice").splitlines()[:120]), name)
        assert state(upload) == Upload.State.PLANNED
        uploads.append((browser, upload))

    def say_the_word(browser: Client, upload: Upload) -> int:
        try:
            address = reverse("admin:history_upload_apply", args=[upload.pk])
            return int(browser.post(address, {"plan": upload.plan_digest}).status_code)
        finally:
            connection.close()

    statuses = together(*(lambda one=one: say_the_word(*one) for one in uploads))
    assert statuses == [302, 302]
    states = sorted(state(upload) for _browser, upload in uploads)
    assert states == [Upload.State.APPLIED, Upload.State.PLANNED]
    assert count("twice") == (119, 119, 119)


def test_a_file_that_is_too_large_is_told_so_by_the_served_site(
    site: Site, scratch: Scratch, settings: Settings
) -> None:
    settings.SECRET_KEY = (scratch.var / "secret_key").read_text().strip()
    session = sign_in("Editors").cookies["sessionid"].value
    browser = Browser(site.port, {"sessionid": session})
    body = {"file": "x" * (LARGEST_UPLOAD + 100_000)}
    reply = browser.post(reverse(ADD), body)
    assert reply.status == 413
    assert "The file is too large" in reply.body
