"""A class over all its assignments: each pupil's best go in each, and the class's median."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizzes.models import AssignedQuestion, Assignment, Classroom
from quizzes.reports.results.folding import choose_best, group_by_session
from quizzes.reports.results.reading import describe_pupils, make_go, read_askings, read_sessions
from quizzes.reports.results.values import Go, Pupil, median_of


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment of the class; `sat` is how many pupils began it, `median` that of their best goes in per cent."""

    key: UUID
    title: str
    kind: str
    opened_at: datetime | None
    sat: int
    median: int | None


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil with her best go in each assignment of the class, in their order; None: none."""

    pupil: Pupil
    best: tuple[Go | None, ...]


@dataclass(frozen=True, slots=True)
class ClassReport:
    """A class from its first assignment to its latest."""

    assignments: tuple[AssignmentLine, ...]
    pupils: tuple[PupilLine, ...]


def report_class(classroom: Classroom, now: datetime) -> ClassReport:
    """Everybody who is or was in the class, in everything that was opened. Six queries, however much there is."""
    assignments = list(classroom.assignments.opened().order_by("opened_at", "pk"))
    keys = [assignment.pk for assignment in assignments]
    best = find_best(keys, now)
    pupils = describe_pupils(classroom.enrolments.order_by("name", "pk"))
    learners = {pupil.learner for pupil in pupils}
    goes: dict[int, list[Go]] = defaultdict(list)
    for (assignment, learner), go in best.items():
        if learner in learners:
            goes[assignment].append(go)
    lines = tuple(describe_line(each, goes[each.pk]) for each in assignments)
    return ClassReport(
        lines, tuple(PupilLine(one, tuple(best.get((key, one.learner)) for key in keys)) for one in pupils)
    )


def describe_line(assignment: Assignment, goes: Sequence[Go]) -> AssignmentLine:
    """One assignment, with what it came to in the class."""
    return AssignmentLine(
        key=assignment.key,
        title=assignment.title,
        kind=assignment.get_kind_display(),
        opened_at=assignment.opened_at,
        sat=len(goes),
        median=median_of([go.score.percent for go in goes]),
    )


def find_best(assignments: Sequence[int], now: datetime) -> dict[tuple[int, int], Go]:
    """The best go of each learner in each assignment, by assignment and learner."""
    questions, excused = read_questions(assignments)
    askings = group_by_session(read_askings(assignments, now))
    goes: dict[tuple[int, int], list[Go]] = defaultdict(list)
    for session in read_sessions(assignments):
        assert session.assignment_id is not None
        key = session.assignment_id
        go = make_go(session, askings.get(session.pk, ()), questions[key], excused[key], now)
        goes[key, session.learner_id].append(go)
    return {key: best for key, each in goes.items() if (best := choose_best(each)) is not None}


def read_questions(assignments: Sequence[int]) -> tuple[dict[int, list[int]], dict[int, frozenset[int]]]:
    """The questions of each assignment, and which of them are excused."""
    rows = AssignedQuestion.objects.filter(assignment__in=assignments).order_by("position")
    questions: dict[int, list[int]] = defaultdict(list)
    excused: dict[int, frozenset[int]] = defaultdict(frozenset)
    for assignment, question, excused_at in rows.values_list("assignment_id", "question_id", "excused_at"):
        questions[assignment].append(question)
        if excused_at is not None:
            excused[assignment] |= {question}
    return questions, excused
