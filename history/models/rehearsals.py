"""Changes of the record that are made on a stage and looked at, before they are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from history.models.uploads import Upload

# Whoever looks gives a sign of life every few seconds.
STALE_AFTER = timedelta(seconds=60)


class RehearsalQuerySet(models.QuerySet["Rehearsal"]):
    """Rehearsals, filtered in phrases."""

    def free_to_work_on(self, at: datetime) -> RehearsalQuerySet:
        """Those to be looked at which nobody looks at, or whose worker gives no sign of life any more."""
        nobody = models.Q(worker="") | models.Q(beat_at__lte=at - STALE_AFTER)
        return self.filter(nobody, state=Rehearsal.State.LOOKING)


class Rehearsal(models.Model):
    """What a wide change would do to the questions, looked at in the background before anything is kept of it.

    The change is an `upload`'s plan, or what an editor's edit leaves of the entries that it touches (`entries`), with
    the names of what it touches (`touched`; null: anything). `digest` stands for it, `revision` is the record's for
    which it was made: of another record nothing is foreseen. `token` stands for what was found, `effect` is it as
    HTML of the apps above. `done` of `total` events are looked at; worker and signs of life are as an upload's.
    """

    class State(models.TextChoices):
        LOOKING = "looking", pgettext_lazy("of a rehearsal", "being looked at")
        SEEN = "seen", pgettext_lazy("of a rehearsal", "looked at")
        OUTDATED = "outdated", pgettext_lazy("of a rehearsal", "the record moved meanwhile")
        FAILED = "failed", pgettext_lazy("of a rehearsal", "stopped")

    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, null=True, related_name="rehearsal")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, db_index=True)
    entries = models.JSONField(default=list)
    touched = models.JSONField(null=True)
    revision = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=10, choices=State, default=State.LOOKING)
    effect = models.JSONField(default=list)
    token = models.CharField(max_length=64, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=36, blank=True)
    beat_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.digest[:8]} · {self.get_state_display()}"

    @property
    def percent(self) -> int:
        """How much of it is looked at."""
        return min(99, 100 * self.done // self.total) if self.total else 0

    def is_looking(self) -> bool:
        """Whether somebody looks, or should."""
        return self.state == self.State.LOOKING

    def is_seen(self) -> bool:
        """Whether what it does is known."""
        return self.state == self.State.SEEN

    def is_stuck(self, at: datetime) -> bool:
        """Whether its worker gives no sign of life any more, or nobody took it up."""
        return self.is_looking() and self.beat_at is not None and self.beat_at <= at - STALE_AFTER
