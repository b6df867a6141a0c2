"""While a test runs: leave a question for later, hand the test in."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from quizzes.models import AskedQuestion, QuizSession
from quizzes.models.clock import clock, clock_of
from quizzes.services.run_session import MOST_TRIES, MovedError, ask, plan_on

# A test asks what was frozen, whatever the record says now.
NO_REVISION = 0


@dataclass(frozen=True, slots=True)
class Left:
    """The question waits at the end of the test, now or since an earlier request."""


@dataclass(frozen=True, slots=True)
class NotWaiting:
    """There is nothing to leave: the question does not wait (any more), or the test is over."""


def leave_question(session: QuizSession, position: int, now: datetime) -> Left | NotWaiting:
    """Put the question that waits at `position` to the end of the test, under the number that it has."""
    for _try in range(MOST_TRIES):
        found = QuizSession.objects.with_clock().get(pk=session.pk)
        if not is_running_test(found) or found.version != position:
            return NotWaiting()
        waiting = AskedQuestion.objects.select_related("question").filter(session=found, position=position).first()
        if waiting is None:
            return NotWaiting()
        if not found.plan:
            return Left()
        try:
            put_to_the_end(found, waiting, now)
        except MovedError:
            continue
        return Left()
    return NotWaiting()


def is_running_test(session: QuizSession) -> bool:
    """Whether it is a test that can be worked on. The session comes with the clock."""
    return session.is_test and session.finished_at is None and not session.is_time_over(clock_of(session))


def put_to_the_end(session: QuizSession, waiting: AskedQuestion, now: datetime) -> None:
    """Ask the next question instead. MovedError where somebody wrote first."""
    session.plan = [*session.plan, [waiting.question.key, False]]
    following = plan_on(session, NO_REVISION, now)
    with transaction.atomic():
        if not QuizSession.objects.advance(session, seen=session.version):
            raise MovedError
        if following.ready is not None:
            ask(session, following, now)


def hand_in(session: QuizSession) -> None:
    """End a test: what she has not answered counts as unanswered. Handing in again changes nothing.

    An answer on its way either is written before, or finds that the test is over.
    """
    hers = QuizSession.objects.filter(pk=session.pk, conditions__kind="test")
    hers.overdue().end(F("ends_at"))
    hers.running().end(clock())
