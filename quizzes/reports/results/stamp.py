"""Whether anything moved in an assignment since somebody looked: cheap to ask, every few seconds."""

from datetime import datetime

from django.db.models import Count, Max, Q, Sum

from quizzes.models import Assignment, Mark


def read_stamp(assignment: Assignment, now: datetime) -> str:
    """A short text that is another one as soon as the results are. Three queries, however much was answered.

    A sitting's version grows with each answer and each one taken back; a mark is added for whatever moves a verdict.
    """
    sittings = assignment.sessions.order_by().aggregate(
        count=Count("pk"), version=Sum("version"), done=Count("finished_at"), over=Count("pk", Q(ends_at__lte=now))
    )
    mark = Mark.objects.filter(answer__asked__session__assignment=assignment).aggregate(latest=Max("pk"))
    pupils = assignment.classroom.enrolments.aggregate(all=Count("pk"), left=Count("left_at"))
    excused = assignment.questions.aggregate(latest=Max("excused_at"), count=Count("excused_at"))
    told = (assignment.closed_at, assignment.released_at, *sittings.values(), *mark.values(), *pupils.values())
    return ".".join(str(part or 0) for part in (*told, *excused.values())).replace(" ", "_")


def is_live(assignment: Assignment, now: datetime) -> bool:
    """Whether pupils may be at work: it is open, or somebody's time is not over."""
    is_open = assignment.closed_at is None and (assignment.closes_at is None or assignment.closes_at > now)
    if assignment.opened_at is None or is_open:
        return assignment.opened_at is not None
    if assignment.closed_at is None and assignment.accommodations.filter(closes_at__gt=now).exists():
        return True
    return assignment.sessions.filter(Q(ends_at=None) | Q(ends_at__gt=now), finished_at=None).exists()
