"""What editors decide about learners' notes: accept, answer, close. Each is decided once.

Marks are only added; memory follows ratings, so that an accepted objection moves no schedule
(docs/decisions/0006-from-verdict-to-memory.md).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from quizzes.models import Answer, Challenge, Flag, Learner, Mark, Remark
from quizzes.models.answers import CHALLENGE
from quizzes.questions.marking import CONTESTABLE, Verdict

Outcome = Remark.Outcome


@dataclass(frozen=True, slots=True)
class Decided:
    """It stands as decided, now or since an earlier request of the same editor; so many other answers are right too."""

    others: int = 0


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """Somebody decided otherwise before; nothing was written. `remark` is how it stands."""

    remark: Remark


def accept_challenge(
    challenge: Challenge, editor: int, reply: str, now: datetime, *, likewise: bool = False
) -> Decided | DecidedBefore:
    """The learner was right: her answer has a new mark, and with `likewise` so has everybody's that is the same.

    `editor` is a user's id. Objections to answers that are marked with it are accepted with it.
    """
    with transaction.atomic():
        same = list(same_answers(challenge)) if likewise else []
        hold_learners([challenge.answer, *same])
        if (taken := take(challenge, editor, Outcome.ACCEPTED, reply, now)) is not None:
            return taken
        marked = mark_right([challenge.answer, *same], now)
        also = Challenge.objects.filter(answer__in=same, status=Remark.Status.OPEN).select_related("answer")
        for row in also:
            take(row, editor, Outcome.ACCEPTED, reply, now)
        know = {challenge.answer_id, *(row.answer_id for row in also)}
        tell_marked(answer for answer in marked if answer.pk not in know)
        return Decided(len(same))


def answer_remark(remark: Challenge | Flag, editor: int, reply: str, now: datetime) -> Decided | DecidedBefore:
    """Answer in words; an empty answer closes it without one. No mark changes."""
    outcome = Outcome.ANSWERED if reply else Outcome.CLOSED
    with transaction.atomic():
        return take(remark, editor, outcome, reply, now) or Decided()


def take(
    remark: Challenge | Flag, editor: int, outcome: Outcome, reply: str, now: datetime
) -> DecidedBefore | Decided | None:
    """Close it if it is open, and let its learner know; None where that was done now."""
    open_still = type(remark)._default_manager.filter(pk=remark.pk, status=Remark.Status.OPEN)
    closed = open_still.update(
        status=Remark.Status.CLOSED, outcome=outcome, reply=reply, decided_by_id=editor, decided_at=now
    )
    if closed:
        Learner.objects.filter(pk=learner_of(remark)).update(notes_answered=F("notes_answered") + 1)
        return None
    stands = type(remark)._default_manager.select_related("decided_by").get(pk=remark.pk)
    is_own = (stands.decided_by_id, stands.outcome, stands.reply) == (editor, outcome, reply)
    return Decided() if is_own else DecidedBefore(stands)


def learner_of(remark: Challenge | Flag) -> int:
    """The id of whoever sent it."""
    return remark.answer.learner_id if isinstance(remark, Challenge) else remark.asked.session.learner_id


def same_answers(challenge: Challenge) -> QuerySet[Answer]:
    """Answers of others that are the same, to the same question as it was shown, and that stand marked otherwise.

    Typed answers are the same in whatever case they were typed. What was taken back does not count.
    """
    answer = challenge.answer
    given = Answer.objects.counted().filter(asked__shown=answer.asked.shown_id, fact_key=answer.fact_key)
    same = given.filter(value=answer.value, text__iexact=answer.text).exclude(pk=answer.pk)
    contestable = [found.pk for found in same.prefetch_related("marks") if found.verdict in CONTESTABLE]
    return Answer.objects.filter(pk__in=contestable).select_related("asked").prefetch_related("marks").order_by("pk")


def hold_learners(answers: Iterable[Answer]) -> None:
    """Take the rows of all learners concerned in one order, so that two editors never wait for each other."""
    learners = {answer.learner_id for answer in answers}
    list(Learner.objects.select_for_update().filter(pk__in=learners).order_by("pk"))


def mark_right(answers: Iterable[Answer], now: datetime) -> list[Answer]:
    """Add a mark to each that does not stand right already; those that have one now."""
    wrong = [answer for answer in answers if answer.verdict is not Verdict.RIGHT]
    Mark.objects.bulk_create(
        Mark(answer=answer, fact_key=answer.fact_key, verdict=Verdict.RIGHT, reason=CHALLENGE, marked_at=now)
        for answer in wrong
    )
    return wrong


def tell_marked(answers: Iterable[Answer]) -> None:
    """Let those know who asked nothing, and whose answer is right now, unless the results of its test are not out."""
    told = Answer.objects.filter(pk__in=[answer.pk for answer in answers]).told().order_by()
    for learner, count in Counter(told.values_list("learner", flat=True)).items():
        Learner.objects.filter(pk=learner).update(marked_anew=F("marked_anew") + count)
