"""Pupils come into a class, get other names, leave, and come back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from quizzes.models import Classroom, Enrolment, Learner
from quizzes.roster import MOST_PUPILS, fold_name


@dataclass(frozen=True, slots=True)
class Enrolled:
    """She is in the class."""

    enrolment: Enrolment


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """She was in the class before; nothing was written."""

    enrolment: Enrolment


@dataclass(frozen=True, slots=True)
class NamesTaken:
    """Other pupils of the class have these names; nothing was written."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassFull:
    """The class takes no more; nothing was written."""


def find_taken(classroom: Classroom, names: Iterable[str] | None = None) -> set[str]:
    """The folded names of the pupils who are there; only those among `names`, where they are given."""
    there = classroom.enrolments.present()
    if names is not None:
        there = there.filter(folded_name__in=[fold_name(name) for name in names])
    return set(there.values_list("folded_name", flat=True))


def lock_class(classroom: Classroom) -> None:
    """Let nobody else come into the class until the transaction ends."""
    Classroom.objects.select_for_update().get(pk=classroom.pk)


@transaction.atomic
def add_pupils(classroom: Classroom, names: Sequence[str], now: datetime) -> list[Enrolment] | NamesTaken | ClassFull:
    """Make a pupil without an account of each name: all, or none where one is taken."""
    lock_class(classroom)
    folded = [fold_name(name) for name in names]
    taken = find_taken(classroom, names) | {name for name in folded if folded.count(name) > 1}
    if taken:
        return NamesTaken(tuple(name for name in names if fold_name(name) in taken))
    if classroom.enrolments.present().count() + len(names) > MOST_PUPILS:
        return ClassFull()
    learners = Learner.objects.bulk_create(Learner(time_zone=classroom.time_zone) for _name in names)
    return Enrolment.objects.bulk_create(
        make_enrolment(classroom, learner, name, now) for learner, name in zip(learners, names, strict=True)
    )


def make_enrolment(classroom: Classroom, learner: Learner, name: str, now: datetime) -> Enrolment:
    """The row that puts a learner into a class under a name; not written yet."""
    return Enrolment(classroom=classroom, learner=learner, name=name, folded_name=fold_name(name), joined_at=now)


@transaction.atomic
def join_class(
    classroom: Classroom, learner: Learner, name: str, now: datetime
) -> Enrolled | AlreadyThere | NamesTaken | ClassFull:
    """Let a learner into an open class, by her own wish and under a name that she chose."""
    lock_class(classroom)
    there = classroom.enrolments.present()
    if (before := there.filter(learner=learner).first()) is not None:
        return AlreadyThere(before)
    if find_taken(classroom, [name]):
        return NamesTaken((name,))
    if there.count() >= MOST_PUPILS:
        return ClassFull()
    enrolment = make_enrolment(classroom, learner, name, now)
    enrolment.signed_in_at = now
    enrolment.save()
    return Enrolled(enrolment)


def note_sign_in(enrolment: Enrolment, now: datetime) -> None:
    """She came in with her PIN."""
    Enrolment.objects.filter(pk=enrolment.pk).update(signed_in_at=now)


@transaction.atomic
def change_pupil(enrolment: Enrolment, name: str, extra_time_percent: int) -> Enrolled | NamesTaken:
    """Give a pupil another name in her class, and the time that she has beyond that of every test."""
    lock_class(enrolment.classroom)
    others = enrolment.classroom.enrolments.present().exclude(pk=enrolment.pk)
    if enrolment.left_at is None and others.filter(folded_name=fold_name(name)).exists():
        return NamesTaken((name,))
    enrolment.name, enrolment.folded_name = name, fold_name(name)
    enrolment.extra_time_percent = extra_time_percent
    enrolment.save(update_fields=["name", "folded_name", "extra_time_percent"])
    return Enrolled(enrolment)


def remove_pupils(enrolments: Iterable[Enrolment], now: datetime) -> int:
    """Let pupils leave their class; what they did there stays under their names. How many there were."""
    leaving = [enrolment.pk for enrolment in enrolments]
    return Enrolment.objects.present().filter(pk__in=leaving).update(left_at=now)


@transaction.atomic
def bring_back(enrolment: Enrolment) -> Enrolled | AlreadyThere | NamesTaken | ClassFull:
    """Let a pupil who left be in the class again, with everything."""
    lock_class(enrolment.classroom)
    there = enrolment.classroom.enrolments.present()
    if (before := there.filter(learner=enrolment.learner_id).first()) is not None:
        return AlreadyThere(before)
    if there.filter(folded_name=enrolment.folded_name).exists():
        return NamesTaken((enrolment.name,))
    if there.count() >= MOST_PUPILS:
        return ClassFull()
    enrolment.left_at = None
    enrolment.save(update_fields=["left_at"])
    return Enrolled(enrolment)
