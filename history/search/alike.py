"""Rows of a kind whose names are nearly those of another: what a typed answer could be taken for as well."""

from collections.abc import Iterable, Sequence
from typing import Final

from history.models import FoundName
from history.search.finding import Keys, names_having, widen
from history.search.words import words_in

# So many names of one thing are looked up, and so many like each are enough.
MOST_NAMES: Final = 4
MOST_ALIKE: Final = 60


def find_alike_names(kind: str, names: Iterable[str]) -> set[str]:
    """Keys of rows that have a name in which every word is one of these names' words, or a letter or two from it."""
    return {key for name in list(names)[:MOST_NAMES] for key in keys_having(kind, words_in(name))}


def find_sharing_last(kind: str, names: Iterable[str]) -> set[str]:
    """Keys of rows that have a name with the last word of one of these names in it, or one a letter or two from it."""
    return {key for name in list(names)[:MOST_NAMES] for key in keys_having(kind, words_in(name)[-1:])}


def keys_having(kind: str, words: Sequence[Keys]) -> list[str]:
    """Keys of rows that have all these words or ones like them in a name; no more than are enough."""
    wide = widen(words) if words else None
    if wide is None:
        return []
    ids = names_having(kind, wide, is_whole=True).values_list("name", flat=True).distinct()[:MOST_ALIKE]
    return list(FoundName.objects.filter(pk__in=list(ids)).order_by("key").values_list("key", flat=True))
