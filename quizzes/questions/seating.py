"""Which questions may be in one test."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.questions.rules import SEQUENCE_RULES
from quizzes.questions.values import AnyQuestion, Rejection


@dataclass(frozen=True, slots=True)
class Unseated:
    """A question that a test cannot have: its place among those that were wanted, and why.

    `beside` is the place of the question that it cannot stand beside; None where it cannot be in any test.
    """

    place: int
    rejection: Rejection
    beside: int | None


def seat_questions(wanted: Sequence[AnyQuestion]) -> tuple[list[int], list[Unseated]]:
    """Which questions a test can have so that none tells another, in whatever order they are met; and which not.

    A pupil may leave a question for later, and where the order is another for each pupil anyone may come first. So
    every two must stand apart in both directions; of two that do not, the one that was wanted first stays.
    """
    seated, unseated = list[int](), list[Unseated]()
    for place, question in enumerate(wanted):
        if (found := judge_sequence(question, [])) is not None:
            unseated.append(Unseated(place, found, None))
            continue
        for other in seated:
            if (found := judge_either_way(question, wanted[other])) is not None:
                unseated.append(Unseated(place, found, other))
                break
        else:
            seated.append(place)
    return seated, unseated


def judge_either_way(question: AnyQuestion, other: AnyQuestion) -> Rejection | None:
    """Why two questions cannot be in one test, whichever of them is met first; None where they can."""
    return judge_sequence(question, [other]) or judge_sequence(other, [question])


def judge_sequence(later: AnyQuestion, earlier: Sequence[AnyQuestion]) -> Rejection | None:
    """The first reason for which a question cannot follow others in a test; None where there is none."""
    found = (rule(later, earlier) for rule in SEQUENCE_RULES)
    return next((rejection for rejection in found if rejection is not None), None)
