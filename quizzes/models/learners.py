"""Whoever answers."""

from __future__ import annotations

from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.scheduling.days import find_zone


class LearnerQuerySet(models.QuerySet["Learner"]):
    """Learners, filtered in phrases."""

    def take_seq(self, learner: Learner, count: int = 1) -> bool:
        """Move the learner's sequence on by `count`, if nobody has since she was read; False if somebody has.

        Nor may a merge have moved her memories meanwhile: what was read of them stands under another name then.

        The row stays locked until the transaction ends, so whoever takes a number alone writes her memory.
        """
        seen = learner.answers_given
        as_read = self.filter(pk=learner.pk, answers_given=seen, memories_moved=learner.memories_moved)
        taken = as_read.update(answers_given=seen + count)
        if taken:
            learner.answers_given = seen + count
        return bool(taken)


class Learner(models.Model):
    """Whoever answers: a user, or a guest who can become one and keep everything.

    `answers_given` counts her answers, one for each Fact, and what she took back; the count after an answer is its
    `learner_seq`.
    `memories_moved` counts how often a merge of the record moved what she remembers to other Facts.
    `time_zone` says when her day begins (04:00 there); empty: the site's.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="learner",
        verbose_name=_("user"),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    answers_given = models.PositiveBigIntegerField(default=0, editable=False)
    memories_moved = models.PositiveIntegerField(default=0, editable=False)
    # How many of her answers were marked anew since she last said that she knows.
    marked_anew = models.PositiveIntegerField(default=0, editable=False)
    # How many of her notes the editors decided about since then.
    notes_answered = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LearnerQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.user) if self.user else f"guest {str(self.key)[:8]}"

    @property
    def zone(self) -> ZoneInfo:
        """Where her day begins at 04:00."""
        return find_zone(self.time_zone, settings.TIME_ZONE)
