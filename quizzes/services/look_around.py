"""What lies near a question in a large topic: its neighbours in the bank, whose rows are hints.

The bank says which events to read; what they come to is read from the record.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from history.facts.windows import Asked
from quizzes.models import Question
from quizzes.models.questions import QuestionQuerySet
from quizzes.questions.values import GROUP_FORMS, Family, Form

# So many neighbours on either side; of dates also so many from so many days off on, and the first and last of all:
# a wrong date keeps its distance, and that goes by how long the conflict was.
NEAREST: Final = 20
DAYS_OFF: Final = (4, 30, 90, 400)
FURTHER: Final = 8
FROM_THE_ENDS: Final = 3
# Of what is asked together all is read, so fewer are.
NEAREST_TOGETHER, FURTHER_TOGETHER = 10, 3


def look_around_several(questions: Sequence[Question]) -> Asked:
    """One window for several questions of a topic that can share one (`can_share`)."""
    windows = [look_around(question) for question in questions]
    return Asked(
        topic=windows[0].topic,
        facts=tuple(fact for one in windows for fact in one.facts),
        events=frozenset[str]().union(*(one.events for one in windows)),
        near=frozenset[str]().union(*(one.near for one in windows)),
        together=windows[0].together,
        typed=any(one.typed for one in windows),
    )


def can_share(question: Question, other: Question) -> bool:
    """Whether two questions can be asked in one window: both of a topic, each about one Fact of an event."""
    alone = all(one.event_key and one.form not in GROUP_FORMS for one in (question, other))
    return alone and question.topic == other.topic


def look_around(question: Question) -> Asked:
    """The window in which a question is asked."""
    together = question.form in GROUP_FORMS
    facts = (question.fact_key, *question.companions)
    own = {question.event_key}
    if together:
        beside = Question.objects.filter(fact_key__in=question.companions, form=Form.CHOICE).order_by()
        own |= set(beside.values_list("event_key", flat=True))
    near = set(find_neighbours(question, together=together))
    return Asked(
        topic=question.topic,
        facts=facts if question.event_key else (*facts, *find_directions(question)),
        events=frozenset(own - {""}),
        near=frozenset(near - {""}),
        together=together,
        typed=question.form == Form.TYPED,
    )


def look_around_event(event: str, topic: str) -> Asked:
    """The window in which all questions about one event are asked."""
    rows = list(Question.objects.filter(topic=topic, event_key=event, form=Form.CHOICE).order_by("pk"))
    by_vicinity = {(row.family, row.vicinity): row for row in rows}
    near = {key for row in by_vicinity.values() for key in find_neighbours(row, together=True)}
    return Asked(topic, tuple(row.fact_key for row in rows), frozenset({event}), frozenset(near - {""}), typed=True)


def find_neighbours(question: Question, *, together: bool) -> Iterator[str]:
    """Keys of the events that its neighbours are about."""
    nearest = NEAREST_TOGETHER if together else NEAREST
    further = FURTHER_TOGETHER if together else FURTHER
    rows = neighbours_of(question)
    if not question.event_key or question.form == Form.DISAGREE:
        return
    if question.day is None:
        yield from events_of(rows.order_by("day")[:nearest])
        return
    yield from both_sides(rows, question.day, 0, nearest)
    if question.family == Family.DATE:
        for days in DAYS_OFF:
            yield from both_sides(rows, question.day, days, further)
        dated = rows.filter(day__isnull=False)
        for order in ("day", "-day"):
            yield from events_of(dated.order_by(order)[:FROM_THE_ENDS])


def neighbours_of(question: Question) -> QuestionQuerySet:
    """The rows of its neighbours, one a Fact."""
    near = Question.objects.filter(topic=question.topic, vicinity=question.vicinity, family=question.family)
    return near.filter(form=Form.CHOICE)


def both_sides(rows: QuestionQuerySet, day: int, days: int, most: int) -> Iterator[str]:
    """Keys of the events of those that stand at least so many days before a day, and of those after it."""
    yield from events_of(rows.filter(day__lte=day - days).order_by("-day")[:most])
    yield from events_of(rows.filter(day__gte=day + days).order_by("day")[:most])


def events_of(rows: QuestionQuerySet) -> Iterable[str]:
    """The keys of the events that these questions are about."""
    return rows.values_list("event_key", flat=True)


def find_directions(question: Question) -> Iterable[str]:
    """Facts about other directions from the same place, which a match asks about together with it."""
    return neighbours_of(question).order_by("day")[:NEAREST].values_list("fact_key", flat=True)
