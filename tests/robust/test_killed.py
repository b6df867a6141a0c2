"""The server killed at the worst moments: whoever repeats her answer has given it once."""

import http.client
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from quizzes.models import Answer, Learner
from tests.robust.browser import Form, Reply, Window, read_form, together
from tests.robust.log import check_log
from tests.robust.site import Site, wait_until
from tests.robust.test_served import answer_at, count_all, learner_locked, says_what_is_recorded

pytestmark = pytest.mark.long

GONE = (OSError, http.client.HTTPException)


def answer_and_hold(window: Window, form: Form, file: Path) -> tuple[http.client.HTTPConnection, int]:
    """Send an answer whose reply is held back: the connection that waits, and the worker that holds it."""
    headers = {"X-Hold-Reply": str(file)}
    waiting = window.browser.ask("POST", f"{window.path}answer/", form.fill(0), headers)
    wait_until(file.exists, 20)
    return waiting, int(file.read_text())


@pytest.mark.parametrize("killed", ["worker", pytest.param("server", marks=pytest.mark.journey)])
def test_killed_between_write_and_reply_the_answer_counts_once(site: Site, tmp_path: Path, killed: str) -> None:
    window = Window.begin(site.port)
    form = window.waiting()
    waiting, worker = answer_and_hold(window, form, tmp_path / "held")
    # From another process it is there already; nobody has told the browser.
    recorded = answer_at(window, 0)
    if killed == "worker":
        site.kill_worker(worker)
    else:
        site.kill_server()
        site.start()
    with pytest.raises(GONE):
        waiting.getresponse()
    again = repeat(window, form)
    assert again.status == 302
    assert says_what_is_recorded(window, 0, again)
    assert answer_at(window, 0) == recorded
    assert count_all(window) == (1, 1, 1)
    assert window.waiting().position == 1
    assert window.answer(form.fill(1)).status == 409


def repeat(window: Window, form: Form) -> Reply:
    """Send the same answer until somebody replies, as the page asks her to."""
    replies: list[Reply] = []

    def try_again() -> bool:
        try:
            replies.append(window.answer(form.fill(0)))
        except GONE:
            return False
        return True

    wait_until(try_again, 30, pause=0.2)
    return replies[-1]


@pytest.mark.journey
def test_killed_before_the_write_nothing_is_there_until_it_is_repeated(site: Site) -> None:
    window = Window.begin(site.port)
    form = window.waiting()
    learner = Learner.objects.get(sessions__key=window.key)
    with learner_locked(learner):
        waiting = window.browser.ask("POST", f"{window.path}answer/", form.fill(0), {})
        if connection.vendor == "sqlite":
            time.sleep(0.5)  # SQLite tells nobody who waits for its file
        else:
            wait_until(is_somebody_waiting, 20)
        site.kill_workers()
        with pytest.raises(GONE):
            waiting.getresponse()
    assert count_all(window) == (0, 0, 0)
    assert check_log() == []
    assert repeat(window, form).status == 302
    assert count_all(window) == (1, 1, 1)


def is_somebody_waiting() -> bool:
    """Whether PostgreSQL has a request wait for our lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.journey
def test_killed_as_soon_as_the_row_is_there_five_times(site: Site) -> None:
    for _time in range(5):
        window = Window.begin(site.port)
        form = window.waiting()
        # It is sent and never read: whatever the server still says is lost, as on a line that broke.
        waiting = window.browser.ask("POST", f"{window.path}answer/", form.fill(0), {})
        wait_until(lambda: Answer.objects.filter(asked__session__key=window.key).exists(), 20, pause=0.0005)  # noqa: B023
        site.kill_server()
        waiting.close()
        site.start()
        again = repeat(window, form)
        assert says_what_is_recorded(window, 0, again)
        assert count_all(window) == (1, 1, 1)


@pytest.mark.journey
def test_killed_under_load_no_acknowledged_answer_is_lost_and_none_doubles(site: Site) -> None:
    stopping = threading.Event()
    acknowledged: list[tuple[str, int]] = []

    def sit() -> None:
        window: Window | None = None
        while not stopping.is_set():
            try:
                window = window or Window.begin(site.port)
                form = read_form(window.open().body)
                if form is None:
                    window = None
                elif window.answer(form.fill(len(acknowledged))).status in (302, 409):
                    acknowledged.append((str(window.key), form.position))
            except GONE:
                stopping.wait(0.1)

    def kill() -> None:
        try:
            for time_killed in range(1, 5):
                wait_until(lambda: len(acknowledged) >= 15 * time_killed, 60)  # noqa: B023
                site.kill_server()
                site.start()
        finally:
            stopping.set()

    together(kill, *[sit] * 8)
    recorded = {
        (str(key), position) for key, position in Answer.objects.values_list("asked__session__key", "asked__position")
    }
    assert set(acknowledged) <= recorded
