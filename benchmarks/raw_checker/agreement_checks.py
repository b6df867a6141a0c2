"""Judging questions whether works agree by the raw rows. Standard library only."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from benchmarks.raw_checker.accounts import Account, are_apart, are_one, date_of, states
from benchmarks.raw_checker.raw import RawRow
from benchmarks.raw_checker.titles import bare
from benchmarks.raw_checker.world import JSON, World


def judge_agreement(question: JSON, world: World) -> Iterator[str]:
    """Works agree where all say the same, and disagree where two contradict each other; else nothing is asked."""
    if not question["sources"]:
        yield "provenance: no source"
    if [choice["value"] for choice in question["choices"]] != ["agree", "disputed"]:
        yield "enough_options: not the two answers"
    rows = [row for row in world.rows(question["event"]) if row.claimant]
    if question["predicate"] == "place":
        rows = [row for row in rows if row.places]
    if len({row.claimant for row in rows}) < 2:
        yield "several_accounts: one work alone speaks of it"
        return
    yield from {"happened": judge_dates, "place": judge_places}.get(question["predicate"], judge_claim)(
        question, rows, world
    )


def judge_dates(question: JSON, rows: Sequence[RawRow], world: World) -> Iterator[str]:
    """The dates that the works give."""
    accounts = [Account(row.claimant, date_of(row, world)) for row in rows]
    pairs = [(one, other) for one, other in combinations(accounts, 2) if one.claimant != other.claimant]
    given = ", ".join(sorted({account.date for account in accounts}))
    if question["answer"] == ["agree"] and not all(are_one(one.date, other.date) for one, other in pairs):
        yield f"one_right_agreement: they are said to agree, and give {given}"
    if question["answer"] == ["disputed"] and not any(are_apart(one.date, other.date) for one, other in pairs):
        yield f"one_right_agreement: they are said to disagree, and give {given}"


def judge_places(question: JSON, rows: Sequence[RawRow], world: World) -> Iterator[str]:
    """The places that the works name."""
    named = [frozenset(bare(place) for place in row.places) for row in rows]
    is_one = all(one & other for one, other in combinations(named, 2))
    if (question["answer"] == ["agree"]) != is_one:
        yield f"one_right_agreement: the works name {sorted({place for row in rows for place in row.places})}"


def judge_claim(question: JSON, rows: Sequence[RawRow], world: World) -> Iterator[str]:
    """A statement about a date: whoever states it agrees, and a work that gives another date does not."""
    stating = {row.claimant for row in rows if states(question["prompt"], row)}
    others = {row.claimant for row in rows} - stating
    if question["answer"] == ["agree"] and (len(stating) < 2 or others):
        yield f"one_right_agreement: {sorted(stating)} state this, and {sorted(others)} something else"
    if question["answer"] == ["disputed"] and not (stating and others):
        yield "one_right_agreement: nobody contradicts anybody"
