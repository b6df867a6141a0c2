"""What the editors decided about a note, as its learner reads it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from quizzes.models import Challenge, Remark

ClassOutcome = Challenge.ClassOutcome


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What the editors decided: in words, in their own words (or empty), and when.

    `class_text` and `class_reply` are what a teacher of the learner's class decided; empty where none did. Where only
    a teacher did, `outcome`, `text` and `reply` are empty.
    """

    outcome: str
    text: str
    reply: str
    decided_at: datetime | None
    class_text: str = ""
    class_reply: str = ""


def describe_outcome(remark: Remark | None) -> OutcomeView | None:
    """What became of a note; None where there is none, or nobody has looked yet."""
    if remark is None:
        return None
    by_teacher = describe_class_outcome(remark) if isinstance(remark, Challenge) else None
    if remark.status == Remark.Status.OPEN:
        return by_teacher
    is_challenge = isinstance(remark, Challenge)
    text = outcome_in_words(remark.outcome, is_challenge)
    decided = OutcomeView(remark.outcome, text, remark.reply, remark.decided_at)
    if by_teacher is None:
        return decided
    return replace(decided, class_text=by_teacher.class_text, class_reply=by_teacher.class_reply)


def describe_class_outcome(challenge: Challenge) -> OutcomeView | None:
    """What a teacher decided about an objection; None where none did."""
    if not challenge.class_outcome:
        return None
    text = {
        ClassOutcome.ACCEPTED.value: _("Your teacher looked at it: you were right, and the mark was changed."),
        ClassOutcome.EXCUSED.value: _("Your teacher looked at it: the question does not count in your class."),
        ClassOutcome.ANSWERED.value: _("Your teacher looked at it. The mark stays."),
    }[challenge.class_outcome]
    return OutcomeView("", "", "", challenge.class_decided_at, text, challenge.class_reply)


def outcome_in_words(outcome: str, is_challenge: bool) -> str:
    """The outcome as a learner reads it."""
    if outcome == Remark.Outcome.ACCEPTED:
        return _("The editors looked at it: you were right, and the mark was changed.")
    if not is_challenge:
        return _("The editors looked at your note.")
    return _("The editors looked at it. The mark stays.")
