"""What a Fact is called once a row that its key names was merged into another."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.facts.fact_keys import Moves, rename_fact, split_fact
from history.facts.reading import read_neighbourhood
from history.facts.values import BearingFact, ClaimantFact, PlaceFact, Predicate


@pytest.mark.parametrize(
    ("fact", "kind", "renamed"),
    [
        ("happened:event/old", "event", "happened:event/new"),
        ("place:event/old/old/at", "event", "place:event/new/old/at"),
        ("place:event/old/old/at", "place", "place:event/old/new/at"),
        ("bearing:place/old", "place", "bearing:place/new"),
        ("asserted:claim/old/old", "claimant", "asserted:claim/old/new"),
        ("stated:claim/c/old/denies", "claimant", "stated:claim/c/new/denies"),
        ("happened:claim/c/old", "claimant", "happened:claim/c/new"),
        ("place:claim/c/old/old", "claimant", "place:claim/c/new/old"),
        ("place:claim/c/old/old", "place", "place:claim/c/old/new"),
        # A part that is no key, a longer key, another kind.
        ("place:event/e/p/old", "place", "place:event/e/p/old"),
        ("stated:claim/c/x/old", "place", "stated:claim/c/x/old"),
        ("happened:event/older", "event", "happened:event/older"),
        ("happened:event/old", "place", "happened:event/old"),
        ("gone:12", "event", "gone:12"),
    ],
)
def test_only_the_part_that_names_the_row_is_renamed(fact: str, kind: str, renamed: str) -> None:
    assert rename_fact(fact, kind, "old", "new") == renamed


def test_a_question_keeps_its_form() -> None:
    moves = Moves({("event", "old"): "new"})
    assert moves.question("happened:event/old#before-after") == "happened:event/new#before-after"


@pytest.mark.django_db
def test_every_fact_of_the_shipped_record_follows_each_row_that_it_is_of(hadrut: None) -> None:
    """The keys are made elsewhere: whoever makes one of another shape must see to it that it can follow."""
    seen = Counter[str]()
    for fact in read_neighbourhood("battle-of-hadrut").facts:
        head, parts = split_fact(fact.key)
        assert head, fact.key
        named = dict(parts)
        if fact.claim is not None:
            assert named["claim"] == fact.claim.key
        elif fact.event is not None:
            assert named["event"] == fact.event.key
        if isinstance(fact, PlaceFact):
            assert named["place"] == fact.value.key
        if isinstance(fact, BearingFact):
            assert named["place"] == fact.place.key
        if isinstance(fact, ClaimantFact):
            assert named["claimant"] == fact.value.key
        elif fact.attributed_to:
            assert named["claimant"] == fact.attributed_to[0].key
        seen[fact.predicate] += 1
    assert seen[Predicate.PLACE]
    assert len(seen) >= 5


KEYS = st.sampled_from("abc")
KINDS = st.sampled_from(["event", "place", "claimant"])


def test_names_and_moves_are_two_ways_of_one_thing() -> None:
    lived = Counter[bool]()

    @given(st.lists(st.tuples(KINDS, KEYS, KEYS), min_size=1, max_size=8))
    def hold(merges: list[tuple[str, str, str]]) -> None:
        into: dict[tuple[str, str], str] = {}
        for kind, old, new in merges:
            if old == new or (kind, old) in into or (kind, new) in into:
                continue
            # As merging writes them: chains flattened.
            into = {name: new if (name[0], kept) == (kind, old) else kept for name, kept in into.items()}
            into[kind, old] = new
        moves = Moves(into)
        facts = [f"happened:event/{key}" for key in "abc"]
        facts += [f"place:event/{one}/{two}/at" for one, two in product("abc", repeat=2)]
        facts += [f"place:claim/{one}/{two}/{three}" for one, two, three in product("abc", repeat=3)]
        for fact in facts:
            now = moves.fact(fact)
            assert moves.fact(now) == now
            assert fact in moves.names(now)
            assert moves.names(fact) == moves.names(now)
            assert all(moves.fact(name) == now for name in moves.names(now))
        lived[any(moves.fact(fact) != fact for fact in facts)] += 1

    hold()
    assert lived[True] >= lived[False]
