"""What a learner tells the editors: "I was right", or that something is wrong with a question. No mark changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from quizzes.models import Answer, AskedQuestion, Challenge, Flag
from quizzes.questions.marking import CONTESTABLE


@dataclass(frozen=True, slots=True)
class Sent:
    """The editors have it, now or since an earlier request with the same words."""


@dataclass(frozen=True, slots=True)
class SentBefore:
    """Other words were sent before; they stand, and nothing was written."""


@dataclass(frozen=True, slots=True)
class NotContestable:
    """The verdict is right, or the learner's own, or the answer was taken back."""


def contest_mark(answers: Iterable[Answer], text: str, now: datetime) -> Sent | SentBefore | NotContestable:
    """Contest what a question's answers were marked with, once: by the first mark that can be contested.

    `answers` are all that were given to one question as it was asked, with their marks.
    """
    answer = find_contested(list(answers))
    if answer is None:
        return NotContestable()
    row, is_new = Challenge.objects.get_or_create(answer=answer, defaults={"text": text, "created_at": now})
    return Sent() if is_new or row.text == text else SentBefore()


def find_contested(answers: list[Answer]) -> Answer | None:
    """The answer that an objection belongs to: the one contested before, else the first that can be."""
    if any(hasattr(answer, "undo") for answer in answers):
        return None
    open_to_it = [answer for answer in answers if answer.verdict in CONTESTABLE]
    before = [answer for answer in answers if hasattr(answer, "challenge")]
    return next(iter([*before, *open_to_it]), None) if open_to_it else None


def flag_question(asked: AskedQuestion, text: str, now: datetime) -> Sent | SentBefore:
    """Tell the editors that something is wrong with a question as it was shown, once for each asking."""
    row, is_new = Flag.objects.get_or_create(asked=asked, defaults={"text": text, "created_at": now})
    return Sent() if is_new or row.text == text else SentBefore()
