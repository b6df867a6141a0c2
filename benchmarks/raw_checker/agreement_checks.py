"""Judging questions whether works agree by the raw rows. Standard library only."""

from collections.abc import Iterator
from itertools import combinations

from benchmarks.raw_checker.world import JSON, World


def judge_agreement(question: JSON, world: World) -> Iterator[str]:
    """Works agree on a date where none leaves it out, and disagree where two do not give the same days."""
    if not question["sources"]:
        yield "provenance: no source"
    if [choice["value"] for choice in question["choices"]] != ["agree", "disputed"]:
        yield "enough_options: not the two answers"
    if question["predicate"] != "happened":
        return  # the raw files do not say who gives which place
    rows = [row for row in world.rows(question["event"]) if row.claimant]
    if len({row.claimant for row in rows}) < 2:
        yield "several_accounts: one work alone speaks of it"
        return
    pairs = list(combinations([row.span for row in rows], 2))
    if question["answer"] == ["agree"] and any(one[1] < other[0] or other[1] < one[0] for one, other in pairs):
        yield "one_right_agreement: two works give days that have nothing in common"
    if question["answer"] == ["disputed"] and all(one == other for one, other in pairs):
        yield "one_right_agreement: all works give the same days"
