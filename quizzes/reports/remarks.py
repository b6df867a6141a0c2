"""Learners' notes to the editors: what became of them, for the learner; who else sent one, for the editors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from quizzes.models import Answer, Challenge, Flag, Learner
from quizzes.questions.shown import shown_from_json
from quizzes.reports.feedback import answered_text
from quizzes.reports.outcomes import OutcomeView, describe_outcome

# So many notes on one page, the newest first.
MOST_NOTES = 100
# So many others are told one by one.
MOST_OTHERS = 50


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note of hers: on which question, what she said, and what became of it (None: nobody has looked yet)."""

    prompt: str
    text: str
    is_challenge: bool
    sent_at: datetime
    session: UUID
    position: int
    outcome: OutcomeView | None


@dataclass(frozen=True, slots=True)
class OtherChallenge:
    """Somebody else's objection to the same question: her answer, what she said, how it stands."""

    pk: int
    answered: str
    text: str
    status: str
    is_same: bool


def list_notes(learner: Learner) -> list[NoteLine]:
    """Her notes, those decided last first, then those that nobody has looked at; three queries at most."""
    challenges = Challenge.objects.filter(answer__learner=learner).select_related(
        "answer__asked__shown", "answer__asked__session"
    )
    flags = Flag.objects.filter(asked__session__learner=learner).select_related("asked__shown", "asked__session")
    rows: Iterable[Challenge | Flag] = chain(challenges[:MOST_NOTES], flags[:MOST_NOTES])
    lines = sorted(map(describe_note, rows), key=lambda line: line.sent_at, reverse=True)
    decided = [line for line in lines if line.outcome is not None]
    decided.sort(key=when_decided, reverse=True)
    return [*decided, *(line for line in lines if line.outcome is None)][:MOST_NOTES]


def when_decided(line: NoteLine) -> datetime:
    """When the editors decided about it; of old ones nobody kept that, so when it was sent."""
    assert line.outcome is not None
    return line.outcome.decided_at or line.sent_at


def describe_note(remark: Challenge | Flag) -> NoteLine:
    """One line of her notes."""
    is_challenge = isinstance(remark, Challenge)
    asked = remark.answer.asked if isinstance(remark, Challenge) else remark.asked
    return NoteLine(
        prompt=str(asked.shown),
        text=remark.text,
        is_challenge=is_challenge,
        sent_at=remark.created_at,
        session=asked.session.key,
        position=asked.position,
        outcome=describe_outcome(remark),
    )


def list_other_challenges(challenge: Challenge) -> list[OtherChallenge]:
    """Objections of others to the same question as it was shown, the open ones first. Who they are does not show."""
    answer = challenge.answer
    shown = shown_from_json(answer.asked.shown.content)
    rows = Challenge.objects.filter(answer__asked__shown=answer.asked.shown_id, answer__fact_key=answer.fact_key)
    others = rows.exclude(pk=challenge.pk).select_related("answer").order_by("-status", "-created_at")
    return [
        OtherChallenge(
            pk=other.pk,
            answered=answered_text(shown, other.answer),
            text=other.text,
            status=other.get_outcome_display() if other.outcome else other.get_status_display(),
            is_same=is_same_answer(answer, other.answer),
        )
        for other in others[:MOST_OTHERS]
    ]


def is_same_answer(one: Answer, other: Answer) -> bool:
    """Whether both answered the same, in whatever case it was typed."""
    return one.value == other.value and one.text.casefold() == other.text.casefold()
