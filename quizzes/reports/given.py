"""An assignment as its teacher sees it: where it stands, who works on it, what it asks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, F, Q

from quizzes.models import AssignedQuestion, Assignment, Classroom, Enrolment, QuizSession
from quizzes.models.classrooms import EnrolmentQuerySet
from quizzes.models.clock import GRACE, clock, clock_of


class State(StrEnum):
    """Where it stands for those who have no later end of their own."""

    DRAFT = "draft"
    SOON = "soon"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class GivenView:
    """Where an assignment stands: pupils who have it, goes that run, goes that are done."""

    state: State
    pupils: int
    running: int
    done: int
    questions: tuple[str, ...]
    now: datetime


def describe_given(assignment: Assignment) -> GivenView:
    """Its state and counts, in a constant number of queries."""
    timed = Assignment.objects.with_clock().get(pk=assignment.pk)
    now = clock_of(timed)
    is_running = Q(finished_at=None) & (Q(ends_at=None) | Q(ends_at__gt=clock() - GRACE))
    counts = QuizSession.objects.filter(assignment=assignment).aggregate(
        running=Count("pk", filter=is_running), all=Count("pk")
    )
    rows = AssignedQuestion.objects.filter(assignment=assignment).annotate(prompt=F("shown__content__prompt"))
    return GivenView(
        state=state_of(timed, now),
        pupils=pupils_of(assignment).count(),
        running=counts["running"],
        done=counts["all"] - counts["running"],
        questions=tuple(str(prompt) for prompt in rows.order_by("position").values_list("prompt", flat=True)),
        now=now,
    )


def list_given(classroom: Classroom) -> list[tuple[Assignment, State]]:
    """What was given to a class, the newest first, each with where it stands."""
    return [(row, state_of(row, clock_of(row))) for row in classroom.assignments.with_clock()]


def state_of(assignment: Assignment, now: datetime) -> State:
    """Where it stands."""
    if assignment.opened_at is None:
        return State.DRAFT
    if assignment.closed_at is not None or (assignment.closes_at is not None and assignment.closes_at <= now):
        return State.OVER
    return State.SOON if assignment.opens_at is not None and assignment.opens_at > now else State.OPEN


def pupils_of(assignment: Assignment) -> EnrolmentQuerySet:
    """The pupils of the class who have it."""
    present = Enrolment.objects.present().filter(classroom=assignment.classroom_id)
    if assignment.is_to_all:
        return present
    named = Q(groups__in=assignment.groups.all()) | Q(pk__in=assignment.enrolments.all())
    return present.filter(named).distinct()
