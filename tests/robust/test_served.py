"""What happens to answers at a real server: windows that meet, an editor, a lock, twenty browsers."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial

import pytest
from django.db import connection, transaction

from history.models import Event, Status
from history.revise import record_changed
from quizzes.models import Answer, Learner, Mark, Progress, QuizSession
from quizzes.services.rebuild_progress import rebuild_learner
from tests.robust.browser import Browser, Fields, NothingToAskError, Reply, Window, together
from tests.robust.site import Site

pytestmark = pytest.mark.long

HTMX = {"HX_Request": "true"}


def answer_at(window: Window, position: int) -> Answer:
    """The one answer on record for a question."""
    return Answer.objects.get(asked__session__key=window.key, asked__position=position)


def says_what_is_recorded(window: Window, position: int, reply: Reply) -> bool:
    """Whether a reply, or the page that it leads to, shows the verdict on record."""
    recorded = Mark.objects.get(answer=answer_at(window, position)).verdict
    return window.browser.follow(reply).verdict == recorded


def count_all(window: Window) -> tuple[int, int, int]:
    """How many answers, marks and reviews there are of the one who sits at this window."""
    learner = Learner.objects.get(sessions__key=window.key)
    reviews = sum(Progress.objects.filter(learner=learner).values_list("reviews", flat=True))
    marks = Mark.objects.filter(answer__learner=learner).count()
    return Answer.objects.filter(learner=learner).count(), marks, reviews


def finish(window: Window) -> list[Fields]:
    """Answer to the end; what was sent, by position."""
    sent: list[Fields] = []
    while (form := window.form()) is not None:
        sent.append(form.fill(len(sent)))
        assert window.answer(sent[-1]).status == 302
    return sent


def snapshot(learner: Learner) -> list[tuple[object, ...]]:
    """All that she remembers."""
    rows = Progress.objects.filter(learner=learner).order_by("fact_key")
    return list(rows.values_list("fact_key", "memory", "due_at", "reviews", "lapses"))


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_double_click_is_one_answer(site: Site, headers: dict[str, str]) -> None:
    window = Window.begin(site.port)
    for position in range(4):
        fields = window.waiting().fill(position)
        replies = together(*[lambda sent=fields: window.answer(sent, **headers)] * 3)
        assert {reply.status for reply in replies} == {200 if headers else 302}
        assert all(says_what_is_recorded(window, position, reply) for reply in replies)
        assert count_all(window) == (position + 1,) * 3


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_two_tabs_that_differ_record_the_first_and_say_so_to_both(site: Site, headers: dict[str, str]) -> None:
    window = Window.begin(site.port)
    for position in range(4):
        form = window.waiting()
        ways = [form.fill(0), form.fill(1)]
        replies = together(*[lambda sent=fields: window.answer(sent, **headers) for fields in ways])
        assert sorted(reply.status for reply in replies) == [200 if headers else 302, 409]
        assert all(says_what_is_recorded(window, position, reply) for reply in replies)
        counted = next(fields for fields, reply in zip(ways, replies, strict=True) if reply.status != 409)
        recorded = answer_at(window, position)
        assert counted.get("value", "") == recorded.value
        assert counted.get("text", "") == recorded.text
        assert count_all(window) == (position + 1,) * 3


def test_a_replay_after_the_end_changes_nothing(site: Site) -> None:
    window = Window.begin(site.port)
    sent = finish(window)
    before = count_all(window)
    replies = together(*[lambda fields=fields: window.answer(fields) for fields in reversed(sent)])
    assert {reply.status for reply in replies} == {302}
    others = [window.answer({**fields, "value": "", "text": "", "unknown": "1"}) for fields in sent]
    assert {reply.status for reply in others} == {409}
    for position, (same, other) in enumerate(zip(reversed(replies), others, strict=True)):
        assert says_what_is_recorded(window, position, same)
        assert says_what_is_recorded(window, position, other)
    assert count_all(window) == before == (len(sent),) * 3
    assert "How it went" in window.open().body


def test_answers_out_of_order_never_move_another_question(site: Site) -> None:
    window = Window.begin(site.port)
    first = window.waiting().fill(0)
    # Nobody was asked these yet, so there is nothing to record and nothing to show.
    ahead = [window.answer({**first, "position": str(position)}) for position in (1, 2, 7, 10**5)]
    assert {reply.status for reply in ahead} == {404}
    assert count_all(window) == (0, 0, 0)
    window.answer(first)
    second = window.waiting().fill(1)
    replies = together(lambda: window.answer(second), lambda: window.answer(first), lambda: window.open())
    assert [reply.status for reply in replies] == [302, 302, 200]
    assert says_what_is_recorded(window, 0, replies[1])
    assert says_what_is_recorded(window, 1, replies[0])
    assert count_all(window) == (2, 2, 2)


def test_back_and_reload_write_nothing_and_show_what_is_on_record(site: Site) -> None:
    window = Window.begin(site.port)
    for position in range(3):
        form = window.waiting()
        fields = form.fill(0)
        reply = window.answer(fields)
        looks = together(*[lambda: window.open()] * 2, *[lambda: window.browser.get(reply.location)] * 2)  # noqa: B023
        assert {look.status for look in looks} == {200}
        assert looks[2].verdict == looks[3].verdict == Mark.objects.get(answer=answer_at(window, position)).verdict
        # Back to the form, and sent again as it stands.
        assert window.answer(fields).location == reply.location
        assert window.answer(form.fill(1)).status == 409
        assert count_all(window) == (position + 1,) * 3
    ahead = window.browser.get(f"{window.path}7/")
    assert (ahead.status, ahead.location) == (302, window.path)


@contextmanager
def events_withdrawn() -> Iterator[None]:
    """An editor at another process takes every event back, and publishes them again afterwards."""
    set_status(Status.DRAFT)
    try:
        yield
    finally:
        set_status(Status.PUBLISHED)


@transaction.atomic
def set_status(status: Status) -> None:
    Event.objects.update(status=status)
    record_changed()


def test_an_event_unpublished_meanwhile_costs_no_answer(site: Site) -> None:
    windows = [Window.begin(site.port) for _learner in range(3)]
    forms = [window.waiting() for window in windows]
    with events_withdrawn():
        replies = together(
            *[lambda w=window, f=form: w.answer(f.fill(0)) for window, form in zip(windows, forms, strict=True)]
        )
        assert {reply.status for reply in replies} == {302}
        for window, form, reply in zip(windows, forms, replies, strict=True):
            assert says_what_is_recorded(window, 0, reply)
            # Nothing that the record no longer bears is asked, so the session is over.
            assert "How it went" in window.open().body
            assert [window.answer(form.fill(way)).status for way in (0, 1)] == [302, 409]
            assert count_all(window) == (1, 1, 1)


@contextmanager
def learner_locked(learner: Learner) -> Iterator[None]:
    """Another process at work: on SQLite nobody else can write, on PostgreSQL not to this learner's row."""
    if connection.vendor == "sqlite":
        # Transactions begin IMMEDIATE (config.settings), so this one holds the file from here on.
        with transaction.atomic():
            yield
    else:
        with transaction.atomic():
            Learner.objects.select_for_update().get(pk=learner.pk)
            yield


def test_answers_wait_for_a_lock_held_by_another_process(site: Site) -> None:
    window = Window.begin(site.port)
    form = window.waiting()
    learner = Learner.objects.get(sessions__key=window.key)
    with ThreadPoolExecutor(2) as pool:
        with learner_locked(learner):
            waiting = [pool.submit(window.answer, form.fill(way)) for way in (0, 1)]
            time.sleep(2)
            assert not any(reply.done() for reply in waiting)
            assert not Answer.objects.filter(learner=learner).exists()
        replies = [reply.result() for reply in waiting]
    assert sorted(reply.status for reply in replies) == [302, 409]
    assert all(says_what_is_recorded(window, 0, reply) for reply in replies)
    assert count_all(window) == (1, 1, 1)


def sit(port: int, answers: int, seed: int) -> list[int]:
    """A learner who answers so many questions, clicking twice each time; every status she got."""
    window = Window.begin(port)
    statuses: list[int] = []
    for number in range(answers):
        if (form := window.form()) is None:
            break
        ways = [form.fill(seed + number), form.fill(seed + number % 2)]
        replies = together(*[partial(window.answer, fields) for fields in ways])
        statuses += [reply.status for reply in replies]
    return statuses


def check_crowd(port: int, browsers: int, answers: int) -> None:
    """So many learners at once; all of them are answered, and what they gave is there once."""
    before = Answer.objects.count()
    replies = together(*[lambda seed=seed: sit(port, answers, seed) for seed in range(browsers)])
    assert {status for statuses in replies for status in statuses} <= {302, 409}
    given = sum(len(statuses) // 2 for statuses in replies)
    assert Answer.objects.count() - before == given >= browsers * min(answers, 10)


def test_twenty_browsers_at_once_lose_nothing(site: Site) -> None:
    check_crowd(site.port, browsers=20, answers=2)


@pytest.mark.journey
def test_twenty_browsers_at_once_to_the_end_of_their_sessions(site: Site) -> None:
    check_crowd(site.port, browsers=20, answers=99)
    for learner in Learner.objects.all():
        before = snapshot(learner)
        rebuild_learner(learner)
        assert snapshot(learner) == before


def test_one_learner_in_six_windows_keeps_one_count(site: Site) -> None:
    browser = Browser(site.port)
    windows = [Window.begin_in(browser) for _window in range(6)]

    def answer(window: Window) -> Callable[[], list[int]]:
        return lambda: [window.answer(window.waiting().fill(number)).status for number in range(4)]

    assert {status for statuses in together(*map(answer, windows)) for status in statuses} == {302}
    learner = Learner.objects.get(sessions__key=windows[0].key)
    assert QuizSession.objects.filter(learner=learner).count() == 6
    assert list(learner.answers.values_list("learner_seq", flat=True)) == list(range(1, 25))
    before = snapshot(learner)
    rebuild_learner(learner)
    assert snapshot(learner) == before


@pytest.mark.journey
def test_an_editor_who_never_rests_costs_no_answer(site: Site) -> None:
    def edit() -> list[int]:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with events_withdrawn():
                time.sleep(0.05)
            time.sleep(0.2)
        connection.close()
        return []

    def sit_until() -> list[int]:
        until, statuses = time.monotonic() + 20, list[int]()
        while time.monotonic() < until:
            with suppress(NothingToAskError):
                statuses += sit(site.port, 99, len(statuses))
        return statuses

    statuses = [status for found in together(edit, *[sit_until] * 4) for status in found]
    assert set(statuses) <= {302, 409}
    assert statuses
