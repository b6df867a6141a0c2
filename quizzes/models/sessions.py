"""Sittings, and the questions asked in them."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.apps import apps
from django.db import models
from django.db.models import Exists, Expression, F, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable

from quizzes.models.clock import GRACE, clock
from quizzes.models.conditions import Conditions, conditions_from_json
from quizzes.models.learners import Learner
from quizzes.models.questions import FORMS, Question, ShownContent
from quizzes.models.telling import is_told


class QuizSessionQuerySet(models.QuerySet["QuizSession"]):
    """Sessions, filtered in phrases."""

    def running(self) -> QuizSessionQuerySet:
        """Those that have not ended: nobody handed them in or ended them, and their time is not over."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=clock() - GRACE), finished_at=None)

    def overdue(self) -> QuizSessionQuerySet:
        """Those whose time is over, and that nobody finished."""
        return self.filter(ends_at__lte=clock() - GRACE, finished_at=None)

    def with_clock(self) -> QuizSessionQuerySet:
        """Each with `clock`, the time by the database."""
        return self.annotate(clock=clock())

    def with_told(self, *, at: datetime | Expression | None = None) -> QuizSessionQuerySet:
        """Each with `is_told`: whether its learner may see verdicts (at that moment, or now)."""
        return self.annotate(is_told=is_told(at=at))

    def told(self, *, at: datetime | Expression | None = None) -> QuizSessionQuerySet:
        """Those of which the learner may see verdicts."""
        return self.annotate(is_told=is_told(at=at)).filter(is_told=True)

    def untold(self, *, at: datetime | Expression | None = None) -> QuizSessionQuerySet:
        """Those of tests whose results are not out yet."""
        return self.exclude(assignment=None).annotate(is_told=is_told(at=at)).filter(is_told=False)

    def end(self, at: datetime | Combinable) -> int:
        """End those of these that nobody finished; what is under way in them finds that it came too late."""
        return self.filter(finished_at=None).update(version=F("version") + 1, finished_at=at)

    def advance(self, session: QuizSession, *, seen: int) -> bool:
        """Move the session on from the version `seen`; False where another request did so first."""
        moved = self.filter(pk=session.pk, version=seen).update(
            version=seen + 1, plan=session.plan, skipped=session.skipped, finished_at=session.finished_at
        )
        if moved:
            session.version = seen + 1
        return bool(moved)


class QuizSession(models.Model):
    """One sitting of one learner.

    `form` is the form that all questions are asked in; empty: each in the one that fits what she knows.
    `plan` holds the questions still to come, in order, as [key, again]. `version` grows with each answer; it is
    the position of the question that waits. `skipped` counts the positions that no longer count: an answer there
    was taken back, or the question was left unanswered because of that or was set aside.
    `assignment`: what it was set for, as the pupil's go number `go`; `conditions` are those of the assignment as they
    were when the session started (`quizzes.services.sit_assignment`), and `ends_at` when its time is over.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="sessions")
    topic = models.CharField(max_length=120, blank=True)
    form = models.CharField(max_length=20, choices=FORMS, blank=True)
    plan = models.JSONField(default=list)
    planned = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    assignment = models.ForeignKey(
        "quizzes.Assignment", on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    go = models.PositiveSmallIntegerField(default=0)
    conditions = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = QuizSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        indexes = [
            # "Go on where you stopped": a learner's running session, the newest first.
            models.Index(fields=["learner", "finished_at", "-started_at"], name="session_running"),
        ]
        constraints = [
            # Two windows that start at once start one go.
            models.UniqueConstraint(fields=["assignment", "learner", "go"], name="one_session_a_go"),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def kept_conditions(self) -> Conditions:
        """The conditions that were copied when it started."""
        return conditions_from_json(self.conditions)

    @property
    def is_test(self) -> bool:
        """Whether its questions are those of a test."""
        return self.kept_conditions.is_test

    def is_time_over(self, at: datetime) -> bool:
        """Whether its time is over at that moment, and that of what was on its way."""
        return self.ends_at is not None and self.ends_at + GRACE <= at


class AskedQuestionQuerySet(models.QuerySet["AskedQuestion"]):
    """Asked questions, filtered in phrases."""

    def answered(self) -> AskedQuestionQuerySet:
        """Those whose answer counts: it was given, and not taken back."""
        counted = apps.get_model("quizzes", "Answer").objects.filter(asked=OuterRef("pk"), undo=None)
        return self.filter(Exists(counted))

    def with_latest_answered(self) -> AskedQuestionQuerySet:
        """Each with `latest_answered`, the position of its session's latest answer that counts, or None."""
        latest = AskedQuestion.objects.answered().filter(session=OuterRef("session")).order_by("-position")
        return self.annotate(latest_answered=Subquery(latest.values("position")[:1]))


class AskedQuestion(models.Model):
    """A question as it was asked: what was shown, at which position, with the seed of its options' order.

    `again` marks the second asking of a question that was missed earlier in the session. `skipped` says how many
    positions before it do not count, so that the page can tell the question's number from its position: the
    session's when it was asked; in a test such that the number is the question's own.
    """

    session = models.ForeignKey(QuizSession, on_delete=models.CASCADE, related_name="asked")
    position = models.PositiveIntegerField()
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="asked")
    shown = models.ForeignKey(ShownContent, on_delete=models.PROTECT, related_name="asked")
    order_seed = models.PositiveIntegerField()
    again = models.BooleanField(default=False)
    skipped = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()

    objects = AskedQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="one_question_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.position}"

    @property
    def number(self) -> int:
        """Which question of the session this is for the learner, from one."""
        return self.position + 1 - self.skipped
