"""The verdict on a response to a question about several Facts, for each of them, from what was shown alone."""

from collections.abc import Collection, Sequence
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
    if shown.form == Form.SELECT_ALL:
        return mark_ticks(shown, frozenset(filter(None, response.given)))
    given = (*response.given, *[""] * len(shown.parts))[: len(shown.parts)]
    if shown.form == Form.ORDER:
        verdicts = mark_order(given)
    else:
        verdicts = [mark_choice(part.answer, value) for part, value in zip(shown.parts, given, strict=True)]
    return tuple(
        FactMark(part.fact, value, "", verdict)
        for part, value, verdict in zip(shown.parts, given, verdicts, strict=True)
    )


def mark_ticks(shown: Shown, ticked: Collection[str], wrong: Collection[str] | None = None) -> tuple[FactMark, ...]:
    """A mark for each that is right, by the values that were ticked; what else was ticked stands in each mark's text.

    A tick counts only where a larger share of the right ones was ticked than of the wrong ones: whoever ticks all has
    said nothing. `wrong` are the values that are (None: all that were shown as such).
    """
    right = [part.value for part in shown.parts]
    not_right = wrong_of(shown) if wrong is None else wrong
    hits, misses = len(set(ticked) & set(right)), len(set(ticked) & set(not_right))
    says_something = hits * len(not_right) > misses * len(right)
    text = write_strays(shown, ticked)

    def verdict(value: str) -> Verdict:
        if not ticked:
            return Verdict.UNANSWERED
        return Verdict.RIGHT if value in ticked and says_something else Verdict.WRONG

    return tuple(
        FactMark(part.fact, part.value if part.value in ticked else "", text, verdict(part.value))
        for part in shown.parts
    )


def wrong_of(shown: Shown) -> list[str]:
    """The values that were shown and are not right."""
    right = {part.value for part in shown.parts}
    return [value for value, _text in shown.options if value not in right]


def write_strays(shown: Shown, ticked: Collection[str]) -> str:
    """Which wrong ones were ticked, as the numbers of the options shown: "2 5"."""
    wrong = wrong_of(shown)
    places = enumerate((value for value, _text in shown.options), start=1)
    return " ".join(str(place) for place, value in places if value in ticked and value in wrong)


def read_strays(shown: Shown, text: str) -> list[str]:
    """The values of the wrong ones that were ticked."""
    places = [int(word) for word in text.split() if word.isdecimal()]
    return [shown.options[place - 1][0] for place in places if 0 < place <= len(shown.options)]


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
