"""Looking at wide changes in the background, taken up again when a worker was killed."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from history.models import Rehearsal
from history.models.rehearsals import STALE_AFTER

# After it a worker that was killed counts as gone.
LOOK_AGAIN_AFTER = STALE_AFTER + timedelta(seconds=15)


@task()
def work_on_rehearsal(pk: int) -> None:
    """Look at what a change does. Before it does, it has somebody look after it later, in case it is killed."""
    from history.rehearsing.working import carry_on  # it plans uploads, and planning has tasks of its own

    look_again(pk)
    carry_on(pk)


@task()
def look_after_rehearsal(pk: int) -> None:
    """Take it up where whoever was at it gives no sign of life any more; this look may be killed as well."""
    if Rehearsal.objects.filter(pk=pk, state=Rehearsal.State.LOOKING).exists():
        work_on_rehearsal.call(pk)


def look_again(pk: int) -> None:
    """Have somebody look after it in a while, where tasks can wait."""
    if look_after_rehearsal.get_backend().supports_defer:
        look_after_rehearsal.using(run_after=timezone.now() + LOOK_AGAIN_AFTER).enqueue(pk)
