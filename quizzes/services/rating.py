"""Verdicts → FSRS ratings. The mapping is versioned and every answer names the version it was rated with."""

from quizzes.questions.marking import Verdict
from quizzes.scheduling import Rating

MAPPING_VERSION = 1
# Never HARD: FSRS counts it as success. Knowing the month when the day is asked is not yet knowing the fact.
MAPPING = {
    Verdict.RIGHT: Rating.GOOD,
    Verdict.ONE_OF_OPEN: Rating.GOOD,
    Verdict.LESS_PRECISE: Rating.AGAIN,
    Verdict.WRONG: Rating.AGAIN,
    Verdict.UNANSWERED: Rating.AGAIN,
}


def rate(verdict: Verdict) -> Rating:
    """The rating that a verdict stands for under the current mapping."""
    return MAPPING[verdict]
