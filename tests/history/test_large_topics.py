"""A topic's page reads so many events of a topic and no more; a small topic's page tells of all. Places alike."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from history.models import Event, Status, Topic
from history.reports import listing, topics
from history.reports.listing import events_of_topic, first_in_time
from history.reports.topics import TopicReport, describe_topic
from tests.factories import (
    AttributionFactory,
    ClaimFactory,
    EventFactory,
    EventPlaceFactory,
    PartyFactory,
    PlaceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS = "history:topic-detail"


@pytest.fixture
def years() -> Topic:
    """A topic with an event in each year from 1900 to 1907, one without a date, a draft, and neighbours elsewhere.

    Each happened at a place of its own and has a claim with a date of its own, asserted by somebody of a party.
    """
    topic: Topic = TopicFactory.create()
    other = TopicFactory.create()
    for year in (1904, 1900, 1907, 1902, 1906, 1901, 1905, 1903):
        tell(EventFactory.create(title=f"Event of {year}", happened=str(year), topics=[topic]), str(year))
        EventFactory.create(happened=str(year), topics=[other])
    tell(EventFactory.create(title="Some time", topics=[topic, other]), "1908")
    EventFactory.create(happened="1899", topics=[topic], status=Status.DRAFT)
    return topic


def tell(event: Event, year: str) -> None:
    """Where it happened, and who says what of it."""
    EventPlaceFactory.create(event=event, place=PlaceFactory.create(name=f"Place of {year}"))
    claim = ClaimFactory.create(event=event, happened=f"{year}-05", statement=f"It was May {year}.")
    said = AttributionFactory.create(claim=claim, stance="asserts", stated_on=f"{year}-06-01")
    said.claimant.speaks_for = PartyFactory.create(name=f"Party of {year}")
    said.claimant.save()


def bound(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Call a topic of more events large."""
    monkeypatch.setattr(listing, "MOST_TOLD", most)
    monkeypatch.setattr(topics, "MOST_TOLD", most)


def told(report: TopicReport) -> dict[str, Any]:
    """What the page says, as plain values."""
    return {
        "listed": [event.title for event, _when, _claims in report.events.rows],
        "count": (report.count, report.has_more),
        "happened": [row.dated.what for row in report.timeline.happened],
        "said": [row.dated.what for row in report.timeline.said],
        "mapped": [mapped.place.name for mapped in report.map.places],
        "places": report.places,
        "voices": [(party.name, party.claimants, party.affirms) for party in report.voices],
    }


@pytest.mark.parametrize("most", [9, 10])
def test_a_topic_within_the_bound_is_told_whole(years: Topic, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    whole = told(describe_topic(years, "en", "", ""))
    assert whole["count"] == (9, False)
    assert whole["mapped"] == [f"Place of {year}" for year in range(1900, 1909)]
    bound(monkeypatch, most)
    assert told(describe_topic(years, "en", "", "")) == whole


def test_beyond_it_all_but_the_list_is_of_the_first_in_time(years: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    bound(monkeypatch, 3)
    report = told(describe_topic(years, "en", "", ""))
    first = (1900, 1901, 1902)
    assert report["count"] == (3, True)
    assert report["listed"] == [*(f"Event of {year}" for year in range(1900, 1908)), "Some time"]
    assert report["mapped"] == [f"Place of {year}" for year in first]
    assert report["places"] == len(first)
    assert report["voices"] == [(f"Party of {year}", 1, 1) for year in first]
    assert report["said"] == [f"It was May {year}." for year in first]
    expected = {f"Event of {year}" for year in first} | {f"It was May {year}." for year in first}
    assert set(report["happened"]) == expected


def test_the_page_says_that_it_is_of_the_first(years: Topic, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = reverse(ADDRESS, args=[years.key])
    assert "more than" not in client.get(address).content.decode().lower()
    bound(monkeypatch, 3)
    page = client.get(address).content.decode()
    assert "This topic has more than 3 events." in page
    assert "More than 3 events" in page


def test_the_list_of_a_large_topic_goes_on_beyond_the_first(
    years: Topic, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound(monkeypatch, 3)
    beside = Event.objects.get(title="Event of 1905")
    report = client.get(reverse(ADDRESS, args=[years.key]), {"after": beside.key}).context["report"]
    assert told(report)["listed"] == ["Event of 1906", "Event of 1907", "Some time"]
    assert told(report)["places"] == 3


def test_large_and_small_topics_give_the_same_events_in_the_same_order(
    years: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = first_in_time(events_of_topic(years.key), 50)
    bound(monkeypatch, 2)
    assert first_in_time(events_of_topic(years.key), 50) == small
    assert len(small) == 9


@pytest.mark.parametrize(("most", "queries"), [(100, 20), (3, 19)])
def test_a_page_takes_so_many_queries(
    years: Topic,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
    most: int,
    queries: int,
) -> None:
    bound(monkeypatch, most)
    client.get(reverse(ADDRESS, args=[years.key]))
    # Of a small topic the events without a date are looked for, too.
    with django_assert_num_queries(queries) as seen:
        client.get(reverse(ADDRESS, args=[years.key]))
    assert not any("OFFSET" in query["sql"] for query in seen)


@pytest.mark.parametrize("most", [100, 2])
def test_a_place_lists_an_event_once_whatever_its_roles_there(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    bound(monkeypatch, most)
    place = PlaceFactory.create()
    for year in (1902, 1900, 1901):
        event = EventFactory.create(title=f"Event of {year}", happened=str(year))
        EventPlaceFactory.create(event=event, place=place, role="at")
        EventPlaceFactory.create(event=event, place=place, role="from")
    EventPlaceFactory.create(event=EventFactory.create(status=Status.DRAFT), place=place)
    rows = listing.page_of_events(listing.events_at(place)).rows
    assert [event.title for event in rows] == ["Event of 1900", "Event of 1901", "Event of 1902"]
