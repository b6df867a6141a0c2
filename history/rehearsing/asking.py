"""Having a wide change looked at in the background, and whether what was found still holds."""

from contextlib import suppress

from django.utils import timezone

from history.models import Rehearsal, Upload
from history.models.uploads import UNSEEN
from history.rehearsing.replaying import WideEdit
from history.rehearsing.tasks import work_on_rehearsal


def rehearse_upload(upload: Upload, revision: int) -> Rehearsal:
    """Have it looked at what the plan of an upload does; `revision` is the record's for which it was made."""
    row = Rehearsal.objects.create(
        upload=upload,
        asked_by_id=upload.uploaded_by_id,
        digest=upload.plan_digest,
        revision=revision,
        beat_at=timezone.now(),
    )
    work_on_rehearsal.enqueue(row.pk)
    return row


def rehearse_edit(edit: WideEdit, who: int | None) -> Rehearsal:
    """Have it looked at what an edit does that was taken back; the same edit of the same record is looked at once.

    What the same editor asked about other edits before is not to be seen any more.
    """
    own = Rehearsal.objects.filter(upload=None, asked_by_id=who)
    known = own.filter(digest=edit.digest, revision=edit.revision).exclude(state=Rehearsal.State.FAILED).first()
    if known is not None and known.state != Rehearsal.State.OUTDATED:
        return known
    own.delete()
    row = Rehearsal.objects.create(
        asked_by_id=who,
        digest=edit.digest,
        entries=edit.entries,
        touched=edit.touched,
        revision=edit.revision,
        beat_at=timezone.now(),
    )
    work_on_rehearsal.enqueue(row.pk)
    row.refresh_from_db()
    return row


def rehearsal_of(upload: Upload) -> Rehearsal | None:
    """What is known of the wide effect of an upload; None where its effect is not wide."""
    with suppress(Rehearsal.DoesNotExist):
        return upload.rehearsal
    return None


def has_seen(upload: Upload, revision: int) -> bool:
    """Whether the editor gave her word on what the plan does to the record as it is now, or without having seen it."""
    if upload.seen == UNSEEN:
        return True
    found = Rehearsal.objects.filter(upload=upload, state=Rehearsal.State.SEEN, revision=revision)
    return found.filter(token=upload.seen).exists()


def forget_rehearsal(upload: Upload) -> None:
    """What was looked at is not to be seen any more; whoever still looks finds nothing to write to."""
    Rehearsal.objects.filter(upload=upload).delete()
