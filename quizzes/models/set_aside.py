"""Facts that a learner does not want to be asked about for a while. No part of what she remembers."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from quizzes.models.learners import Learner
from quizzes.models.questions import ShownContent


class SetAsideQuerySet(models.QuerySet["SetAside"]):
    """Facts set aside, filtered in phrases."""

    def active(self, *, at: datetime) -> SetAsideQuerySet:
        """Those that are not asked at that time."""
        return self.filter(Q(until=None) | Q(until__gt=at))


class SetAside(models.Model):
    """A Fact that a learner set aside: buried `until` her next day, or suspended (null: until she resumes it).

    `shown` is the question as she saw it when she did, for the list.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="set_aside")
    fact_key = models.CharField(max_length=380)
    shown = models.ForeignKey(ShownContent, on_delete=models.PROTECT, related_name="set_aside")
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = SetAsideQuerySet.as_manager()

    class Meta:
        ordering = ["learner", "-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "fact_key"], name="one_set_aside_a_fact"),
        ]

    def __str__(self) -> str:
        return self.fact_key
