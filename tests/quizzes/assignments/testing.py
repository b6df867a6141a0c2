"""A class with a test, and a pupil who takes it."""

from collections.abc import Sequence
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.models import AskedQuestion, Assignment, Enrolment, Learner, Question, QuizSession
from quizzes.questions.values import Form
from quizzes.services.open_assignment import line_up
from quizzes.services.run_session import Outcome, Started, answer_question, asked_to_answer
from quizzes.services.sit_assignment import start_go
from tests.quizzes.class_factories import AssignmentFactory, EnrolmentFactory
from tests.quizzes.responses import right, wrong
from tests.quizzes.sitting import Sitting


def apart(count: int, form: str = Form.CHOICE) -> list[Question]:
    """So many questions of the record that may stand in one test."""
    rows = list(Question.objects.live().filter(form=form).select_related("shown").order_by("pk"))
    lineup = line_up(rows[: 4 * count], is_test=True)
    assert len(lineup.ready) >= count
    return [ready.question for ready in lineup.ready[:count]]


def give_test(questions: Sequence[Question], **conditions: Any) -> tuple[Assignment, Enrolment]:
    """A test that is open, and a pupil of the class that it is given to."""
    given = {"kind": Assignment.Kind.TEST, "feedback": Assignment.Feedback.AFTER_END, **conditions}
    assignment = AssignmentFactory.create(questions=list(questions), **given)
    return assignment, EnrolmentFactory.create(classroom=assignment.classroom)


def start(assignment: Assignment, learner: Learner) -> QuizSession:
    """Her next go, from the beginning."""
    outcome = start_go(assignment, learner)
    assert isinstance(outcome, Started), outcome
    return outcome.session


def waiting(session: QuizSession) -> AskedQuestion:
    """The question that waits in a session, as a request reads it."""
    session.refresh_from_db()
    return asked_to_answer().get(session=session, position=session.version)


def answer(session: QuizSession, *, rightly: bool = True) -> Outcome:
    """Answer the question that waits, now."""
    asked = waiting(session)
    return answer_question(asked, right(asked) if rightly else wrong(asked), timezone.now())


def browser_of(learner: Learner) -> Client:
    """The browser of a pupil without an account."""
    client = Client()
    session = client.session
    session["learner"] = str(learner.key)
    session.save()
    return client


def sit(assignment: Assignment, learner: Learner) -> Sitting:
    """She begins her next go at her browser."""
    client = browser_of(learner)
    reply = client.post(reverse("quizzes:assigned-start", args=[assignment.key]))
    assert reply.status_code == 302
    return Sitting(client, QuizSession.objects.select_related("learner").latest("pk"))
