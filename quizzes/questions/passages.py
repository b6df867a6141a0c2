"""Facts of one passage kept apart, in whatever is asked one after the other. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from random import Random
from typing import Protocol, TypeVar


class FromPassage(Protocol):
    """A question whose answer rests on a passage of a source, in a family."""

    @property
    def passage(self) -> str:
        """The source and the place in it."""

    @property
    def family(self) -> str:
        """What it asks for."""


Asked = TypeVar("Asked", bound=FromPassage)


def mix_passages(questions: Iterable[Asked], chance: Random) -> list[Asked]:
    """In an order drawn by chance, one from each passage and family in turn."""
    groups: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for question in questions:
        groups[question.passage, question.family].append(question)
    shuffled = list(groups.values())
    chance.shuffle(shuffled)
    for group in shuffled:
        chance.shuffle(group)
    return [question for turn in zip_longest(*shuffled) for question in turn if question is not None]


def space_passages(questions: Sequence[Asked], after: str | None = None) -> list[Asked]:
    """The same questions, neighbours from different passages as far as that goes; else in the order given.

    `after` is the passage of what comes before the first; None: nothing does.
    """
    waiting, spaced = list(questions), list[Asked]()
    while waiting:
        found = next((question for question in waiting if question.passage != after), waiting[0])
        waiting.remove(found)
        spaced.append(found)
        after = found.passage
    return spaced
