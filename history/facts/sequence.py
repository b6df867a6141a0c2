"""Which events came after which on record, and which are the same or parts of each other. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from history.facts.rows import EventRow


def find_earlier(rows: Iterable[EventRow], same: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """For each event that came after others on record: all of those, by way of others too.

    Events marked the same count as one. In a circle an event comes after itself: then nothing is decided by it.
    """
    links: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for alike in same[row.key] if row.after else ():
            links[alike] |= {key for other in row.after for key in same.get(other, {other})}
    return {key: frozenset(reach(key, links)) for key in links}


def reach(start: str, links: Mapping[str, set[str]]) -> set[str]:
    """All that can be come to from `start` along the links."""
    found: set[str] = set()
    waiting = list(links.get(start, ()))
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += links.get(key, ())
    return found


def find_bound_up(rows: Iterable[EventRow], same: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """For each event: those marked the same, those it is part of, and its parts."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.key] |= same[row.key]
        for upper in row.above:
            found[row.key].add(upper)
            found[upper].add(row.key)
    return {
        key: frozenset(
            other for alike in same.get(key, {key}) for near in found[alike] for other in same.get(near, {near})
        )
        - {key}
        for key in list(found)
    }
