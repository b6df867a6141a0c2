"""What must hold of live questions: that the record bears what they ask (docs/integrity.md).

The facts of each topic are read once for each invariant, portion by portion, and nothing is kept of them but their
keys' hashes; the questions are read past these one by one.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q

from history.dates import DateError
from history.facts.bare import BareFact, stream_bare_facts
from history.facts.invariants import Breach, Invariant
from history.facts.key_sets import KeySet
from history.facts.reading_places import in_portions
from history.facts.values import Predicate
from quizzes.models import Question
from quizzes.services.refresh_questions import GONE, withdraw_all

AT_ONCE = 2000
UNATTRIBUTED = (
    "dispute_attributed: the sources disagree, or one side speaks, and the stem does not say according to whom"
)


def keep_keys(topic: str, wanted: Callable[[BareFact], bool]) -> KeySet | None:
    """Keys of the topic's facts that are wanted; None where a date there cannot be read (`dates_readable` names it)."""
    kept = KeySet()
    try:
        for fact in stream_bare_facts(topic):
            if wanted(fact):
                kept.add(fact.key)
    except DateError:
        return None
    return kept


def topics_asked_about() -> list[str]:
    """Topics with live questions, by key."""
    return list(Question.objects.live().order_by("topic").values_list("topic", flat=True).distinct())


def read_asking(topic: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Live questions of a topic by key, each with the keys of the facts that it asks about."""
    # In the order of an index: sorted by their ids, all of them would be held in memory first.
    rows = Question.objects.live().filter(topic=topic).order_by("topic", "is_live", "form", "pk")
    for key, fact, companions in rows.values_list("key", "fact_key", "companions").iterator(chunk_size=AT_ONCE):
        yield key, (fact, *companions)


def is_any(_fact: BareFact) -> bool:
    """Every fact is wanted."""
    return True


def questions_off_record() -> Iterator[tuple[str, str]]:
    """Keys of live questions with the fact that the record does not hold, topic by topic."""
    for topic in topics_asked_about():
        known = keep_keys(topic, is_any)
        if known is None:
            continue
        for key, facts in read_asking(topic):
            if gone := next((fact for fact in facts if fact not in known), None):
                yield key, gone


def check_questions_on_record() -> Iterator[Breach]:
    """Live questions about what is not on record."""
    for key, fact in questions_off_record():
        yield Breach("question", key, f"the record does not hold “{fact}” in its topic")


def repair_questions_on_record() -> int:
    """Withdraw them; a refresh brings back what belongs to another topic."""
    return withdraw_all("key", {key for key, _fact in list(questions_off_record())})


def takes_side(fact: BareFact) -> bool:
    """Whether a question in the record's own voice would take a side about the fact, by its standing now."""
    if fact.predicate not in (Predicate.HAPPENED, Predicate.PLACE):
        return False
    return not fact.is_attributed and (fact.contested or fact.one_sided)


def questions_taking_sides() -> Iterator[str]:
    """Keys of live questions that ask in the record's own voice for what is contested."""
    for topic in topics_asked_about():
        disputed = keep_keys(topic, takes_side)
        if not disputed:
            continue
        for key, facts in read_asking(topic):
            if any(fact in disputed for fact in facts):
                yield key


def check_questions_standing() -> Iterator[Breach]:
    """Live questions that the standing of the claims, computed anew, forbids."""
    for key in questions_taking_sides():
        yield Breach("question", key, "what it asks is contested or one side's, and it names nobody")


def repair_questions_standing() -> int:
    """Withdraw them."""
    withdrawn = 0
    for some in in_portions(list(questions_taking_sides())):
        live = Question.objects.live().filter(key__in=some)
        withdrawn += live.update(is_live=False, rejections=[UNATTRIBUTED])
    return withdrawn


def half_live() -> Any:
    """Questions that are live and refused at once, or live without anything to show."""
    return Question.objects.live().filter(Q(shown=None) | ~Q(rejections=[]))


def check_questions_live() -> Iterator[Breach]:
    """Live questions that nothing can be shown of, or that a rule refused."""
    for key in half_live().order_by("pk").values_list("key", flat=True).iterator(chunk_size=AT_ONCE):
        yield Breach("question", key, "it is live, and refused or without content")


def repair_questions_live() -> int:
    """Withdraw them: a row is a hint, and the next refresh judges it anew."""
    empty: int = half_live().filter(rejections=[]).update(is_live=False, rejections=[GONE])
    refused: int = half_live().update(is_live=False)
    return empty + refused


INVARIANTS = (
    Invariant(
        "questions_on_record",
        "Every fact that a live question asks about is on record in its topic.",
        check_questions_on_record,
        repair_questions_on_record,
    ),
    Invariant(
        "questions_by_standing",
        "No live question asks in the record's own voice for what is contested or one side's, by the standing computed "
        "now.",
        check_questions_standing,
        repair_questions_standing,
    ),
    Invariant(
        "questions_live_or_refused",
        "A live question has content to show, and no rule refused it.",
        check_questions_live,
        repair_questions_live,
    ),
)
