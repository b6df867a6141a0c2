"""What will still be recalled, and when: FSRS's forgetting curve. Pure.

FSRS counts whole days (24 h) since the last review, so within a day of a review the probability is 1, also after
a miss.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from quizzes.scheduling.memory import SCHEDULER_VERSION, Memory, find_scheduler

DAY = timedelta(days=1)
# Where the exponent of the curve stands among FSRS-6's parameters (w20).
DECAY_PARAMETER = 20
# By the definition of stability: what is recalled when it has passed.
RECALL_AT_STABILITY = 0.9


@dataclass(frozen=True, slots=True)
class ForgettingCurve:
    """FSRS-6's curve: (1 + factor · days / stability) ^ decay, which is 0.9 when the stability has passed.

    The same formula as the library's, without the card that it wants for each point: 5,000 facts over 31 days are
    155,000 points. https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
    """

    factor: float
    decay: float

    def recall(self, stability: float, days: int) -> float:
        """The probability of recall whole days after the last review; `stability` in days."""
        return self.recalls(stability, [days])[0]

    def recalls(self, stability: float, days: Iterable[int]) -> list[float]:
        """The same for several days. A day before the review counts as the review's."""
        steepness, decay = self.factor / stability, self.decay
        return [(1 + steepness * day) ** decay if day > 0 else 1.0 for day in days]


@lru_cache(maxsize=8)
def find_curve(scheduler: str) -> ForgettingCurve:
    """The curve by which that scheduler forgets; KeyError for one that never was."""
    decay = -float(find_scheduler(scheduler).parameters[DECAY_PARAMETER])
    return ForgettingCurve(factor=RECALL_AT_STABILITY ** (1 / decay) - 1, decay=decay)


def recall_probability(memory: Memory, at: datetime, scheduler: str = SCHEDULER_VERSION) -> float:
    """How likely the fact is recalled at `at` (aware) if it is not reviewed before: 0 to 1.

    An instant before the last review counts as that review's. KeyError for a scheduler that never was.
    """
    return find_curve(scheduler).recall(memory.stability, whole_days(memory, at))


def forecast_recall(
    memories: Iterable[Memory], at: datetime, days: int, scheduler: str = SCHEDULER_VERSION
) -> tuple[float, ...]:
    """The expected number of facts recalled at `at`, and 1, 2 … `days` times 24 h later, if nothing is reviewed.

    That is the sum of the probabilities. Memories alike in stability and age are reckoned once: learners who answer
    thousands of facts have few kinds of them.
    """
    curve = find_curve(scheduler)
    alike = Counter((memory.stability, whole_days(memory, at)) for memory in memories)
    expected = [0.0] * (days + 1)
    for (stability, age), facts in alike.items():
        recalls = curve.recalls(stability, range(age, age + days + 1))
        expected = [total + facts * recall for total, recall in zip(expected, recalls, strict=True)]
    return tuple(expected)


def whole_days(memory: Memory, at: datetime) -> int:
    """Days of 24 h since the last review that have passed at `at`; negative where it comes before."""
    return (at - memory.last_review) // DAY
