"""Work done in the background, and what hands it there."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from quizzes.models.regrades import STALE_AFTER
from quizzes.services.refresh_questions import refresh_all, refresh_events, refresh_topics
from quizzes.services.regrade_answers import events_of_topics, may_look_again, offer_regrade, run_regrade
from quizzes.services.weigh_questions import weigh_questions

# After it a worker that was killed counts as gone.
LOOK_AGAIN_AFTER = STALE_AFTER + timedelta(seconds=15)


@task()
def refresh_changed(topics: list[str], events: list[str]) -> None:
    """Make the questions of these topics and of these events anew; all of them when none is named."""
    if not topics and not events:
        refresh_all()
    if topics:
        refresh_topics(topics)
    if events:
        refresh_events(events)
    concerned = events_of_topics(topics, events)
    if concerned is None or any(concerned):
        offer_regrade(concerned, timezone.now())


@task()
def weigh() -> None:
    """Note how hard questions turned out to be."""
    weigh_questions()


@task()
def regrade(pk: int) -> None:
    """Do a regrade that an editor started, or what is left of it; again and again changes nothing.

    Before it does, it has somebody look after it later, for the case that it is killed.
    """
    look_again(pk)
    run_regrade(pk, timezone.now())


@task()
def look_after_regrade(pk: int) -> None:
    """Go on with a regrade where whoever was at it gives no sign of life any more; this look may be killed as well."""
    if may_look_again(pk):
        look_again(pk)
        run_regrade(pk, timezone.now())


def look_again(pk: int) -> None:
    """Have somebody look after the regrade in a while, where tasks can wait."""
    if look_after_regrade.get_backend().supports_defer:
        look_after_regrade.using(run_after=timezone.now() + LOOK_AGAIN_AFTER).enqueue(pk)


def follow_record(topics: tuple[str, ...], events: tuple[str, ...]) -> None:
    """Have the questions of what was touched made anew (wired as `HISTORY_AFTER_PUBLISH`); none named means all.

    Nothing wrong can be asked meanwhile: a question is checked against the record again whenever it is asked.
    """
    refresh_changed.enqueue(list(topics), list(events))
