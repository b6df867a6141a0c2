"""What a teacher decides for her class: a question does not count, an answer is worth something else.

Each decision is a row that stays; another takes it back. Marks are only added, and memory follows ratings, so no
schedule moves (docs/decisions/0006-from-verdict-to-memory.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from quizzes.models import (
    Answer,
    AskedQuestion,
    AssignedQuestion,
    Assignment,
    Challenge,
    Learner,
    Mark,
    QuizSession,
    TeacherDecision,
)
from quizzes.models.answers import TEACHER, TEACHER_WITHDREW
from quizzes.questions.verdicts import Verdict

Kind = TeacherDecision.Kind
ClassOutcome = Challenge.ClassOutcome
BY_TEACHERS = (TEACHER, TEACHER_WITHDREW)


@dataclass(frozen=True, slots=True)
class ClassDecided:
    """It stands as decided, now or since an earlier request with the same words."""


@dataclass(frozen=True, slots=True)
class ClassDecidedBefore:
    """A teacher decided otherwise before; nothing was written."""

    challenge: Challenge


def excuse_question(assigned: AssignedQuestion, user: int, note: str, now: datetime, *, excused: bool = True) -> bool:
    """Let a question of an assignment count for nobody, or count again; False where it stood so already."""
    with transaction.atomic():
        stands = AssignedQuestion.objects.filter(pk=assigned.pk)
        if not stands.filter(excused_at__isnull=excused).update(excused_at=now if excused else None):
            return False
        kind = Kind.EXCUSE if excused else Kind.COUNT_AGAIN
        TeacherDecision.objects.create(assigned=assigned, kind=kind, note=note, made_by_id=user, made_at=now)
    return True


def override_mark(
    assigned: AssignedQuestion, asked: AskedQuestion, verdict: Verdict, user: int, note: str, now: datetime
) -> bool:
    """Mark the answers to one asked question otherwise; False where they are worth that already, or none is there."""
    with transaction.atomic():
        answers = hold_answers(asked)
        return write_marks(assigned, asked, dict.fromkeys(answers, verdict), TEACHER, user, note, now)


def withdraw_override(assigned: AssignedQuestion, asked: AskedQuestion, user: int, note: str, now: datetime) -> bool:
    """Mark the answers as they were marked before teachers did; False where no teacher's mark holds."""
    with transaction.atomic():
        answers = hold_answers(asked)
        overridden = [answer for answer in answers if reasons_of(answer)[-1:] == [TEACHER]]
        verdicts = {answer: verdict_before(answer) for answer in overridden}
        return write_marks(assigned, asked, verdicts, TEACHER_WITHDREW, user, note, now)


def hold_answers(asked: AskedQuestion) -> list[Answer]:
    """The answers that count, with their marks; learner and answers stay locked, in the order of answering."""
    list(Learner.objects.select_for_update().filter(pk=asked.session.learner_id))
    list(Answer.objects.select_for_update().filter(asked=asked).order_by("pk").values_list("pk", flat=True))
    return list(Answer.objects.counted().filter(asked=asked).prefetch_related("marks").order_by("learner_seq"))


def reasons_of(answer: Answer) -> list[str]:
    """Which marks of an answer are by teachers, in order."""
    return [mark.reason for mark in answer.marks.all() if mark.reason in BY_TEACHERS]


def verdict_before(answer: Answer) -> Verdict:
    """What an answer is worth without what teachers said."""
    return Verdict([mark.verdict for mark in answer.marks.all() if mark.reason not in BY_TEACHERS][-1])


def write_marks(
    assigned: AssignedQuestion,
    asked: AskedQuestion,
    verdicts: Mapping[Answer, Verdict],
    reason: str,
    user: int,
    note: str,
    now: datetime,
) -> bool:
    """Add a mark to each answer, and the decision; nothing where no verdict or only the same ones would stand."""
    moved = {answer for answer, verdict in verdicts.items() if answer.verdict is not verdict}
    if not moved and (reason == TEACHER or not verdicts):
        return False
    Mark.objects.bulk_create(
        Mark(answer=answer, fact_key=answer.fact_key, verdict=verdict, reason=reason, marked_at=now)
        for answer, verdict in verdicts.items()
    )
    kind = Kind.OVERRIDE if reason == TEACHER else Kind.WITHDRAW
    verdict = next(iter(verdicts.values()))
    TeacherDecision.objects.create(
        assigned=assigned, asked=asked, kind=kind, verdict=verdict, note=note, made_by_id=user, made_at=now
    )
    tell_learner(asked.session, moved)
    return True


def tell_learner(session: QuizSession, moved: Iterable[Answer]) -> None:
    """Let her know that answers were marked anew, unless she may see no verdict yet."""
    count = len(list(moved))
    if count and QuizSession.objects.told().filter(pk=session.pk).exists():
        Learner.objects.filter(pk=session.learner_id).update(marked_anew=F("marked_anew") + count)


def decide_objection(
    challenge: Challenge, outcome: str, reply: str, user: int, now: datetime
) -> ClassDecided | ClassDecidedBefore:
    """Decide about “I was right” for the class, once: the mark is changed, the question excused, or the mark stays.

    `challenge` comes with its answer, what was asked, the session and its assignment. The learner is told.
    """
    asked = challenge.answer.asked
    with transaction.atomic():
        Learner.objects.select_for_update().filter(pk=challenge.answer.learner_id).first()
        taken = Challenge.objects.filter(pk=challenge.pk, class_outcome="").update(
            class_outcome=outcome, class_reply=reply, class_decided_by_id=user, class_decided_at=now
        )
        if not taken:
            stands = Challenge.objects.select_related("class_decided_by").get(pk=challenge.pk)
            is_own = (stands.class_decided_by_id, stands.class_outcome, stands.class_reply) == (user, outcome, reply)
            return ClassDecided() if is_own else ClassDecidedBefore(stands)
        assignment = asked.session.assignment
        assert assignment is not None  # only what was sent in an assignment reaches a teacher
        carry_out(assignment, asked, challenge.answer, outcome, reply, user, now)
        Learner.objects.filter(pk=challenge.answer.learner_id).update(notes_answered=F("notes_answered") + 1)
    return ClassDecided()


def carry_out(
    assignment: Assignment, asked: AskedQuestion, answer: Answer, outcome: str, reply: str, user: int, now: datetime
) -> None:
    """What follows from an objection that a teacher decided. Only the answer that was contested is marked."""
    assigned = assignment.questions.filter(question=asked.question_id).first()
    if assigned is None or outcome == ClassOutcome.ANSWERED:
        return
    if outcome == ClassOutcome.EXCUSED:
        excuse_question(assigned, user, reply, now)
        return
    answers = [one for one in hold_answers(asked) if one.pk == answer.pk]
    write_marks(assigned, asked, dict.fromkeys(answers, Verdict.RIGHT), TEACHER, user, reply, now)
