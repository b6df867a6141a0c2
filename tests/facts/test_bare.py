"""A fact told bare stands as it does among all others, however little is read at once."""

import gc
import tracemalloc
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from history.facts.bare import BareFact, stream_bare_facts
from history.facts.key_sets import KeySet
from history.facts.reading import list_topics, read_neighbourhood
from history.facts.values import BaseFact, FactKey
from history.revise import hold_followers
from tests.factories import (
    AttributionFactory,
    BearingFactory,
    ClaimFactory,
    EventFactory,
    EventPlaceFactory,
    TopicFactory,
)
from tests.history.record_files import rolled_back, take_over
from tests.questions.records import JSON
from tests.questions.strategies import records

TOPIC = "battle-of-hadrut"


def whole(topic: str) -> dict[FactKey, BareFact]:
    return {fact.key: BareFact.of(fact) for fact in read_neighbourhood(topic).facts}


def bare(topic: str, at_once: int) -> dict[FactKey, BareFact]:
    return {fact.key: fact for fact in stream_bare_facts(topic, at_once=at_once)}


@pytest.mark.django_db
@pytest.mark.parametrize("at_once", [1, 3, 200])
def test_shipped_record_bare_stands_as_the_record(hadrut: None, at_once: int) -> None:
    told = whole(TOPIC)
    assert bare(TOPIC, at_once) == told
    assert {fact.contested for fact in told.values()} == {True, False}
    assert any(key.startswith("bearing:") for key in told)


@pytest.mark.django_db
def test_places_that_nothing_names_have_their_bearings_told_without_a_topic() -> None:
    unnamed, named = BearingFactory.create(), BearingFactory.create()
    event = EventFactory.create(topics=[TopicFactory.create(key="war")])
    EventPlaceFactory.create(event=event, place=named.place)
    assert list(bare("", 1)) == [f"bearing:place/{unnamed.place.key}"]
    assert f"bearing:place/{named.place.key}" in bare("war", 1)


@pytest.mark.django_db
def test_what_a_claim_about_the_same_event_denies_is_contested_from_another_portion() -> None:
    topic = TopicFactory.create(key="war")
    first = EventFactory.create(topics=[topic], happened="2020-10-09")
    between = EventFactory.create(topics=[topic], happened="2020-10-09", same_as=first)
    last = EventFactory.create(topics=[topic], happened="2020-10-09", same_as=between)
    AttributionFactory.create(claim=ClaimFactory.create(event=last, about="occurrence"), stance="denies")
    for at_once in (1, 2, 3):
        told = bare("war", at_once)
        assert told == whole("war")
        assert all(told[FactKey(f"happened:event/{event.key}")].contested for event in (first, between, last))


@pytest.mark.long
@pytest.mark.django_db
def test_any_record_bare_stands_as_the_record() -> None:
    seen: Counter[str] = Counter()

    # A counterexample takes minutes to shrink: each try imports a record.
    unshrunk = [Phase.explicit, Phase.generate]

    @settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=unshrunk)
    @given(records())
    def try_one(record: JSON) -> None:
        with rolled_back():
            with hold_followers():
                take_over(record)
            for topic in list_topics():
                told = whole(topic)
                assert bare(topic, 2) == told
                seen["facts"] += len(told)
                seen["contested"] += sum(fact.contested for fact in told.values())

    try_one()
    assert seen["facts"] > seen["contested"] > 0


@pytest.mark.django_db
def test_facts_of_one_portion_are_forgotten_before_those_of_the_next_are_read() -> None:
    topic = TopicFactory.create(key="war")
    events = {EventFactory.create(topics=[topic], happened="2020-10-09").key for _number in range(12)}
    most, told = 0, 0
    for _fact in stream_bare_facts("war", at_once=2):
        told += 1
        most = max(most, count_facts(events))
    assert told == 12
    assert 0 < most <= 4


def count_facts(events: set[str]) -> int:
    """How many facts about these events there are in this process; other tests may have left some about others."""
    # By their type: asked what they are, lazy things of a request that is over would wake.
    facts = [thing for thing in gc.get_objects() if issubclass(type(thing), BaseFact)]
    return sum(fact.event is not None and fact.event.key in events for fact in facts)


def test_a_set_of_keys_holds_what_was_added_and_nothing_else() -> None:
    keys = KeySet()
    assert not keys
    for number in (*range(0, 20_000, 2), *range(0, 20_000, 2)):
        keys.add(f"happened:event/event-{number}")
    assert len(keys) == 10_000
    assert [f"happened:event/event-{number}" in keys for number in range(20_000)] == [True, False] * 10_000


def test_a_set_of_keys_takes_some_bytes_a_key() -> None:
    tracemalloc.start()
    try:
        keys, number = KeySet(), 40_000
        empty, _peak = tracemalloc.get_traced_memory()
        for one in range(number):
            keys.add(f"happened:event/event-{one}")
        full, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(keys) == number
    assert full - empty < 16 * number
