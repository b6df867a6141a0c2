"""Take back a learner's last answer: the memory is as if it had not been given, and the question returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from history.facts.reading import read_revision
from quizzes.models import Answer, AskedQuestion, Learner, Progress, QuizSession, Undo
from quizzes.models.clock import clock, clock_of
from quizzes.models.conditions import Feedback
from quizzes.scheduling import Memory
from quizzes.services.read_facts import moves_at
from quizzes.services.rebuild_progress import replay_answers
from quizzes.services.record_answer import store_memories
from quizzes.services.run_session import MOST_TRIES, MovedError, ask, hold_rows, plan_on
from quizzes.services.walk_line import return_to_hand


@dataclass(frozen=True, slots=True)
class Undone:
    """The answer counts no more, now or since an earlier request; its question waits again."""

    session: QuizSession


@dataclass(frozen=True, slots=True)
class TooLate:
    """Something was built on the answer: a later one in the session, or a later one on one of its Facts.

    Or it is of a test that is over, or that told at once what was right.
    """

    session: QuizSession


def undo_answer(session: QuizSession, position: int, now: datetime) -> Undone | TooLate:
    """Take back the answer at `position`, if it is the session's latest and the learner's last on its Facts.

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
    answers = list(answers_to_undo().filter(asked__session=session, asked__position=position))
    if not answers:
        raise Answer.DoesNotExist
    session = answers[0].asked.session
    if hasattr(answers[0], "undo"):
        return Undone(session)
    if session.is_test and not may_change_answer(session, clock_of(answers[0])):
        return TooLate(session)
    # All that she answered on these Facts; what is taken back must come last.
    revision = read_revision()
    moves = moves_at(revision)
    names = {name for answer in answers for name in moves.names(answer.fact_key)}
    given = list(Answer.objects.counted().on_facts(session.learner, names))
    own = {answer.pk for answer in answers}
    before = [answer for answer in given if answer.pk not in own]
    is_last = [answer.pk in own for answer in given] == [False] * len(before) + [True] * len(own)
    if not is_last or latest_position(session) != position:
        return TooLate(session)
    try:
        take_back(answers, replay_answers(before, moves), revision, now)
    except MovedError:
        return None
    return Undone(session)


def answers_to_undo() -> QuerySet[Answer]:
    """Answers with all that taking one back reads."""
    return Answer.objects.select_related("asked__session__learner", "asked__question", "undo").annotate(clock=clock())


def may_change_answer(session: QuizSession, at: datetime) -> bool:
    """Whether the latest answer of a test can still be given anew: as long as it runs, and nothing was told of it."""
    is_over = session.finished_at is not None or session.is_time_over(at)
    return not is_over and session.kept_conditions.feedback != Feedback.AT_ONCE


def latest_position(session: QuizSession) -> int | None:
    """Where the session's latest answer that counts was given."""
    answered = AskedQuestion.objects.answered().filter(session=session).order_by("-position")
    return answered.values_list("position", flat=True).first()


def take_back(answers: list[Answer], memories: Mapping[str, Memory], revision: int, now: datetime) -> None:
    """Write the undo, the memories as they were, and the question's return. MovedError where somebody wrote first.

    `memories` are by what the Facts are called as of `revision` of the record.
    """
    asked = answers[0].asked
    session, seen = asked.session, asked.session.version
    session.plan = plan_before(asked)
    # The position of the answer, and that of the question that waited or would have.
    session.skipped += 2
    following = plan_on(session, revision, now)
    facts = [moves_at(revision).fact(answer.fact_key) for answer in answers]
    with transaction.atomic():
        is_first = QuizSession.objects.advance(session, seen=seen)
        if not is_first or not Learner.objects.take_seq(session.learner, len(answers)):
            raise MovedError
        Undo.objects.bulk_create(Undo(answer=answer, undone_at=now) for answer in answers)
        put_back(session.learner, asked.question.topic, facts, memories)
        if following.ready is not None:
            ask(session, following, now)


def put_back(learner: Learner, topic: str, facts: list[str], memories: Mapping[str, Memory]) -> None:
    """What is remembered of these Facts, as it was; nothing where nothing was."""
    forgotten = [fact for fact in facts if fact not in memories]
    if forgotten:
        Progress.objects.filter(learner=learner, fact_key__in=forgotten).delete()
        return_to_hand(learner, topic, forgotten)
    store_memories(learner, memories)


def plan_before(asked: AskedQuestion) -> list[list[str | bool]]:
    """The plan with this question first and the one that waits after it; without the second asking of this one."""
    session, key = asked.session, asked.question.key
    waiting = AskedQuestion.objects.select_related("question").filter(session=session, position=session.version)
    left = [*([one.question.key, one.again] for one in waiting), *session.plan]
    if not asked.again:
        left = [entry for entry in left if entry != [key, True]]
    return [[key, asked.again], *left]
