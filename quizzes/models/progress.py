"""What a learner remembers."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Exists, Expression, OuterRef

from quizzes.models.learners import Learner
from quizzes.models.set_aside import SetAside


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Progress, filtered in phrases."""

    def due(self, *, at: datetime) -> ProgressQuerySet:
        """What should be asked by `at`, the longest waiting first."""
        return self.filter(due_at__lte=at).order_by("due_at", "pk")

    def after(self, row: Progress) -> ProgressQuerySet:
        """What has waited less long than this one."""
        later = models.Q(due_at__gt=row.due_at) | models.Q(pk__gt=row.pk)
        return self.filter(later, due_at__gte=row.due_at)

    def without_set_aside(self, *, at: datetime) -> ProgressQuerySet:
        """What may be asked at that time: not buried, not suspended."""
        aside = SetAside.objects.active(at=at).filter(learner=OuterRef("learner"), fact_key=OuterRef("fact_key"))
        return self.filter(~Exists(aside))

    def told(self, *, at: datetime | Expression | None = None) -> ProgressQuerySet:
        """What its learner may know of: a memory that a test moved tells what her answer was worth.

        So it is left out as long as the results of the test are not out.
        """
        answers = apps.get_model("quizzes", "Answer").objects.counted().untold(at=at)
        return self.filter(~Exists(answers.filter(learner=OuterRef("learner"), fact_key=OuterRef("fact_key"))))


class Progress(models.Model):
    """What a learner remembers of one Fact; rebuildable from her Answers (`manage.py rebuild_progress`).

    `memory` is `quizzes.scheduling.Memory` as JSON; `due_at` repeats its due time for the index.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="progress")
    fact_key = models.CharField(max_length=380)
    memory = models.JSONField()
    due_at = models.DateTimeField()
    reviews = models.PositiveIntegerField(default=0)
    lapses = models.PositiveIntegerField(default=0)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "fact_key"], name="one_memory_a_fact"),
        ]
        indexes = [
            # What is due for a learner, the longest waiting first.
            models.Index(fields=["learner", "due_at"], name="progress_due"),
        ]

    def __str__(self) -> str:
        return self.fact_key
