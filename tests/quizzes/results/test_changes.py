"""The record changes after a class was asked: what is affected, what a regrade would do, and one button."""

from datetime import datetime

import pytest
from django.urls import reverse

from accounts.models import User
from history.models import Event
from quizzes.models import Assignment, Mark, Progress, Question, Regrade
from quizzes.questions.regrading import Outcome
from quizzes.questions.verdicts import Verdict
from quizzes.reports.results.changes import report_changes
from quizzes.reports.results.reading import read_results
from quizzes.services.decide_for_class import override_mark
from quizzes.services.regrade_class import foresee_class
from tests.factories import UserFactory
from tests.quizzes.class_factories import QuizSetFactory
from tests.quizzes.results.lessons import join, make_test, sit
from tests.quizzes.results.people import others, teacher_client
from tests.quizzes.results.test_results import cells
from tests.quizzes.test_regrade import KEY, decide, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher() -> User:
    return UserFactory.create()


@pytest.fixture
def sat(hadrut: None, teacher: User, now: datetime) -> Assignment:
    """Ada typed the day that the record gave, Eve something else; then the record gives another day."""
    typed = Question.objects.select_related("shown").get(key=f"happened:event/{KEY}#typed")
    other = Question.objects.live().filter(form="choice").exclude(event_key=KEY).select_related("shown")[0]
    quiz_set = QuizSetFactory.create(owner=teacher, title="Days of October")
    quiz_set.picks.create(question_key=typed.key, kind="pin")
    test = make_test(teacher, questions=[typed, other], quiz_set=quiz_set, title="The tenth")
    ada, eve = join(test, "Ada", "Eve")
    sit(ada, test, "rr", now)
    sit(eve, test, "wr", now)
    return test


def change_record() -> None:
    edit(Event.objects.get(key=KEY), "2020-10-11")


def page_of(test: Assignment) -> str:
    return reverse("quizzes:class-changes", args=[test.classroom.key])


def test_nothing_changed_and_nothing_to_do(sat: Assignment, teacher: User) -> None:
    client = teacher_client(teacher)
    page = client.get(page_of(sat)).content.decode()
    assert "All marks of this class would stand." in page
    assert "Mark these answers" not in page
    client.post(page_of(sat))
    assert not Regrade.objects.exists()


def test_a_change_shows_what_it_touches_and_what_a_regrade_would_do(sat: Assignment, teacher: User) -> None:
    change_record()
    report = report_changes(sat.classroom, teacher.pk)
    (assignment,) = report.assignments
    assert (assignment.title, assignment.quiz_set) == ("The tenth", "Days of October")
    assert [(one.number, one.changes[0].now) for one in assignment.questions] == [(1, "11 October 2020")]
    assert report.pinned_in == ("Days of October",)
    foreseen = foresee_class(sat.classroom)
    ada, eve = (sat.classroom.enrolments.get(name=name).learner_id for name in ("Ada", "Eve"))
    assert foreseen.moved == 1
    assert foreseen.outcomes[sat.pk, ada][Outcome.REMARKED] == 1
    assert foreseen.outcomes[sat.pk, eve][Outcome.STANDS] == 1
    page = teacher_client(teacher).get(page_of(sat)).content.decode()
    assert "The tenth" in page
    assert "Mark these answers of my class anew" in page
    class_page = teacher_client(teacher).get(reverse("quizzes:class-results", args=[sat.classroom.key]))
    assert "Changes of the record\n      (1)" in class_page.content.decode()


def test_the_button_marks_the_class_anew_once_and_nobody_else(sat: Assignment, teacher: User, now: datetime) -> None:
    elsewhere = make_test(UserFactory.create(), questions=[sat.questions.get(position=0).question])
    sit(join(elsewhere, "Mia")[0], elsewhere, "r", now)
    memories = list(Progress.objects.order_by("pk").values_list("memory", "due_at"))
    change_record()
    client = teacher_client(teacher)
    for _twice in range(2):
        assert client.post(page_of(sat)).status_code == 302
    assert cells(read_results(sat, now), "Ada") == "wr"
    assert cells(read_results(elsewhere, now), "Mia") == "r"
    done = Regrade.objects.get(classroom=sat.classroom)
    assert (done.state, done.remarked, done.void, done.decided_by) == ("done", 1, 0, teacher)
    assert Mark.objects.filter(reason="regrade").count() == 1
    assert list(Progress.objects.order_by("pk").values_list("memory", "due_at")) == memories
    page = client.get(page_of(sat)).content.decode()
    assert "1 re-marked, 0 void" in page
    assert "All marks of this class would stand." in page


def test_an_editors_regrade_afterwards_covers_everybody_and_marks_nothing_twice(
    sat: Assignment, teacher: User, now: datetime
) -> None:
    elsewhere = make_test(UserFactory.create(), questions=[sat.questions.get(position=0).question])
    sit(join(elsewhere, "Mia")[0], elsewhere, "r", now)
    change_record()
    teacher_client(teacher).post(page_of(sat))
    decide(Regrade.objects.get(classroom=None))
    assert cells(read_results(elsewhere, now), "Mia") == "w"
    assert Mark.objects.filter(reason="regrade").count() == 2


def test_what_a_teacher_marked_herself_stands(sat: Assignment, teacher: User, now: datetime) -> None:
    ada = sat.classroom.enrolments.get(name="Ada")
    eve = sat.classroom.enrolments.get(name="Eve")
    assigned = sat.questions.get(position=0)
    for pupil, verdict in ((ada, Verdict.VOID), (eve, Verdict.RIGHT)):
        asked = sat.sessions.get(learner=pupil.learner).asked.select_related("session").get(position=0)
        override_mark(assigned, asked, verdict, teacher.pk, "", now)
    change_record()
    assert foresee_class(sat.classroom).moved == 0
    assert not Regrade.objects.exists()  # nor is an editor offered one
    assert cells(read_results(sat, now), "Ada") == "vr"
    assert cells(read_results(sat, now), "Eve") == "rr"


@pytest.mark.parametrize("person", ["another teacher", "pupil", "pupil with an account"])
def test_nobody_else_sees_or_does_it(sat: Assignment, person: str) -> None:
    change_record()
    client = others(person, sat)
    for reply in (client.get(page_of(sat)), client.post(page_of(sat))):
        assert reply.status_code == (302 if person == "pupil" else 404)
    assert not Regrade.objects.exclude(classroom=None).exists()
