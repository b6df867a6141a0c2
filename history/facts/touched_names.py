"""How what a change touches is named: an event by its key, a direction as "place/KEY", a whole topic as "topic/KEY".

No key has a stroke in it. A direction is named by the place that lies in it; "topic/" is all that has no topic. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

PLACE: Final = "place/"
TOPIC: Final = "topic/"
# What the key of the Fact about a direction says before the direction's name.
BEARING: Final = "bearing:"


@dataclass(frozen=True, slots=True)
class SortedNames:
    """Names by what they name: keys of events, names of directions ("place/KEY"), keys of topics."""

    events: frozenset[str]
    directions: frozenset[str]
    topics: frozenset[str]


def direction_of(place: str) -> str:
    """The name of the direction in which a place (key) lies."""
    return PLACE + place


def whole_topic(topic: str) -> str:
    """The name of everything at home in a topic (key)."""
    return TOPIC + topic


def bearing_fact(direction: str) -> str:
    """The key of the Fact about a direction."""
    return BEARING + direction


def direction_in(fact: str) -> str:
    """The name of the direction that a Fact (key) is about; empty where it is about none."""
    return fact.removeprefix(BEARING) if fact.startswith(BEARING) else ""


def sort_names(names: Iterable[str]) -> SortedNames:
    """The names by what they name."""
    events, directions, topics = set[str](), set[str](), set[str]()
    for name in names:
        if name.startswith(PLACE):
            directions.add(name)
        elif name.startswith(TOPIC):
            topics.add(name.removeprefix(TOPIC))
        elif name:
            events.add(name)
    return SortedNames(frozenset(events), frozenset(directions), frozenset(topics))
