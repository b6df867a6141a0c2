"""Two parts of one entry that have become one: whose word stands, and which passages still bear it. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from history.imports.readers.entries import Body


def join_citations(own: Iterable[Body], others: Iterable[Body], contradicted: Collection[str] = ()) -> list[Body]:
    """The passages of both, each once.

    `contradicted` are the parts in which the other one says something else: a passage that bears one of them, or the
    other row as a whole, would be cited for what it does not say, so it stays behind.
    """
    joined = list(own)
    for citation in others:
        is_amiss = bool(contradicted) and bears_any(citation, contradicted)
        if citation not in joined and not is_amiss:
            joined.append(citation)
    return joined


def bears_any(citation: Body, parts: Collection[str]) -> bool:
    """Whether it supports one of these parts of its row, or the row as a whole."""
    # Split as `history.facts.reading_places` reads it.
    supports = set(re.split(r"[|,;\s]+", citation.get("supports", "").strip())) - {""}
    return not supports or not supports.isdisjoint(parts)


def join_attributions(rows: Sequence[tuple[Body, bool]]) -> list[Body]:
    """The stances of a claim, one for each claimant and stance, in the order of their first mention.

    Each comes with whether it named the claimant by the key that stands. What is live stands before what is held
    back, then that key's own row before another's.
    """
    groups: dict[tuple[str, str], list[tuple[Body, bool]]] = {}
    for row, is_own in rows:
        groups.setdefault((row["claimant"], row["stance"]), []).append((row, is_own))
    return [_join_group(group) for group in groups.values()]


def _join_group(group: list[tuple[Body, bool]]) -> Body:
    first, *others = sorted(group, key=lambda one: (one[0].get("needs_review", False), not one[1]))
    joined = first[0]
    for other, _is_own in others:
        joined = _join_stances(joined, other)
    return joined


def _join_stances(own: Body, other: Body) -> Body:
    if other.get("needs_review", False) and not own.get("needs_review", False):
        return own  # what nobody has reviewed bears nothing that is live
    is_other_day = "stated_on" in own and "stated_on" in other and own["stated_on"] != other["stated_on"]
    parts = ("note",) if is_other_day else ("stated_on", "time_note", "note")
    added = {part: other[part] for part in parts if part in other and part not in own}
    cited = join_citations(own.get("citations", ()), other.get("citations", ()), ["stated_on"] if is_other_day else ())
    return own | added | ({"citations": cited} if cited else {})


def name_each_once(values: Iterable[Any]) -> list[Any]:
    """The same values in their order, each once; they need no hash."""
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found
