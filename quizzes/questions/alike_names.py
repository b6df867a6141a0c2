"""Names that a typed answer could be taken for as well, found among thousands. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from history.facts.registers import Register
from quizzes.questions.folding import romanise

# So few names are all kept. Among more, those that begin alike, end alike, or have the same letters after the
# beginning (moved by one at most) are compared: slips that spoil all three are not looked for among thousands.
FEW = 300
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

    A typed name counts as right when it is near an accepted name and no other name is as near. So only a name that
    is near an accepted one can matter; among a few hundred all are kept, whatever marking takes for near.
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
        self._groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._pairs = list(zip(self._owners, self._names, strict=True)) if len(self._names) <= FEW else []
        self._letters = 2 if len(self._keys) <= MANY else 3
        for number, key in enumerate(self._keys):
            for group in self._groups_of(key):
                self._groups[group].append(number)

    def alike(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Owner and name of each that may be as near to what is typed as one of `names`, in the record's order."""
        if self._pairs:
            return self._pairs
        found: set[int] = set()
        for key in {romanise(name) for name in names}:
            reach = reach_of(key)
            numbers = self._candidates(key)
            near = extract(
                key,
                [self._keys[number] for number in numbers],
                scorer=OSA.distance,
                score_cutoff=reach,
                limit=None,
            )
            found.update(numbers[position] for _name, _slips, position in near)
        return [(self._owners[number], self._names[number]) for number in sorted(found)]

    def _groups_of(self, key: str) -> list[tuple[str, str]]:
        size = self._letters
        inner = [("inner", key[place : place + size]) for place in (size - 1, size, size + 1)]
        return [("begins", key[:size]), ("ends", key[-size:]), *inner]

    def _candidates(self, key: str) -> list[int]:
        size = self._letters
        groups = [("begins", key[:size]), ("ends", key[-size:]), ("inner", key[size : 2 * size])]
        return sorted({number for group in groups for number in self._groups.get(group, ())})


def reach_of(key: str) -> int:
    """How many slips from an accepted name another name may matter: more for long names."""
    return min(6, max(3, len(key) // 3))


def index_names(things: Register[Named]) -> NameIndex:
    """The index of all names of a register's things."""
    return NameIndex(things.values())
