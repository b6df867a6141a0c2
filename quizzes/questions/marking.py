"""The verdict on a response, from what was shown alone."""

from collections.abc import Sequence

from history.dates import read_typed
from quizzes.questions.grouping.marking import mark_parts
from quizzes.questions.pointing.globe import Target, read_spot
from quizzes.questions.responses import LONGEST_RESPONSE, FactMark, Response
from quizzes.questions.shown import Shown
from quizzes.questions.typed_dates import mark_date
from quizzes.questions.typed_names import countries_by_name, mark_name
from quizzes.questions.values import CHOSEN_FORMS
from quizzes.questions.verdicts import CONTESTABLE, Verdict, verdict_of_all

__all__ = [
    "CONTESTABLE",
    "LONGEST_RESPONSE",
    "OWN_RATINGS",
    "FactMark",
    "Response",
    "Verdict",
    "load_languages",
    "mark_facts",
    "mark_own_rating",
    "mark_response",
    "mark_spot",
    "verdict_of_answer",
]

# How well a flashcard was known, in the learner's own judgement, from worst to best.
OWN_RATINGS = ("again", "hard", "good", "easy")


def mark_facts(shown: Shown, response: Response) -> tuple[FactMark, ...]:
    """The verdict on `response` for each Fact that was asked about."""
    if shown.parts:
        return mark_parts(shown, response)
    verdict = mark_response(shown, response)
    return (FactMark(shown.fact, response.value[:LONGEST_RESPONSE], response.text[:LONGEST_RESPONSE], verdict),)


def verdict_of_answer(marks: Sequence[FactMark]) -> Verdict:
    """What an answer was worth as a whole."""
    verdict = verdict_of_all([mark.verdict for mark in marks])
    # All that is right was ticked, and something that is not.
    has_strays = len(marks) > 1 and any(mark.text for mark in marks)
    return Verdict.PARTLY_RIGHT if has_strays and verdict is Verdict.RIGHT else verdict


def mark_response(shown: Shown, response: Response) -> Verdict:
    """The verdict on `response`; total: any text of any length gets one."""
    if shown.form in CHOSEN_FORMS:
        if not response.value:
            return Verdict.UNANSWERED
        return Verdict.RIGHT if response.value == shown.answer else Verdict.WRONG
    if shown.form == "flashcard":
        return mark_own_rating(response.value)
    text = response.text.strip()
    if not text:
        return Verdict.UNANSWERED
    if len(text) > LONGEST_RESPONSE:
        return Verdict.WRONG
    return mark_text(shown, text)


def mark_text(shown: Shown, text: str) -> Verdict:
    """The verdict on a point of the map, a typed date or a typed name."""
    if shown.target is not None:
        return mark_spot(shown.target, text)
    return mark_date(shown, text) if shown.family == "date" else mark_name(shown, text)


def mark_spot(target: Target, text: str) -> Verdict:
    """The verdict on a point of the map, as `write_spot` wrote it."""
    if not text:
        return Verdict.UNANSWERED
    spot = read_spot(text)
    return Verdict.RIGHT if spot is not None and target.is_hit_by(spot) else Verdict.WRONG


def load_languages() -> None:
    """Load the names of months and countries now; else the first typed answer waits for them."""
    read_typed("9 Ocotber 2020", forgiving=True)
    countries_by_name()


def mark_own_rating(value: str) -> Verdict:
    """What the learner says of a flashcard herself."""
    if value not in OWN_RATINGS:
        return Verdict.UNANSWERED
    return Verdict.FORGOTTEN if value == OWN_RATINGS[0] else Verdict.RECALLED
