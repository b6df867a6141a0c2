"""All that a learner answered: one report for the page and for the files she takes along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from quizzes.models import Answer, Learner
from quizzes.models.telling import may_see
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.reports.changed import Changed, find_change
from quizzes.reports.feedback import answered_text, first_verdict_in_words, verdict_in_words
from quizzes.reports.group_feedback import answer_of_part
from quizzes.reports.outcomes import OutcomeView, describe_outcome

PAGE = 50
CHUNK = 500


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer on one Fact as she gave it, what it was worth, and what the page said was right.

    `number` is its place among her answers. `remark` is what she said against the verdict. `first_verdict` is the first
    one where it was marked anew, else empty (`first_text`: in words); `changed` what the record says now, where that is
    something else. `decided` is what the editors said to her remark.
    `verdict` and `answer_text` are empty as long as the results of the test that it was given in are not out.
    """

    number: int
    answered_at: datetime
    prompt: str
    answered: str
    answer_text: str
    verdict: str
    verdict_text: str
    form: str
    fact: str
    taken_ms: int
    taken_back: bool
    remark: str
    session: UUID
    position: int
    first_verdict: str = ""
    first_text: str = ""
    changed: Changed | None = None
    decided: OutcomeView | None = None


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """Some of her answers, the newest first; `before` leads to the next page (None: this is the last)."""

    lines: tuple[AnswerLine, ...]
    before: int | None


def read_answers(learner: Learner) -> QuerySet[Answer]:
    """Her answers with all that a line of them needs."""
    related = ("asked__shown", "asked__session", "asked__question__shown", "undo", "challenge")
    return Answer.objects.filter(learner=learner).select_related(*related).prefetch_related("marks").with_told()


def list_answers(learner: Learner, *, before: int | None = None, limit: int = PAGE) -> AnswerPage:
    """A page of them. By the number of the last one seen, for an offset reads all that it leaves out."""
    answers = read_answers(learner).order_by("-learner_seq")
    if before is not None:
        answers = answers.filter(learner_seq__lt=before)
    found = list(answers[: limit + 1])
    lines = tuple(map(describe_answer, found[:limit]))
    return AnswerPage(lines, lines[-1].number if len(found) > limit else None)


def every_answer(learner: Learner) -> Iterator[AnswerLine]:
    """All of them in the order given."""
    return map(describe_answer, read_answers(learner).order_by("learner_seq").iterator(chunk_size=CHUNK))


def count_questions_answered(learner: Learner) -> int:
    """How many questions she ever answered: one that asks about several Facts once, what she took back as well."""
    counted: int = Answer.objects.filter(learner=learner).aggregate(asked=Count("asked_id", distinct=True))["asked"]
    return counted


def describe_answer(answer: Answer) -> AnswerLine:
    """One line, from what was shown. `answer` comes with `is_told`."""
    if not may_see(answer):
        return describe_untold(answer)
    shown = shown_from_json(answer.asked.shown.content)
    part = shown.part_about(answer.fact_key)
    verdict = answer.verdict
    challenge = getattr(answer, "challenge", None)
    return AnswerLine(
        number=answer.learner_seq,
        answered_at=answer.answered_at,
        prompt=prompt_about(shown, answer.fact_key),
        answered=answered_text(shown, answer),
        answer_text=answer_of_part(shown, part) if part else shown.answer_text,
        verdict=verdict,
        verdict_text=verdict_in_words(verdict),
        form=shown.form,
        fact=answer.fact_key,
        taken_ms=answer.taken_ms,
        taken_back=getattr(answer, "undo", None) is not None,
        remark=challenge.text if challenge else "",
        session=answer.asked.session.key,
        position=answer.asked.position,
        first_verdict=answer.first_verdict if answer.first_verdict != verdict else "",
        first_text=first_verdict_in_words(answer),
        changed=find_change(answer.asked, answer.fact_key),
        decided=describe_outcome(challenge),
    )


def prompt_about(shown: Shown, fact: str) -> str:
    """The question, with the item that is about this Fact where it has several."""
    part = shown.part_about(fact)
    return f"{shown.prompt} {part.text}" if part else shown.prompt


def describe_untold(answer: Answer) -> AnswerLine:
    """The same of a test whose results are not out: what she gave, and nothing of what it was worth."""
    shown = shown_from_json(answer.asked.shown.content)
    return AnswerLine(
        number=answer.learner_seq,
        answered_at=answer.answered_at,
        prompt=prompt_about(shown, answer.fact_key),
        answered=answered_text(shown, answer),
        answer_text="",
        verdict="",
        verdict_text=_("Kept. The results of this test are not out yet."),
        form=shown.form,
        fact=answer.fact_key,
        taken_ms=answer.taken_ms,
        taken_back=getattr(answer, "undo", None) is not None,
        remark="",
        session=answer.asked.session.key,
        position=answer.asked.position,
    )
