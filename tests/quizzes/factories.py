"""Learners and sessions for tests."""

from factory.declarations import SubFactory
from factory.django import DjangoModelFactory

from quizzes.models import Learner
from tests.factories import UserFactory


class GuestFactory(DjangoModelFactory[Learner]):
    """Somebody without an account."""

    class Meta:
        model = Learner


class LearnerFactory(GuestFactory):
    """Somebody with an account."""

    user = SubFactory(UserFactory)
