"""A class with everybody around it, and a second one that has nothing to do with it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.test import Client

from accounts.models import User
from quizzes.models import Assignment, Classroom, Enrolment, QuizSession
from quizzes.models.learners import Learner
from quizzes.services.classes.codes import make_code
from tests.desk.people import sign_in
from tests.factories import EditorFactory, UserFactory
from tests.quizzes.class_factories import (
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    GroupFactory,
    QuizSetFactory,
    SetPartFactory,
    TeachingFactory,
)
from tests.quizzes.sitting import Sitting

ROLES = (
    "anonymous",
    "guest",
    "own pupil",
    "other pupil",
    "teacher",
    "co-teacher",
    "other teacher",
    "editor",
    "admin",
)


@dataclass
class School:
    """A class, and what hangs on it. `session` is its pupil's, of practice for herself."""

    classroom: Classroom
    teacher: User
    coteacher: User
    enrolment: Enrolment
    session: QuizSession
    things: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def found(cls) -> "School":
        """Found it: a teacher, a co-teacher, a pupil in a group, a set, an assignment, a session that runs."""
        teacher, coteacher = UserFactory.create(), UserFactory.create()
        classroom = ClassroomFactory.create(teacher=teacher, join_code=make_code())
        TeachingFactory.create(classroom=classroom, user=coteacher)
        enrolment = EnrolmentFactory.create(classroom=classroom)
        session = Sitting.begin(browser_of_learner(enrolment.learner)).session
        group = GroupFactory.create(classroom=classroom)
        enrolment.groups.add(group)
        quiz_set = QuizSetFactory.create(owner=teacher, share_key=uuid4())
        SetPartFactory.create(quiz_set=quiz_set)
        assignment = AssignmentFactory.create(
            classroom=classroom, quiz_set=quiz_set, questions=[session.asked.get().question]
        )
        things = {"group": group, "quiz_set": quiz_set, "assignment": assignment}
        return cls(classroom, teacher, coteacher, enrolment, session, things)

    @cached_property
    def draft(self) -> Assignment:
        """An assignment that nobody sees yet."""
        return AssignmentFactory.create(classroom=self.classroom, quiz_set=self.things["quiz_set"], opened_at=None)


def browser_of(user: User) -> Client:
    """The browser of somebody with an account."""
    browser = Client()
    browser.force_login(user)
    return browser


def browser_of_learner(learner: Learner) -> Client:
    """The browser of somebody without one, after she signed in with her PIN, or as a guest."""
    browser = Client()
    session = browser.session
    session["learner"] = str(learner.key)
    session.save()
    return browser


def browser_as(role: str, ours: School, theirs: School) -> Client:
    """The browser of somebody in this role towards our class."""
    if role == "anonymous":
        return Client()
    if role == "guest":
        guest = Client()
        Sitting.begin(guest)
        return guest
    if role == "own pupil":
        return browser_of_learner(ours.enrolment.learner)
    if role == "other pupil":
        return browser_of_learner(theirs.enrolment.learner)
    if role == "editor":
        return sign_in("Editors")
    users = {"teacher": ours.teacher, "co-teacher": ours.coteacher, "other teacher": theirs.teacher}
    return browser_of(users[role] if role in users else EditorFactory.create())
