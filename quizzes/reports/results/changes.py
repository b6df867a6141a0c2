"""What the record says otherwise since a class was asked: which questions, assignments and sets that touches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from quizzes.models import AssignedQuestion, Classroom, QuizSet, Regrade, SetPick
from quizzes.questions.regrading import Outcome
from quizzes.reports.changed import Changed, find_changes

# So many regrades of the class are told, the latest first.
MOST_REGRADES = 10


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question of an assignment of which the record says something else now."""

    number: int
    position: int
    prompt: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class ChangedAssignment:
    """An assignment with such questions; `quiz_set` is the title of the set it came from (empty: none any more)."""

    key: UUID
    title: str
    quiz_set: str
    questions: tuple[ChangedQuestion, ...]


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """What changed for a class. `pinned_in` are titles of sets of hers that have one of these questions pinned."""

    assignments: tuple[ChangedAssignment, ...]
    pinned_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForeseenLine:
    """What a regrade would do to the answers of one pupil in one assignment."""

    pupil: str
    assignment: str
    stands: int
    remarked: int
    void: int


@dataclass(frozen=True, slots=True)
class RegradeLine:
    """A regrade of the class: by whom, when, and what it came to."""

    by: str
    started_at: datetime | None
    is_done: bool
    stands: int
    remarked: int
    void: int


def read_moved(classroom: Classroom) -> QuerySet[AssignedQuestion]:
    """The questions of opened assignments that the bank has otherwise now than they were set; the latest first."""
    moved = ~Q(shown=F("question__shown")) | Q(question__is_live=False)
    rows = AssignedQuestion.objects.filter(moved, assignment__classroom=classroom).exclude(assignment__opened_at=None)
    return rows.order_by("-assignment__opened_at", "assignment", "position")


def count_changed(classroom: Classroom) -> int:
    """Of how many of them the record says something else now. One query."""
    return sum(bool(find_changes(row)) for row in read_moved(classroom).select_related("shown", "question__shown"))


def report_changes(classroom: Classroom, user_id: int) -> ChangeReport:
    """The questions of the class's assignments of which the record says something else now. Two queries."""
    rows = read_moved(classroom).select_related("shown", "question__shown", "assignment__quiz_set")
    found = [(row, changes) for row in rows if (changes := find_changes(row))]
    by_assignment: dict[int, list[tuple[AssignedQuestion, list[Changed]]]] = {}
    for row, changes in found:
        by_assignment.setdefault(row.assignment_id, []).append((row, changes))
    keys = {row.question.key for row, _changes in found}
    pinned = QuizSet.objects.owned_by(user_id).filter(picks__kind=SetPick.Kind.PIN, picks__question_key__in=keys)
    return ChangeReport(
        assignments=tuple(describe_assignment(each) for each in by_assignment.values()),
        pinned_in=tuple(dict.fromkeys(pinned.order_by("title").values_list("title", flat=True))),
    )


def describe_assignment(rows: list[tuple[AssignedQuestion, list[Changed]]]) -> ChangedAssignment:
    """One assignment, from its changed questions."""
    assignment = rows[0][0].assignment
    return ChangedAssignment(
        key=assignment.key,
        title=assignment.title,
        quiz_set=assignment.quiz_set.title if assignment.quiz_set else "",
        questions=tuple(
            ChangedQuestion(row.position + 1, row.position, str(row.shown), tuple(changes)) for row, changes in rows
        ),
    )


def list_foreseen(
    classroom: Classroom, outcomes: Mapping[tuple[int, int], Mapping[Outcome, int]]
) -> list[ForeseenLine]:
    """What a regrade would do, pupil by pupil; whose marks all stand is left out."""
    names = dict(classroom.enrolments.order_by("joined_at").values_list("learner_id", "name"))
    titles = dict(classroom.assignments.values_list("pk", "title"))
    lines = [
        ForeseenLine(
            pupil=names[learner],
            assignment=titles[assignment],
            stands=counts.get(Outcome.STANDS, 0),
            remarked=counts.get(Outcome.REMARKED, 0),
            void=counts.get(Outcome.VOID, 0),
        )
        for (assignment, learner), counts in outcomes.items()
        if learner in names
    ]
    return sorted(
        (line for line in lines if line.remarked or line.void), key=lambda line: (line.pupil, line.assignment)
    )


def list_regrades(classroom: Classroom) -> list[RegradeLine]:
    """The regrades that teachers of the class had done, the latest first."""
    rows = classroom.regrades.select_related("decided_by")[:MOST_REGRADES]
    return [
        RegradeLine(
            by=str(row.decided_by) if row.decided_by else "",
            started_at=row.decided_at,
            is_done=row.state == Regrade.State.DONE,
            stands=row.stands,
            remarked=row.remarked,
            void=row.void,
        )
        for row in rows
    ]
