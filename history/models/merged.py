"""Where rows went that were merged into others."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MergedKey(models.Model):
    """That a row was merged into another of its kind: whoever names the old key means the new one.

    Chains are flattened when they are written (`history.merging`): `new_key` is a row on record, or was when the row
    was merged and has been deleted since. Nothing but the key is left of the old row; its versions are in `KeptEntry`.
    """

    kind = models.CharField(max_length=20)
    old_key = models.CharField(max_length=120)
    new_key = models.CharField(max_length=120)
    merged_at = models.DateTimeField(_("merged"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "old_key"], name="key_merged_once")]
        indexes = [
            # What was merged into a row that is now merged itself.
            models.Index(fields=["kind", "new_key"], name="merged_into"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.old_key} → {self.new_key}"
