"""Keep the bank of questions in step with the record."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from history.facts.reading import list_topics, read_neighbourhood
from quizzes.models import Question, ShownContent
from quizzes.questions.generating import generate
from quizzes.questions.shown import Shown, show_question
from quizzes.questions.values import Judged
from quizzes.services.wording import current_wording

BATCH = 500
REFRESHED_FIELDS = [
    "fact_key",
    "family",
    "form",
    "topic",
    "event_key",
    "passage",
    "prompt",
    "shown",
    "rejections",
    "is_live",
]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh found: how many questions are live, refused, or gone from the record."""

    live: int
    refused: int
    gone: int

    def __add__(self, other: "Refreshed") -> "Refreshed":
        return Refreshed(self.live + other.live, self.refused + other.refused, self.gone + other.gone)


def refresh_all() -> Refreshed:
    """Every topic that is home to published events, and every topic that was."""
    topics = {*list_topics(), *Question.objects.order_by().values_list("topic", flat=True).distinct()}
    return refresh_topics(topics)


def refresh_topics(topics: Iterable[str]) -> Refreshed:
    """The questions of these topics, made anew from the record."""
    total = Refreshed(0, 0, 0)
    for topic in sorted(set(topics)):
        total += refresh_topic(topic)
    return total


def refresh_topic(topic: str) -> Refreshed:
    """The questions of one topic, made anew; rows keep their identity, those gone from the record are withdrawn."""
    wording = current_wording()
    judged = list(generate(read_neighbourhood(topic), wording=wording))
    shown = {one.question.identity: show_question(one.question, wording) for one in judged if one.is_live}
    rows = [question_row(one, topic, shown.get(one.question.identity)) for one in judged]
    with transaction.atomic():
        store_contents(shown.values())
        Question.objects.bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=["key"], update_fields=REFRESHED_FIELDS
        )
        gone = Question.objects.filter(topic=topic, is_live=True).exclude(key__in=[row.key for row in rows])
        withdrawn = gone.update(is_live=False, rejections=["provenance: the record no longer holds this fact"])
    live = sum(row.is_live for row in rows)
    return Refreshed(live=live, refused=len(rows) - live, gone=withdrawn)


def store_contents(contents: Iterable[Shown]) -> None:
    """Keep what is or will be shown; what is there already stays as it is."""
    rows = [ShownContent(digest=shown.digest, content=shown.to_json()) for shown in contents]
    ShownContent.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def question_row(judged: Judged, topic: str, shown: Shown | None) -> Question:
    """The row of one judged question."""
    question = judged.question
    fact = question.fact
    cited = fact.citations[0] if fact.citations else None
    return Question(
        key=question.identity,
        fact_key=fact.key,
        family=question.family,
        form=question.form,
        topic=topic,
        event_key=fact.event.key if fact.event else "",
        passage=f"{cited.source}/{cited.locator}" if cited else "",
        prompt=question.stem.text,
        shown_id=shown.digest if shown else None,
        rejections=[str(rejection) for rejection in judged.rejections],
        is_live=judged.is_live,
    )
