"""The verdict on a typed name."""

from rapidfuzz.distance import DamerauLevenshtein

from quizzes.questions.folding import fold, romanise
from quizzes.questions.shown import Shown
from quizzes.questions.verdicts import Verdict

# Names shorter than this must be spelt right: "Sor" and "Sur" are two places.
SHORTEST_FUZZY = 6


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
