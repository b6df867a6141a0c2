"""What will still be recalled, and when: FSRS's forgetting curve, asked of the library itself. Pure.

FSRS counts whole days (24 h) since the last review, so within a day of a review the probability is 1, also after
a miss.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from fsrs import Card

from quizzes.scheduling.memory import SCHEDULER_VERSION, Memory, find_scheduler

DAY = timedelta(days=1)


def recall_probability(memory: Memory, at: datetime, scheduler: str = SCHEDULER_VERSION) -> float:
    """How likely the fact is recalled at `at` (aware) if it is not reviewed before: 0 to 1.

    An instant before the last review counts as that review's. KeyError for a scheduler that never was.
    """
    card = _card_on_the_curve(memory.stability, memory.last_review)
    return find_scheduler(scheduler).get_card_retrievability(card, at.astimezone(UTC))


def forecast_recall(
    memories: Iterable[Memory], at: datetime, days: int, scheduler: str = SCHEDULER_VERSION
) -> tuple[float, ...]:
    """The expected number of facts recalled at `at`, and 1, 2 … `days` times 24 h later, if nothing is reviewed.

    That is the sum of the probabilities. Memories alike in stability and age are reckoned once: learners who answer
    thousands of facts have few kinds of them, and the curve of each takes `days` + 1 calls.
    """
    now = at.astimezone(UTC)
    alike = Counter((memory.stability, max(0, (now - memory.last_review) // DAY)) for memory in memories)
    cards = [(_card_on_the_curve(stability, now - age * DAY), facts) for (stability, age), facts in alike.items()]
    probability = find_scheduler(scheduler).get_card_retrievability
    instants = [now + ahead * DAY for ahead in range(days + 1)]
    return tuple(sum(facts * probability(card, instant) for card, facts in cards) for instant in instants)


def _card_on_the_curve(stability: float, last_review: datetime) -> Card:
    # The curve depends on these two alone. card_id: without one, fsrs sleeps a millisecond to draw one.
    return Card(card_id=1, stability=stability, last_review=last_review)
