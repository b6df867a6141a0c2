"""What learners tell the editors about a question as it was shown."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.answers import Answer
from quizzes.models.sessions import AskedQuestion

LONGEST_REMARK = 500


class Remark(models.Model):
    """A learner's words to the editors, and what became of them. `reply` is the editors' own; empty: none yet."""

    class Status(models.TextChoices):
        """Whether an editor still has to look at it."""

        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    text = models.CharField(_("what the learner says"), max_length=LONGEST_REMARK, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    reply = models.TextField(_("the editors’ answer"), blank=True)
    created_at = models.DateTimeField(_("sent"))

    class Meta:
        abstract = True
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.text or "–"


class Challenge(Remark):
    """“I was right”: a learner contests the verdict on her answer. No mark changes by it."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="challenge")

    class Meta(Remark.Meta):
        verbose_name = _("contested verdict")
        verbose_name_plural = _("contested verdicts")
        indexes = [
            # The editors' queue: what is open, the newest first.
            models.Index(fields=["status", "-created_at"], name="challenge_queue"),
        ]


class Flag(Remark):
    """Something is wrong with a question, says a learner who was asked it."""

    asked = models.OneToOneField(AskedQuestion, on_delete=models.CASCADE, related_name="flag")

    class Meta(Remark.Meta):
        verbose_name = _("flagged question")
        verbose_name_plural = _("flagged questions")
        indexes = [
            # The editors' queue: what is open, the newest first.
            models.Index(fields=["status", "-created_at"], name="flag_queue"),
        ]
