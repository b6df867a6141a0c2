"""Names that a typed answer could be taken for as well, found among thousands. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract_iter

from history.facts.registers import Register
from history.facts.romanising import plain_words, romanisations

# So few names are all kept. Among more, those are found of which a key is as near as it takes to matter.
FEW = 300
# What is typed may be one slip from each of two names; a slip in a digraph may change two letters of a key.
REACH = 3


class Named(Protocol):
    """What has a key and names."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""


class NameIndex:
    """The names of many things by the ways in which each is spelt in Latin letters.

    A typed name counts as right when it is near an accepted name and no other name is as near. So only a name that
    is near an accepted one can matter; among a few hundred all are kept, whatever marking takes for near. The first
    letter is never a slip, so keys are kept by their first letter and their length.
    """

    def __init__(self, things: Iterable[Named]) -> None:
        self._pairs = [(thing.key, name) for thing in things for name in thing.names]
        self._keys: dict[tuple[str, int], dict[str, list[int]]] = defaultdict(dict)
        for number, (_owner, name) in enumerate(self._pairs if len(self._pairs) > FEW else ()):
            for key in keys_of(name):
                self._keys[key[0], len(key)].setdefault(key, []).append(number)

    def alike(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Owner and name of each that may be as near to what is typed as one of `names`, in the record's order."""
        if len(self._pairs) <= FEW:
            return self._pairs
        found: set[int] = set()
        for key in {key for name in names for key in keys_of(name)}:
            for length in range(len(key) - REACH, len(key) + REACH + 1):
                known = self._keys.get((key[0], length), {})
                near = extract_iter(key, known.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=REACH)
                found.update(number for other, _slips, _position in near for number in known[other])
        return [self._pairs[number] for number in sorted(found)]


def keys_of(name: str) -> frozenset[str]:
    """The ways in which a name is spelt, without spaces; also with its words in the order of the alphabet."""
    spelt = {*romanisations(name), tuple(word.lower() for word in plain_words(name))}
    return frozenset("".join(words) for key in spelt if key for words in (key, sorted(key)))


def index_names(things: Register[Named]) -> NameIndex:
    """The index of all names of a register's things."""
    return NameIndex(things.values())
