"""Who is erased, by whom, and what is left."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Classroom, Enrolment, Learner, QuizSession, Teaching
from tests.accounts.people import PASSWORD, sign_up
from tests.quizzes.class_factories import AssignmentFactory, EnrolmentFactory, TeachingFactory
from tests.quizzes.classes.people import Teacher, pupil_named, sign_in_with_slip, who_is_in
from tests.quizzes.factories import LearnerFactory
from tests.quizzes.sitting import Sitting
from tests.quizzes.test_erase import find_text
from tests.quizzes.test_guest_joins import answer_one

pytestmark = pytest.mark.django_db

PLANTED = "Mamikonyan-7f3a9c"


def test_a_teacher_erases_a_pupil_without_an_account_whole(hadrut: None, now: datetime) -> None:
    ada = Teacher.come()
    classroom = ada.make_class(PLANTED, "Ben")
    pupil = pupil_named(classroom, PLANTED)
    session = answer_one(pupil.learner, now)
    QuizSession.objects.filter(pk=session.pk).update(assignment=AssignmentFactory.create(classroom=classroom), go=1)
    asked = ada.post("class-pupil-erase", classroom.key, pupil.key)
    assert asked.status_code == 422
    assert "Nothing was erased" in asked.content.decode()
    assert Answer.objects.exists()
    ada.client.post(reverse("quizzes:class-pupil-erase", args=[classroom.key, pupil.key]), {"sure": "on"}, follow=True)
    assert not Answer.objects.exists()
    assert not QuizSession.objects.exists()
    assert [row.name for row in Enrolment.objects.all()] == ["Ben"]
    assert set(find_text(PLANTED)) <= {"django_session"}


@pytest.mark.parametrize("why", ["account", "another class"])
def test_nobody_is_erased_whom_others_have_a_say_in(why: str) -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani")
    pupil = pupil_named(classroom, "Ani")
    if why == "account":
        pupil = EnrolmentFactory.create(classroom=classroom, learner=LearnerFactory.create())
    else:
        EnrolmentFactory.create(learner=pupil.learner)
    reply = ada.post("class-pupil-erase", classroom.key, pupil.key, sure="on")
    assert reply.status_code == 422
    assert Enrolment.objects.filter(pk=pupil.pk).exists()


def test_a_pupil_cannot_erase_her_classmate_at_a_shared_computer(client: Client, hadrut: None) -> None:
    ani = pupil_named(Teacher.come().make_class("Ani"), "Ani")
    sign_in_with_slip(client, ani)
    Sitting.begin(client).answer_right()
    assert "your teacher does it" in client.get(reverse("quizzes:erase")).content.decode()
    client.post(reverse("quizzes:erase"), {"word": "erase"})
    assert Answer.objects.get().learner == ani.learner
    assert who_is_in(client) == "Ani, 8b"


def test_a_teacher_who_erases_herself_takes_the_classes_along_that_nobody_else_teaches(
    client: Client, hadrut: None, now: datetime
) -> None:
    sign_up(client, "ada")
    ada = Teacher(client, None)  # type: ignore[arg-type]  # the client is signed in
    alone, shared = ada.make_class(PLANTED, title="Alone"), ada.make_class("Ben", title="Shared")
    answer_one(pupil_named(alone, PLANTED).learner, now)
    with_account = EnrolmentFactory.create(classroom=alone, learner=LearnerFactory.create())
    in_both = EnrolmentFactory.create(classroom=alone, learner=pupil_named(shared, "Ben").learner)
    heir = TeachingFactory.create(classroom=shared)
    page = client.get(reverse("quizzes:erase")).content.decode()
    assert "<strong>Alone</strong>" in page
    assert "<strong>Shared</strong>" not in page
    client.post(reverse("quizzes:erase"), {"password": PASSWORD})
    assert list(Classroom.objects.all()) == [shared]
    assert Teaching.objects.get() == heir
    assert Teaching.objects.get().is_owner
    assert not Answer.objects.exists()
    assert set(Learner.objects.all()) == {with_account.learner, in_both.learner}
    assert find_text(PLANTED) == []


def test_a_pupil_with_an_account_who_erases_it_leaves_no_line_in_the_class(client: Client) -> None:
    classroom = Teacher.come().make_class("Ben", is_open=True)
    sign_up(client, "ani")
    client.post(reverse("quizzes:join-new", args=[classroom.shown_code]), {"new_name": "Ani"})
    client.post(reverse("quizzes:erase"), {"password": PASSWORD})
    assert [row.name for row in Enrolment.objects.all()] == ["Ben"]


def test_the_page_about_what_is_kept_tells_what_a_teacher_sees(client: Client) -> None:
    page = client.get(reverse("quizzes:privacy")).content.decode()
    assert "They see no answer that you give when you practise for yourself" in page
    assert "A pupil without an account is erased by her teacher" in page
