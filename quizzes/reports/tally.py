"""How many facts the bank asks about, topic by topic: counted once while the bank and the record stand still."""

from dataclasses import dataclass
from threading import Lock

from django.db.models import Count, Q

from history.facts.reading import revision_subquery
from history.facts.unsettled import is_unsettled
from quizzes.models import Bank, Question
from quizzes.questions.values import Family


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts a topic (key) asks about in a session, and how many of them are about who says what."""

    topic: str
    facts: int
    voices: int


Tallies = tuple[Tally, ...]
# The numbers of the bank and of the record.
Standing = tuple[int, int]

_kept: dict[Standing, Tallies] = {}
_lock = Lock()


def tally_bank() -> Tallies:
    """The topics with live questions: first where most can be asked about who says what, then the largest.

    What is withdrawn while the record stands still is counted until either moves.
    """
    standing = read_standing()
    if standing is None:
        return count_bank()
    with _lock:
        if (kept := _kept.get(standing)) is not None:
            return kept
    counted = count_bank()
    with _lock:
        _kept.clear()
        _kept[standing] = counted
    return counted


def read_standing() -> Standing | None:
    """Under which numbers a count may be kept; None where it may not."""
    found = Bank.objects.filter(pk=1).annotate(revision=revision_subquery()).values_list("number", "revision").first()
    return None if found is None or is_unsettled() else (found[0], found[1] or 0)


def count_bank() -> Tallies:
    """The same, counted now."""
    rows = (
        Question.objects.live()
        .answerable()
        .order_by()
        .values("topic")
        .annotate(
            facts=Count("fact_key", distinct=True),
            voices=Count("fact_key", distinct=True, filter=Q(family=Family.CLAIMANT.value)),
        )
        .order_by("-voices", "-facts", "topic")
    )
    return tuple(Tally(row["topic"], row["facts"], row["voices"]) for row in rows)


def forget_tallies() -> None:
    """Drop what is kept (tests roll the database back without moving any number on)."""
    with _lock:
        _kept.clear()
