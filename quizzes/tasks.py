"""Work done in the background, and what hands it there."""

from django_tasks import task

from quizzes.services.refresh_questions import refresh_all, refresh_topics


@task()
def refresh_changed_topics(topics: list[str]) -> None:
    """Make the questions of these topics anew; of all topics when none is named."""
    if topics:
        refresh_topics(topics)
    else:
        refresh_all()


def follow_record(topics: tuple[str, ...]) -> None:
    """Have the questions of the topics touched made anew (wired as `HISTORY_AFTER_PUBLISH`); none named means all.

    Nothing wrong can be asked meanwhile: a question is checked against the record again whenever it is asked.
    """
    refresh_changed_topics.enqueue(list(topics))
