"""How a sitting went."""

from dataclasses import dataclass
from datetime import date

from quizzes.models import Answer, Progress, QuizSession
from quizzes.questions.marking import Verdict
from quizzes.questions.shown import shown_from_json
from quizzes.reports.feedback import answered_text, verdict_in_words
from quizzes.scheduling.days import day_of

COUNTED_RIGHT = frozenset({Verdict.RIGHT, Verdict.ONE_OF_OPEN, Verdict.RECALLED})


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One answer of the sitting; `again` where it was asked once more."""

    position: int
    again: bool
    prompt: str
    answered: str
    answer_text: str
    verdict: str
    verdict_text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The sitting as a whole: of so many facts, so many right at the first asking.

    `next_due` is the learner's day on which the first of its facts falls due; `last` the position of the last answer.
    """

    right: int
    facts: int
    lines: tuple[SummaryLine, ...]
    next_due: date | None
    last: int | None


def summarise_session(session: QuizSession) -> Summary:
    """What was asked, what was answered, and when the first fact of it comes back."""
    answers = list(
        Answer.objects.counted()
        .filter(asked__session=session)
        .select_related("asked__shown")
        .prefetch_related("marks")
        .order_by("asked__position")
    )
    lines = tuple(map(summarise_answer, answers))
    first = {answer.fact_key: line.verdict for answer, line in zip(answers[::-1], lines[::-1], strict=True)}
    due = Progress.objects.filter(learner=session.learner, fact_key__in=first).order_by("due_at")
    next_due = due.values_list("due_at", flat=True).first()
    return Summary(
        right=sum(verdict in COUNTED_RIGHT for verdict in first.values()),
        facts=len(first),
        lines=lines,
        next_due=day_of(next_due, session.learner.zone) if next_due else None,
        last=lines[-1].position if lines else None,
    )


def summarise_answer(answer: Answer) -> SummaryLine:
    """One line of the summary, from what was shown."""
    shown = shown_from_json(answer.asked.shown.content)
    verdict = answer.verdict
    return SummaryLine(
        position=answer.asked.position,
        again=answer.asked.again,
        prompt=shown.prompt,
        answered=answered_text(shown, answer),
        answer_text=shown.answer_text,
        verdict=verdict,
        verdict_text=verdict_in_words(verdict),
    )
