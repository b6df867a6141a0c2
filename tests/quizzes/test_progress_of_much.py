"""What a learner is told who has met very many facts: some are read, what can be counted is counted."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Learner, Progress, SetAside, ShownContent
from quizzes.reports.progress import met, report_progress
from quizzes.reports.standing import learner_today
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_progress import ask_about, remember

pytestmark = pytest.mark.django_db

FACTS = 120


@pytest.fixture
def much(now: datetime) -> Learner:
    """Who knows 120 facts of four events well; on each of thirty days four fall due. One she forgot again and again."""
    learner: Learner = GuestFactory.create()
    for number in range(FACTS):
        ask_about(f"fact {number}", topic="siege", event=f"event-{number % 4}")
        remember(learner, f"fact {number}", now + timedelta(days=number // 4 - 2), stability=40.0, seen=now)
    ask_about("stubborn", topic="siege", event="event-0")
    remember(learner, "stubborn", now, stability=0.5, seen=now - timedelta(days=3), lapses=9)
    return learner


def read_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(met, "MOST_READ", 30)


def test_what_is_counted_is_exact_and_what_is_reckoned_is_close(
    much: Learner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = report_progress(much, now)
    read_some(monkeypatch)
    some = report_progress(much, now)
    assert whole.drawn == 0
    assert 0 < some.drawn < FACTS
    for name in ("met", "due", "days", "later", "coming", "calendar"):
        assert getattr(some, name) == getattr(whole, name), name
    # All but one are alike, so a share of them tells of all.
    assert some.learned == pytest.approx(whole.learned, abs=FACTS / 20)
    assert some.recalled_later == pytest.approx(whole.recalled_later, abs=FACTS / 20)
    assert some.unseen == pytest.approx(whole.unseen, abs=FACTS / 20)


def test_what_was_forgotten_most_often_is_told_whether_it_was_drawn_or_not(
    much: Learner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_some(monkeypatch)
    for _renumbered in range(3):
        assert [fact.prompt for fact in report_progress(much, now).hardest] == ["What about stubborn?"]
        row = Progress.objects.get(fact_key="stubborn")
        row.delete()
        row.pk = None
        row.save()


def test_the_same_facts_are_drawn_each_time(much: Learner, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    read_some(monkeypatch)
    assert report_progress(much, now) == report_progress(much, now)


def test_drawing_takes_two_queries_more(
    much: Learner, now: datetime, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    report_progress(much, now)
    with django_assert_num_queries(15):
        report_progress(much, now)
    read_some(monkeypatch)
    with django_assert_num_queries(17):
        report_progress(much, now)


def test_the_page_says_from_how_many_it_is_reckoned(
    much: Learner, now: datetime, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = client.session
    session["learner"] = str(much.key)
    session.save()
    address = reverse("quizzes:progress")
    assert "drawn as if by chance" not in client.get(address).content.decode()
    read_some(monkeypatch)
    page = client.get(address)
    assert "drawn as if by chance" in page.content.decode()
    assert f"the {page.context['progress'].drawn} that were drawn" in " ".join(page.content.decode().split())


def test_what_is_set_aside_falls_due_no_sooner_than_that_ends(much: Learner, now: datetime) -> None:
    before = report_progress(much, now)
    shown = ShownContent.objects.create(digest="aside", content={})
    due = list(Progress.objects.filter(learner=much, due_at__lt=now).values_list("fact_key", flat=True)[:3])
    for key, until in zip(due, (None, now + timedelta(days=5), now + timedelta(days=50)), strict=True):
        SetAside.objects.create(learner=much, fact_key=key, shown=shown, until=until, created_at=now)
    after = report_progress(much, now)
    assert after.met == before.met
    assert after.due == before.due - 3 == learner_today(much, now).due
    assert (after.coming, after.later) == (before.coming + 1, before.later + 1)
    assert learner_today(much, now).known == FACTS + 1
