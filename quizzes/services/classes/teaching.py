"""Classes begin, rest and begin again; and who teaches them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F

from quizzes.models import Classroom, Teaching
from quizzes.services.classes.codes import give_new_code

INVITATION_SALT = "quizzes.invitation"
INVITATION_DAYS = 7


@dataclass(frozen=True, slots=True)
class LastOwner:
    """A class needs an owner; nothing was written."""


@transaction.atomic
def make_class(user_id: int, title: str, *, is_open: bool, time_zone: str, now: datetime) -> Classroom:
    """A class of this user's own, with a join code."""
    classroom = Classroom.objects.create(title=title, is_open=is_open, time_zone=time_zone)
    Teaching.objects.create(classroom=classroom, user_id=user_id, is_owner=True)
    give_new_code(classroom, now)
    return classroom


def archive_class(classroom: Classroom, now: datetime) -> None:
    """Put the class away: its code is dead, and nothing new begins in it."""
    classroom.archived_at, classroom.join_code = now, ""
    classroom.save(update_fields=["archived_at", "join_code"])


@transaction.atomic
def unarchive_class(classroom: Classroom, now: datetime) -> None:
    """Take the class out again, with a new code."""
    classroom.archived_at = None
    classroom.save(update_fields=["archived_at"])
    give_new_code(classroom, now)


def make_invitation(classroom: Classroom) -> str:
    """What lets whoever opens it teach the class too, for `INVITATION_DAYS`; part of an address."""
    return signing.dumps([str(classroom.key), classroom.teachers_removed], salt=INVITATION_SALT)


def find_invited(invitation: str) -> Classroom | None:
    """The class that an invitation is for; None where it is no longer worth anything."""
    try:
        key, removed = signing.loads(invitation, salt=INVITATION_SALT, max_age=timedelta(days=INVITATION_DAYS))
    except signing.BadSignature:
        return None
    return Classroom.objects.active().filter(key=key, teachers_removed=removed).first()


def accept_invitation(classroom: Classroom, user_id: int) -> Teaching:
    """Teach the class too; accepting twice changes nothing."""
    teaching, _created = Teaching.objects.get_or_create(classroom=classroom, user_id=user_id)
    return teaching


@transaction.atomic
def make_owner(teaching: Teaching) -> None:
    """Let a co-teacher own the class too."""
    teaching.is_owner = True
    teaching.save(update_fields=["is_owner"])


@transaction.atomic
def end_teaching(teaching: Teaching) -> LastOwner | None:
    """Let a teacher go, or leave by herself. Invitations made before are worth nothing from then on."""
    Classroom.objects.select_for_update().get(pk=teaching.classroom_id)
    owners = Teaching.objects.filter(classroom_id=teaching.classroom_id, is_owner=True)
    if teaching.is_owner and owners.count() == 1:
        return LastOwner()
    Teaching.objects.filter(pk=teaching.pk).delete()
    Classroom.objects.filter(pk=teaching.classroom_id).update(teachers_removed=F("teachers_removed") + 1)
    return None
