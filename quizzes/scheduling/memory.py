"""The memory of one fact, moved on by reviews with FSRS (py-fsrs 6, its published default parameters).

With empty learning and relearning steps a memory is (stability, difficulty, due, last review) and nothing else.
Fuzz is off, so that the same answers always give the same schedule.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from functools import lru_cache
from typing import TypedDict

from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating

# Every answer names the scheduler it was scheduled with, so none is ever removed or changed here.
# Trials with simulated learners: near a retention of 0.8 they remember more for the same minutes.
RETENTION_OF = {"fsrs-6/retention-0.80": 0.8}
SCHEDULER_VERSION = "fsrs-6/retention-0.80"


class Rating(IntEnum):
    """How well a fact was remembered."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class MemoryJSON(TypedDict):
    """A memory as stored: floats as they are, instants in ISO 8601 (UTC)."""

    stability: float
    difficulty: float
    due: str
    last_review: str
    reviews: int
    lapses: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a fact.

    `stability` is in days (the time in which recall falls to 90 %), `difficulty` from 1 to 10 (both as FSRS
    defines them); instants are in UTC. A lapse is an AGAIN after the first review.
    """

    stability: float
    difficulty: float
    due: datetime
    last_review: datetime
    reviews: int
    lapses: int

    def to_json(self) -> MemoryJSON:
        """As stored; `from_json` gives back an equal memory."""
        return {
            "stability": self.stability,
            "difficulty": self.difficulty,
            "due": self.due.isoformat(),
            "last_review": self.last_review.isoformat(),
            "reviews": self.reviews,
            "lapses": self.lapses,
        }

    @classmethod
    def from_json(cls, data: MemoryJSON) -> "Memory":
        """The memory that was stored."""
        return cls(
            stability=data["stability"],
            difficulty=data["difficulty"],
            due=datetime.fromisoformat(data["due"]),
            last_review=datetime.fromisoformat(data["last_review"]),
            reviews=data["reviews"],
            lapses=data["lapses"],
        )


@lru_cache(maxsize=8)
def find_scheduler(version: str) -> Scheduler:
    """FSRS as that version runs it; KeyError for a version that never was."""
    retention = RETENTION_OF[version]
    return Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def review(memory: Memory | None, rating: Rating, at: datetime, scheduler: str = SCHEDULER_VERSION) -> Memory:
    """The memory after a review at `at` (aware); None is a fact never seen.

    An instant before the last review counts as that review's: clocks of two servers differ.
    """
    # fsrs refuses every zone but its own UTC object, even ZoneInfo("UTC").
    instant = at.astimezone(UTC)
    if memory is not None:
        instant = max(instant, memory.last_review)
    card, _log = find_scheduler(scheduler).review_card(_card(memory), FsrsRating(int(rating)), instant)
    assert card.stability is not None
    assert card.difficulty is not None
    return Memory(
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=instant,
        reviews=(memory.reviews if memory else 0) + 1,
        lapses=(memory.lapses if memory else 0) + (memory is not None and rating is Rating.AGAIN),
    )


def review_each(memory: Memory | None, at: datetime) -> dict[Rating, Memory]:
    """What the memory would become with each rating."""
    return {rating: review(memory, rating, at) for rating in Rating}


def _card(memory: Memory | None) -> Card:
    # card_id: without one, fsrs sleeps a millisecond to draw a timestamp that nobody uses.
    if memory is None:
        return Card(card_id=1)
    return Card(
        card_id=1,
        state=State.Review,
        step=None,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.last_review,
    )
