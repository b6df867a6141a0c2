"""What a learner remembers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models

from quizzes.models.learners import Learner


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Progress, filtered in phrases."""

    def due(self, *, at: datetime) -> ProgressQuerySet:
        """What should be asked by `at`, the longest waiting first."""
        return self.filter(due_at__lte=at).order_by("due_at", "pk")

    def told(self, untold: Collection[str]) -> ProgressQuerySet:
        """What its learner may know of: all but her memories of `untold` (`Answer.objects.untold_facts`).

        A memory that a test moved tells what her answer was worth, so it is left out until the results are out.
        """
        return self.exclude(fact_key__in=untold) if untold else self


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
