"""Verdicts → FSRS ratings. The mapping is versioned and every answer names the version it was rated with.

1. Options and typed answers, by their verdict.
2. The same, and flashcards: the rating is the learner's own, as she gave it.
"""

from quizzes.questions.marking import OWN_RATINGS, FactMark, Verdict
from quizzes.scheduling import Rating

MAPPING_VERSION = 2
# Never HARD: FSRS counts it as success. Knowing the month when the day is asked is not yet knowing the fact.
MAPPING = {
    Verdict.RIGHT: Rating.GOOD,
    Verdict.ONE_OF_OPEN: Rating.GOOD,
    Verdict.LESS_PRECISE: Rating.AGAIN,
    Verdict.WRONG: Rating.AGAIN,
    Verdict.UNANSWERED: Rating.AGAIN,
}
OWN = dict(zip(OWN_RATINGS, Rating, strict=True))


def rate(mark: FactMark) -> Rating:
    """The rating that an answer stands for under the current mapping."""
    return OWN[mark.value] if mark.verdict in (Verdict.RECALLED, Verdict.FORGOTTEN) else MAPPING[mark.verdict]
