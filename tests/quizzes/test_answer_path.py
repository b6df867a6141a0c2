"""The moment of answering: how many queries, and what happens when two requests meet."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Answer, AskedQuestion, Learner, Progress, QuizSession
from quizzes.questions.responses import Response
from quizzes.services.record_answer import clamp_taken
from quizzes.services.run_session import (
    Conflict,
    Recorded,
    Repeated,
    answer_question,
    asked_to_answer,
    start_session,
)
from tests.factories import UserFactory
from tests.quizzes.factories import LearnerFactory
from tests.quizzes.responses import right
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def rows_read_and_written(queries: CaptureQueriesContext) -> list[str]:
    """The queries without what opens and closes the transaction."""
    return [query["sql"] for query in queries if not query["sql"].startswith(TRANSACTION)]


@pytest.mark.parametrize(("person", "expected"), [("guest", 9), ("user", 10)])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_takes_ten_queries_with_session_and_user(
    client: Client, hadrut: None, person: str, expected: int, headers: dict[str, str]
) -> None:
    if person == "user":
        client.force_login(UserFactory.create())
    sitting = Sitting.begin(client)
    for _question in range(4):
        fields = sitting.right_answer()
        position = sitting.asked.position
        with CaptureQueriesContext(connection) as queries:
            sitting.post(fields, position=position, headers=headers)
        assert len(rows_read_and_written(queries)) == expected, rows_read_and_written(queries)


def test_a_long_history_costs_no_more_queries(client: Client, hadrut: None) -> None:
    client.force_login(user := UserFactory.create())
    learner = LearnerFactory.create(user=user)
    fill_history(learner, 300)
    sitting = Sitting.begin(client)
    fields = sitting.right_answer()
    with CaptureQueriesContext(connection) as queries:
        sitting.post(fields, position=0)
    assert len(rows_read_and_written(queries)) == 10


def fill_history(learner: Learner, facts: int) -> None:
    """Memories of facts that are no longer on record."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    memory = {"stability": 3.0, "difficulty": 5.0, "due": now.isoformat(), "last_review": now.isoformat()}
    Progress.objects.bulk_create(
        Progress(
            learner=learner,
            fact_key=f"gone:{number}",
            memory={**memory, "reviews": 1, "lapses": 0},
            due_at=now,
            reviews=1,
        )
        for number in range(facts)
    )


def begin(now: datetime) -> AskedQuestion:
    """A learner's first question, as a request reads it."""
    learner = LearnerFactory.create()
    start_session(learner, "battle-of-hadrut", now)
    return read_first()


def read_first() -> AskedQuestion:
    """The first question of the only session, read as another request would."""
    return asked_to_answer().get(position=0)


def test_two_tabs_that_read_the_same_question_record_one_answer(hadrut: None, now: datetime) -> None:
    one = begin(now)
    other = read_first()
    key = right(one)
    assert isinstance(answer_question(one, key, now), Recorded)
    assert isinstance(answer_question(other, key, now), Repeated)
    assert Answer.objects.count() == 1
    assert Progress.objects.get().reviews == 1
    assert QuizSession.objects.get().version == 1


def test_the_second_tab_learns_of_the_first_ones_answer(hadrut: None, now: datetime) -> None:
    one = begin(now)
    other = read_first()
    answer_question(one, right(one), now)
    outcome = answer_question(other, Response(), now)
    assert isinstance(outcome, Conflict)
    assert outcome.verdict == "right"
    assert Answer.objects.count() == 1


def test_two_sessions_at_once_give_each_answer_its_own_number(hadrut: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    for _session in range(2):
        start_session(learner, "battle-of-hadrut", now)
    # Both requests read the learner before either wrote.
    one, other = asked_to_answer().filter(position=0)
    for asked in (one, other):
        answer_question(asked, right(asked), now)
    assert list(Answer.objects.values_list("learner_seq", flat=True)) == [1, 2]
    assert Learner.objects.get().answers_given == 2


def test_two_sessions_that_meet_on_one_fact_move_its_memory_twice(hadrut: None, now: datetime) -> None:
    one = begin(now)
    twin = QuizSession.objects.create(learner=one.session.learner, started_at=now)
    asked = AskedQuestion.objects.create(
        session=twin, position=0, question=one.question, shown=one.shown, order_seed=1, asked_at=now
    )
    stale = asked_to_answer().get(pk=asked.pk)
    answer_question(one, right(one), now)
    answer_question(stale, right(one), now + timedelta(days=9))
    assert Progress.objects.get().reviews == 2
    assert Answer.objects.get(learner_seq=2).memory_before == Answer.objects.get(learner_seq=1).memory_after


@pytest.mark.parametrize(
    ("taken", "possible", "milliseconds"),
    [(3, 10, 3000), (30, 10, 10_000), (-5, 10, 0), (10_000, 20_000, 600_000), (3, -1, 0)],
)
def test_the_time_taken_is_clamped_to_what_is_possible(taken: int, possible: int, milliseconds: int) -> None:
    assert clamp_taken(timedelta(seconds=taken), timedelta(seconds=possible)) == milliseconds


def test_the_browser_says_when_the_page_was_shown(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    shown_at = int(datetime.now(UTC).timestamp() * 1000) - 5000
    AskedQuestion.objects.update(asked_at=datetime.now(UTC) - timedelta(minutes=1))
    sitting.post({"shown_at": str(shown_at), **sitting.right_answer()})
    assert 5000 <= Answer.objects.get().taken_ms < 15_000


@pytest.mark.parametrize("shown_at", ["", "-1", "soon", "9" * 30])
def test_a_broken_clock_is_no_reason_to_lose_an_answer(client: Client, hadrut: None, shown_at: str) -> None:
    sitting = Sitting.begin(client)
    assert sitting.post({"shown_at": shown_at, **sitting.right_answer()}).status_code == 302
    assert Answer.objects.count() == 1


def test_the_page_of_a_question_reads_and_writes_nothing(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("quizzes:session", args=[sitting.session.key]))
    assert all(sql.startswith("SELECT") for sql in rows_read_and_written(queries))
    assert len(queries) == 3
