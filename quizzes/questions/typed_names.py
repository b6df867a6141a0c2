"""The verdict on a typed name."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from babel import Locale
from rapidfuzz.distance import DamerauLevenshtein

from history.facts.romanising import Words, plain_words, romanisations
from quizzes.questions.folding import fold
from quizzes.questions.shown import Shown
from quizzes.questions.verdicts import Verdict

# Words shorter than this must be spelt right: "Sor" and "Sur" are two places.
SHORTEST_FUZZY: Final = 6
# From here on one consonant may be mistaken for another: "Vanashen" and "Vazashen" are two places.
SHORTEST_WITH_WRONG_CONSONANT: Final = 11
# A name that may be spelt otherwise is not longer or shorter by more than this.
MOST_LETTERS_APART: Final = 6
VOWELS: Final = frozenset("aeiou")

# Said before or after a name without changing it; a district is not its town, so it is not here.
_AROUND_A_PLACE: Final = (
    "the in at it was is town city village settlement of г город село посёлок поселок şəhəri şəhər kəndi"
    " kənd qəsəbəsi գյուղ գյուղը քաղաք քաղաքը ավան köyü şehri kasabası"
)
_AROUND: Final = {
    "place": frozenset(_AROUND_A_PLACE.split()),
    "claimant": frozenset(["the", "it", "was", "by"]),
}
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_ROMAN: Final = re.compile(r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
# One slip makes some of these another of them.
_COUNTING: Final = (
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty"
    " ninety first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth northern southern eastern western"
)
_COUNTS: Final = frozenset(_COUNTING.split())
_LANGUAGES: Final = ("en", "ru", "az", "hy", "tr")
NOT_NEAR: Final = 2


def mark_name(shown: Shown, text: str) -> Verdict:
    """A typed name: right in any usual spelling, or one slip away where no other name is as near."""
    typed = _POSSESSIVE.sub("", text.strip())
    bare = _without_words_around(typed, shown.family)
    is_right = names_one_of(typed, shown) or (bare != typed and names_one_of(bare, shown))
    return Verdict.RIGHT if is_right else Verdict.WRONG


def names_one_of(typed: str, shown: Shown) -> bool:
    """Whether the text names what is accepted, and nothing else of the record as well or better."""
    folded = fold(typed)
    if not folded:
        return False
    accepted = {fold(name) for name in shown.accepted}
    if folded in accepted:
        return True
    if any(fold(name) == folded for name in shown.confusable) or names_another_country(folded, accepted):
        return False
    is_person = shown.family == "claimant"
    nearest = min((misses(typed, name, is_person=is_person) for name in shown.accepted), default=NOT_NEAR)
    if nearest is NOT_NEAR:
        return False
    near = (name for name in shown.confusable if abs(len(name) - len(typed)) <= MOST_LETTERS_APART)
    return all(nearest < misses(typed, name, is_person=is_person) for name in near)


@lru_cache(maxsize=20_000)
def misses(typed: str, name: str, *, is_person: bool) -> int:
    """How far the text is from a name: 0 for another spelling of it, 1 for one slip, NOT_NEAR for more."""
    if exact_words(typed) != exact_words(name):
        return NOT_NEAR
    mine, theirs = romanisations(typed), romanisations(name)
    if mine & theirs or spaced_alike(mine) & spaced_alike(theirs):
        return 0
    if is_person and {tuple(sorted(words)) for words in mine} & {tuple(sorted(words)) for words in theirs}:
        return 0  # "Aliyev Ilham"
    is_far = DamerauLevenshtein.distance(fold(typed), fold(name), score_cutoff=MOST_LETTERS_APART) > MOST_LETTERS_APART
    if is_far:
        return NOT_NEAR
    written = is_slip(plain_words(typed), plain_words(name))
    return 1 if written or any(is_slip(one, other) for one in mine for other in theirs) else NOT_NEAR


def spaced_alike(keys: Iterable[Words]) -> set[str]:
    """Keys without spaces: "Nor Achin" is "Norachin"."""
    return {"".join(words) for words in keys}


@lru_cache(maxsize=20_000)
def exact_words(text: str) -> tuple[list[str], list[str]]:
    """What is never misspelt in a name: its figures, and its numerals, single letters and words that count."""
    words = [word.lower() for word in plain_words(text)]
    figures = [figure for word in words for figure in re.findall("[0-9]+", word)]
    return figures, [word for word in words if len(word) == 1 or word in _COUNTS or _ROMAN.fullmatch(word)]


def is_slip(typed: Words, name: Words) -> bool:
    """Whether all words are the same but one, which has one letter missing, added, changed or swapped."""
    if len(typed) != len(name):
        return False
    different = [(mine, right) for mine, right in zip(typed, name, strict=True) if mine != right]
    return len(different) == 1 and is_slip_in_word(*different[0])


def is_slip_in_word(typed: str, right: str) -> bool:
    """Whether a word is one slip away from the right one, and long enough that it can hardly be another word.

    The first letter is right, and a consonant is taken for another only in a very long word.
    """
    if min(len(typed), len(right)) < SHORTEST_FUZZY or typed[0] != right[0] or not typed.isalpha():
        return False
    if DamerauLevenshtein.distance(typed, right, score_cutoff=1) != 1:
        return False
    changed = [(mine, letter) for mine, letter in zip(typed, right, strict=False) if mine != letter]
    is_changed = len(typed) == len(right) and len(changed) == 1
    return not is_changed or set(changed[0]) <= VOWELS or len(right) >= SHORTEST_WITH_WRONG_CONSONANT


def names_another_country(folded: str, accepted: set[str]) -> bool:
    """Whether the text is the name of a country, in one of the languages of the record, that is not accepted."""
    countries = countries_by_name()
    return folded in countries and not any(countries[folded] & countries.get(name, frozenset()) for name in accepted)


@lru_cache(maxsize=1)
def countries_by_name() -> dict[str, frozenset[str]]:
    """The codes of the countries that bear a name, folded."""
    found: dict[str, frozenset[str]] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code.isalpha():
                found[fold(name)] = found.get(fold(name), frozenset()) | {code}
    return found


def _without_words_around(text: str, family: str) -> str:
    """The text without what may be said before or after a name: "in the town of Hadrut"."""
    around = _AROUND.get(family, frozenset())
    words = text.replace(".", " ").split()
    while words and words[0].casefold() in around:
        words = words[1:]
    while words and words[-1].casefold() in around:
        words = words[:-1]
    return " ".join(words)
