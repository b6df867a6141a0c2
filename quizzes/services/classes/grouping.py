"""Groups of a class: who is in which."""

from collections.abc import Iterable

from django.db import transaction

from quizzes.models import Enrolment, Group


@transaction.atomic
def put_in_group(group: Group, enrolments: Iterable[Enrolment]) -> None:
    """Let these pupils be in the group too."""
    group.enrolments.add(*enrolments)


@transaction.atomic
def set_members(group: Group, enrolments: Iterable[Enrolment]) -> None:
    """Let the group be these pupils, and those who left the class from it."""
    left = group.enrolments.exclude(left_at=None)
    group.enrolments.set([*enrolments, *left])
