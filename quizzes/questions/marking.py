"""The verdict on a response, from what was shown alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from history.dates import read_typed
from quizzes.questions.shown import Shown
from quizzes.questions.typed_dates import mark_date
from quizzes.questions.typed_names import countries_by_name, mark_name
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
    "verdict_of_answer",
]

LONGEST_RESPONSE = 200
# How well a flashcard was known, in the learner's own judgement, from worst to best.
OWN_RATINGS = ("again", "hard", "good", "easy")


@dataclass(frozen=True, slots=True)
class Response:
    """What a learner answered: the value of an option, one of OWN_RATINGS for a flashcard, or typed text.

    Both empty: she does not know.
    """

    value: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class FactMark:
    """What was answered on one Fact, as it is kept, and what that was worth."""

    fact: str
    value: str
    text: str
    verdict: Verdict


def mark_facts(shown: Shown, response: Response) -> tuple[FactMark, ...]:
    """The verdict on `response` for each Fact that was asked about."""
    verdict = mark_response(shown, response)
    return (FactMark(shown.fact, response.value[:LONGEST_RESPONSE], response.text[:LONGEST_RESPONSE], verdict),)


def verdict_of_answer(marks: Sequence[FactMark]) -> Verdict:
    """What an answer was worth as a whole."""
    return verdict_of_all([mark.verdict for mark in marks])


def mark_response(shown: Shown, response: Response) -> Verdict:
    """The verdict on `response`; total: any text of any length gets one."""
    if shown.form == "choice":
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
    return mark_date(shown, text) if shown.family == "date" else mark_name(shown, text)


def load_languages() -> None:
    """Load the names of months and countries now; else the first typed answer waits for them."""
    read_typed("9 Ocotber 2020", forgiving=True)
    countries_by_name()


def mark_own_rating(value: str) -> Verdict:
    """What the learner says of a flashcard herself."""
    if value not in OWN_RATINGS:
        return Verdict.UNANSWERED
    return Verdict.FORGOTTEN if value == OWN_RATINGS[0] else Verdict.RECALLED
