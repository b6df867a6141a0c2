"""How hard questions turned out to be."""

from datetime import datetime

import pytest

from quizzes.models import Answer, AskedQuestion, Mark, Question, QuizSession, Undo
from quizzes.questions.difficulty import ENOUGH_ANSWERS
from quizzes.questions.sets import Filters
from quizzes.services.filter_questions import filter_questions
from quizzes.services.refresh_questions import refresh_all
from quizzes.services.weigh_questions import weigh_questions
from tests.quizzes.factories import GuestFactory

pytestmark = pytest.mark.django_db


def first_answers(question: Question, verdicts: list[str], now: datetime, *, memory: object = None) -> list[Answer]:
    """Each by somebody else, who meets the Fact for the first time unless she has a memory of it."""
    assert question.shown
    answers = []
    for verdict in verdicts:
        learner = GuestFactory.create()
        session = QuizSession.objects.create(learner=learner, started_at=now)
        asked = AskedQuestion.objects.create(
            session=session, position=0, question=question, shown=question.shown, order_seed=1, asked_at=now
        )
        answer = Answer.objects.create(
            learner=learner,
            learner_seq=1,
            asked=asked,
            fact_key=question.fact_key,
            mapping_version=1,
            scheduler="",
            memory_before=memory,
            taken_ms=1,
            answered_at=now,
        )
        Mark.objects.create(answer=answer, fact_key=question.fact_key, verdict=verdict, marked_at=now)
        answers.append(answer)
    return answers


@pytest.fixture
def question(hadrut: None) -> Question:
    found = Question.objects.live().filter(form="choice").exclude(difficulty_guessed="hard").first()
    assert found
    return found


def test_what_most_missed_at_first_is_hard(question: Question, now: datetime) -> None:
    hard = filter_questions(Filters.from_json({"difficulties": ["hard"]}))
    assert question not in hard
    first_answers(question, ["wrong"] * ENOUGH_ANSWERS, now)
    assert weigh_questions() == 1
    assert question in hard.all()
    assert question not in filter_questions(Filters.from_json({"difficulties": ["easy", "middling"]}))
    assert weigh_questions() == 0
    refresh_all()
    assert question in hard.all()


def test_a_mark_that_was_changed_counts_as_it_is_now(question: Question, now: datetime) -> None:
    for answer in first_answers(question, ["wrong"] * ENOUGH_ANSWERS, now):
        Mark.objects.create(answer=answer, fact_key=question.fact_key, verdict="right", marked_at=now)
    weigh_questions()
    question.refresh_from_db()
    assert question.difficulty_measured == "easy"


def test_what_says_nothing_about_a_first_meeting_does_not_count(question: Question, now: datetime) -> None:
    first_answers(question, ["wrong"] * (ENOUGH_ANSWERS - 1), now)
    first_answers(question, ["recalled", "forgotten", "void"] * 9, now)
    first_answers(question, ["wrong"] * ENOUGH_ANSWERS, now, memory={"stability": 2})
    for answer in first_answers(question, ["wrong"] * 5, now):
        Undo.objects.create(answer=answer, undone_at=now)
    assert weigh_questions() == 0


def test_answers_that_were_erased_leave_no_trace(question: Question, now: datetime) -> None:
    answers = first_answers(question, ["wrong"] * ENOUGH_ANSWERS, now)
    weigh_questions()
    Answer.objects.filter(pk=answers[0].pk).delete()
    assert weigh_questions() == 1
    question.refresh_from_db()
    assert question.difficulty_measured == ""
