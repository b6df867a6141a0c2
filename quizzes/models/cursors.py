"""How far learners have come among the questions that are new to them."""

from __future__ import annotations

from django.db import models

from quizzes.models.learners import Learner


class Cursor(models.Model):
    """How far a learner has come along a line of questions, of one topic or of all (empty).

    She goes along it once, from a place of her own to its end (`lap` 0) and from its beginning to that place (1), then
    along what became live since (2). `since` and `place` are those of the last question that she passed; `since` is
    the bank's number when she set out until she is once round.
    `hand` holds the Facts that she passed and does not know, each with how often a session meant to ask it; all others
    that she passed she knows. `is_any_left`: some were dropped because they were never answered.
    A hint that can be deleted at any time: then she sets out again.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="cursors")
    topic = models.CharField(max_length=120, blank=True)
    line = models.CharField(max_length=20)
    lap = models.PositiveSmallIntegerField(default=0)
    since = models.PositiveBigIntegerField(default=0)
    place = models.IntegerField(default=-1)
    hand = models.JSONField(default=dict)
    is_any_left = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "topic", "line"], name="one_cursor_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}/{self.topic}/{self.line}: {self.lap}, {self.since}, {self.place}"
