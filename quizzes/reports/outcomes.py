"""What the editors decided about a note, as its learner reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from quizzes.models import Challenge, Remark


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What the editors decided: in words, in their own words (or empty), and when."""

    outcome: str
    text: str
    reply: str
    decided_at: datetime | None


def describe_outcome(remark: Remark | None) -> OutcomeView | None:
    """What became of a note; None where there is none, or nobody has looked yet."""
    if remark is None or remark.status == Remark.Status.OPEN:
        return None
    is_challenge = isinstance(remark, Challenge)
    return OutcomeView(remark.outcome, outcome_in_words(remark.outcome, is_challenge), remark.reply, remark.decided_at)


def outcome_in_words(outcome: str, is_challenge: bool) -> str:
    """The outcome as a learner reads it."""
    if outcome == Remark.Outcome.ACCEPTED:
        return _("The editors looked at it: you were right, and the mark was changed.")
    if not is_challenge:
        return _("The editors looked at your note.")
    return _("The editors looked at it. The mark stays.")
