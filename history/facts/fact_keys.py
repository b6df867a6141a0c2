"""Which rows a Fact's key names, and what it is called once one of them was merged into another. Pure.

The keys are made in `history.facts.gathering`; a learner's memory goes by them, and so they outlive a merge.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final

# What the parts of a key are keys of, by what the Fact is about; empty: a word, not a key.
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "event": ("event", "place", ""),
    "place": ("place",),
    "claim": ("claim", "claimant", ""),
}
PARTS_OF_CLAIMED_PLACE: Final = ("claim", "claimant", "place")

# A row: its kind and its key.
RowName = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Moves:
    """Where merged rows went: the key that each (kind, old key) leads to. No key leads to one that leads on."""

    into: Mapping[RowName, str] = field(default_factory=dict)

    def fact(self, key: str) -> str:
        """What the Fact is called now."""
        if not self.into:
            return key
        head, parts = split_fact(key)
        return head + "/".join(self.into.get(part, part[1]) for part in parts)

    def question(self, key: str) -> str:
        """What a question's key is now: its Fact's, with its form."""
        fact, mark, form = key.rpartition("#")
        return f"{self.fact(fact)}{mark}{form}"

    def names(self, key: str) -> frozenset[str]:
        """Everything that the Fact has been called, by what it is called now."""
        head, parts = split_fact(self.fact(key))
        former = [[name, *self._former(kind, name)] for kind, name in parts]
        return frozenset(head + "/".join(names) for names in product(*former))

    def _former(self, kind: str, key: str) -> Iterator[str]:
        return (old for (of_kind, old), new in self.into.items() if of_kind == kind and new == key)


NO_MOVES: Final = Moves()


def split_fact(key: str) -> tuple[str, list[RowName]]:
    """A Fact's key as its head ("place:event/") and its parts, each with what it is a key of (empty: of nothing)."""
    predicate, _, rest = key.partition(":")
    about, *parts = rest.split("/")
    if about not in PARTS:
        return "", [("", key)]
    kinds = PARTS_OF_CLAIMED_PLACE if (predicate, about) == ("place", "claim") else PARTS[about]
    return f"{predicate}:{about}/", list(zip((*kinds, *[""] * len(parts)), parts, strict=False))


def rename_fact(key: str, kind: str, old: str, new: str) -> str:
    """What a Fact is called when the row `old` of this kind has become `new`."""
    return Moves({(kind, old): new}).fact(key)
