"""Browsers of those who teach a class, and of those who do not."""

from django.test import Client

from accounts.models import User
from quizzes.models import Assignment
from tests.factories import UserFactory
from tests.quizzes.class_factories import ClassroomFactory, EnrolmentFactory
from tests.quizzes.factories import LearnerFactory


def teacher_client(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def others(person: str, assignment: Assignment) -> Client:
    """A browser of somebody who does not teach the class of an assignment."""
    if person == "another teacher":
        user = UserFactory.create()
        ClassroomFactory.create(teacher=user)
        return teacher_client(user)
    if person == "pupil with an account":
        user = UserFactory.create()
        learner = LearnerFactory.create(user=user)
        EnrolmentFactory.create(classroom=assignment.classroom, learner=learner, name="Mia")
        return teacher_client(user)
    client = Client()
    pupil = assignment.classroom.enrolments.first()
    assert pupil is not None
    session = client.session
    session["learner"] = str(pupil.learner.key)
    session.save()
    return client
