"""What a learner is told about what she remembers."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Learner, Progress, Question, SetAside, ShownContent, Undo
from quizzes.questions.lines import line_of
from quizzes.reports.progress import DAYS_AHEAD, LEARNED_DAYS, report_progress
from quizzes.scheduling.days import day_of, end_of_day
from tests.quizzes.factories import GuestFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db


def remember(
    learner: Learner, fact: str, due: datetime, stability: float = 3.0, *, seen: datetime | None = None, lapses: int = 0
) -> None:
    """A memory of a fact, last asked when it is due unless the test says when."""
    memory = {
        "stability": stability,
        "difficulty": 5.0,
        "due": due.isoformat(),
        "last_review": (seen or due).isoformat(),
        "reviews": 1 + lapses,
        "lapses": lapses,
    }
    Progress.objects.create(
        learner=learner, fact_key=fact, memory=memory, due_at=due, reviews=1 + lapses, lapses=lapses
    )


def ask_about(fact: str, *, topic: str = "", event: str = "", family: str = "date", form: str = "choice") -> Question:
    """A live question about a fact."""
    shown, _made = ShownContent.objects.get_or_create(
        digest=event or "none", defaults={"content": {"event_title": event.replace("-", " ").title()}}
    )
    return Question.objects.create(
        key=f"{fact}#{form}",
        fact_key=fact,
        topic=topic,
        event_key=event,
        family=family,
        form=form,
        line=line_of(form),
        prompt=f"What about {fact}?",
        shown=shown,
        is_live=True,
    )


def count_queries(learner: Learner, now: datetime) -> int:
    """How many queries the report takes."""
    with CaptureQueriesContext(connection) as queries:
        report_progress(learner, now)
    return len(queries)


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


def test_the_report_takes_fifteen_queries_for_ten_facts_and_for_twenty(now: datetime) -> None:
    counts = []
    for facts in (10, 20):
        learner = GuestFactory.create()
        for number in range(facts):
            fact = f"fact {facts}/{number}"
            ask_about(fact, topic="siege", event=f"event-{facts}-{number}")
            remember(learner, fact, now, lapses=2)
        counts.append(count_queries(learner, now))
    assert counts == [15, 15]


def test_the_report_takes_fifteen_queries_for_one_topic_and_for_five(now: datetime) -> None:
    counts = []
    for topics in (1, 5):
        learner = GuestFactory.create()
        for number in range(topics):
            fact = f"fact {topics}/{number}"
            ask_about(fact, topic=f"topic-{topics}-{number}", event=f"event-{topics}-{number}")
            remember(learner, fact, now, lapses=2)
        counts.append(count_queries(learner, now))
    assert counts == [15, 15]


def test_what_she_would_recall_falls_day_by_day_if_she_stops(now: datetime) -> None:
    learner = GuestFactory.create()
    remember(learner, "just asked", now, stability=2.0, seen=now)
    remember(learner, "long ago", now, stability=30.0, seen=now - timedelta(days=30))
    recall = report_progress(learner, now).recall
    assert [recall[0].on, recall[30].on] == [date(2026, 3, 2), date(2026, 4, 1)]
    assert recall[0].facts == pytest.approx(1.9)  # FSRS: recall is nine tenths when the stability has passed
    assert recall[2].facts == pytest.approx(0.9 + 0.9, abs=0.01)
    assert all(before.facts > after.facts for before, after in pairwise(recall))


def test_memory_by_topic_family_and_event_adds_up_to_what_she_has_met(now: datetime) -> None:
    learner = GuestFactory.create()
    ask_about("a", topic="siege", event="first-day", family="date")
    ask_about("a", topic="siege", event="first-day", family="date", form="typed")
    ask_about("b", topic="siege", event="last-day", family="claimant")
    ask_about("c", topic="", event="", family="place")
    for fact in ("a", "b", "c", "gone from the record"):
        remember(learner, fact, now, stability=1.0, seen=now - timedelta(days=9 if fact == "b" else 0))
    report = report_progress(learner, now)
    for grouping in (report.topics, report.families, report.events):
        assert sum(group.facts for group in grouping.groups) == report.met == 4
        assert sum(group.now for group in grouping.groups) == pytest.approx(report.recalled_now)
        assert sum(group.later for group in grouping.groups) == pytest.approx(report.recalled_later)
    assert [(group.title, group.event) for group in report.events.groups] == [
        ("Last Day", "last-day"),  # the weakest first
        ("First Day", "first-day"),
        ("Not about one event", ""),
        ("No longer asked about", ""),
    ]
    assert report.families.weakest.title == "Who says so"
    assert report.no_longer_asked == 1


def test_a_withdrawn_question_leaves_its_fact_counted_as_no_longer_asked_about(now: datetime) -> None:
    learner = GuestFactory.create()
    ask_about("a", topic="siege", event="first-day")
    remember(learner, "a", now, lapses=4)
    Question.objects.update(is_live=False)
    report = report_progress(learner, now)
    assert [group.title for group in report.events.groups] == ["No longer asked about"]
    assert (report.met, report.no_longer_asked, report.hardest) == (1, 1, ())


def test_very_many_events_make_twelve_bars_and_still_add_up(now: datetime) -> None:
    learner = GuestFactory.create()
    for number in range(30):
        ask_about(f"fact {number}", event=f"event-{number}")
        remember(learner, f"fact {number}", now, stability=1.0 + number, seen=now - timedelta(days=5))
    groups = report_progress(learner, now).events.groups
    assert len(groups) == 12
    assert groups[-1].title == "19 others, held better"
    assert sum(group.facts for group in groups) == 30


def test_the_hardest_facts_are_those_forgotten_most_then_those_that_fade_fastest(now: datetime) -> None:
    learner = GuestFactory.create()
    for fact in ("often", "twice", "missed at first", "known", "learned by now"):
        ask_about(fact, event="first-day")
    remember(learner, "known", now, stability=5.0)
    remember(learner, "missed at first", now, stability=0.2)
    remember(learner, "twice", now, lapses=2)
    remember(learner, "often", now, lapses=7)
    remember(learner, "learned by now", now, stability=LEARNED_DAYS, lapses=9)
    hardest = report_progress(learner, now).hardest
    assert [(fact.prompt, fact.lapses) for fact in hardest] == [
        ("What about often?", 7),
        ("What about twice?", 2),
        ("What about missed at first?", 0),
    ]
    assert {(fact.event, fact.event_title) for fact in hardest} == {("first-day", "First Day")}


def test_what_is_set_aside_is_remembered_but_does_not_come(now: datetime) -> None:
    learner = GuestFactory.create()
    tonight, tomorrow = end_of_day(now, learner.zone), date(2026, 3, 3)
    for fact, until in (("for good", None), ("until tomorrow", tonight)):
        shown = ask_about(fact).shown
        assert shown
        remember(learner, fact, now, lapses=3)
        SetAside.objects.create(learner=learner, fact_key=fact, shown=shown, until=until, created_at=now)
    report = report_progress(learner, now)
    assert (report.met, report.due, report.later) == (2, 0, 0)
    assert [(day.on, day.facts) for day in report.days if day.facts] == [(tomorrow, 1)]
    assert [fact.prompt for fact in report.hardest] == ["What about until tomorrow?"]


def test_an_answer_taken_back_is_in_no_calendar(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        sitting = Sitting.begin(client)
        sitting.answer_right()
        sitting.answer_wrong()
    learner = sitting.session.learner
    Undo.objects.create(answer=learner.answers.latest("learner_seq"), undone_at=now)
    calendar = report_progress(learner, now).calendar
    assert (calendar.total, calendar.questions) == (1, 1)


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
    assert (report.due, report.met, report.questions) == (0, 10, 10)
    assert report.coming + report.later == 10
    assert report.calendar.busiest.questions == 10


def test_the_first_page_knows_who_comes_back(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        first = client.get(reverse("quizzes:home"))
        assert first.context["today"] is None
        sitting = Sitting.begin(client)
        sitting.answer_wrong()
        page = client.get(reverse("quizzes:home"))
    assert page.context["today"].running == sitting.session
    assert reverse("quizzes:session", args=[sitting.session.key]) in page.content.decode()
