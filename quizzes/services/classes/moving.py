"""Pupils go to another class, two pupils become one, and one class becomes part of another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from quizzes.models import Accommodation, Classroom, Enrolment, Learner, QuizSession
from quizzes.roster import MOST_PUPILS
from quizzes.services.classes.enrolling import ClassFull, NamesTaken, make_enrolment
from quizzes.services.classes.teaching import archive_class
from quizzes.services.join_guest import move_everything


@dataclass(frozen=True, slots=True)
class Moved:
    """How many pupils are in the other class now."""

    pupils: int


@dataclass(frozen=True, slots=True)
class Merged:
    """Two pupils are one, with everything that both did."""

    enrolment: Enrolment


@dataclass(frozen=True, slots=True)
class TwoAccounts:
    """Both signed in with accounts of their own, and accounts are not merged; nothing was written."""


def lock_classes(*classes: Classroom) -> None:
    """Let nobody else come into these classes until the transaction ends; always in one order."""
    keys = [classroom.pk for classroom in classes]
    list(Classroom.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


@transaction.atomic
def move_pupils(enrolments: Sequence[Enrolment], target: Classroom, now: datetime) -> Moved | NamesTaken | ClassFull:
    """Let pupils leave their class for another one: all, or none where somebody there has the name of one.

    What they did stays with the class that they leave. They keep their memories, and get a new PIN with the new place.
    """
    lock_classes(target, *(enrolment.classroom for enrolment in enrolments))
    there = {row.folded_name: row.learner_id for row in target.enrolments.present()}
    coming = [row for row in enrolments if row.learner_id not in there.values()]
    taken = tuple(row.name for row in coming if row.folded_name in there)
    if taken:
        return NamesTaken(taken)
    if len(there) + len(coming) > MOST_PUPILS:
        return ClassFull()
    for row in enrolments:
        leave(row, now)
    Enrolment.objects.bulk_create(take_along(row, target, now) for row in coming)
    return Moved(len(enrolments))


def leave(enrolment: Enrolment, now: datetime) -> None:
    """Let her row say when she left."""
    Enrolment.objects.filter(pk=enrolment.pk).update(left_at=now)


def take_along(enrolment: Enrolment, target: Classroom, now: datetime) -> Enrolment:
    """Her place in another class, with what holds of her wherever she is; not written yet."""
    moved = make_enrolment(target, enrolment.learner, enrolment.name, now)
    moved.extra_time_percent = enrolment.extra_time_percent
    moved.signed_in_at = enrolment.signed_in_at
    return moved


@transaction.atomic
def merge_pupils(kept: Enrolment, other: Enrolment) -> Merged | TwoAccounts:
    """Let two pupils of a class be one, under the name of `kept`: answers are put together and replayed.

    There is no way back.
    """
    lock_classes(kept.classroom)
    first, second = lock_learners(kept.learner, other.learner)
    if first != second and first.user_id and second.user_id:
        return TwoAccounts()
    put_into(kept, other)
    if first != second:
        join_learners(first, second)
    kept.refresh_from_db()
    return Merged(kept)


def lock_learners(first: Learner, second: Learner) -> tuple[Learner, Learner]:
    """The two as they are now, locked in the order in which answering locks: sessions, then learners."""
    keys = [first.pk, second.pk]
    sessions = QuizSession.objects.select_for_update(of=("self",))
    list(sessions.filter(learner__in=keys).order_by("pk"))
    locked = {row.pk: row for row in Learner.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return locked[first.pk], locked[second.pk]


def put_into(kept: Enrolment, other: Enrolment) -> None:
    """Give `kept` the groups, assignments and accommodations of `other`, whose row goes."""
    kept.groups.add(*other.groups.all())
    for assignment in other.assignments.all():
        assignment.enrolments.add(kept)
    has = Accommodation.objects.filter(enrolment=kept).values("assignment")
    Accommodation.objects.filter(enrolment=other).exclude(assignment__in=has).update(enrolment=kept)
    earlier = min(kept.joined_at, other.joined_at)
    longer = max(kept.extra_time_percent, other.extra_time_percent)
    Enrolment.objects.filter(pk=kept.pk).update(joined_at=earlier, extra_time_percent=longer)
    other.delete()


def join_learners(first: Learner, second: Learner) -> Learner:
    """Make one learner of two, of whom at most one has an account; she stays. Both are locked."""
    stays, gone = (second, first) if second.user_id else (first, second)
    for enrolment in gone.enrolments.present():
        twin = stays.enrolments.present().filter(classroom=enrolment.classroom_id).first()
        if twin is not None:
            put_into(twin, enrolment)
    gone.enrolments.update(learner=stays)
    number_goes(stays, gone)
    move_everything(gone, stays)
    return stays


def number_goes(*learners: Learner) -> None:
    """Number the goes of these learners at each assignment by when they began, so that no two have one number."""
    theirs = QuizSession.objects.filter(learner__in=learners).exclude(assignment=None)
    for assignment in theirs.order_by().values_list("assignment", flat=True).distinct():
        of_it = theirs.filter(assignment=assignment)
        sessions = list(of_it.order_by("started_at", "pk").values_list("pk", flat=True))
        beyond = (of_it.aggregate(most=Max("go"))["most"] or 0) + len(sessions)
        # First out of the way of the final numbers: a number is one go's at every moment.
        of_it.update(go=F("go") + beyond)
        for number, session in enumerate(sessions, start=1):
            QuizSession.objects.filter(pk=session).update(go=number)


def find_twins(source: Classroom, target: Classroom) -> list[tuple[Enrolment, Enrolment]]:
    """Pupils of two classes who have one name and are two learners: in the one, in the other."""
    there = {row.folded_name: row for row in target.enrolments.present().select_related("learner")}
    here = source.enrolments.present().in_order().select_related("learner")
    pairs = [(row, there[row.folded_name]) for row in here if row.folded_name in there]
    return [(one, other) for one, other in pairs if one.learner_id != other.learner_id]


@transaction.atomic
def merge_classes(
    source: Classroom, target: Classroom, same: Collection[str], now: datetime
) -> Moved | NamesTaken | ClassFull | TwoAccounts:
    """Let all pupils of a class go to another with their groups, and put the class away.

    `same` are the folded names of pupils who are one person in both: they are merged. What was assigned in the class
    stays with it.
    """
    lock_classes(source, target)
    twins = find_twins(source, target)
    strangers = tuple(one.name for one, _other in twins if one.folded_name not in same)
    if strangers:
        return NamesTaken(strangers)
    if any(one.learner.user_id and other.learner.user_id for one, other in twins):
        return TwoAccounts()
    for one, other in twins:
        join_learners(*lock_learners(other.learner, one.learner))
    pupils = list(source.enrolments.present().select_related("learner", "classroom").prefetch_related("groups"))
    outcome = move_pupils(pupils, target, now)
    if isinstance(outcome, Moved):
        take_groups_along(pupils, target)
        archive_class(source, now)
    return outcome


def take_groups_along(left: Sequence[Enrolment], target: Classroom) -> None:
    """Put pupils who came from another class into groups of the names that theirs had there."""
    arrived = {row.learner_id: row for row in target.enrolments.present()}
    groups = {group.title: group for group in target.groups.all()}
    for enrolment in left:
        for group in enrolment.groups.all():
            if group.title not in groups:
                groups[group.title] = target.groups.create(title=group.title)
            groups[group.title].enrolments.add(arrived[enrolment.learner_id])
