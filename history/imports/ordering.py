"""In which order a plan's changes can be written, portion by portion: nothing before what it names. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from history.imports.comparing import Change
from history.imports.readers.entries import Kind
from history.imports.references import CLAIM, Name, claim_keys, find_references

Graph = Mapping[Name, Sequence[Name]]


def portions_of(
    changes: Sequence[Change], size: int, event_of_claim: Mapping[str, str] | None = None
) -> Iterator[list[Change]]:
    """The changes in portions of about `size`, each of which can be written when those before it are.

    What names one another in a circle (claims that oppose one another, say) stands in one portion. `event_of_claim`
    tells where claims are on record: an event loses one only when the other has it.
    """
    by_name: dict[Name, Change] = {(change.entry.kind, change.entry.key): change for change in changes}
    portion: list[Change] = []
    for ring in find_rings(_needs(by_name, event_of_claim or {})):
        portion += [by_name[name] for name in ring]
        if len(portion) >= size:
            yield portion
            portion = []
    if portion:
        yield portion


def _needs(by_name: Mapping[Name, Change], event_of_claim: Mapping[str, str]) -> dict[Name, list[Name]]:
    holders = {claim: name for name, change in by_name.items() for claim in claim_keys(change.body)}
    graph: dict[Name, list[Name]] = {name: [] for name in by_name}
    for name, change in by_name.items():
        for reference in find_references(change.entry.kind, change.body):
            needed = holders.get(reference.key) if reference.kind == CLAIM else (reference.kind, reference.key)
            if needed is not None and needed in by_name and needed != name:
                graph[name].append(needed)
        for claim in claim_keys(change.body):
            loser = (str(Kind.EVENT), event_of_claim.get(claim, ""))
            if loser in by_name and loser != name:
                graph[loser].append(name)
    return graph


def find_rings(graph: Graph) -> Iterator[list[Name]]:
    """The strongly connected parts of a graph, each after those that it leads to (Tarjan 1972), without recursion."""
    numbers: dict[Name, int] = {}
    lowest: dict[Name, int] = {}
    waiting: list[Name] = []
    done: set[Name] = set()
    for start in graph:
        trail = [] if start in numbers else [(start, iter(graph[start]))]
        while trail:
            name, ahead = trail[-1]
            if name not in numbers:
                numbers[name] = lowest[name] = len(numbers)
                waiting.append(name)
            following = next(ahead, None)
            if following is not None:
                if following not in numbers:
                    trail.append((following, iter(graph[following])))
                elif following not in done:
                    lowest[name] = min(lowest[name], numbers[following])
                continue
            trail.pop()
            if trail:
                above = trail[-1][0]
                lowest[above] = min(lowest[above], lowest[name])
            if lowest[name] == numbers[name]:
                ring = [waiting.pop()]
                while ring[-1] != name:
                    ring.append(waiting.pop())
                done.update(ring)
                yield ring
