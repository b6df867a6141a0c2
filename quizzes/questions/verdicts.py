"""What an answer can be worth."""

from enum import StrEnum


class Verdict(StrEnum):
    """What an answer was worth. Recalled and forgotten are the learner's own word on a flashcard."""

    RIGHT = "right"
    LESS_PRECISE = "less-precise"
    ONE_OF_OPEN = "one-of-open"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    RECALLED = "recalled"
    FORGOTTEN = "forgotten"


# Verdicts that the site gave and that a learner may contest.
CONTESTABLE = frozenset({Verdict.WRONG, Verdict.LESS_PRECISE})
