"""What was set for a pupil: before she begins, while a test runs, and afterwards."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from quizzes.models import Assignment, Learner, QuizSession
from quizzes.services.sit_assignment import start_go
from tests.browser.visiting import Visit, state
from tests.factories import UserFactory
from tests.quizzes.assignments.testing import apart, give_test
from tests.quizzes.class_factories import ClassroomFactory, GroupFactory, QuizSetFactory, SetPartFactory
from tests.quizzes.sitting import Sitting


def be_given(visit: Visit, **conditions: Any) -> tuple[Assignment, Learner]:
    """Become a pupil who has a test of three questions to take."""
    given = {"title": "The Battle of Hadrut", "minutes": 20, "goes": 2, "closes_at": timezone.now() + timedelta(days=1)}
    assignment, pupil = give_test(apart(3), **{**given, **conditions})
    session = visit.client.session
    session["learner"] = str(pupil.learner.key)
    session.save()
    return assignment, pupil.learner


def begin(visit: Visit, **conditions: Any) -> Sitting:
    """Begin that test."""
    start_go(*be_given(visit, **conditions))
    return Sitting(visit.client, QuizSession.objects.latest("pk"))


@state("quizzes:home")
def home_with_something_set(visit: Visit) -> None:
    be_given(visit)
    visit.open("quizzes:home")


@state("quizzes:assigned-all")
def nothing_set(visit: Visit) -> None:
    visit.open("quizzes:assigned-all")


@state("quizzes:assigned-all")
def all_that_was_set(visit: Visit) -> None:
    be_given(visit)
    visit.open("quizzes:assigned-all")


@state("quizzes:assigned", few=True)
def a_test_before_it_begins(visit: Visit) -> None:
    assignment, _learner = be_given(visit)
    visit.open("quizzes:assigned", assignment.key)


@state("quizzes:assigned")
def a_practice_before_it_begins(visit: Visit) -> None:
    assignment, _learner = be_given(visit, kind=Assignment.Kind.PRACTICE)
    visit.open("quizzes:assigned", assignment.key)


@state("quizzes:assigned")
def a_test_that_was_handed_in(visit: Visit) -> None:
    sitting = begin(visit, goes=1)
    QuizSession.objects.all().end(timezone.now())
    assert sitting.session.assignment is not None
    visit.open("quizzes:assigned", sitting.session.assignment.key)


@state("quizzes:session", few=True)
def a_question_of_a_test(visit: Visit) -> None:
    sitting = begin(visit)
    sitting.answer_wrong()
    visit.open("quizzes:session", sitting.session.key)


@state("quizzes:session-answered")
def an_answer_that_was_kept(visit: Visit) -> None:
    sitting = begin(visit)
    sitting.answer_wrong()
    visit.open("quizzes:session-answered", sitting.session.key, 0)


@state("quizzes:session-hand-in")
def a_test_about_to_be_handed_in(visit: Visit) -> None:
    sitting = begin(visit)
    sitting.answer_right()
    visit.open("quizzes:session-hand-in", sitting.session.key)


@state("quizzes:session")
def all_of_a_test_answered(visit: Visit) -> None:
    sitting = begin(visit)
    for _question in range(3):
        sitting.answer_right()
    visit.open("quizzes:session", sitting.session.key)


@state("quizzes:session")
def a_test_handed_in_without_results(visit: Visit) -> None:
    sitting = begin(visit)
    sitting.answer_right()
    QuizSession.objects.all().end(timezone.now())
    visit.open("quizzes:session", sitting.session.key)


@state("quizzes:session")
def a_test_with_its_results(visit: Visit) -> None:
    a_test_handed_in_without_results(visit)
    Assignment.objects.update(released_at=timezone.now())
    visit.open("quizzes:session", QuizSession.objects.latest("pk").key)


def teach(visit: Visit, **conditions: Any) -> Assignment:
    """Become a teacher with a class, a set and an assignment."""
    user = UserFactory.create()
    visit.client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    classroom = ClassroomFactory.create(teacher=user, title="7b")
    quiz_set = QuizSetFactory.create(owner=user, title="The Battle of Hadrut")
    SetPartFactory.create(quiz_set=quiz_set, filters={"forms": ["choice"]}, wanted=8)
    GroupFactory.create(classroom=classroom, title="Group A")
    given = {"title": "The Battle of Hadrut", "minutes": 20, "goes": 2, "closes_at": timezone.now() + timedelta(days=1)}
    assignment, _pupil = give_test(apart(3), classroom=classroom, quiz_set=quiz_set, **{**given, **conditions})
    return assignment


@state("quizzes:assignment-new", few=True)
def a_new_assignment(visit: Visit) -> None:
    visit.open("quizzes:assignment-new", teach(visit).classroom.key)


@state("quizzes:assignment-new")
def a_new_assignment_that_cannot_be(visit: Visit) -> None:
    visit.open("quizzes:assignment-new", teach(visit).classroom.key)
    visit.complaints.expect(422)
    visit.page.locator("[name=quiz_set]").select_option(label="The Battle of Hadrut")
    visit.page.locator("[name=is_to_all]").uncheck()
    visit.page.locator("main form .button--main").click()
    visit.wait_for("Say who is to have it")


@state("quizzes:assignment")
def a_draft(visit: Visit) -> None:
    visit.open("quizzes:assignment", teach(visit, opened_at=None).key)


@state("quizzes:assignment", few=True)
def an_assignment_that_is_open(visit: Visit) -> None:
    assignment = teach(visit)
    pupil = assignment.classroom.enrolments.get()
    start_go(assignment, pupil.learner)
    visit.open("quizzes:assignment", assignment.key)


@state("quizzes:assignment")
def an_assignment_that_is_over(visit: Visit) -> None:
    visit.open("quizzes:assignment", teach(visit, closed_at=timezone.now(), released_at=timezone.now()).key)
