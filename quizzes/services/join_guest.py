"""A guest signs in: what she answered becomes the user's, every answer once and none lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Q

from quizzes.models import Answer, Learner, QuizSession, SetAside
from quizzes.services.rebuild_progress import rebuild_learner


@dataclass(frozen=True, slots=True)
class NoGuest:
    """This browser has no guest, she has joined before, or a class knows her; nothing was written."""


@dataclass(frozen=True, slots=True)
class BecameUser:
    """The user had answered nothing yet: the guest's learner is now hers, with everything."""

    learner: Learner


@dataclass(frozen=True, slots=True)
class Joined:
    """The guest's answers were added to those of the user's learner."""

    learner: Learner
    answers: int


Outcome = NoGuest | BecameUser | Joined


@dataclass(frozen=True, slots=True)
class Given:
    """An answer in the order in which it was given."""

    pk: int
    answered_at: datetime


@transaction.atomic
def join_guest(key: UUID, user_id: int) -> Outcome:
    """Give the guest with this key to the user.

    Rows are locked in the order in which answering takes them: sessions, then learners. An answer that runs
    meanwhile either is written before and comes along, or finds the guest's number taken, reads again, and is
    written for the user's learner.
    """
    # Two browsers may sign in to one new account at once.
    get_user_model().objects.select_for_update().get(pk=user_id)
    sessions = QuizSession.objects.select_for_update(of=("self",))  # not the learner's row with each
    list(sessions.filter(learner__key=key, learner__user=None).order_by("pk"))
    whose = Q(key=key, user=None) | Q(user_id=user_id)
    learners = {found.user_id: found for found in Learner.objects.select_for_update().filter(whose).order_by("pk")}
    guest, learner = learners.get(None), learners.get(user_id)
    # A pupil is never somebody's by accident: a teacher may sign in at her computer.
    if guest is None or guest.enrolments.exists():
        return NoGuest()
    if learner is None:
        guest.user_id = user_id
        guest.save(update_fields=["user"])
        return BecameUser(guest)
    return Joined(learner, move_everything(guest, learner))


def move_everything(guest: Learner, learner: Learner) -> int:
    """Move answers, sessions and facts set aside, replay, and delete the guest; the number of answers moved."""
    moved = move_answers(guest, learner)
    QuizSession.objects.filter(learner=guest).update(learner=learner)
    # Where both set a fact aside, the user's own word stands.
    twice = SetAside.objects.filter(learner=learner).values("fact_key")
    SetAside.objects.filter(learner=guest).exclude(fact_key__in=twice).update(learner=learner)
    learner.answers_given += guest.answers_given
    learner.marked_anew += guest.marked_anew
    learner.notes_answered += guest.notes_answered
    learner.time_zone = learner.time_zone or guest.time_zone
    learner.save(update_fields=["answers_given", "marked_anew", "notes_answered", "time_zone"])
    if moved:
        rebuild_learner(learner)
    guest.delete()
    return moved


def move_answers(guest: Learner, learner: Learner) -> int:
    """Re-point the guest's answers and number all by time: the one change that an answer may see."""
    theirs, hers = read_order(guest), read_order(learner)
    if not theirs:
        return 0
    # Each learner's own order holds, even where a clock was set back meanwhile.
    order = list(merge(hers, theirs, key=lambda answer: answer.answered_at))
    # First out of the way of the final numbers, then to them: a number is one answer's at every moment.
    beyond = learner.answers_given + guest.answers_given + 1
    Answer.objects.filter(learner=learner).update(learner_seq=F("learner_seq") + beyond)
    Answer.objects.filter(learner=guest).update(learner=learner, learner_seq=F("learner_seq") + 2 * beyond)
    number_answers(answer.pk for answer in order)
    return len(theirs)


def read_order(learner: Learner) -> list[Given]:
    """A learner's answers in the order given."""
    answers = Answer.objects.filter(learner=learner).order_by("learner_seq")
    return [Given(*row) for row in answers.values_list("pk", "answered_at")]


def number_answers(pks: Iterable[int]) -> None:
    """Number answers from one, in this order."""
    numbered = [Answer(pk=pk, learner_seq=seq) for seq, pk in enumerate(pks, start=1)]
    Answer.objects.bulk_update(numbered, ["learner_seq"], batch_size=400)
