"""Titles compared as a reader would: what may be taken for the same event. Standard library only."""

import re
import unicodedata

ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("first", "1st", "i"),
            ("second", "2nd", "ii"),
            ("third", "3rd", "iii"),
            ("fourth", "4th", "iv"),
            ("fifth", "5th", "v"),
            ("sixth", "6th", "vi"),
            ("seventh", "7th", "vii"),
            ("eighth", "8th", "viii"),
            ("ninth", "9th", "ix"),
        ),
        start=1,
    )
    for word in words
}
# What an event is called besides its own name.
SORTS = frozenset({"battle", "battles", "engagement", "action", "fight", "the", "of", "at", "near", "in", "a", "an"})


def bare(text: str) -> str:
    """Lower case, no diacritics, no punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"[’'ʻ′]", "", plain.casefold())))


def words_of(text: str) -> list[str]:
    """The bare words."""
    return bare(text).split()


def core(title: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A title's own name, and what tells it from others of that name: its number, years, and parenthesis."""
    outside, inside = re.sub(r"\(.*?\)", " ", title), " ".join(re.findall(r"\((.*?)\)", title))
    name, marks = [], words_of(inside)
    for word in words_of(outside):
        if word in ORDINALS:
            marks.append(str(ORDINALS[word]))
        elif re.fullmatch(r"\d{3,4}", word):
            marks.append(word)
        elif word not in SORTS:
            name.append(word)
    return tuple(name), tuple(sorted(marks))


def may_mean(title: str, other: str) -> bool:
    """Whether a title fits another event as well: the same name, with the same marks or with none."""
    name, marks = core(title)
    other_name, other_marks = core(other)
    return bool(name) and name == other_name and (marks == other_marks or not marks)
