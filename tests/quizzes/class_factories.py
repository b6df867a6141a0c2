"""Classes, pupils, sets and assignments for tests."""

from datetime import UTC, datetime
from typing import Any

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from quizzes.models import (
    AssignedQuestion,
    Assignment,
    Classroom,
    Enrolment,
    Group,
    Question,
    QuizSet,
    SetPart,
    Teaching,
)
from tests.factories import UserFactory
from tests.quizzes.factories import GuestFactory

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class ClassroomFactory(DjangoModelFactory[Classroom]):
    """A class that nobody teaches yet; `teacher=user` gives it an owner."""

    class Meta:
        model = Classroom

    title = Sequence(lambda n: f"Class {n}")
    join_code = Sequence(lambda n: f"CLASS{n:03d}")

    @classmethod
    def _create(cls, model_class: type[Classroom], *args: Any, **fields: Any) -> Classroom:
        teacher = fields.pop("teacher", None)
        classroom = model_class.objects.create(*args, **fields)
        if teacher is not None:
            Teaching.objects.create(classroom=classroom, user=teacher, is_owner=True)
        return classroom


class TeachingFactory(DjangoModelFactory[Teaching]):
    """A co-teacher, unless `is_owner`."""

    class Meta:
        model = Teaching

    classroom = SubFactory(ClassroomFactory)
    user = SubFactory(UserFactory)


class GroupFactory(DjangoModelFactory[Group]):
    class Meta:
        model = Group

    classroom = SubFactory(ClassroomFactory)
    title = Sequence(lambda n: f"Group {n}")


class EnrolmentFactory(DjangoModelFactory[Enrolment]):
    """A pupil without an account in a class."""

    class Meta:
        model = Enrolment

    classroom = SubFactory(ClassroomFactory)
    learner = SubFactory(GuestFactory)
    name = Sequence(lambda n: f"Pupil {n}")
    folded_name = LazyAttribute(lambda o: o.name.casefold())
    joined_at = MONDAY


class QuizSetFactory(DjangoModelFactory[QuizSet]):
    class Meta:
        model = QuizSet

    title = Sequence(lambda n: f"Set {n}")
    owner = SubFactory(UserFactory)


class SetPartFactory(DjangoModelFactory[SetPart]):
    """All questions, unless the test says from where."""

    class Meta:
        model = SetPart

    quiz_set = SubFactory(QuizSetFactory)
    position = 0


class AssignmentFactory(DjangoModelFactory[Assignment]):
    """A practice that is open; `questions` takes rows of the bank, in order, each as it was last shown."""

    class Meta:
        model = Assignment

    classroom = SubFactory(ClassroomFactory)
    title = Sequence(lambda n: f"Assignment {n}")
    opened_at = MONDAY

    @classmethod
    def _create(cls, model_class: type[Assignment], *args: Any, **fields: Any) -> Assignment:
        questions: list[Question] = fields.pop("questions", [])
        assignment = model_class.objects.create(*args, **fields)
        AssignedQuestion.objects.bulk_create(
            AssignedQuestion(assignment=assignment, position=position, question=question, shown=question.shown)
            for position, question in enumerate(questions)
            if question.shown is not None
        )
        return assignment
