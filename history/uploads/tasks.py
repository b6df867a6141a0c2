"""Work on uploads in the background, taken up again when a worker was killed."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from history.models.uploads import STALE_AFTER, Upload
from history.uploads.working import carry_on

# After it a worker that was killed counts as gone.
LOOK_AGAIN_AFTER = STALE_AFTER + timedelta(seconds=15)


@task()
def work_on_upload(upload_id: int) -> None:
    """Read an upload or apply it. Before it does, it has itself called again later, for the case that it is killed.

    The later call finds nothing to do, or somebody at work (then it looks again later), or takes the work up.
    """
    look_again(upload_id)
    carry_on(upload_id)


@task()
def look_after_upload(upload_id: int) -> None:
    """Take up the work on an upload where whoever was at it gives no sign of life any more.

    The next look is arranged before: whoever takes the work up may be killed as well.
    """
    if Upload.objects.filter(pk=upload_id, state__in=Upload.AT_WORK).exists():
        look_again(upload_id)
        carry_on(upload_id)


def tasks_can_wait() -> bool:
    """Whether tasks are queued in the database, with whatever else a transaction writes, or run at once."""
    return look_after_upload.get_backend().supports_defer


def look_again(upload_id: int) -> None:
    """Have somebody look after the upload in a while, where tasks can wait."""
    if tasks_can_wait():
        look_after_upload.using(run_after=timezone.now() + LOOK_AGAIN_AFTER).enqueue(upload_id)
