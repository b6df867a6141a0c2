"""Names compared regardless of case, diacritics and script."""

import re
from functools import lru_cache

from anyascii import anyascii

# Letters that writers of English spell otherwise than the bare transliteration does:
# Azerbaijani ş, ç, q, x, c, ı and the digraphs of Russian and Armenian names fall together.
_SPELLINGS = (("sh", "s"), ("ch", "c"), ("kh", "x"), ("gh", "g"), ("zh", "j"), ("ow", "u"), ("q", "k"), ("y", "i"))
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The bare words of a text: transliterated, lower case, one space between them. "Edişə" is "edise"."""
    return _NOT_A_WORD.sub(" ", anyascii(text).casefold()).strip()


@lru_cache(maxsize=20_000)
def romanise(text: str) -> str:
    """A name's key under which usual romanisations meet: "Edişə", "Edisha" and "Эдиша" share one.

    Schwa is written a or e in English, so a final or inner ə falls together with a.
    """
    key = fold(text.replace("ə", "a").replace("Ə", "A"))
    for digraph, letter in _SPELLINGS:
        key = key.replace(digraph, letter)
    return key


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return fold(text).split()


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the folded text holds the folded phrase as whole words."""
    wanted = fold(phrase)
    return bool(wanted) and f" {wanted} " in f" {fold(text)} "
