"""Names that a typed answer could be taken for as well, found among thousands. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from history.facts.registers import Register
from quizzes.questions.folding import romanise

# Up to so many names are all compared; beyond that those that begin alike, end alike, or have the same letters
# after the beginning (moved by one at most): two slips that spoil all three are not looked for among thousands.
MOST_COMPARED = 1000
# With so many names, three letters are compared instead of two.
MANY = 20_000


class Named(Protocol):
    """What has a key and names."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""


class NameIndex:
    """The names of many things by how they are spelt when romanised.

    A typed name counts as right when it is a slip or so from an accepted name, and no other name is as near. So only
    a name that is at most twice as far from an accepted one can ever matter (slips obey the triangle inequality).
    They are counted in a faster way than marking does (no letter is changed twice), which finds one more at most.
    """

    def __init__(self, things: Iterable[Named]) -> None:
        self._owners: list[str] = []
        self._names: list[str] = []
        self._keys: list[str] = []
        for thing in things:
            for name in thing.names:
                self._owners.append(thing.key)
                self._names.append(name)
                self._keys.append(romanise(name))
        self._groups: dict[object, list[int]] = defaultdict(list)
        self._is_large = len(self._keys) > MOST_COMPARED
        self._letters = 2 if len(self._keys) <= MANY else 3
        for number, key in enumerate(self._keys):
            for group in self._groups_of(key):
                self._groups[group].append(number)

    def alike(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Owner and name of each that is about as near to one of `names` as slips may lead, in the record's order."""
        found: set[int] = set()
        for key in {romanise(name) for name in names}:
            reach = reach_of(key)
            numbers = self._candidates(key, reach)
            near = extract(
                key,
                [self._keys[number] for number in numbers],
                scorer=OSA.distance,
                score_cutoff=reach + 1,
                limit=None,
            )
            found.update(numbers[position] for _name, _slips, position in near)
        return [(self._owners[number], self._names[number]) for number in sorted(found)]

    def _groups_of(self, key: str) -> list[object]:
        if not self._is_large:
            return [len(key)]
        size = self._letters
        inner = [("inner", key[place : place + size]) for place in (size - 1, size, size + 1)]
        return [("begins", key[:size]), ("ends", key[-size:]), *inner]

    def _candidates(self, key: str, reach: int) -> list[int]:
        if self._is_large:
            size = self._letters
            groups: list[object] = [("begins", key[:size]), ("ends", key[-size:]), ("inner", key[size : 2 * size])]
            return sorted({number for group in groups for number in self._groups.get(group, ())})
        lengths = range(len(key) - reach - 1, len(key) + reach + 2)
        return [number for length in lengths for number in self._groups.get(length, ())]


def reach_of(key: str) -> int:
    """How many slips from an accepted name another name may matter: more for long names."""
    return min(4, max(2, len(key) // 3))


def index_names(things: Register[Named]) -> NameIndex:
    """The index of all names of a register's things."""
    return NameIndex(things.values())
