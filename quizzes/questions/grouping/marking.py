"""The verdict on a response to a question about several Facts, for each of them, from what was shown alone."""

from collections.abc import Sequence
from itertools import combinations, pairwise

from quizzes.questions.responses import FactMark, Response
from quizzes.questions.shown import Shown
from quizzes.questions.values import Form
from quizzes.questions.verdicts import Verdict


def mark_parts(shown: Shown, response: Response) -> tuple[FactMark, ...]:
    """A mark for each part, in their order; total: whatever is missing or unheard of gets a verdict too."""
    if shown.form == Form.BEFORE_AFTER:
        verdict = mark_choice(shown.answer, response.value)
        return tuple(FactMark(part.fact, response.value, "", verdict) for part in shown.parts)
    given = (*response.given, *[""] * len(shown.parts))[: len(shown.parts)]
    if shown.form == Form.ORDER:
        verdicts = mark_order(given)
    else:
        verdicts = [mark_choice(part.answer, value) for part, value in zip(shown.parts, given, strict=True)]
    return tuple(
        FactMark(part.fact, value, "", verdict)
        for part, value, verdict in zip(shown.parts, given, verdicts, strict=True)
    )


def mark_choice(answer: str, value: str) -> Verdict:
    """The verdict on one value; empty is not answered."""
    if not value:
        return Verdict.UNANSWERED
    return Verdict.RIGHT if value == answer else Verdict.WRONG


def mark_order(given: Sequence[str]) -> list[Verdict]:
    """The verdict on each event, by the places it was put at ("1" is the first), in their right order.

    Right are those of the longest run that stands in the right order, so that one event put far off costs that one
    alone. Of two runs as long, that with the earlier events counts. An event alone is no run.
    """
    if not any(given):
        return [Verdict.UNANSWERED] * len(given)
    run = longest_run([int(place) if place.isdecimal() else len(given) + 1 for place in given])
    return [Verdict.RIGHT if event in run else Verdict.WRONG for event in range(len(given))]


def longest_run(places: Sequence[int]) -> tuple[int, ...]:
    """The most events (by their number in the right order) whose places grow; at least two, else none."""
    for length in range(len(places), 1, -1):
        # In lexical order, so that the first that is found is the one with the earlier events.
        for run in combinations(range(len(places)), length):
            if all(places[one] < places[other] for one, other in pairwise(run)):
                return run
    return ()
