"""Files that somebody handed in at the desk, and what becomes of each of their entries."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_FILE_NAME = 255
# Whoever works on an upload gives a sign of life every ten seconds.
STALE_AFTER = timedelta(seconds=60)
# Stands for no token: it is to be done without anybody having seen what it does to the questions.
UNSEEN = "unseen"


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads, filtered in phrases."""

    def free_to_work_on(self, at: datetime) -> UploadQuerySet:
        """Those with work to do on which nobody works, or whose worker gives no sign of life any more."""
        nobody = models.Q(worker="") | models.Q(beat_at__lte=at - STALE_AFTER)
        return self.filter(nobody, state__in=Upload.AT_WORK)


class Upload(models.Model):
    """A record file or table as it was handed in, and how far it is on its way into the record.

    Web server and task worker share it through the database, its `content` included. `plan_digest` stands for the plan
    in its entries, so that nothing is applied but what the editor saw. `worker` names whoever works on it, and
    `beat_at` when that worker last gave a sign of life (before: when it was set to work): one that was killed gives
    none, and another takes over.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        PLANNED = "planned", _("waits for your word")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", pgettext_lazy("of an upload", "applied")
        REFUSED = "refused", pgettext_lazy("of an upload", "refused")

    AT_WORK = (State.READING, State.APPLYING)

    name = models.CharField(_("file"), max_length=LONGEST_FILE_NAME)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("size"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    # Whether the status that the file gives holds; else all arrives as drafts.
    publish = models.BooleanField(_("publish"), default=False)
    # Names of entries ("event siege") of which the file's version is wanted, though an editor changed the row.
    taken = models.JSONField(default=list, blank=True)

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.READING)
    # Why the file as a whole is refused, or why it stopped.
    reason = models.TextField(blank=True)
    plan_digest = models.CharField(max_length=64, blank=True)
    # The plan was made anew because the record had moved since it was shown.
    is_renewed = models.BooleanField(default=False)
    # Columns that are not read, and sentences about what was read otherwise than it stands there.
    ignored = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    # What the apps above say that applying would do to the questions, as HTML of theirs.
    effect = models.JSONField(default=list)
    # What of a wide effect the editor had seen when she gave her word: its token, or UNSEEN.
    seen = models.CharField(max_length=64, blank=True)

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # Topics and events touched so far; told to the apps above once, at the end.
    touched = models.JSONField(default=dict)
    worker = models.CharField(max_length=36, blank=True)
    beat_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        default_permissions = ("add", "delete", "view")

    def __str__(self) -> str:
        return self.name

    def is_at_work(self) -> bool:
        """Whether somebody works on it, or should."""
        return self.state in self.AT_WORK

    def is_stuck(self, at: datetime) -> bool:
        """Whether its worker gives no sign of life any more."""
        return self.is_at_work() and self.beat_at is not None and self.beat_at <= at - STALE_AFTER


class UploadedEntry(models.Model):
    """One entry of an upload: what is to become of it, in which respects, and since it was applied what became of it.

    `told` holds for an update and a conflict what differs (`history.versions.telling`), for a refusal each path with
    its reason.
    """

    class Outcome(models.TextChoices):
        CONFLICT = "conflict", _("conflict")
        REFUSED = "refused", _("refused")
        CREATE = "create", _("create")
        UPDATE = "update", _("update")
        UNCHANGED = "unchanged", _("leave alone")
        MERGED = "merged", _("leave alone: merged into another")

    class Became(models.TextChoices):
        CREATED = "created", _("created")
        UPDATED = "updated", _("updated")
        ALREADY = "already", _("on record already, as the file has it")
        OVERTAKEN = "overtaken", _("not applied: the record changed meanwhile")

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300, blank=True)
    path = models.CharField(max_length=300)
    outcome = models.CharField(max_length=20, choices=Outcome)
    status = models.CharField(max_length=20, blank=True)
    # The digest of what the row will say.
    digest = models.CharField(max_length=64, blank=True)
    told = models.JSONField(default=list)
    became = models.CharField(max_length=20, choices=Became, blank=True)

    class Meta:
        ordering = ["position"]
        default_permissions = ()
        indexes = [models.Index(fields=["upload", "outcome", "position"], name="entries_by_outcome")]

    def __str__(self) -> str:
        return self.name.strip() or self.path

    @property
    def name(self) -> str:
        """How a form names the entry."""
        return f"{self.kind} {self.key}"
