"""Circles among rows that point at one another. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator


def find_circles(links: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Circles among links (from, to): each as the ids along it, once; no two have an id in common.

    What neither comes from a circle nor leads into one is taken away first, so that little is left to walk.
    """
    forward, backward = defaultdict(set), defaultdict(set)
    for start, end in links:
        forward[start].add(end)
        backward[end].add(start)
    trim(forward, backward)
    trim(backward, forward)
    walked: set[int] = set()
    for start in sorted(forward):
        way: dict[int, None] = {}
        here: int | None = start
        while here is not None and here not in walked and here not in way:
            way[here] = None
            here = next(iter(sorted(forward.get(here, ()))), None)
        if here in way:
            along = list(way)
            yield along[along.index(here) :]
        walked |= way.keys()


def trim(forward: dict[int, set[int]], backward: dict[int, set[int]]) -> None:
    """Take away, again and again, what nothing points at. Changes both."""
    waiting = [node for node in forward if not backward.get(node)]
    while waiting:
        node = waiting.pop()
        for end in forward.pop(node, ()):
            backward[end].discard(node)
            if not backward[end]:
                del backward[end]
                waiting.append(end)
