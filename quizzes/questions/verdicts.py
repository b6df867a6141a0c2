"""What an answer can be worth."""

from collections.abc import Sequence
from enum import StrEnum


class Verdict(StrEnum):
    """What an answer was worth. Recalled and forgotten are the learner's own word on a flashcard.

    Partly right is only ever said of a whole answer, on several Facts. Void is only ever said by a regrade: what counts
    as right now was not among the options.
    """

    RIGHT = "right"
    LESS_PRECISE = "less-precise"
    ONE_OF_OPEN = "one-of-open"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    RECALLED = "recalled"
    FORGOTTEN = "forgotten"
    PARTLY_RIGHT = "partly-right"
    VOID = "void"


# What one Fact can be marked with.
OF_ONE_FACT = tuple(verdict for verdict in Verdict if verdict is not Verdict.PARTLY_RIGHT)
# Verdicts that the site gave and that a learner may contest.
CONTESTABLE = frozenset({Verdict.WRONG, Verdict.LESS_PRECISE})


def verdict_of_all(verdicts: Sequence[Verdict]) -> Verdict:
    """What an answer was worth as a whole, given its verdict on each Fact (one or more). Void ones do not count."""
    counted = [verdict for verdict in verdicts if verdict is not Verdict.VOID] or verdicts
    if len(set(counted)) == 1:
        return counted[0]
    return Verdict.PARTLY_RIGHT if Verdict.RIGHT in verdicts else Verdict.WRONG
