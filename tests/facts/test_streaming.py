"""A topic told in portions is the topic told at once."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from history.facts.reading import read_neighbourhood
from history.facts.streaming import Portion, stream_facts
from history.facts.values import Fact, FactKey, Neighbourhood
from tests.factories import CitationFactory, EventFactory, TopicFactory
from tests.history.record_files import rolled_back, take_over_war
from tests.questions.records import JSON
from tests.questions.strategies import records

pytestmark = pytest.mark.django_db

TOPIC = "battle-of-hadrut"


def facts_by_key(portions: Iterable[Portion | Neighbourhood]) -> dict[FactKey, Fact]:
    return {fact.key: fact for portion in portions for fact in portion.facts}


def surroundings(around: Neighbourhood) -> list[Any]:
    """Who, where and when, as the candidates for wrong answers come from."""
    speakers = {conflict: spoken for conflict, spoken in around.speakers.items() if spoken}
    return [list(around.claimants.items()), list(around.places.items()), speakers, dict(around.dates)]


def assert_same(topic: str, at_once: int) -> int:
    """Told in portions, the facts and what surrounds them are the same; gives the number of portions."""
    told = read_neighbourhood(topic)
    portions = list(stream_facts(topic, at_once=at_once, whole=0))
    assert facts_by_key(portions) == facts_by_key([told])
    assert sum(len(portion.facts) for portion in portions) == len(told.facts)
    assert all(surroundings(portion.around) == surroundings(told) for portion in portions)
    return len(portions)


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_shipped_record_in_portions_is_the_record(hadrut: None, at_once: int) -> None:
    assert assert_same(TOPIC, at_once) > 1  # bearings are a portion of their own


def test_only_the_facts_of_the_events_named_are_told(hadrut: None) -> None:
    told = read_neighbourhood(TOPIC)
    keys = sorted({fact.event.key for fact in told.facts if fact.event})[:2]
    wanted = {fact.key: fact for fact in told.facts if fact.event and fact.event.key in keys}
    assert wanted
    for whole in (0, 500):
        portions = list(stream_facts(TOPIC, keys, whole=whole))
        assert facts_by_key(portions) == wanted
        assert sorted(key for portion in portions for key in portion.events) == keys


@pytest.mark.parametrize("whole", [0, 500], ids=["in portions", "at once"])
def test_titles_of_two_topics_that_differ_by_case_alone_are_namesakes(whole: int) -> None:
    for topic, title in (("war", "Siege of Şuşa"), ("chronicle", "SIEGE OF ŞUŞA")):
        event = EventFactory.create(
            key=topic, title=title, happened="2020-10-09", topics=[TopicFactory.create(key=topic)]
        )
        CitationFactory.create(event=event)
    for topic, other in (("war", "chronicle"), ("chronicle", "war")):
        events = [fact.event for portion in stream_facts(topic, whole=whole) for fact in portion.facts if fact.event]
        assert {event.namesakes for event in events} == {frozenset({other})}


@pytest.mark.long
def test_any_record_in_portions_is_the_record() -> None:
    seen: Counter[str] = Counter()

    # A counterexample takes minutes to shrink: each try imports a record.
    unshrunk = [Phase.explicit, Phase.generate]

    @settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=unshrunk)
    @given(records())
    def try_one(record: JSON) -> None:
        with rolled_back():
            take_over_war(record)
            portions = assert_same("war", 2)
            seen["examples"] += 1
            seen["several"] += portions > 1

    try_one()
    assert seen["several"] * 2 >= seen["examples"]
