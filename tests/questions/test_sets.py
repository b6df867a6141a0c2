"""Which questions a set comes to."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from quizzes.questions.sets import (
    MOST_QUESTIONS,
    Candidate,
    Chosen,
    Filters,
    FiltersError,
    Offer,
    arrange,
    choose_questions,
    move_key,
)

FACTS = [f"fact-{number}" for number in range(16)]
some_facts = {many: st.lists(st.sampled_from(FACTS), min_size=many, max_size=many, unique=True) for many in (1, 3)}


def candidates(number: int, facts: frozenset[str], passage: int) -> Candidate:
    return Candidate(f"question-{number}", facts, f"passage-{passage}", "date")


def facts(draw: st.DrawFn) -> frozenset[str]:
    """Of most questions one, of some several."""
    many = draw(st.sampled_from([1, 1, 1, 3]))
    return frozenset(draw(some_facts[many]))


class Drawn(NamedTuple):
    """What a set is chosen from."""

    offers: list[Offer]
    pins: list[Candidate]
    excluded: list[Candidate]
    kept: list[Candidate]

    def choose(self, seed: int) -> list[Chosen]:
        return choose_questions(self.offers, self.pins, self.excluded, self.kept, seed)


@st.composite
def sets(draw: st.DrawFn) -> Drawn:
    """Parts that take from one bank, with pins, exclusions and what stood in the set before."""
    bank = [candidates(number, facts(draw), draw(st.integers(0, 3))) for number in range(draw(st.integers(6, 14)))]
    pins = draw(st.lists(st.sampled_from(bank), unique=True, max_size=3))
    excluded = draw(st.lists(st.sampled_from(bank), unique=True, max_size=3))
    kept = draw(st.lists(st.sampled_from(bank), unique=True, max_size=4))
    offers = []
    for _part in range(draw(st.integers(2, 3))):
        # Which of the bank fit, bit by bit, and three at least.
        bits = draw(st.integers(0, 2 ** len(bank) - 1))
        fitting = [one for number, one in enumerate(bank) if bits >> number & 1]
        fitting += [one for one in bank if one not in fitting][: max(0, 3 - len(fitting))]
        wanted = draw(st.sampled_from([1, 2, 3, 5, None]))
        known = frozenset(one.key for one in (*pins, *kept) if one in fitting)
        offers.append(Offer(fitting, len(fitting), wanted, known))
    return Drawn(offers, pins, excluded, kept)


@given(sets(), st.integers(1, 9))
def test_no_question_is_taken_twice_and_no_two_ask_about_one_fact(drawn: Drawn, seed: int) -> None:
    chosen = drawn.choose(seed)
    event("some" if len(chosen) > 1 else "hardly any")
    keys = [one.key for one in chosen]
    assert len(keys) == len(set(keys))
    for place, one in enumerate(chosen):
        for other in chosen[:place]:
            both_pinned = one.is_pinned and other.is_pinned
            assert both_pinned or one.candidate.facts.isdisjoint(other.candidate.facts)


@given(sets(), st.integers(1, 9))
def test_each_part_has_what_it_wants_or_nothing_more_would_fit(drawn: Drawn, seed: int) -> None:
    chosen = drawn.choose(seed)
    spoken_for = {fact for one in chosen for fact in one.candidate.facts}
    spoken_for |= {fact for one in drawn.excluded if len(one.facts) == 1 for fact in one.facts}
    short = 0
    for number, offer in enumerate(drawn.offers):
        count = sum(one.part == number for one in chosen)
        assert offer.wanted is None or count <= offer.wanted
        if offer.wanted is None or count < offer.wanted:
            short += 1
            left = [one for one in offer.offered if one not in drawn.excluded and spoken_for.isdisjoint(one.facts)]
            assert left == []
        assert all(one.candidate in list(offer.offered) for one in chosen if one.part == number)
    event("a part is short" if short else "all have what they want")


@given(sets(), st.integers(1, 9))
def test_pins_are_in_and_what_is_left_out_is_not(drawn: Drawn, seed: int) -> None:
    chosen = {one.key: one for one in drawn.choose(seed)}
    out = {one.key for one in drawn.excluded}
    assert out.isdisjoint(chosen)
    assert {key for key, one in chosen.items() if one.is_pinned} == {pin.key for pin in drawn.pins} - out


@given(sets(), st.integers(1, 9))
def test_the_same_set_is_chosen_again(drawn: Drawn, seed: int) -> None:
    assert drawn.choose(seed) == drawn.choose(seed)


@given(sets(), st.integers(1, 9), st.data())
def test_what_stood_in_the_set_stays(drawn: Drawn, seed: int, data: st.DataObject) -> None:
    """Whatever else is drawn: with another seed the set that somebody saw is the same."""
    first = drawn._replace(pins=[]).choose(seed)
    event("several parts" if len({one.part for one in first}) > 1 else "one part")
    known = frozenset(one.key for one in first)
    offers = [replace(offer, known=known & {one.key for one in offer.offered}) for offer in drawn.offers]
    kept = data.draw(st.permutations([one.candidate for one in first]))
    again = choose_questions(offers, (), drawn.excluded, kept, seed + 1)
    assert {one.key for one in again} == known


@given(sets(), st.integers(1, 9))
def test_leaving_one_out_touches_no_other(drawn: Drawn, seed: int) -> None:
    first = drawn.choose(seed)
    loose = [one for one in first if not one.is_pinned]
    assume(loose)
    known = frozenset(one.key for one in (*first, *(Chosen(pin, None) for pin in drawn.pins)))
    offers = [replace(offer, known=known & {one.key for one in offer.offered}) for offer in drawn.offers]
    excluded = [*drawn.excluded, loose[0].candidate]
    again = choose_questions(offers, drawn.pins, excluded, [one.candidate for one in first], seed)
    assert {one.key for one in again} >= known - {one.key for one in excluded}


@given(sets(), st.data())
def test_what_was_arranged_by_hand_comes_first_and_in_that_order(drawn: Drawn, data: st.DataObject) -> None:
    chosen = drawn.choose(1)
    keys = [one.key for one in chosen]
    by_hand = data.draw(st.permutations(keys)) if keys else []
    by_hand = by_hand[: data.draw(st.integers(0, len(by_hand)))]
    ordered = [one.key for one in arrange(chosen, ["gone", *by_hand])]
    assert ordered[: len(by_hand)] == by_hand
    assert sorted(ordered) == sorted(keys)


def test_facts_of_one_passage_stand_apart() -> None:
    bank = [candidates(number, frozenset({f"fact-{number}"}), number // 4) for number in range(8)]
    ordered = arrange([Chosen(one, 0) for one in bank], [])
    assert all(one.passage != other.passage for one, other in pairwise(ordered))


def test_a_part_that_few_fit_gets_them_before_one_that_all_fit() -> None:
    bank = [candidates(number, frozenset({f"fact-{number}"}), number) for number in range(6)]
    for seed in range(1, 20):
        offers = [Offer(bank, 6, 3), Offer(bank[:3], 3, 3)]
        chosen = choose_questions(offers, seed=seed)
        assert [one.part for one in chosen] == [0, 0, 0, 1, 1, 1]


def test_another_seed_draws_others() -> None:
    bank = [candidates(number, frozenset({f"fact-{number}"}), number) for number in range(8)]
    drawn = {tuple(one.key for one in choose_questions([Offer(bank, 8, 2)], seed=seed)) for seed in range(1, 10)}
    assert len(drawn) > 3


def test_a_pin_counts_for_the_part_that_it_fits() -> None:
    bank = [candidates(number, frozenset({f"fact-{number}"}), number) for number in range(6)]
    stray = candidates(9, frozenset({"fact-9"}), 9)
    chosen = choose_questions([Offer(bank, 6, 3, frozenset({bank[5].key}))], [bank[5], stray])
    assert [one.part for one in chosen] == [0, 0, 0, None]
    assert [one.key for one in chosen if one.is_pinned] == ["question-5", "question-9"]


def test_a_set_is_never_longer_than_a_page_shows() -> None:
    bank = [candidates(number, frozenset({str(number)}), number) for number in range(MOST_QUESTIONS + 50)]
    assert len(choose_questions([Offer(bank, len(bank)), Offer(bank, len(bank), 30)], bank[:3])) == MOST_QUESTIONS


def test_of_a_million_that_fit_a_few_hundred_are_looked_at() -> None:
    looked = 0

    def many() -> Iterator[Candidate]:
        nonlocal looked
        for number in range(1_000_000):
            looked += 1
            yield candidates(number, frozenset({str(number)}), number)

    assert len(choose_questions([Offer(many(), 1_000_000, 10)])) == 10
    assert looked <= MOST_QUESTIONS


@pytest.mark.parametrize(
    ("step", "moved"), [(-1, ["b", "a", "c"]), (1, ["a", "c", "b"]), (-5, ["a", "b", "c"]), (9, ["a", "b", "c"])]
)
def test_moves_one_key(step: int, moved: list[str]) -> None:
    assert move_key(["a", "b", "c"], "b", step) == moved


def test_moving_what_is_not_there_changes_nothing() -> None:
    assert move_key(["a"], "b", 1) == ["a"]


filters: st.SearchStrategy[dict[str, object]] = st.builds(
    dict,
    topic=st.sampled_from(["", "battle-of-hadrut"]),
    place=st.sampled_from(["", "hadrut"]),
    since=st.sampled_from(["", "1861", "-0479", "2020-10-09"]),
    until=st.sampled_from(["", "2021", "2020-10-09"]),
    standings=st.lists(st.sampled_from(["contested", "unopposed"]), unique=True),
    forms=st.lists(st.sampled_from(["choice", "typed", "order"]), unique=True),
)


@given(filters)
def test_filters_are_kept_and_read_again(data: dict[str, object]) -> None:
    read = Filters.from_json(data)
    event("some" if read.to_json() else "none")
    assert Filters.from_json(read.to_json()) == read
    assert all(read.to_json().values())


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ([], "filters"),
        (None, "filters"),
        ({"colour": "red"}, "colour"),
        ({"topic": 5}, "topic"),
        ({"topic": "x" * 121}, "topic"),
        ({"forms": "choice"}, "forms"),
        ({"forms": ["flashcard"]}, "forms"),
        ({"forms": [["choice"]]}, "forms"),
        ({"families": ["colour"]}, "families"),
        ({"since": "soon"}, "since"),
        ({"since": 1861}, "since"),
        ({"since": "XXXX-05"}, "since"),
        ({"until": "1861/.."}, "until"),
        ({"since": "1862", "until": "1861"}, "until"),
    ],
)
def test_refuses_filters_that_mean_nothing(data: object, field: str) -> None:
    with pytest.raises(FiltersError) as refused:
        Filters.from_json(data)
    assert refused.value.field == field


def test_a_period_has_the_first_and_the_last_day_that_it_names() -> None:
    read = Filters(since="1861", until="1862-02")
    assert read.last_day is not None
    assert read.first_day is not None
    assert read.last_day - read.first_day == 365 + 31 + 28 - 1
