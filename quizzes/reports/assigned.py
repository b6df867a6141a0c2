"""What was set for a pupil: what she can do, until when, how many goes are left, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q

from quizzes.models import Accommodation, Answer, Assignment, Enrolment, Learner, QuizSession
from quizzes.models.assignments import AssignmentQuerySet
from quizzes.models.clock import clock_of
from quizzes.models.telling import may_see
from quizzes.reports.coverage import Coverage, measure_coverage
from quizzes.reports.sitting import TestResult, describe_result
from quizzes.scheduling.days import find_zone

# So many are listed on one page, the newest first.
MOST_LISTED = 100


class Stage(StrEnum):
    """Where an assignment stands for one pupil."""

    SOON = "soon"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class GoView:
    """One go of hers. `is_running`: she can go on with it; `is_told`: its results may be seen."""

    key: UUID
    number: int
    started_at: datetime
    is_running: bool
    is_told: bool


@dataclass(frozen=True, slots=True)
class AssignedView:
    """An assignment as a pupil sees it. `minutes` and `closes_at` are her own; `goes_left` None: no limit."""

    key: UUID
    title: str
    classroom: str
    zone: ZoneInfo
    is_test: bool
    feedback: str
    stage: Stage
    questions: int
    opens_at: datetime | None
    closes_at: datetime | None
    minutes: float | None
    is_shuffled: bool
    goes: int | None
    goes_left: int | None
    had: tuple[GoView, ...]
    coverage: Coverage | None

    @property
    def running(self) -> GoView | None:
        """The go that she can go on with."""
        return next((go for go in self.had if go.is_running), None)

    @property
    def done(self) -> int:
        """How many goes she finished."""
        return sum(not go.is_running for go in self.had)

    @property
    def can_start(self) -> bool:
        """Whether she may begin a go now."""
        return self.stage is Stage.OPEN and self.running is None and self.goes_left != 0

    @property
    def waits(self) -> bool:
        """Whether there is something for her to do."""
        return self.running is not None or (self.can_start and (not self.is_test or not self.had))


def list_assigned(learner: Learner, *, current: bool = False) -> list[AssignedView]:
    """What was set for her, in a constant number of queries: what can be done first, then what comes, then what was.

    `current`: only what can be done now, or will be.
    """
    rows = read_assigned(learner).order_by("-opened_at", "-pk")
    if current:
        # Her own end may be later than that for all: those are looked at one by one.
        rows = rows.filter(closed_at=None)
    views = describe_all(learner, rows[:MOST_LISTED])
    if current:
        views = [view for view in views if view.stage is not Stage.OVER or view.running]
    order = [Stage.OPEN, Stage.SOON, Stage.OVER]
    return sorted(views, key=lambda view: (order.index(view.stage), not view.waits))


def find_assigned(learner: Learner, key: UUID) -> AssignedView | None:
    """One of them; None where it was not set for her."""
    views = describe_all(learner, read_assigned(learner).filter(key=key))
    return views[0] if views else None


def read_assigned(learner: Learner) -> AssignmentQuerySet:
    """Her assignments with all that describing them reads."""
    counted = Count("questions", filter=Q(questions__excused_at=None))
    rows = Assignment.objects.given_to(learner).opened().with_clock().select_related("classroom")
    return rows.annotate(asked=counted)


def describe_all(learner: Learner, rows: Iterable[Assignment]) -> list[AssignedView]:
    """Each of them for her."""
    assignments = list(rows)
    pks = [assignment.pk for assignment in assignments]
    enrolments = {row.classroom_id: row for row in Enrolment.objects.present().filter(learner=learner)}
    own = Accommodation.objects.filter(assignment__in=pks, enrolment__in=[row.pk for row in enrolments.values()])
    accommodations = {row.assignment_id: row for row in own}
    sessions: dict[int | None, list[QuizSession]] = defaultdict(list)
    hers = QuizSession.objects.filter(learner=learner, assignment__in=pks).with_clock().with_told()
    for session in hers.order_by("go"):
        sessions[session.assignment_id].append(session)
    practices = [assignment.pk for assignment in assignments if not assignment.is_test]
    untold = Answer.objects.untold_facts(learner) if practices else ()
    coverage = measure_coverage(practices, [learner.pk], untold=untold) if practices else {}
    return [
        describe_assigned(
            assignment,
            enrolments[assignment.classroom_id],
            accommodations.get(assignment.pk),
            sessions[assignment.pk],
            coverage.get((assignment.pk, learner.pk)),
        )
        for assignment in assignments
    ]


def describe_assigned(
    assignment: Assignment,
    enrolment: Enrolment,
    own: Accommodation | None,
    sessions: Iterable[QuizSession],
    coverage: Coverage | None,
) -> AssignedView:
    """One of them, with what this pupil has beyond the conditions for all."""
    now = clock_of(assignment)
    had = tuple(describe_go(session, now) for session in sessions)
    is_test = assignment.is_test
    extra = max(enrolment.extra_time_percent, own.extra_time_percent if own else 0)
    closes_at = assignment.closes_at
    if closes_at is not None and own is not None and own.closes_at is not None:
        closes_at = max(closes_at, own.closes_at)
    limited = is_test and assignment.goes is not None
    return AssignedView(
        key=assignment.key,
        title=assignment.title,
        classroom=assignment.classroom.title,
        zone=find_zone(assignment.classroom.time_zone, settings.TIME_ZONE),
        is_test=is_test,
        feedback=assignment.feedback,
        stage=stage_of(assignment, closes_at, now),
        questions=getattr(assignment, "asked"),  # noqa: B009 - annotated by read_assigned
        opens_at=assignment.opens_at,
        closes_at=closes_at,
        minutes=assignment.minutes * (100 + extra) / 100 if is_test and assignment.minutes else None,
        is_shuffled=assignment.is_shuffled,
        goes=assignment.goes if limited else None,
        goes_left=max(0, (assignment.goes or 0) - len(had)) if limited else None,
        had=had,
        coverage=coverage,
    )


def stage_of(assignment: Assignment, closes_at: datetime | None, now: datetime) -> Stage:
    """Where it stands for a pupil for whom it closes then."""
    if assignment.closed_at is not None or (closes_at is not None and closes_at <= now):
        return Stage.OVER
    return Stage.SOON if assignment.opens_at is not None and assignment.opens_at > now else Stage.OPEN


def describe_go(session: QuizSession, now: datetime) -> GoView:
    """One go; whose time is over has ended, whether or not anybody wrote that down."""
    is_running = session.finished_at is None and not session.is_time_over(now)
    return GoView(session.key, session.go, session.started_at, is_running, may_see(session))


def describe_results(learner: Learner, view: AssignedView) -> dict[UUID, TestResult]:
    """How her goes of a test went, as far as that may be seen."""
    told = [go.key for go in view.had if go.is_told and not go.is_running] if view.is_test else []
    sessions = QuizSession.objects.filter(learner=learner, key__in=told)
    return {session.key: describe_result(session) for session in sessions}
