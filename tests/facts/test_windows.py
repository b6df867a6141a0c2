"""A window of a topic tells the facts of its events as the whole topic does."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings

from history.facts import reading
from history.facts.reading import read_neighbourhood
from history.facts.reading_places import NO_TOPIC
from history.facts.values import AgreementFact, BearingFact, ClaimantFact, ClaimantName, Fact, Neighbourhood
from history.facts.windows import Asked, read_window
from history.models import Claimant
from tests.history.record_files import rolled_back, take_over_war
from tests.questions.records import JSON
from tests.questions.strategies import records

pytestmark = pytest.mark.django_db

TOPIC = "battle-of-hadrut"


def as_seen_from(window: Neighbourhood, fact: Fact) -> Fact:
    """A fact of the whole topic without those whom the window does not know: they are no wrong answers in it."""

    def narrow(claimant: ClaimantName) -> ClaimantName:
        return replace(claimant, kin=claimant.kin & set(window.claimants))

    told: dict[str, Any] = {"attributed_to": tuple(map(narrow, fact.attributed_to))}
    if isinstance(fact, ClaimantFact):
        spoken = fact.spoken & set(window.speakers.get(fact.event.conflict, ())) if fact.event else frozenset[str]()
        told |= {"value": narrow(fact.value), "barred": tuple(map(narrow, fact.barred)), "spoken": spoken}
    if isinstance(fact, AgreementFact):
        told["accounts"] = tuple(replace(one, claimant=narrow(one.claimant)) for one in fact.accounts)
    if isinstance(fact, BearingFact):
        told["namesakes"] = fact.namesakes
    return replace(fact, **told)


def windows_of(whole: Neighbourhood, near: int, *, together: bool) -> Iterable[tuple[set[str], Neighbourhood]]:
    """A window for each event with the keys of its facts; some other events lie near."""
    events = sorted({fact.event.key for fact in whole.facts if fact.event})
    for number, event in enumerate(events):
        facts = tuple(fact.key for fact in whole.facts if fact.event and fact.event.key == event)
        others = frozenset([*events[number + 1 :], *events[:number]][:near])
        asked = Asked(whole.topic, facts, frozenset({event}), others, together=together)
        yield set(facts), read_window(asked)


def assert_told_alike(topic: str, near: int, *, together: bool = False) -> int:
    """Every window's facts are those of the whole; gives how many were compared."""
    whole = read_neighbourhood(topic)
    by_key, compared = {fact.key: fact for fact in whole.facts}, 0
    for keys, window in windows_of(whole, near, together=together):
        assert keys <= {fact.key for fact in window.facts}
        for fact in window.facts:
            assert fact == as_seen_from(window, by_key[fact.key])
            if together and fact.event is not None:
                event = by_key[fact.key].event
                told = {other.event.key for other in window.facts if other.event}
                assert event is not None
                assert (fact.event.after & told, fact.event.bound_up & told) == (
                    event.after & told,
                    event.bound_up & told,
                )
        compared += len(window.facts)
    return compared


@pytest.mark.parametrize(("near", "together"), [(0, False), (3, False), (3, True)])
def test_windows_of_the_shipped_record_tell_its_facts(hadrut: None, near: int, together: bool) -> None:
    assert assert_told_alike(TOPIC, near, together=together) > 80


def test_a_direction_is_told_as_the_whole_tells_it(hadrut: None) -> None:
    whole = read_neighbourhood(TOPIC)
    bearings = {fact.key: fact for fact in whole.facts if isinstance(fact, BearingFact)}
    assert bearings
    for key, fact in bearings.items():
        assert read_window(Asked(TOPIC, (key,))).facts == (fact,)
        assert read_window(Asked("another", (key,))).facts == ()


def test_of_very_many_claimants_those_who_speak_are_read(hadrut: None, monkeypatch: pytest.MonkeyPatch) -> None:
    Claimant.objects.create(key="bystander", name="Who never spoke", kind="media")
    whole = read_neighbourhood(TOPIC)
    monkeypatch.setattr(reading, "MOST_CLAIMANTS", len(whole.claimants) - 1)
    few = read_neighbourhood(TOPIC)
    assert "bystander" in whole.claimants
    assert "bystander" not in few.claimants
    assert few.is_whole
    assert few.facts == tuple(as_seen_from(few, fact) for fact in whole.facts)


def test_whether_few_events_have_no_topic_is_not_asked_of_every_event(hadrut: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert reading.is_larger(NO_TOPIC, 5)
    assert "topic" not in queries[0]["sql"]
    assert not reading.is_larger(NO_TOPIC, 500)


@pytest.mark.long
def test_windows_of_any_record_tell_its_facts() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=6, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
    @given(records())
    def try_one(record: JSON) -> None:
        with rolled_back():
            take_over_war(record)
            seen["examples"] += 1
            seen["told"] += assert_told_alike("war", 1) > 0
            assert_told_alike("war", 1, together=True)

    try_one()
    assert seen["told"] * 2 >= seen["examples"]
