"""Work done in the background, and what hands it there."""

from django.utils import timezone
from django_tasks import task

from quizzes.services.refresh_questions import refresh_all, refresh_events, refresh_topics
from quizzes.services.regrade_answers import events_of_topics, offer_regrade, run_regrade


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
def regrade(pk: int) -> None:
    """Do a regrade that an editor started, or what is left of it; again and again changes nothing."""
    run_regrade(pk, timezone.now())


def follow_record(topics: tuple[str, ...], events: tuple[str, ...]) -> None:
    """Have the questions of what was touched made anew (wired as `HISTORY_AFTER_PUBLISH`); none named means all.

    Nothing wrong can be asked meanwhile: a question is checked against the record again whenever it is asked.
    """
    refresh_changed.enqueue(list(topics), list(events))
