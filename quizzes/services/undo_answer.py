"""Take back a learner's last answer: the memory is as if it had not been given, and the question returns."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from history.facts.reading import read_revision
from quizzes.models import Answer, AskedQuestion, Learner, Progress, QuizSession, Undo
from quizzes.scheduling import Memory
from quizzes.services.rebuild_progress import replay_answers
from quizzes.services.run_session import MOST_TRIES, MovedError, ask, hold_rows, plan_on, store_memory


@dataclass(frozen=True, slots=True)
class Undone:
    """The answer counts no more, now or since an earlier request; its question waits again."""

    session: QuizSession


@dataclass(frozen=True, slots=True)
class TooLate:
    """Something was built on the answer: a later one in the session, or a later one on its Fact."""

    session: QuizSession


def undo_answer(session: QuizSession, position: int, now: datetime) -> Undone | TooLate:
    """Take back the answer at `position`, if it is the session's latest and the learner's last on its Fact.

    Taking back the same answer again changes nothing. Answer.DoesNotExist where none was given there.
    """
    for _try in range(MOST_TRIES):
        if (outcome := try_undo(session, position, now)) is not None:
            return outcome
    # She lost every race, so she waits her turn: while her rows are held nobody else writes for her.
    with transaction.atomic():
        hold_rows(session)
        return try_undo(session, position, now) or TooLate(session)


def try_undo(session: QuizSession, position: int, now: datetime) -> Undone | TooLate | None:
    """Take the answer back on what is read now; None where somebody wrote first."""
    answer = answers_to_undo().get(asked__session=session, asked__position=position)
    session = answer.asked.session
    if hasattr(answer, "undo"):
        return Undone(session)
    before = list(Answer.objects.counted().on_fact(session.learner, answer.fact_key))
    if before[-1].pk != answer.pk or latest_position(session) != position:
        return TooLate(session)
    try:
        take_back(answer, replay_answers(before[:-1]).get(answer.fact_key), now)
    except MovedError:
        return None
    return Undone(session)


def answers_to_undo() -> QuerySet[Answer]:
    """Answers with all that taking one back reads."""
    return Answer.objects.select_related("asked__session__learner", "asked__question", "undo")


def latest_position(session: QuizSession) -> int | None:
    """Where the session's latest answer that counts was given."""
    answered = AskedQuestion.objects.answered().filter(session=session).order_by("-position")
    return answered.values_list("position", flat=True).first()


def take_back(answer: Answer, memory: Memory | None, now: datetime) -> None:
    """Write the undo, the memory as it was, and the question's return. MovedError where somebody wrote first."""
    session, seen = answer.asked.session, answer.asked.session.version
    session.plan = plan_before(answer.asked)
    # The position of the answer, and that of the question that waited or would have.
    session.skipped += 2
    following = plan_on(session, read_revision(), now)
    with transaction.atomic():
        if not QuizSession.objects.advance(session, seen=seen) or not Learner.objects.take_seq(session.learner):
            raise MovedError
        Undo.objects.create(answer=answer, undone_at=now)
        if memory is None:
            Progress.objects.filter(learner=session.learner, fact_key=answer.fact_key).delete()
        else:
            store_memory(session.learner, answer.fact_key, memory)
        if following.ready is not None:
            ask(session, following, now)


def plan_before(asked: AskedQuestion) -> list[list[str | bool]]:
    """The plan with this question first and the one that waits after it; without the second asking of this one."""
    session, key = asked.session, asked.question.key
    waiting = AskedQuestion.objects.select_related("question").filter(session=session, position=session.version)
    left = [*([one.question.key, one.again] for one in waiting), *session.plan]
    if not asked.again:
        left = [entry for entry in left if entry != [key, True]]
    return [[key, asked.again], *left]
