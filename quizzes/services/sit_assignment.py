"""A pupil works on an assignment: each go is a session that keeps the conditions it started under."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from history.facts.reading import read_revision
from quizzes.models import Accommodation, Assignment, Enrolment, Learner, QuizSession
from quizzes.models.clock import clock_of
from quizzes.models.conditions import Conditions, Feedback
from quizzes.services.choose_questions import choose_plan
from quizzes.services.run_session import NothingDue, Started, ask, choose_next


@dataclass(frozen=True, slots=True)
class GoesOn:
    """A go of hers runs already: she works on that one."""

    session: QuizSession


@dataclass(frozen=True, slots=True)
class NotOpen:
    """It is not hers to work on now: not yet, no more, or not at all."""


@dataclass(frozen=True, slots=True)
class NoGoLeft:
    """She had all her goes."""


Outcome = Started | GoesOn | NothingDue | NotOpen | NoGoLeft


@dataclass(frozen=True, slots=True)
class Standing:
    """What a pupil may do with an assignment: her own end, her extra time, and the goes she had."""

    enrolment: Enrolment
    closes_at: datetime | None
    extra_time_percent: int
    goes: tuple[QuizSession, ...]

    @property
    def running(self) -> QuizSession | None:
        """The go that has not ended; there is one at most."""
        return next((go for go in self.goes if go.finished_at is None), None)


def start_go(assignment: Assignment, learner: Learner) -> Outcome:
    """Begin the next go of a pupil, or go on with the one that runs. Goes by the database's clock."""
    found = Assignment.objects.given_to(learner).with_clock().filter(pk=assignment.pk).first()
    if found is None:
        return NotOpen()
    now = clock_of(found)
    # What nobody finished ended when its time was over.
    found.sessions.filter(learner=learner).overdue().end(F("ends_at"))
    standing = stand(found, learner)
    if standing.running is not None:
        return GoesOn(standing.running)
    if not is_open_to(found, standing, now):
        return NotOpen()
    if found.goes is not None and found.is_test and len(standing.goes) >= found.goes:
        return NoGoLeft()
    try:
        return begin_go(found, learner, standing, now)
    except IntegrityError:
        # Another window began the same go at this moment.
        running = stand(found, learner).running
        return GoesOn(running) if running is not None else NoGoLeft()


def stand(assignment: Assignment, learner: Learner) -> Standing:
    """Where a pupil of the class stands with an assignment of it."""
    enrolment = Enrolment.objects.present().get(classroom=assignment.classroom_id, learner=learner)
    own = Accommodation.objects.filter(assignment=assignment, enrolment=enrolment).first()
    return Standing(
        enrolment=enrolment,
        closes_at=end_for(assignment, own),
        extra_time_percent=max(enrolment.extra_time_percent, own.extra_time_percent if own else 0),
        goes=tuple(assignment.sessions.filter(learner=learner).order_by("go")),
    )


def end_for(assignment: Assignment, own: Accommodation | None) -> datetime | None:
    """When it closes for a pupil: the end for all, or her own where that is later."""
    if assignment.closes_at is None or own is None or own.closes_at is None:
        return assignment.closes_at
    return max(assignment.closes_at, own.closes_at)


def is_open_to(assignment: Assignment, standing: Standing, at: datetime) -> bool:
    """Whether a pupil may begin a go."""
    if assignment.opened_at is None or assignment.closed_at is not None:
        return False
    has_begun = assignment.opens_at is None or assignment.opens_at <= at
    return has_begun and (standing.closes_at is None or at < standing.closes_at)


def begin_go(assignment: Assignment, learner: Learner, standing: Standing, now: datetime) -> Started | NothingDue:
    """Write the session with its first question. Raises IntegrityError where the go was begun elsewhere."""
    key = uuid4()
    keys = order_for(assignment, standing.enrolment)
    conditions = copy_conditions(assignment, standing, keys if assignment.is_test else ())
    if assignment.is_test:
        plan = [(question, False) for question in keys]
    else:
        plan = choose_plan(learner, "", now, ahead=True, seed=str(key), among=keys)
    session = QuizSession(
        key=key,
        learner=learner,
        assignment=assignment,
        go=len(standing.goes) + 1,
        conditions=conditions.to_json(),
        plan=[list(entry) for entry in plan],
        started_at=now,
        ends_at=end_of_go(conditions, now),
    )
    following = choose_next(session, read_revision())
    if following.ready is None:
        return NothingDue()
    session.plan = following.plan
    session.planned = len(following.plan) + 1
    with transaction.atomic():
        session.save()
        ask(session, following, now)
    return Started(session)


def order_for(assignment: Assignment, enrolment: Enrolment) -> Sequence[str]:
    """The questions in the order of one pupil, the same in each of her goes; excused ones are left out."""
    rows = assignment.questions.filter(excused_at=None).order_by("position")
    keys = list(rows.values_list("question__key", flat=True))
    if assignment.is_shuffled:
        Random(f"{assignment.seed}/{enrolment.key}").shuffle(keys)  # noqa: S311 - repeatable, not secret
    return keys


def copy_conditions(assignment: Assignment, standing: Standing, order: Sequence[str]) -> Conditions:
    """The conditions as they are now for this pupil."""
    return Conditions(
        kind=assignment.kind,
        feedback=assignment.feedback if assignment.is_test else Feedback.AT_ONCE,
        minutes=assignment.minutes if assignment.is_test else None,
        goes=assignment.goes if assignment.is_test else None,
        is_shuffled=assignment.is_shuffled,
        extra_time_percent=standing.extra_time_percent,
        closes_at=standing.closes_at,
        order=tuple(order),
    )


def end_of_go(conditions: Conditions, now: datetime) -> datetime | None:
    """When the time of a go that begins now is over: her minutes, but not beyond her end; None: never."""
    if not conditions.is_test:
        return None
    ends = [] if conditions.closes_at is None else [conditions.closes_at]
    if conditions.minutes is not None:
        ends.append(now + timedelta(minutes=conditions.minutes) * (100 + conditions.extra_time_percent) / 100)
    return min(ends, default=None)
