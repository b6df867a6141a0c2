"""A pupil who has an account by now lets her work in a class belong to it."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction

from quizzes.models import Enrolment, Learner
from quizzes.services.classes.enrolling import AlreadyThere, lock_class
from quizzes.services.classes.moving import join_learners, lock_learners


@dataclass(frozen=True, slots=True)
class Kept:
    """What she did in the class is the account's; her PIN is worth nothing from now on."""


@transaction.atomic
def keep_in_account(enrolment: Enrolment, user_id: int) -> Kept | AlreadyThere:
    """Let a pupil's learner be this user's, or be joined to the one that the user has.

    Whoever calls this has seen her PIN. A user who is in the class under another name stays two: her teacher merges.
    """
    # Two browsers may do this for one new account at once.
    get_user_model().objects.select_for_update().get(pk=user_id)
    lock_class(enrolment.classroom)
    own = Learner.objects.filter(user_id=user_id).first()
    if own is None:
        Learner.objects.filter(pk=enrolment.learner_id, user=None).update(user_id=user_id)
        return Kept()
    if (before := own.enrolments.present().filter(classroom=enrolment.classroom_id).first()) is not None:
        return AlreadyThere(before)
    join_learners(*lock_learners(own, enrolment.learner))
    return Kept()
