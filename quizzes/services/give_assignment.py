"""What a teacher does with an assignment besides opening it: end, reopen, release, allow more, copy."""

from collections.abc import Mapping
from datetime import datetime
from random import SystemRandom

from django.db import transaction
from django.db.models import F

from quizzes.models import Accommodation, Assignment, Classroom, Enrolment
from quizzes.models.clock import clock_of

SEEDS = 2**31

_chance = SystemRandom()


def draw_seed() -> int:
    """The seed of an assignment's orders."""
    return _chance.randrange(SEEDS)


def hold(assignment: Assignment) -> Assignment:
    """The row as it is now, held until the transaction ends, with the time by the database."""
    return Assignment.objects.select_for_update(of=("self",)).with_clock().get(pk=assignment.pk)


@transaction.atomic
def end_now(assignment: Assignment) -> int:
    """End it for everybody; tests that run end, and what is not answered in them counts as unanswered.

    Returns how many ran. An answer on its way either is written before, or finds that the test is over. What ended
    before, or was never opened, stays as it is.
    """
    held = hold(assignment)
    if held.opened_at is None or held.closed_at is not None:
        return 0
    held.closed_at = clock_of(held)
    held.save(update_fields=["closed_at"])
    if not held.is_test:
        return 0
    held.sessions.overdue().end(F("ends_at"))
    return held.sessions.end(held.closed_at)


@transaction.atomic
def reopen(assignment: Assignment, closes_at: datetime | None) -> bool:
    """Let pupils begin again until `closes_at` (None: no end); False where that has passed or it is a draft.

    Sessions that ended stay so: whoever has a go left may begin it.
    """
    held = hold(assignment)
    if held.opened_at is None or (closes_at is not None and closes_at <= clock_of(held)):
        return False
    held.closed_at, held.closes_at = None, closes_at
    held.save(update_fields=["closed_at", "closes_at"])
    return True


@transaction.atomic
def release(assignment: Assignment, *, is_released: bool) -> None:
    """Let every pupil see what was right now, whatever the conditions say; or take that back."""
    held = hold(assignment)
    if is_released != (held.released_at is not None):
        held.released_at = clock_of(held) if is_released else None
        held.save(update_fields=["released_at"])


@transaction.atomic
def allow_more(assignment: Assignment, allowances: Mapping[Enrolment, tuple[int, datetime | None]]) -> None:
    """What these pupils have beyond the conditions, from their next go on: extra time in per cent, a later end."""
    held = hold(assignment)
    for enrolment, (extra, closes_at) in allowances.items():
        if not extra and closes_at is None:
            Accommodation.objects.filter(assignment=held, enrolment=enrolment).delete()
        else:
            Accommodation.objects.update_or_create(
                assignment=held,
                enrolment=enrolment,
                defaults={"extra_time_percent": extra, "closes_at": closes_at},
            )


def copy_assignment(assignment: Assignment, classroom: Classroom, user_id: int) -> Assignment:
    """A draft of the same for another class (or this one again), to all of it. Its window is left for her to set."""
    return Assignment.objects.create(
        classroom=classroom,
        quiz_set=assignment.quiz_set,
        title=assignment.title,
        kind=assignment.kind,
        minutes=assignment.minutes,
        goes=assignment.goes,
        is_shuffled=assignment.is_shuffled,
        feedback=assignment.feedback,
        seed=draw_seed(),
        made_by_id=user_id,
    )
