"""Assignments: a set given to a class, with its conditions and, for a test, its questions as they were frozen."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.classrooms import Classroom, Enrolment, Group
from quizzes.models.clock import clock
from quizzes.models.conditions import Feedback, Kind
from quizzes.models.learners import Learner
from quizzes.models.questions import Question, ShownContent
from quizzes.models.sets import QuizSet


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments, filtered in phrases."""

    def opened(self) -> AssignmentQuerySet:
        """Those that are no drafts any more."""
        return self.exclude(opened_at=None)

    def open(self, *, at: datetime) -> AssignmentQuerySet:
        """Those that can be worked on at that moment, by those who have no later end of their own."""
        begun = Q(opens_at=None) | Q(opens_at__lte=at)
        return self.opened().filter(begun, Q(closes_at=None) | Q(closes_at__gt=at), closed_at=None)

    def with_clock(self) -> AssignmentQuerySet:
        """Each with `clock`, the time by the database."""
        return self.annotate(clock=clock())

    def given_to(self, learner: Learner) -> AssignmentQuerySet:
        """Those of the classes that she is in: to the whole class, to a group of hers, or to her."""
        hers = Enrolment.objects.present().filter(learner=learner, classroom__archived_at=None)
        whole = Q(is_to_all=True, classroom__in=hers.values("classroom"))
        named = Q(is_to_all=False) & (Q(groups__enrolments__in=hers) | Q(enrolments__in=hers))
        return self.filter(pk__in=self.model._default_manager.filter(whole | named).values("pk"))


class Assignment(models.Model):
    """A set given to a class, a group or pupils, with its conditions.

    A session copies the conditions when it starts: a change here never touches one that runs. `opened_at` null: a
    draft. `opens_at` and `closes_at` are its window, `closed_at` when a teacher ended it before. `minutes` is the
    time that a go has, `goes` how many there are; null: no limit. `seed` orders the questions of each pupil where
    `is_shuffled`. `released_at`: when a teacher let everybody see verdicts, whatever `feedback` says.
    """

    Kind = Kind
    Feedback = Feedback

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="assignments")
    quiz_set = models.ForeignKey(
        QuizSet, on_delete=models.SET_NULL, null=True, related_name="assignments", verbose_name=_("set")
    )
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PRACTICE)
    is_to_all = models.BooleanField(_("the whole class"), default=True)
    groups = models.ManyToManyField(Group, blank=True, related_name="assignments")
    enrolments = models.ManyToManyField(Enrolment, blank=True, related_name="assignments")
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("time in minutes"), null=True, blank=True)
    goes = models.PositiveSmallIntegerField(_("number of goes"), null=True, blank=True)
    is_shuffled = models.BooleanField(_("another order for each pupil"), default=True)
    feedback = models.CharField(_("what was right is shown"), max_length=10, choices=Feedback, default=Feedback.AT_ONCE)
    seed = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_test(self) -> bool:
        """Whether its questions are frozen, and it is sat under conditions."""
        return self.kind == Kind.TEST


class AssignedQuestion(models.Model):
    """A question of an assignment, at its position. In a test it is asked as `shown`, the same for every pupil.

    In practice `shown` is what it came to at opening, for the teacher; it is judged anew when asked.
    `excused_at`: it counts for nobody any more.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="assigned")
    shown = models.ForeignKey(ShownContent, on_delete=models.PROTECT, related_name="assigned")
    excused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assignment", "position"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "position"], name="one_assigned_a_position"),
            models.UniqueConstraint(fields=["assignment", "question"], name="assigned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}/{self.position}"


class Accommodation(models.Model):
    """What one pupil has beyond the conditions of an assignment: more time, a later end."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="accommodations")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="accommodations")
    extra_time_percent = models.PositiveSmallIntegerField(_("extra time in per cent"), default=0)
    closes_at = models.DateTimeField(_("closes for her"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "enrolment"], name="one_accommodation_a_pupil")]

    def __str__(self) -> str:
        return f"{self.enrolment} in {self.assignment}"
