"""What a pupil may be told of a session: the one place that says so, for every page, list and file."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.db.models import BooleanField, Case, Exists, Expression, Model, OuterRef, Q, Value, When

from quizzes.models.clock import GRACE, clock
from quizzes.models.conditions import Feedback


def is_told(path: str = "", at: datetime | Expression | None = None) -> Case:
    """Whether verdicts may be seen, as a condition on what has its session under `path` ("asked__session__").

    At that moment; without one, now by the database's clock. A session that nobody set tells everything, and so does
    one whose assignment is no more. Of others decides what the session copied when it started (`feedback`), unless
    a teacher released the results. The end for everybody is that of the assignment, or the latest that a pupil has.
    """
    moment = (clock() if at is None else at) - GRACE
    is_over = Q(**{f"{path}finished_at__isnull": False}) | Q(**{f"{path}ends_at__lte": moment})
    later = apps.get_model("quizzes", "Accommodation").objects.filter(
        assignment=OuterRef(f"{path}assignment"), closes_at__gt=moment
    )
    is_ended = Q(**{f"{path}assignment__closed_at__isnull": False}) | (
        Q(**{f"{path}assignment__closes_at__lte": moment}) & ~Exists(later)
    )
    feedback = f"{path}conditions__feedback"
    return Case(
        When(**{f"{path}assignment": None}, then=Value(True)),
        When(**{f"{path}assignment__released_at__isnull": False}, then=Value(True)),
        When(**{feedback: Feedback.AT_ONCE.value}, then=Value(True)),
        When(Q(**{feedback: Feedback.HAND_IN.value}) & is_over, then=Value(True)),
        When(Q(**{feedback: Feedback.AFTER_END.value}) & is_ended, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )


def may_see(row: Model) -> bool:
    """Whether verdicts may be seen, of a session or an answer that was read with `is_told`."""
    read: bool = getattr(row, "is_told")  # noqa: B009 - annotated
    return read
