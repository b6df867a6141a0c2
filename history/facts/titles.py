"""Which titles may name one event. Pure.

"Battle of the Aisne" and "Aisne" are one name, "2nd Battle of X" and "X II" as well; and whoever hears "Battle of X"
may think of the second one. A question's stem must fit one event only, so titles are compared by what is left
without the sort of event, articles, case, diacritics and script, with numbers and parentheses as marks.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

LONGEST_NAME = 300
_ORDINALS = (
    ("first", "1st", "i"),
    ("second", "2nd", "ii"),
    ("third", "3rd", "iii"),
    ("fourth", "4th", "iv"),
    ("fifth", "5th", "v"),
    ("sixth", "6th", "vi"),
    ("seventh", "7th", "vii"),
    ("eighth", "8th", "viii"),
    ("ninth", "9th", "ix"),
    ("tenth", "10th", "x"),
)
_NUMBERS = {word: str(number) for number, words in enumerate(_ORDINALS, start=1) for word in words}
_SORTS = frozenset(("battle", "battles", "engagement", "action", "fight", "the", "of", "at", "near", "in", "a", "an"))
_WORD = re.compile(r"[a-z0-9]+")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"\d{3,4}")


class TitleName(NamedTuple):
    """A title's own name, and the marks (numbers, years, words in parentheses) that tell it from others of the name."""

    name: str
    marks: frozenset[str]


@lru_cache(maxsize=20_000)
def name_title(title: str) -> TitleName:
    """The name in a title; where nothing is left without its sort, all of its words."""
    plain = re.sub(r"[’'ʻ`′]", "", anyascii(title).casefold())
    marks = {word for inside in _PARENTHESIS.findall(plain) for word in _WORD.findall(inside)}
    words = _WORD.findall(_PARENTHESIS.sub(" ", plain))
    marks |= {_NUMBERS.get(word, word) for word in words if word in _NUMBERS or _YEAR.fullmatch(word)}
    own = [word for word in words[:-1] if word not in _SORTS] + words[-1:]  # "Skirmish A"
    name = [word for word in own if word not in _NUMBERS and not _YEAR.fullmatch(word)]
    return TitleName(" ".join(name or words)[:LONGEST_NAME], frozenset(marks if name else ()))


def may_name(title: str, other: str) -> bool:
    """Whether a title fits the event of the other one as well: the same name, and the same marks or none."""
    mine, theirs = name_title(title), name_title(other)
    return mine.name == theirs.name and (not mine.marks or mine.marks == theirs.marks)
