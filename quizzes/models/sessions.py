"""Sittings, and the questions asked in them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from quizzes.models.learners import Learner
from quizzes.models.questions import Question, ShownContent


class QuizSessionQuerySet(models.QuerySet["QuizSession"]):
    """Sessions, filtered in phrases."""

    def running(self) -> QuizSessionQuerySet:
        """Those that have not ended."""
        return self.filter(finished_at=None)

    def advance(self, session: QuizSession, *, seen: int) -> bool:
        """Move the session on from the version `seen`; False where another request did so first."""
        moved = self.filter(pk=session.pk, version=seen).update(
            version=seen + 1, plan=session.plan, finished_at=session.finished_at
        )
        if moved:
            session.version = seen + 1
        return bool(moved)


class QuizSession(models.Model):
    """One sitting of one learner.

    `plan` holds the questions still to come, in order, as [key, again]. `version` grows with each answer; it is
    the position of the question that waits.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="sessions")
    topic = models.CharField(max_length=120, blank=True)
    plan = models.JSONField(default=list)
    planned = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = QuizSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        indexes = [
            # "Go on where you stopped": a learner's running session, the newest first.
            models.Index(fields=["learner", "finished_at", "-started_at"], name="session_running"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class AskedQuestion(models.Model):
    """A question as it was asked: what was shown, at which position, with the seed of its options' order.

    `again` marks the second asking of a question that was missed earlier in the session.
    """

    session = models.ForeignKey(QuizSession, on_delete=models.CASCADE, related_name="asked")
    position = models.PositiveIntegerField()
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="asked")
    shown = models.ForeignKey(ShownContent, on_delete=models.PROTECT, related_name="asked")
    order_seed = models.PositiveIntegerField()
    again = models.BooleanField(default=False)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="one_question_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.position}"
