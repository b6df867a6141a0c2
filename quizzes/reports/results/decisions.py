"""What teachers decided, and what pupils said against a mark, as the teachers of a class read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from quizzes.models import AssignedQuestion, Challenge, Classroom, Enrolment, Remark, TeacherDecision
from quizzes.questions.verdicts import Verdict
from quizzes.reports.feedback import AsShown, describe_as_shown, latest_marks
from quizzes.reports.outcomes import OutcomeView, describe_outcome
from quizzes.reports.results.words import verdict_on_pupil

MOST_OBJECTIONS = 100
Kind = TeacherDecision.Kind


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision: what, by whom (empty: no account any more), when and why. `asked`: of which answer."""

    text: str
    by: str
    made_at: datetime
    note: str
    asked: int | None


@dataclass(frozen=True, slots=True)
class Objection:
    """“I was right” of a pupil: to which question, what she answered and said, and what became of it."""

    pk: int
    pupil: str
    pupil_key: UUID | None
    assignment: str
    assignment_key: UUID
    position: int | None
    shown: AsShown
    verdict_text: str
    text: str
    sent_at: datetime
    is_open: bool
    decided: OutcomeView | None
    class_text: str
    editors_text: str


def list_decisions(decisions: Iterable[TeacherDecision]) -> list[DecisionLine]:
    """Decisions, the latest first."""
    return [
        DecisionLine(
            decision_in_words(one), str(one.made_by) if one.made_by else "", one.made_at, one.note, one.asked_id
        )
        for one in decisions
    ]


def decisions_on(assigned: AssignedQuestion, enrolment: Enrolment | None = None) -> QuerySet[TeacherDecision]:
    """The decisions about a question as such, or about one pupil's answers to it."""
    rows = TeacherDecision.objects.filter(assigned=assigned).select_related("made_by")
    if enrolment is None:
        return rows.filter(asked=None)
    return rows.filter(asked__session__learner=enrolment.learner_id)


def decision_in_words(decision: TeacherDecision) -> str:
    """What was decided."""
    if decision.kind == Kind.OVERRIDE:
        return _("Marked otherwise: %(verdict)s") % {"verdict": verdict_on_pupil(Verdict(decision.verdict))}
    return {
        Kind.EXCUSE.value: _("Excused: it counts for nobody"),
        Kind.COUNT_AGAIN.value: _("It counts again"),
        Kind.WITHDRAW.value: _("Marked as before"),
    }[decision.kind]


def objections_in(classroom: Classroom) -> QuerySet[Challenge]:
    """What pupils said against marks in the class's assignments."""
    related = ("answer__asked__shown", "answer__asked__session__assignment", "class_decided_by")
    return Challenge.objects.filter(answer__asked__session__assignment__classroom=classroom).select_related(*related)


def open_objections(classroom: Classroom) -> QuerySet[Challenge]:
    """Those that no teacher decided about, and in which the editors did not agree already."""
    return objections_in(classroom).filter(class_outcome="").exclude(outcome=Remark.Outcome.ACCEPTED)


def list_objections(classroom: Classroom) -> list[Objection]:
    """The open ones first, of each the newest first."""
    rows = objections_in(classroom).prefetch_related("answer__asked__answers__marks").order_by("-created_at")
    found = list(rows[:MOST_OBJECTIONS])
    pupils = {one.learner_id: one for one in classroom.enrolments.order_by("joined_at")}
    places = {
        (assignment, question): position
        for assignment, question, position in AssignedQuestion.objects.filter(
            assignment__classroom=classroom
        ).values_list("assignment_id", "question_id", "position")
    }
    lines = [describe_objection(row, pupils.get(row.answer.learner_id), places) for row in found]
    return sorted(lines, key=lambda line: not line.is_open)


def describe_objection(row: Challenge, pupil: Enrolment | None, places: dict[tuple[int, int], int]) -> Objection:
    """One of them."""
    asked = row.answer.asked
    assignment = asked.session.assignment
    assert assignment is not None  # filtered by its class
    answers = sorted(asked.answers.all(), key=lambda one: one.learner_seq)
    return Objection(
        pk=row.pk,
        pupil=pupil.name if pupil else _("somebody who is no more in the class"),
        pupil_key=pupil.key if pupil else None,
        assignment=assignment.title,
        assignment_key=assignment.key,
        position=places.get((assignment.pk, asked.question_id)),
        shown=describe_as_shown(asked, latest_marks(answers)),
        verdict_text=verdict_on_pupil(row.answer.verdict),
        text=row.text,
        sent_at=row.created_at,
        is_open=not row.class_outcome and row.outcome != Remark.Outcome.ACCEPTED,
        decided=describe_outcome(row),
        class_text=tell_decided(row),
        editors_text=_("The editors decided: %(outcome)s.") % {"outcome": row.get_outcome_display()},
    )


def tell_decided(row: Challenge) -> str:
    """What a teacher decided, and who; empty where none did."""
    if not row.class_outcome:
        return ""
    told = {"who": row.class_decided_by or _("Somebody"), "outcome": row.get_class_outcome_display()}
    return _("%(who)s decided: %(outcome)s.") % told
