"""How a sitting went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from history.facts.reading_moves import read_moves
from quizzes.models import Answer, AskedQuestion, Progress, QuizSession
from quizzes.questions.marking import FactMark, Verdict, verdict_of_answer
from quizzes.questions.shown import shown_from_json
from quizzes.reports.feedback import answered_in_all, latest_marks, verdict_in_words
from quizzes.scheduling.days import day_of

COUNTED_RIGHT = frozenset({Verdict.RIGHT, Verdict.ONE_OF_OPEN, Verdict.RECALLED})


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One answered question of the sitting; `again` where it was asked once more."""

    position: int
    again: bool
    prompt: str
    answered: str
    answer_text: str
    verdict: str
    verdict_text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The sitting as a whole: of so many facts, so many right at the first asking. Void answers do not count.

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
        .order_by("asked__position", "learner_seq")
    )
    lines = tuple(
        summarise_answers(asked, latest_marks(given)) for asked, given in groupby(answers, key=lambda one: one.asked)
    )
    moves = read_moves()
    first = {moves.fact(answer.fact_key): answer.verdict for answer in answers[::-1]}
    counted = [verdict for verdict in first.values() if verdict is not Verdict.VOID]
    due = Progress.objects.filter(learner=session.learner, fact_key__in=first).order_by("due_at")
    next_due = due.values_list("due_at", flat=True).first()
    return Summary(
        right=sum(verdict in COUNTED_RIGHT for verdict in counted),
        facts=len(counted),
        lines=lines,
        next_due=day_of(next_due, session.learner.zone) if next_due else None,
        last=lines[-1].position if lines else None,
    )


def summarise_answers(asked: AskedQuestion, marks: Sequence[FactMark]) -> SummaryLine:
    """One line of the summary, from what was shown and what was answered on each of its Facts."""
    shown = shown_from_json(asked.shown.content)
    verdict = verdict_of_answer(marks)
    return SummaryLine(
        position=asked.position,
        again=asked.again,
        prompt=shown.prompt,
        answered=answered_in_all(shown, marks),
        answer_text=shown.answer_text,
        verdict=verdict,
        verdict_text=verdict_in_words(verdict),
    )
