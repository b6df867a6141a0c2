"""Regrades: answers that were given, marked by what the record says now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# A portion takes a second or two; whoever does one gives a sign of life with it.
STALE_AFTER = timedelta(seconds=60)


class RegradeQuerySet(models.QuerySet["Regrade"]):
    """Regrades, filtered in phrases."""

    def open(self) -> RegradeQuerySet:
        """Those that nobody decided about yet."""
        return self.filter(state=Regrade.State.OFFERED)

    def running(self) -> RegradeQuerySet:
        """Those that an editor started and that are not at their end."""
        return self.filter(state=Regrade.State.RUNNING)

    def free_to_work_on(self, at: datetime) -> RegradeQuerySet:
        """Running ones at which nobody is, or whose worker gives no sign of life any more."""
        return self.running().filter(models.Q(beat_at=None) | models.Q(beat_at__lte=at - STALE_AFTER))


class Regrade(models.Model):
    """That an edit of the record moved what counts as right in answers given, and what became of that.

    `classroom`: a teacher had the answers in her class's assignments marked anew; null: an editor, everybody's.

    `events` are the keys of the events concerned; null: any. `stands`, `remarked` and `void` are answers on a Fact: as
    counted when it was offered, then as done. `position` is the last asked question that was looked at, so that
    another task goes on there when one was killed. `beat_at` is when whoever is at it last gave a sign of life (null:
    nobody is), `tries` how often it was taken up since a portion was last done.
    """

    class State(models.TextChoices):
        """How far it is."""

        OFFERED = "offered", _("offered")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        LEFT = "left", _("left as they were")

    events = models.JSONField(null=True)
    classroom = models.ForeignKey(
        "quizzes.Classroom", on_delete=models.PROTECT, null=True, related_name="regrades", editable=False
    )
    revision = models.PositiveBigIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OFFERED)
    stands = models.PositiveIntegerField(_("stand"), default=0)
    remarked = models.PositiveIntegerField(_("re-marked"), default=0)
    void = models.PositiveIntegerField(_("void"), default=0)
    learners = models.PositiveIntegerField(_("learners"), default=0)
    position = models.PositiveBigIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    offered_at = models.DateTimeField(_("offered"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = RegradeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")

    def __str__(self) -> str:
        return f"{self.offered_at:%Y-%m-%d} · {', '.join(self.events) if self.events else _('any event')}"

    @property
    def moved(self) -> int:
        """How many answers are marked differently by it."""
        return self.remarked + self.void
