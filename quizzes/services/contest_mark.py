"""What a learner tells the editors: "I was right", or that something is wrong with a question. No mark changes."""

from dataclasses import dataclass
from datetime import datetime

from quizzes.models import Answer, AskedQuestion, Challenge, Flag
from quizzes.questions.marking import CONTESTABLE, Verdict


@dataclass(frozen=True, slots=True)
class Sent:
    """The editors have it, now or since an earlier request with the same words."""


@dataclass(frozen=True, slots=True)
class SentBefore:
    """Other words were sent before; they stand, and nothing was written."""


@dataclass(frozen=True, slots=True)
class NotContestable:
    """The verdict is right, or the learner's own, or the answer was taken back."""


def contest_mark(answer: Answer, verdict: Verdict, text: str, now: datetime) -> Sent | SentBefore | NotContestable:
    """Contest the verdict on an answer, once."""
    if verdict not in CONTESTABLE or hasattr(answer, "undo"):
        return NotContestable()
    row, is_new = Challenge.objects.get_or_create(answer=answer, defaults={"text": text, "created_at": now})
    return Sent() if is_new or row.text == text else SentBefore()


def flag_question(asked: AskedQuestion, text: str, now: datetime) -> Sent | SentBefore:
    """Tell the editors that something is wrong with a question as it was shown, once for each asking."""
    row, is_new = Flag.objects.get_or_create(asked=asked, defaults={"text": text, "created_at": now})
    return Sent() if is_new or row.text == text else SentBefore()
