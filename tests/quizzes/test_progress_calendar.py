"""The calendar of questions answered: her days, as `quizzes.scheduling.days` knows them, counted by the database."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from quizzes.models import Answer, AskedQuestion, Learner, Question, QuizSession, ShownContent
from quizzes.reports.progress.answers import WEEKS_BACK, report_calendar
from quizzes.scheduling.days import day_of
from tests.quizzes.factories import GuestFactory

pytestmark = pytest.mark.django_db


def answer_at(learner: Learner, instants: list[datetime]) -> None:
    """An answer at each of these instants."""
    shown, _made = ShownContent.objects.get_or_create(digest="none", defaults={"content": {}})
    question, _made = Question.objects.get_or_create(key="fact#choice", fact_key="fact", shown=shown)
    session = QuizSession.objects.create(learner=learner, started_at=instants[0])
    asked = AskedQuestion.objects.bulk_create(
        AskedQuestion(session=session, position=number, question=question, shown=shown, order_seed=1, asked_at=at)
        for number, at in enumerate(instants)
    )
    Answer.objects.bulk_create(
        Answer(
            learner=learner,
            learner_seq=number + 1,
            asked=asked[number],
            fact_key="fact",
            rating=3,
            mapping_version=1,
            scheduler="fsrs-6/retention-0.80",
            memory_after={},
            taken_ms=0,
            answered_at=at,
        )
        for number, at in enumerate(instants)
    )


def test_the_calendar_shows_twelve_weeks_from_monday_up_to_today(now: datetime) -> None:
    wednesday = now + timedelta(days=2)
    calendar = report_calendar(GuestFactory.create(), wednesday)
    assert len(calendar.weeks) == WEEKS_BACK
    assert {week[0].on.weekday() for week in calendar.weeks} == {0}
    assert calendar.days[-1].on == date(2026, 3, 4)
    assert [len(week) for week in calendar.weeks] == [7] * 11 + [3]
    assert (calendar.total, calendar.questions, calendar.practised) == (0, 0, 0)


def test_an_answer_after_midnight_belongs_to_the_day_before(now: datetime) -> None:
    learner = GuestFactory.create(time_zone="Asia/Baku")
    three_at_night, four_in_the_morning = (
        datetime(2026, 3, 1, 23, 59, tzinfo=UTC),
        datetime(2026, 3, 2, 0, 0, tzinfo=UTC),
    )
    answer_at(learner, [three_at_night, four_in_the_morning, four_in_the_morning])
    counted = {day.on: day.questions for day in report_calendar(learner, now).days if day.questions}
    assert counted == {date(2026, 3, 1): 1, date(2026, 3, 2): 2}


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Santiago", "Asia/Kathmandu", "Pacific/Kiritimati"])
@pytest.mark.parametrize("now", [datetime(2026, 4, 12, 12, tzinfo=UTC), datetime(2026, 11, 2, 12, tzinfo=UTC)])
def test_the_database_counts_as_the_learners_day_says_also_when_clocks_change(zone: str, now: datetime) -> None:
    learner = GuestFactory.create(time_zone=zone)
    instants = [now - timedelta(hours=5 * number, minutes=number) for number in range(350)]
    answer_at(learner, instants)
    calendar = report_calendar(learner, now)
    expected = Counter(day_of(at, learner.zone) for at in instants)
    assert {day.on: day.questions for day in calendar.days if day.questions} == expected


def test_older_answers_count_in_the_total_alone(now: datetime) -> None:
    learner = GuestFactory.create()
    answer_at(learner, [now - timedelta(days=500), now - timedelta(days=1), now])
    calendar = report_calendar(learner, now)
    assert (calendar.total, calendar.questions, calendar.practised) == (3, 2, 2)


def test_what_a_fast_clock_dated_tomorrow_counts_today(now: datetime) -> None:
    learner = GuestFactory.create()
    answer_at(learner, [now + timedelta(days=1)])
    assert report_calendar(learner, now).days[-1].questions == 1


def test_another_learners_answers_are_not_hers(now: datetime) -> None:
    answer_at(GuestFactory.create(), [now])
    assert report_calendar(GuestFactory.create(), now).total == 0
