"""Bury a Fact until the learner's next day, suspend it until she resumes it."""

from datetime import datetime

from django.db import transaction

from history.facts.reading import read_revision
from quizzes.models import AskedQuestion, Learner, QuizSession, SetAside
from quizzes.scheduling.days import end_of_day
from quizzes.services.read_facts import moves_at
from quizzes.services.run_session import MOST_TRIES, MovedError, ask, hold_rows, plan_on


def bury_fact(asked: AskedQuestion, now: datetime) -> None:
    """Do not ask about it again before tomorrow. What is suspended stays so."""
    learner, fact = asked.session.learner, current_fact(asked)
    until = end_of_day(now, learner.zone)
    row, is_new = SetAside.objects.get_or_create(
        learner=learner,
        fact_key=fact,
        defaults={"shown_id": asked.shown_id, "until": until, "created_at": now},
    )
    if not is_new and row.until is not None and row.until < until:
        SetAside.objects.filter(pk=row.pk).update(until=until, created_at=now)
    skip_fact(asked.session, fact, now)


def suspend_fact(asked: AskedQuestion, now: datetime) -> None:
    """Do not ask about it again until she resumes it."""
    fact = current_fact(asked)
    SetAside.objects.update_or_create(
        learner=asked.session.learner,
        fact_key=fact,
        defaults={"shown_id": asked.shown_id, "until": None, "created_at": now},
    )
    skip_fact(asked.session, fact, now)


def current_fact(asked: AskedQuestion) -> str:
    """What the Fact that was asked about is called now: merged rows' Facts go by the row that stands."""
    return moves_at(read_revision()).fact(asked.question.fact_key)


def resume_fact(learner: Learner, fact_key: str) -> None:
    """Ask about it again; nothing happens where it was not set aside."""
    SetAside.objects.filter(learner=learner, fact_key=fact_key).delete()


def skip_fact(session: QuizSession, fact_key: str, now: datetime) -> None:
    """Take the Fact out of what the session has still to ask, the question that waits included.

    A test keeps all its questions.
    """
    if session.is_test:
        return
    for _try in range(MOST_TRIES):
        if try_skip(session, fact_key, now):
            return
    with transaction.atomic():
        hold_rows(session)
        try_skip(session, fact_key, now)


def try_skip(session: QuizSession, fact_key: str, now: datetime) -> bool:
    """Take the Fact out of the session as it is now; False where somebody wrote first."""
    found = QuizSession.objects.filter(pk=session.pk, finished_at=None).first()
    if found is None:
        return True
    moves = moves_at(read_revision())
    found.plan = [entry for entry in found.plan if moves.fact(fact_of(entry)) != fact_key]
    waiting = AskedQuestion.objects.select_related("question").get(session=found, position=found.version)
    if moves.fact(waiting.question.fact_key) != fact_key:
        # Whoever answers at this very moment may write the longer plan: then it is asked once more, no harm done.
        QuizSession.objects.filter(pk=found.pk, version=found.version).update(plan=found.plan)
        return True
    try:
        leave_waiting(found, now)
    except MovedError:
        return False
    return True


def fact_of(entry: list[str | bool]) -> str:
    """The Fact that an entry of the plan asks about: the question's key without its form."""
    return str(entry[0]).rpartition("#")[0]


def leave_waiting(session: QuizSession, now: datetime) -> None:
    """Go on to the next question; the one that waits gets no answer. MovedError where somebody wrote first."""
    session.skipped += 1
    following = plan_on(session, read_revision(), now)
    with transaction.atomic():
        if not QuizSession.objects.advance(session, seen=session.version):
            raise MovedError
        if following.ready is not None:
            ask(session, following, now)
