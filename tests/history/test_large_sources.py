"""A source's page counts, and names the topics of, so many of its passages and no more; its list holds all of them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from history.models import Citation, Source, Status
from history.reports import sources
from history.reports.sources import describe_source
from tests.factories import AttributionFactory, CitationFactory, ClaimFactory, EventFactory, SourceFactory, TopicFactory

pytestmark = pytest.mark.django_db

PASSAGES = 9


@pytest.fixture
def chronicle() -> Source:
    """A source with nine passages for events and stances in topics of their own, and drafts among them."""
    source: Source = SourceFactory.create()
    for number in range(PASSAGES):
        event = EventFactory.create(title=f"Event {number}", topics=[TopicFactory.create(title=f"Topic {number}")])
        CitationFactory.create(event=EventFactory.create(status=Status.DRAFT), source=source)
        if number % 2:
            CitationFactory.create(event=event, source=source)
        else:
            said = AttributionFactory.create(claim=ClaimFactory.create(event=event))
            CitationFactory.create(event=None, attribution=said, source=source)
    return source


@pytest.fixture(params=[1, 4, 100])
def looked_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many passages are looked at at a time."""
    monkeypatch.setattr(sources, "LOOKED_AT", request.param)


def titles(passages: tuple[Citation, ...]) -> list[str]:
    """What the passages support."""
    events = (one.event or (one.attribution and one.attribution.claim.event) for one in passages)
    return [event.title for event in events if event]


def walk(source: Source) -> list[str]:
    """What all pages of the list show, one after the other."""
    found: list[str] = []
    after = ""
    while True:
        page = describe_source(source, "en", after).passages
        found += titles(page.rows)
        if not page.after:
            return found
        after = page.after


@pytest.mark.usefixtures("looked_at")
@pytest.mark.parametrize("most", [3, 8, 9, 100])
def test_pages_hold_every_passage_once(chronicle: Source, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(sources, "MOST_COUNTED", most)
    monkeypatch.setattr(sources, "PASSAGES_A_PAGE", 2)
    assert walk(chronicle) == [f"Event {number}" for number in range(PASSAGES)]


@pytest.mark.usefixtures("looked_at")
def test_so_many_are_counted_and_their_topics_named(chronicle: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = describe_source(chronicle, "en", "")
    assert (whole.count, whole.has_many) == (PASSAGES, False)
    assert [topic.title for topic in whole.topics] == [f"Topic {number}" for number in range(PASSAGES)]
    monkeypatch.setattr(sources, "MOST_COUNTED", 3)
    report = describe_source(chronicle, "en", "")
    assert report.has_many
    assert [topic.title for topic in report.topics] == ["Topic 0", "Topic 1", "Topic 2"]


def test_the_page_says_whose_topics_it_names(
    chronicle: Source, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("history:source-detail", args=[chronicle.key])
    assert "Topics of the first" not in client.get(address).content.decode()
    monkeypatch.setattr(sources, "MOST_COUNTED", 3)
    assert "Topics of the first" in client.get(address).content.decode()


@pytest.mark.parametrize("after", ["", "1"])
def test_passages_are_looked_at_once_for_page_and_count(
    chronicle: Source, django_assert_num_queries: Any, after: str
) -> None:
    with django_assert_num_queries(8) as queries:
        describe_source(chronicle, "en", after)
    assert not any("OFFSET" in query["sql"] for query in queries)
