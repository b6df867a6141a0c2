"""What a learner is told about what she remembers."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Learner, Progress
from quizzes.reports.progress import DAYS_AHEAD, LEARNED_DAYS, report_progress
from quizzes.scheduling.days import day_of, end_of_day
from tests.quizzes.factories import GuestFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db


def remember(learner: Learner, fact: str, due: datetime, stability: float = 3.0) -> None:
    """A memory of a fact."""
    memory = {
        "stability": stability,
        "difficulty": 5.0,
        "due": due.isoformat(),
        "last_review": due.isoformat(),
        "reviews": 1,
        "lapses": 0,
    }
    Progress.objects.create(learner=learner, fact_key=fact, memory=memory, due_at=due, reviews=1)


def test_the_day_begins_at_four_in_the_morning_where_she_is() -> None:
    learner = Learner(time_zone="Asia/Baku")  # four hours before UTC
    zone = learner.zone
    before_four = datetime(2026, 3, 2, 23, 59, tzinfo=UTC)
    assert day_of(before_four, zone) == date(2026, 3, 2)
    assert day_of(before_four + timedelta(minutes=1), zone) == date(2026, 3, 3)
    assert end_of_day(before_four, zone) == datetime(2026, 3, 3, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../../etc/passwd", "x" * 64])
def test_a_time_zone_that_is_none_is_the_sites(name: str) -> None:
    assert Learner(time_zone=name).zone.key == "UTC"


def test_a_report_counts_what_is_due_learned_and_coming(now: datetime) -> None:
    learner = GuestFactory.create()
    remember(learner, "overdue", now - timedelta(days=3))
    remember(learner, "tonight", now + timedelta(hours=15))
    remember(learner, "tomorrow", now + timedelta(hours=17))
    remember(learner, "in a week", now + timedelta(days=7), stability=LEARNED_DAYS)
    remember(learner, "next year", now + timedelta(days=400), stability=300)
    report = report_progress(learner, now)
    assert (report.due, report.learning, report.learned, report.met) == (2, 3, 2, 5)
    assert {day.on: day.facts for day in report.days if day.facts} == {date(2026, 3, 3): 1, date(2026, 3, 9): 1}
    assert len(report.days) == DAYS_AHEAD
    assert report.later == 1


def test_the_report_takes_the_same_queries_for_ten_facts_and_for_twenty(now: datetime) -> None:
    counts = []
    for facts in (10, 20):
        learner = GuestFactory.create()
        for number in range(facts):
            remember(learner, f"fact {number}", now)
        with CaptureQueriesContext(connection) as queries:
            report_progress(learner, now)
        counts.append(len(queries))
    assert counts == [3, 3]


def test_somebody_who_never_answered_is_told_so(client: Client, hadrut: None) -> None:
    assert client.get(reverse("quizzes:progress")).status_code == 200
    assert not Learner.objects.exists()


def test_the_progress_page_says_what_was_done(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        sitting = Sitting.begin(client)
        while not sitting.is_over():
            sitting.answer_right()
        response = client.get(reverse("quizzes:progress"))
    report = response.context["progress"]
    assert (report.due, report.met, report.answers) == (0, 10, 10)
    assert sum(day.facts for day in report.days) + report.later == 10


def test_the_first_page_knows_who_comes_back(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        first = client.get(reverse("quizzes:home"))
        assert first.context["today"] is None
        sitting = Sitting.begin(client)
        sitting.answer_wrong()
        page = client.get(reverse("quizzes:home"))
    assert page.context["today"].running == sitting.session
    assert reverse("quizzes:session", args=[sitting.session.key]) in page.content.decode()
