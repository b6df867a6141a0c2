"""What learners tell the editors about a question as it was shown."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.answers import Answer
from quizzes.models.sessions import AskedQuestion

LONGEST_REMARK = 500


class Remark(models.Model):
    """A learner's words to the editors, and what became of them.

    `reply` is the editors' own; empty: none. Once it is closed, `outcome` says how, and it is never opened again.
    """

    class Status(models.TextChoices):
        """Whether an editor still has to look at it."""

        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Outcome(models.TextChoices):
        """How it was closed."""

        ACCEPTED = "accepted", _("accepted")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed without an answer")

    text = models.CharField(_("what the learner says"), max_length=LONGEST_REMARK, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    reply = models.TextField(_("the editors’ answer"), blank=True)
    created_at = models.DateTimeField(_("sent"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.text or "–"


class Challenge(Remark):
    """“I was right”: a learner contests the verdict on her answer. No mark changes unless somebody accepts it.

    What she sent in an assignment reaches the teachers of the class as well. What they decide (`class_outcome`; empty:
    nothing yet) holds for her class; the editors' queue does not move by it.
    """

    class ClassOutcome(models.TextChoices):
        """How a teacher of the class decided."""

        ACCEPTED = "accepted", _("the mark was changed")
        EXCUSED = "excused", _("the question does not count")
        ANSWERED = "answered", _("the mark stays")

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="challenge")
    class_outcome = models.CharField(max_length=10, choices=ClassOutcome, blank=True, editable=False)
    class_reply = models.CharField(max_length=LONGEST_REMARK, blank=True, editable=False)
    class_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    class_decided_at = models.DateTimeField(null=True, editable=False)

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
