"""The ways in which one name is written in Latin letters, brought to common keys.

A letter that writers render differently (Azerbaijani x as kh or h, Armenian ղ as gh or kh, j as in Vajk or in
Jermuk) leaves a choice, and a name has a key for each combination of choices. Two texts may be one name when they
share a key.
"""

import re
from functools import lru_cache
from itertools import product
from typing import Final, TypeAlias

from anyascii import anyascii

Words: TypeAlias = tuple[str, ...]

MOST_WORDS: Final = 16
# More than seven letters that leave a choice has no name; 2 to the 7th keys are the most that are compared.
MOST_CHOICES: Final = 7

# What anyascii renders with a bare letter, or classically, where today's writers tell more.
_LETTERS: Final = str.maketrans(
    dict.fromkeys("əәǝä", "A")
    | {"ğ": "gh", "ġ": "gh", "ғ": "gh", "ç": "ch"}
    | {"č": "ch", "ć": "ch", "ş": "sh", "š": "sh", "ș": "sh", "ž": "zh", "ż": "zh", "ҹ": "j", "ı": "i", "և": "ev"}
    | {"&": " and ", "ь": "", "ъ": "", "ё": "yo"}
)
_SILENT: Final = re.compile("['’‘ʼʻʿʾ`´\u02b0-\u036f\u200b-\u200f\u2060\u00ad]")
_ARMENIAN_O: Final = re.compile(r"\bո(?![ւվ])")
_ARMENIAN_E: Final = re.compile(r"\bե(?!ւ)")
_GEORGIAN_ENDING: Final = re.compile(r"(?<=[ა-ჰ])ი\b")
# Russian has no h: it stands as г or not at all.
_CYRILLIC_START: Final = re.compile(r"\b(?=[аеиоуэ])(?=\w*[а-я])")
_CYRILLIC_G: Final = re.compile(r"\bг")
_NOT_A_WORD: Final = re.compile(r"[^a-z0-9A-Z]+")
# British and American, by the end of a word or as a whole.
_AMERICAN: Final = (
    (re.compile(r"\b(def|off)ense\b"), r"\1ence"),
    (re.compile(r"\b(cent|theat)er\b"), r"\1re"),
    (re.compile(r"(?<=i)z(ation|ations|e|ed)\b"), r"s\1"),
    (re.compile(r"\b(harb|lab|arm|col)or(s?)\b"), r"\1our\2"),
)
# Longest first. Capitals are choices that _CHOICES spells out; T is ch.
_DIGRAPHS: Final = {
    "tsch": "T",
    "shch": "s",
    "tch": "T",
    "sch": "s",
    "dzh": "J",
    "dzj": "J",
    "sh": "s",
    "sz": "s",
    "ch": "T",
    "cz": "T",
    "dj": "J",
    "zh": "Y",
    "dz": "D",
    "ts": "Z",
    "tz": "Z",
    "kh": "X",
    "gh": "G",
    "ph": "f",
    "th": "t",
    "ck": "k",
    "ou": "u",
    "ow": "u",
    "oo": "u",
    "rr": "r",
    "x": "X",
    "q": "Q",
    "j": "J",
    "c": "C",
    "w": "v",
    "y": "i",
}
_DIGRAPH: Final = re.compile("|".join(_DIGRAPHS))
_CHOICES: Final = {
    "A": ("a", "e"),
    "C": ("c", "j", "k", "č"),
    "D": ("c", "j"),
    "G": ("g", "x"),
    "J": ("j", "i"),
    "Q": ("k", "g"),
    "X": ("x", "h"),
    "S": ("", "i"),
    "Y": ("j", "z"),
    "H": ("h", ""),
    "E": ("g", "h"),
    "I": ("i", ""),
}
# Russian softens where Azerbaijani has ü, ö, ə: "Гюзляк" is Güzlək.
_SOFT: Final = re.compile(r"(?<=[bcdfghklmnprstvzTXGQDZ])i(?=[uo]|a[a-zA-Z])")


@lru_cache(maxsize=20_000)
def plain_words(text: str) -> Words:
    """The words of a name in bare Latin letters; capitals stand for what _CHOICES spells out."""
    bare = _SILENT.sub("", text.casefold())
    for pattern, letter in ((_ARMENIAN_O, "vo"), (_ARMENIAN_E, "ye"), (_GEORGIAN_ENDING, "I")):
        bare = pattern.sub(letter, bare)
    bare = _CYRILLIC_G.sub("E", _CYRILLIC_START.sub("H", bare)).translate(_LETTERS)
    plain = _SILENT.sub("", "".join(c if c.isascii() else anyascii(c).lower() for c in bare))
    for american, british in _AMERICAN:
        plain = american.sub(british, plain)
    return tuple(_NOT_A_WORD.sub(" ", plain).split())


@lru_cache(maxsize=20_000)
def romanisations(text: str) -> frozenset[Words]:
    """The keys of a name, each as its words; none for a text without letters or figures."""
    words = plain_words(text)
    if not words or len(words) > MOST_WORDS:
        return frozenset()
    return frozenset(tuple(spelt.split()) for spelt in _spell_out(_bring_together(" ".join(words))))


@lru_cache(maxsize=20_000)
def word_keys(text: str) -> tuple[frozenset[str], ...]:
    """The keys of each word of a text by itself, in order. Two words may be one where they share a key."""
    return tuple(frozenset(_spell_out(_bring_together(word))) for word in plain_words(text))


def _bring_together(words: str) -> str:
    return _SOFT.sub("S", _DIGRAPH.sub(lambda found: _DIGRAPHS[found[0]], words))


def _spell_out(key: str) -> set[str]:
    open_choices = [letter for letter in _CHOICES if letter in key][:MOST_CHOICES]
    spelt = set()
    for chosen in product(*(_CHOICES[letter] for letter in open_choices)):
        word = key.translate({ord(letter): choice for letter, choice in zip(open_choices, chosen, strict=True)})
        spelt.add(re.sub("i+", "i", word.replace("T", "č").replace("Z", "c")).replace("ie", "e"))
    return spelt
