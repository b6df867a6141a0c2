"""The record's public pages: what is on record, who stands where, and nothing that is not published."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.models import Event, Status
from history.reports.events import describe_event, find_event
from history.reports.listing import page_of_events
from tests.factories import (
    AttributionFactory,
    CitationFactory,
    ClaimFactory,
    EventFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def open_event(client: Client, key: str) -> str:
    """The event's page."""
    response = client.get(reverse("history:event-detail", args=[key]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_is_in_time_order_with_the_undated_last(client: Client, hadrut: None) -> None:
    rows = client.get(reverse("history:event-list")).context["rows"]
    dated = [event.earliest_day for event, _date, _claims in rows]
    assert len(rows) == 14
    assert dated == sorted(dated, key=lambda day: (day is None, day))


def test_the_list_can_be_of_one_topic(client: Client, hadrut: None) -> None:
    topic = TopicFactory.create(key="old-wars", title="Old wars")
    for number in range(51):
        EventFactory.create(key=f"old-{number}").topics.add(topic)
    EventFactory.create(key="draft", status=Status.DRAFT).topics.add(topic)
    everything = client.get(reverse("history:event-list")).content.decode()
    assert "Old wars" in everything
    assert 'href="?topic=old-wars"' in everything
    first = client.get(reverse("history:event-list"), {"topic": "old-wars"})
    assert {event.key for event, _date, _claims in first.context["rows"]} <= {f"old-{number}" for number in range(51)}
    last = first.context["rows"][-1][0].key
    assert f'href="?topic=old-wars&amp;after={last}"' in first.content.decode()
    second = client.get(reverse("history:event-list"), {"topic": "old-wars", "after": last})
    assert len(second.context["rows"]) == 1
    rest = second.context["rows"][0][0].key
    assert f'href="?topic=old-wars&amp;before={rest}"' in second.content.decode()
    assert client.get(reverse("history:event-list"), {"topic": "unknown"}).status_code == 404


def test_a_record_of_one_topic_offers_no_choice_of_topics(client: Client, hadrut: None) -> None:
    assert "All topics" not in client.get(reverse("history:event-list")).content.decode()


def test_the_capture_shows_all_sides_by_name(client: Client, hadrut: None) -> None:
    page = open_event(client, "capture-of-hadrut")
    for voice in ("President of Azerbaijan", "Arayik Harutyunyan", "third-party sources", "BBC Russian Service"):
        assert voice in page
    assert "9 October 2020" in page
    assert "14 or 15 October 2020" in page


def test_standing_is_computed_from_who_says_what(hadrut: None) -> None:
    account = describe_event(find_event("capture-of-hadrut").get(), "en")
    standing = {claim.claim.key: claim.standing for claim in account.claims}
    assert standing["hadrut-taken"] == standing["hadrut-held"] == "contested"
    assert account.is_contested
    held_back = {voice.attribution.claimant.key for claim in account.claims for voice in claim.held_back}
    assert held_back == {"komsomolskaya-pravda", "bbc-russian-service"}


def test_who_takes_part_is_not_among_who_speaks(hadrut: None) -> None:
    account = describe_event(find_event("halt-of-hostilities").get(), "en")
    assert [row.claimant.key for row in account.participants] == ["icrc"]
    assert account.claims == ()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_what_is_not_published_is_not_there(client: Client, status: Status) -> None:
    event = EventFactory.create(status=status)
    assert client.get(reverse("history:event-detail", args=[event.key])).status_code == 404
    assert client.get(reverse("history:event-list")).context["rows"] == ()


@pytest.mark.parametrize("key", ["nothing", "x" * 500, "%00", "<script>"])
def test_an_event_that_never_was_is_a_404(client: Client, hadrut: None, key: str) -> None:
    assert client.get(f"/record/{key}/").status_code == 404
    assert client.get(f"/record/events/{key}/").status_code == 404


def test_the_address_that_an_event_had_at_first_leads_to_the_one_it_has(client: Client, hadrut: None) -> None:
    response = client.get("/record/capture-of-hadrut/")
    assert response.status_code == 301
    assert response["Location"] == reverse("history:event-detail", args=["capture-of-hadrut"])


def test_an_event_whose_key_is_the_word_of_a_list_has_its_page(client: Client) -> None:
    EventFactory.create(key="places", title="Places")
    assert "Places" in open_event(client, "places")


def test_a_claim_whose_twin_is_denied_is_contested_on_the_page_too(hadrut: None) -> None:
    account = describe_event(find_event("capture-of-hadrut").get(), "en")
    twin = next(claim for claim in account.claims if claim.claim.key == "hadrut-under-azerbaijani-control")
    assert not twin.opponents
    assert twin.standing == "contested"


@pytest.mark.parametrize("key", ["", "x", "\0", "x" * 500, "é", "<script>"])
def test_a_list_that_goes_on_from_no_row_begins_at_the_beginning(client: Client, hadrut: None, key: str) -> None:
    for way in ("after", "before"):
        response = client.get(reverse("history:event-list"), {way: key})
        assert response.status_code == 200
        assert len(response.context["rows"]) == 14


def test_pages_of_the_list_hold_every_event_once_forwards_and_backwards(client: Client, hadrut: None) -> None:
    page = page_of_events(Event.objects.published(), size=4)
    forwards, pages = [event.key for event in page.rows], [page]
    while page.after:
        page = page_of_events(Event.objects.published(), after=page.after, size=4)
        forwards += [event.key for event in page.rows]
        pages.append(page)
    assert forwards == [event.key for event in Event.objects.published().in_time_order()]
    for earlier in reversed(pages[:-1]):
        page = page_of_events(Event.objects.published(), before=page.before, size=4)
        assert page.rows == earlier.rows
    assert page.before == ""


def test_hostile_text_is_shown_as_text(client: Client) -> None:
    EventFactory.create(key="evil", title="<script>alert(1)</script>", status=Status.PUBLISHED)
    assert "<script>alert" not in open_event(client, "evil")
    assert "<script>alert" not in client.get(reverse("history:event-list")).content.decode()


def test_a_list_of_twenty_events_takes_the_queries_of_ten(client: Client) -> None:
    counts = []
    for _more in range(2):
        EventFactory.create_batch(10, status=Status.PUBLISHED)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("history:event-list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_event_with_twenty_claims_takes_the_queries_of_ten(client: Client) -> None:
    event = EventFactory.create(status=Status.PUBLISHED)
    counts = []
    for _more in range(2):
        for claim in ClaimFactory.create_batch(10, event=event):
            CitationFactory.create(event=None, attribution=AttributionFactory.create(claim=claim))
        with CaptureQueriesContext(connection) as queries:
            account = describe_event(find_event(event.key).get(), "en")
        counts.append(len(queries))
    assert len(account.claims) == 20
    assert counts[0] == counts[1]


def test_methods_that_write_are_refused(client: Client, hadrut: None) -> None:
    for url in (reverse("history:event-list"), reverse("history:event-detail", args=["capture-of-hadrut"])):
        for method in ("post", "put", "delete", "patch"):
            assert getattr(client, method)(url).status_code == 405
    assert Event.objects.count() == 14
