"""What a teacher sees of her classes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from quizzes.models import Classroom, Enrolment, Group, Learner
from quizzes.scheduling.days import end_of_day


def list_classes(user_id: int) -> list[Classroom]:
    """The classes that she teaches, each with `pupils`, how many are in it; those put away come last."""
    present = Count("enrolments", filter=Q(enrolments__left_at=None), distinct=True)
    classes = Classroom.objects.taught_by(user_id).annotate(pupils=present)
    return sorted(classes, key=lambda classroom: classroom.archived_at is not None)


def list_pupils(classroom: Classroom) -> QuerySet[Enrolment]:
    """Who is in the class, by name, each with her groups."""
    return classroom.enrolments.present().in_order().select_related("learner").prefetch_related("groups")


def list_groups(classroom: Classroom) -> QuerySet[Group]:
    """The groups of the class, each with `pupils`, how many of them are in the class now."""
    return classroom.groups.annotate(pupils=Count("enrolments", filter=Q(enrolments__left_at=None)))


def list_places(learner: Learner) -> QuerySet[Enrolment]:
    """The classes that a learner is in now, each with the name that it knows her by."""
    there = learner.enrolments.present().filter(classroom__archived_at=None)
    return there.select_related("classroom").order_by("classroom__title", "pk")


def list_leavers(classroom: Classroom) -> QuerySet[Enrolment]:
    """Who was in the class, the last first."""
    return classroom.enrolments.exclude(left_at=None).order_by("-left_at", "folded_name")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Who has come in today, and how many there are."""

    names: list[str]
    pupils: int

    @property
    def count(self) -> int:
        """How many have come in."""
        return len(self.names)


def read_arrivals(classroom: Classroom, now: datetime) -> Arrivals:
    """Who has signed in or joined since the class's day began."""
    begun = end_of_day(now, classroom.zone) - timedelta(days=1)
    pupils = list(classroom.enrolments.present().in_order().values_list("name", "signed_in_at"))
    return Arrivals([name for name, at in pupils if at is not None and at >= begun], len(pupils))


def list_slips(classroom: Classroom, only: Iterable[UUID] = ()) -> list[Enrolment]:
    """The pupils who sign in with a PIN, for their slips; some only, where they are named."""
    pupils = classroom.enrolments.present().in_order().filter(learner__user=None)
    wanted = list(only)
    return list(pupils.filter(key__in=wanted) if wanted else pupils)
