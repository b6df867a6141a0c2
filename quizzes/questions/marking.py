"""The verdict on a response, from what was shown alone."""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein

from history.dates import Closeness, compare_typed, from_day_number, read_edtf, read_typed
from quizzes.questions.folding import fold, romanise
from quizzes.questions.shown import Shown

LONGEST_RESPONSE = 200
# How well a flashcard was known, in the learner's own judgement, from worst to best.
OWN_RATINGS = ("again", "hard", "good", "easy")
# Names shorter than this must be spelt right: "Sor" and "Sur" are two places.
SHORTEST_FUZZY = 6


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


@dataclass(frozen=True, slots=True)
class Response:
    """What a learner answered: the value of an option, one of OWN_RATINGS for a flashcard, or typed text.

    Both empty: she does not know.
    """

    value: str = ""
    text: str = ""


VERDICT_OF_CLOSENESS = {
    Closeness.RIGHT: Verdict.RIGHT,
    Closeness.LESS_PRECISE: Verdict.LESS_PRECISE,
    Closeness.ONE_OF_OPEN: Verdict.ONE_OF_OPEN,
    Closeness.WRONG: Verdict.WRONG,
}


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


def mark_own_rating(value: str) -> Verdict:
    """What the learner says of a flashcard herself."""
    if value not in OWN_RATINGS:
        return Verdict.UNANSWERED
    return Verdict.FORGOTTEN if value == OWN_RATINGS[0] else Verdict.RECALLED


def mark_date(shown: Shown, text: str) -> Verdict:
    """A typed date against the key; the key's year may be left out where the page shows it."""
    key = read_edtf(shown.answer)
    typed = read_typed(text, year=shown_year(shown))
    if typed is None:
        return Verdict.WRONG
    return VERDICT_OF_CLOSENESS[compare_typed(typed, key)]


def shown_year(shown: Shown) -> int | None:
    """The key's year, where the page tells it and the year is not what is asked."""
    key = read_edtf(shown.answer)
    if key.earliest_day is None or key.precision not in ("day", "month"):
        return None
    return from_day_number(key.earliest_day)[0] if shown.year_given else None


def mark_name(shown: Shown, text: str) -> Verdict:
    """A typed name: right in any usual spelling, or one slip away where no other name is as near."""
    if not fold(text):
        return Verdict.WRONG
    if any(fold(text) == fold(name) for name in shown.accepted):
        return Verdict.RIGHT
    if any(fold(text) == fold(name) for name in shown.confusable):
        return Verdict.WRONG
    typed = romanise(text)
    # A slip in a number makes it another number: "1st" and "2nd" are two regiments.
    accepted = [name for name in map(romanise, shown.accepted) if digits_of(name) == digits_of(typed)]
    nearest = min((slips(typed, name) for name in accepted), default=len(typed))
    others = min((slips(typed, romanise(name)) for name in shown.confusable), default=len(typed))
    is_near = nearest == 0 or (nearest == 1 and len(typed) >= SHORTEST_FUZZY)
    return Verdict.RIGHT if is_near and nearest < others else Verdict.WRONG


def digits_of(key: str) -> str:
    """The digits of a key, one after the other."""
    return "".join(filter(str.isdigit, key))


def slips(one: str, other: str) -> int:
    """Letters missing, added, changed or swapped between two keys."""
    return int(DamerauLevenshtein.distance(one, other))
