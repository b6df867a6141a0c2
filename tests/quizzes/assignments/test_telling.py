"""Nothing tells what an answer was worth before it may be seen: the phrases that all pages go by."""

from datetime import timedelta

import pytest

from quizzes.models import Accommodation, Answer, Assignment, Progress, QuizSession
from quizzes.models.clock import GRACE
from quizzes.models.telling import may_see
from quizzes.services.run_session import start_session
from tests.quizzes.assignments.conftest import FakeClock
from tests.quizzes.assignments.testing import answer, apart, give_test, start
from tests.quizzes.class_factories import EnrolmentFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
Feedback = Assignment.Feedback


def is_told() -> bool:
    """Whether the one answer, its session and what it moved may be seen; they agree."""
    said = {
        Answer.objects.told().exists(),
        not Answer.objects.untold().exists(),
        QuizSession.objects.told().exists(),
        Progress.objects.told(untold()).exists(),
        may_see(Answer.objects.with_told().get()),
    }
    assert len(said) == 1
    return True in said


def untold() -> set[str]:
    """The facts of which the one learner here is told nothing."""
    return Answer.objects.untold_facts(Answer.objects.all()[0].learner)


def sit(clock: FakeClock, feedback: str, **conditions: object) -> QuizSession:
    """A session in which one of two questions is answered."""
    assignment, pupil = give_test(apart(2), feedback=feedback, **conditions)
    session = start(assignment, pupil.learner)
    answer(session)
    return session


def test_what_nobody_set_is_told_at_once(hadrut: None, clock: FakeClock) -> None:
    start_session(EnrolmentFactory.create().learner, "battle-of-hadrut", clock.at)
    answer(QuizSession.objects.get())
    assert is_told()


@pytest.mark.parametrize(
    ("feedback", "at_once", "handed_in", "ended", "released"),
    [
        (Feedback.AT_ONCE, True, True, True, True),
        (Feedback.HAND_IN, False, True, True, True),
        (Feedback.AFTER_END, False, False, True, True),
        (Feedback.RELEASE, False, False, False, True),
    ],
)
def test_each_kind_of_feedback_tells_when_it_says(
    hadrut: None, clock: FakeClock, feedback: str, at_once: bool, handed_in: bool, ended: bool, released: bool
) -> None:
    session = sit(clock, feedback, closes_at=clock.at + HOUR)
    assert is_told() is at_once
    QuizSession.objects.filter(pk=session.pk).end(clock.at)
    assert is_told() is handed_in
    clock.pass_by(hours=1)
    assert is_told() is handed_in  # what is on its way to other sessions still counts
    clock.pass_by(seconds=GRACE.total_seconds())
    assert is_told() is ended
    Assignment.objects.update(released_at=clock.at)
    assert is_told() is released
    # Taken back, the same holds as before.
    Assignment.objects.update(released_at=None)
    assert is_told() is ended


def test_a_session_that_nobody_handed_in_is_told_when_its_time_is_over(hadrut: None, clock: FakeClock) -> None:
    sit(clock, Feedback.HAND_IN, minutes=10)
    clock.pass_by(minutes=10, seconds=GRACE.total_seconds() - 1)
    assert not is_told()
    clock.pass_by(seconds=1)
    assert is_told()


def test_the_end_for_everybody_is_the_latest_that_anybody_has(hadrut: None, clock: FakeClock) -> None:
    session = sit(clock, Feedback.AFTER_END, closes_at=clock.at + HOUR)
    assert session.assignment is not None
    other = EnrolmentFactory.create(classroom=session.assignment.classroom)
    Accommodation.objects.create(assignment=session.assignment, enrolment=other, closes_at=clock.at + 3 * HOUR)
    clock.pass_by(hours=2)
    assert not is_told()
    clock.pass_by(hours=1, seconds=GRACE.total_seconds())
    assert is_told()


def test_who_ends_a_test_early_ends_it_for_everybody(hadrut: None, clock: FakeClock) -> None:
    sit(clock, Feedback.AFTER_END)
    clock.pass_by(hours=300)
    assert not is_told()
    Assignment.objects.update(closed_at=clock.at)
    assert is_told()


def test_a_change_of_feedback_does_not_touch_a_session_that_runs(hadrut: None, clock: FakeClock) -> None:
    sit(clock, Feedback.AFTER_END)
    Assignment.objects.update(feedback=Feedback.AT_ONCE)
    assert not is_told()


def test_what_was_set_by_an_assignment_that_is_no_more_is_told(hadrut: None, clock: FakeClock) -> None:
    sit(clock, Feedback.RELEASE)
    Assignment.objects.all().delete()
    assert is_told()


def test_only_what_the_test_asked_about_is_held_back(hadrut: None, clock: FakeClock) -> None:
    session = sit(clock, Feedback.RELEASE)
    start_session(session.learner, "battle-of-hadrut", clock.at)
    for _question in range(3):
        answer(QuizSession.objects.get(assignment=None))
    asked = set(Answer.objects.untold().values_list("fact_key", flat=True))
    assert len(asked) == 1
    told = set(Progress.objects.told(untold()).values_list("fact_key", flat=True))
    assert told == set(Progress.objects.values_list("fact_key", flat=True)) - asked
    assert told
