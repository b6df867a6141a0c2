"""Taking back an answer: one press, one answer, the memory exactly as it was."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Answer, AskedQuestion, Learner, Progress, QuizSession, Undo
from quizzes.services.run_session import Recorded, SetBack, answer_question, asked_to_answer, start_session
from quizzes.services.undo_answer import TooLate, Undone, undo_answer
from tests.quizzes.people import OTHERS, somebody
from tests.quizzes.responses import right
from tests.quizzes.sitting import Headers, Sitting
from tests.quizzes.test_answer_path import begin, rows_read_and_written

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def undo(sitting: Sitting, position: int, client: Client | None = None, headers: Headers = None) -> int:
    """Press the button; the status of the reply."""
    url = reverse("quizzes:session-undo", args=[sitting.session.key])
    return (client or sitting.client).post(url, {"position": position}, headers=dict(headers or {})).status_code


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_first_answer_on_a_fact_leaves_nothing_and_its_question_returns(
    client: Client, hadrut: None, headers: dict[str, str]
) -> None:
    sitting = Sitting.begin(client)
    question, following = sitting.asked.question, sitting.session.plan[0][0]
    sitting.answer_wrong()
    assert undo(sitting, 0, headers=headers) == 302
    assert not Progress.objects.exists()
    assert sitting.asked.question == question
    assert (sitting.asked.position, sitting.asked.number) == (2, 1)
    assert "Question 1 of 10" in sitting.page().content.decode()
    # The question that had waited comes next, and the second asking that the mistake had brought is gone.
    assert sitting.session.plan[0][0] == following
    assert [entry for entry in sitting.session.plan if entry[1]] == []


def test_the_memory_is_exactly_what_it_was_before(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        first = Sitting.begin(client)
        fact = first.asked.question.fact_key
        first.answer_wrong()
    before = Progress.objects.values("memory", "due_at", "reviews", "lapses").get(fact_key=fact)
    with time_machine.travel(now + timedelta(days=3), tick=False):
        second = Sitting.begin(client)
        assert second.asked.question.fact_key == fact
        second.answer_right()
        assert undo(second, 0) == 302
    assert Progress.objects.values("memory", "due_at", "reviews", "lapses").get(fact_key=fact) == before
    assert Answer.objects.get(undo__isnull=False).memory_before == before["memory"]


def test_pressing_twice_takes_back_one_answer_once(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    for _question in range(3):
        sitting.answer_right()
    assert [undo(sitting, 2), undo(sitting, 2)] == [302, 302]
    assert Undo.objects.count() == 1
    assert Answer.objects.counted().count() == Progress.objects.count() == 2
    assert sitting.asked.position == 4


def test_one_after_another_can_be_taken_back_and_answered_again(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    asked = []
    for _question in range(3):
        asked.append(sitting.asked.question)
        sitting.answer_wrong()
    for position in (2, 1, 0):
        assert f'name="position" value="{position}"' in " ".join(sitting.page().content.decode().split())
        assert undo(sitting, position) == 302
    assert not Progress.objects.exists()
    assert "Take back" not in sitting.page().content.decode()
    again = []
    while not sitting.is_over():
        again.append(sitting.asked.question)
        sitting.answer_right()
    assert again[:3] == asked
    assert len(again) == 10
    assert "10</strong> of <strong>10</strong>" in sitting.page().content.decode()


def test_only_the_latest_answer_of_the_session_can_be_taken_back(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_right()
    sitting.answer_right()
    assert undo(sitting, 0) == 409
    assert not Undo.objects.exists()


def test_an_answer_that_another_session_built_on_stays(hadrut: None, now: datetime) -> None:
    one = begin(now)
    twin = QuizSession.objects.create(learner=one.session.learner, started_at=now)
    AskedQuestion.objects.create(
        session=twin, position=0, question=one.question, shown=one.shown, order_seed=1, asked_at=now
    )
    answer_question(one, right(one), now)
    answer_question(asked_to_answer().get(session=twin), right(one), now + timedelta(days=9))
    assert isinstance(undo_answer(one.session, 0, now), TooLate)
    assert isinstance(undo_answer(twin, 0, now), Undone)
    assert Progress.objects.get().memory == Answer.objects.get(learner_seq=1).memory_after
    # The twin had nothing more to ask and was over; now its question waits again.
    twin.refresh_from_db()
    assert twin.finished_at is None


def test_taking_back_the_last_answer_of_all_reopens_the_session(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    while not sitting.is_over():
        last = sitting.asked
        sitting.answer_right()
    assert "Take back" in sitting.page().content.decode()
    assert undo(sitting, last.position) == 302
    assert not sitting.is_over()
    assert sitting.asked.question == last.question
    assert "Question 10 of 10" in sitting.page().content.decode()
    sitting.answer_right()
    assert sitting.is_over()


def test_what_was_taken_back_is_neither_shown_nor_counted(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_wrong()
    undo(sitting, 0)
    for position in (0, 1):
        url = reverse("quizzes:session-answered", args=[sitting.session.key, position])
        assert client.get(url)["Location"] == reverse("quizzes:session", args=[sitting.session.key])
    while not sitting.is_over():
        sitting.answer_right()
    page = sitting.page().content.decode()
    assert "10</strong> of <strong>10</strong>" in page
    assert "Not right." not in page


@pytest.mark.parametrize("position", [0, 1])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_sent_to_what_was_taken_back_is_told_so(
    client: Client, hadrut: None, position: int, headers: dict[str, str]
) -> None:
    sitting = Sitting.begin(client)
    fields = sitting.right_answer()
    sitting.answer_right()
    waiting = sitting.right_answer()
    undo(sitting, 0)
    response = sitting.post(waiting if position else fields, position=position, headers=headers)
    assert response.status_code == 409
    assert "was not recorded" in response.content.decode()
    assert Answer.objects.count() == 1


def test_undo_and_an_answer_at_once_do_not_both_win(hadrut: None, now: datetime) -> None:
    first = begin(now)
    answer_question(first, right(first), now)
    # Both requests read the session before either wrote.
    waiting = asked_to_answer().get(position=1)
    assert isinstance(undo_answer(first.session, 0, now), Undone)
    assert isinstance(answer_question(waiting, right(waiting), now), SetBack)
    assert Answer.objects.count() == 1


def test_an_undo_elsewhere_is_seen_by_an_answer_that_was_under_way(hadrut: None, now: datetime) -> None:
    one = begin(now)
    twin = QuizSession.objects.create(learner=one.session.learner, started_at=now)
    asked = AskedQuestion.objects.create(
        session=twin, position=0, question=one.question, shown=one.shown, order_seed=1, asked_at=now
    )
    answer_question(one, right(one), now)
    stale = asked_to_answer().get(pk=asked.pk)
    assert isinstance(undo_answer(one.session, 0, now), Undone)
    assert isinstance(answer_question(stale, right(stale), now), Recorded)
    assert Answer.objects.get(asked=asked).memory_before is None
    assert Progress.objects.get().reviews == 1


def test_numbers_grow_with_answers_and_undos(hadrut: None, now: datetime) -> None:
    asked = begin(now)
    answer_question(asked, right(asked), now)
    undo_answer(asked.session, 0, now)
    again = asked_to_answer().get(position=2)
    answer_question(again, right(again), now)
    assert list(Answer.objects.values_list("learner_seq", flat=True)) == [1, 3]
    assert Learner.objects.get(pk=asked.session.learner_id).answers_given == 3


@pytest.mark.parametrize("position", ["", "7", "-1", "x"])
def test_what_was_never_answered_cannot_be_taken_back(client: Client, hadrut: None, position: str) -> None:
    sitting = Sitting.begin(client)
    url = reverse("quizzes:session-undo", args=[sitting.session.key])
    assert client.post(url, {"position": position}).status_code == 404


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_takes_it_back(client: Client, hadrut: None, person: str) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_right()
    assert undo(sitting, 0, somebody(person)) == 404
    assert undo(sitting, 0) == 302


def test_a_long_history_costs_an_undo_no_more_queries(hadrut: None, now: datetime) -> None:
    counts = []
    learner = begin(now).session.learner
    for _round in range(3):
        start_session(learner, "battle-of-hadrut", now, ahead=True)
        asked = asked_to_answer().filter(position=0).order_by("-pk")[0]
        answer_question(asked, right(asked), now)
        with CaptureQueriesContext(connection) as queries:
            undo_answer(asked.session, 0, now)
        counts.append(len(rows_read_and_written(queries)))
    assert counts == [counts[0]] * 3
