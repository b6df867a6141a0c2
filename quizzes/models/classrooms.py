"""Classes: who teaches them, who is in them, and the code that leads there."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from quizzes.models.learners import Learner
from quizzes.scheduling.days import find_zone

PIN_DIGITS = 6


def make_pin(of: str) -> str:
    """The PIN that follows from this text (decision 36)."""
    digest = salted_hmac("quizzes.pin", of, algorithm="sha256").digest()
    return f"{int.from_bytes(digest) % 10**PIN_DIGITS:0{PIN_DIGITS}}"


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    """Classes, filtered in phrases."""

    def taught_by(self, user_id: int | None) -> ClassroomQuerySet:
        """Those that this user teaches, alone or with others; nobody teaches without an account."""
        return self.filter(teachings__user_id=user_id) if user_id is not None else self.none()

    def active(self) -> ClassroomQuerySet:
        """Those that were not put away."""
        return self.filter(archived_at=None)


class Classroom(models.Model):
    """A class: pupils, their teachers, and a join code.

    `join_code` is kept without dashes, in capitals; empty: the class cannot be joined now. `is_open`: whoever has
    the code may add herself; else the code opens the door only to names that a teacher wrote down.
    `time_zone` is where the class is: its deadlines are shown in it; empty: the site's.
    `teachers_removed` counts them: an invitation made before the last one was asked to go is worth nothing.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("name of the class"), max_length=120)
    join_code = models.CharField(max_length=16, blank=True, editable=False)
    code_made_at = models.DateTimeField(null=True, editable=False)
    is_open = models.BooleanField(_("whoever has the code may join"), default=False)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    teachers_removed = models.PositiveIntegerField(default=0, editable=False)

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["join_code"], condition=~models.Q(join_code=""), name="one_class_a_join_code"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_code(self) -> str:
        """The join code as people read it out: ABCD-EFGH; empty where there is none."""
        return f"{self.join_code[:4]}-{self.join_code[4:]}" if self.join_code else ""

    @property
    def zone(self) -> ZoneInfo:
        """Where the class is."""
        return find_zone(self.time_zone, settings.TIME_ZONE)


class Teaching(models.Model):
    """That a user teaches a class. `is_owner`: she may also archive it and say who teaches it with her."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="teachings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="teachings")
    is_owner = models.BooleanField(default=False)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-is_owner", "pk"]
        constraints = [models.UniqueConstraint(fields=["classroom", "user"], name="one_teaching_a_user")]

    def __str__(self) -> str:
        return f"{self.user} teaches {self.classroom}"


class Group(models.Model):
    """Some pupils of a class, by a name that the teacher gives."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(_("name of the group"), max_length=80)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["classroom", "title"], name="one_group_a_title")]

    def __str__(self) -> str:
        return self.title


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments, filtered in phrases."""

    def present(self) -> EnrolmentQuerySet:
        """Those of pupils who are in the class now."""
        return self.filter(left_at=None)

    def in_order(self) -> EnrolmentQuerySet:
        """By name, in one order for all scripts."""
        return self.order_by("folded_name", "pk")


class Enrolment(models.Model):
    """A learner in a class, under the name that the class knows her by.

    `folded_name` is what that name is found by (`quizzes.questions.folding`). `pin_version` grows with each new PIN:
    the PIN itself is not kept (decision 36). `signed_in_at` is when she last came in with it, or added herself.
    `extra_time_percent` is what she has beyond the time of every test.
    Who left keeps her row, so that past results keep their names.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="enrolments")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="enrolments")
    groups = models.ManyToManyField(Group, blank=True, related_name="enrolments")
    name = models.CharField(_("name"), max_length=80)
    folded_name = models.CharField(max_length=240, editable=False)
    pin_version = models.PositiveIntegerField(default=1, editable=False)
    extra_time_percent = models.PositiveSmallIntegerField(_("extra time in per cent"), default=0)
    joined_at = models.DateTimeField()
    signed_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["classroom", "learner"], condition=models.Q(left_at=None), name="one_place_in_a_class"
            ),
            models.UniqueConstraint(
                fields=["classroom", "folded_name"], condition=models.Q(left_at=None), name="one_name_in_a_class"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def pin(self) -> str:
        """What she signs in with now. It follows from the site's key, this row's, and the version."""
        return make_pin(f"{self.key}:{self.pin_version}")

    @property
    def shown_pin(self) -> str:
        """The same as it is read most easily."""
        return f"{self.pin[:3]} {self.pin[3:]}"

    def was_there(self, at: datetime) -> bool:
        """Whether she was in the class at that moment."""
        return self.joined_at <= at and (self.left_at is None or at < self.left_at)
