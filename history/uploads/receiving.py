"""Taking a file in at the desk, and taking an editor's word on its plan."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from history.imports.readers.wording import printable
from history.imports.references import Name
from history.models import Upload
from history.models.uploads import LONGEST_FILE_NAME
from history.uploads.tasks import look_again, tasks_can_wait, work_on_upload
from history.uploads.working import carry_on

LARGEST_UPLOAD: Final = 20 * 1024 * 1024
# What is read and planned, or written, while somebody waits; more is done in the background.
LARGEST_AT_ONCE: Final = 128 * 1024
MOST_AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class File:
    """A file as a browser sent it."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """What stands for the content, whatever the file is called."""
        return hashlib.sha256(self.content).hexdigest()


def receive(file: File, who: User, *, publish: bool) -> Upload:
    """Keep a file and have it planned. The same file that waits for the same person's word is planned anew."""
    waiting = Upload.objects.filter(uploaded_by=who, digest=file.digest, publish=publish, name=tidy_name(file.name))
    upload = waiting.filter(state=Upload.State.PLANNED).defer("content").first()
    if upload is None:
        at_once = len(file.content) <= LARGEST_AT_ONCE
        with transaction.atomic():
            upload = Upload.objects.create(
                name=tidy_name(file.name),
                content=file.content,
                digest=file.digest,
                size=len(file.content),
                uploaded_by=who,
                publish=publish,
                beat_at=timezone.now(),
            )
            queue_work(upload, at_once=at_once)
        set_to_work(upload, at_once=at_once)
    else:
        plan_again(upload, upload.taken)
    return upload


def plan_again(upload: Upload, taken: list[Name]) -> bool:
    """Make the plan anew, with these entries taken from the file; False when it no longer waits for a word."""
    at_once = upload.size <= LARGEST_AT_ONCE
    with transaction.atomic():
        changed = Upload.objects.filter(pk=upload.pk, state=Upload.State.PLANNED).update(
            state=Upload.State.READING,
            taken=[list(name) for name in taken],
            is_renewed=False,
            worker="",
            beat_at=timezone.now(),
        )
        if changed:
            queue_work(upload, at_once=at_once)
    if changed:
        set_to_work(upload, at_once=at_once)
    return bool(changed)


def apply_as_shown(upload: Upload, plan_digest: str, seen: str = "") -> bool:
    """Apply the plan with this digest; False when it is no longer the one that waits for a word.

    `seen` is what the editor has seen of a wide effect: its token, or UNSEEN where she does without.
    """
    at_once = upload.size <= LARGEST_AT_ONCE and upload.total <= MOST_AT_ONCE
    waiting = Upload.objects.filter(pk=upload.pk, state=Upload.State.PLANNED, plan_digest=plan_digest)
    to_apply = {"state": Upload.State.APPLYING, "seen": seen[:64], "worker": "", "beat_at": timezone.now(), "tries": 0}
    with transaction.atomic():
        changed = waiting.update(**to_apply)
        if changed:
            queue_work(upload, at_once=at_once)
    if changed:
        set_to_work(upload, at_once=at_once)
    return bool(changed)


def queue_work(upload: Upload, *, at_once: bool) -> None:
    """Have the upload worked on in the background, or looked after where that is done at once.

    Call in the transaction that sets it to work: whoever is killed after it leaves nothing for somebody to click on.
    """
    if at_once:
        look_again(upload.pk)
    elif tasks_can_wait():
        work_on_upload.enqueue(upload.pk)


def set_to_work(upload: Upload, *, at_once: bool) -> None:
    """Do at once what is done at once, or cannot wait. Call after that transaction."""
    if at_once:
        carry_on(upload.pk)
        upload.refresh_from_db(fields=["state"])
    elif not tasks_can_wait():
        work_on_upload.enqueue(upload.pk)


def tidy_name(name: str) -> str:
    """A file's name without folders and without what a page or terminal would act upon; its ending stays."""
    plain = printable(PurePath(name.replace("\\", "/")).name).strip() or _("unnamed")
    if len(plain) <= LONGEST_FILE_NAME:
        return plain
    suffix = PurePath(plain).suffix[:10]
    return plain[: LONGEST_FILE_NAME - len(suffix) - 1] + "…" + suffix
