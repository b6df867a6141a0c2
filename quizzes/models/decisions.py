"""What teachers decide about questions and marks of their classes. Append-only: who, what and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.assignments import AssignedQuestion
from quizzes.models.sessions import AskedQuestion
from quizzes.questions.verdicts import Verdict

LONGEST_NOTE = 500
# What a teacher may say that an answer is worth.
OVERRIDES = (Verdict.RIGHT, Verdict.WRONG, Verdict.VOID)


class TeacherDecision(models.Model):
    """A teacher's decision about a question of an assignment, or about one answer to it; another row takes it back.

    *Excuse* and *count again* are about the question, for everybody (`asked` null); what holds is `excused_at` of the
    question. *Override* and *withdraw* are about the answers to `asked`; what holds is their last mark.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        EXCUSE = "excuse", _("the question does not count")
        COUNT_AGAIN = "count-again", _("the question counts again")
        OVERRIDE = "override", _("the answer is marked otherwise")
        WITHDRAW = "withdraw", _("the answer is marked as before")

    assigned = models.ForeignKey(AssignedQuestion, on_delete=models.CASCADE, related_name="decisions")
    asked = models.ForeignKey(AskedQuestion, on_delete=models.CASCADE, null=True, related_name="decisions")
    kind = models.CharField(max_length=12, choices=Kind)
    verdict = models.CharField(max_length=20, blank=True)
    note = models.CharField(_("why"), max_length=LONGEST_NOTE, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.assigned}"
