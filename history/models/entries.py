"""What the record's entries said, version after version."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

LONGEST_REASON = 300


class KeptEntry(models.Model):
    """An entry of the record as it stands: what an export writes of one topic, party, source, claimant, place or event.

    It is the unit in which editors compare and restore: an event with its claims and all that hangs on them. Each
    change leaves a version in `versions` (django-simple-history): body, status, who, when, and why in words. Rows are
    written by `history.versions.keeping` alone, in the transaction of the change.
    """

    kind = models.CharField(max_length=20)
    # Indexed by itself as well, so that versions of an entry that is gone are found by it.
    key = models.CharField(max_length=120, db_index=True)
    body = models.JSONField()
    status = models.CharField(max_length=20, blank=True)

    versions = HistoricalRecords(
        verbose_name_plural="versions of entries",
        history_change_reason_field=models.CharField(_("why"), max_length=LONGEST_REASON, blank=True, default=""),
    )

    class Meta:
        verbose_name_plural = "kept entries"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="entry_kept_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
