"""One pupil and one question: each time it was asked, the answer as it was given and the question as it was shown."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from quizzes.models import Answer, AskedQuestion, AssignedQuestion, Enrolment, Mark
from quizzes.models.answers import CHALLENGE, TEACHER, TEACHER_WITHDREW
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.verdicts import Verdict, verdict_of_all
from quizzes.reports.feedback import AsShown, describe_as_shown, latest_marks
from quizzes.reports.readings import reading_in_words
from quizzes.reports.results.folding import state_of_verdict
from quizzes.reports.results.values import CellState
from quizzes.reports.results.words import verdict_on_pupil


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark on an answer: what for, why, when, and of which of its Facts where there are several."""

    text: str
    reason: str
    marked_at: datetime
    part: str


@dataclass(frozen=True, slots=True)
class AskedView:
    """One time it was asked. `pk` is the asked question's. `answered_at` None: it was left unanswered.

    `reading`: how a typed date was read. `marks` are all marks, where there are more than the first.
    """

    pk: int
    go: int
    again: bool
    shown: AsShown
    state: CellState
    verdict_text: str
    asked_at: datetime
    answered_at: datetime | None
    seconds: float
    is_taken_back: bool
    reading: str
    is_overridden: bool
    marks: tuple[MarkLine, ...]

    @property
    def asked_text(self) -> str:
        """Its number as a form has it: not written with a comma."""
        return str(self.pk)


def read_cell(assigned: AssignedQuestion, enrolment: Enrolment) -> list[AskedView]:
    """Each time this pupil was asked this question of an assignment, the latest first."""
    answers = Answer.objects.select_related("undo").order_by("learner_seq")
    rows = (
        AskedQuestion.objects.filter(
            session__assignment=assigned.assignment_id,
            session__learner=enrolment.learner_id,
            question=assigned.question_id,
        )
        .select_related("shown", "session")
        .prefetch_related(Prefetch("answers", answers), Prefetch("answers__marks", Mark.objects.order_by("pk")))
        .order_by("-session__go", "-position")
    )
    return [describe_asked(row) for row in rows]


def describe_asked(asked: AskedQuestion) -> AskedView:
    """One time it was asked."""
    answers = list(asked.answers.all())
    marks = latest_marks(answers)
    verdict = verdict_of_all([mark.verdict for mark in marks]) if marks else None
    shown = shown_from_json(asked.shown.content)
    return AskedView(
        pk=asked.pk,
        go=asked.session.go,
        again=asked.again,
        shown=describe_as_shown(asked, marks),
        state=state_of_verdict(verdict) if marks or asked.session.finished_at else CellState.NOT_ASKED,
        verdict_text=verdict_on_pupil(verdict),
        asked_at=asked.asked_at,
        answered_at=answers[0].answered_at if answers else None,
        seconds=answers[0].taken_ms / 1000 if answers else 0.0,
        is_taken_back=any(hasattr(answer, "undo") for answer in answers),
        reading="" if shown.parts or not marks else reading_in_words(shown, marks[0].text),
        is_overridden=any(is_overridden(answer) for answer in answers),
        marks=tuple(line for answer in answers for line in list_marks(shown, answer)),
    )


def list_marks(shown: Shown, answer: Answer) -> list[MarkLine]:
    """All marks of an answer, the first one first; none where it was marked once."""
    marks = list(answer.marks.all())
    part = shown.part_about(answer.fact_key)
    if len(marks) < 2:
        return []
    return [
        MarkLine(
            verdict_on_pupil(Verdict(mark.verdict)),
            reason_in_words(mark.reason),
            mark.marked_at,
            part.text if part else "",
        )
        for mark in marks
    ]


def reason_in_words(reason: str) -> str:
    """Why a mark was added."""
    return {
        "first": _("when it was answered"),
        "regrade": _("the record changed"),
        CHALLENGE: _("the editors agreed with her"),
        TEACHER: _("a teacher decided"),
        TEACHER_WITHDREW: _("a teacher took her decision back"),
    }[reason]


def is_overridden(answer: Answer) -> bool:
    """Whether a teacher's mark holds."""
    by_teacher = [mark.reason for mark in answer.marks.all() if mark.reason in (TEACHER, TEACHER_WITHDREW)]
    return by_teacher[-1:] == [TEACHER]
