"""Draft, in review, published: who may take which step, and what no source says is not published."""

import pytest
from django.urls import reverse

from history.models import Claim, Event, Place, Status
from tests.desk.forms import form_of, page_of, save, send
from tests.desk.people import sign_in
from tests.factories import (
    AttributionFactory,
    CitationFactory,
    ClaimFactory,
    EventFactory,
    PlaceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

LIST = "admin:history_event_changelist"


def make_draft() -> Event:
    """A draft with a topic and a cited date: nothing is lacking."""
    event: Event = EventFactory.create(status=Status.DRAFT, happened="2020-10-09", topics=[TopicFactory.create()])
    CitationFactory.create(event=event)
    return event


def test_a_contributor_writes_a_draft_and_hands_it_in() -> None:
    browser, event = sign_in("Contributors"), make_draft()
    assert save(browser, event, title="Written by a contributor", status="in-review").status_code == 302
    event.refresh_from_db()
    assert (event.title, event.status) == ("Written by a contributor", Status.IN_REVIEW)


def test_a_contributor_publishes_nothing_neither_by_form_nor_in_bulk() -> None:
    browser, event = sign_in("Contributors"), make_draft()
    reply = save(browser, event, status="published")
    assert "status" in reply.context["adminform"].form.errors
    send(browser, reverse(LIST), {"action": "publish", "_selected_action": [str(event.pk)]})
    event.refresh_from_db()
    assert event.status == Status.DRAFT


@pytest.mark.parametrize("group", ["Editors", "Admins"])
def test_editors_and_admins_publish(group: str) -> None:
    browser, event = sign_in(group), make_draft()
    assert save(browser, event, status="published").status_code == 302
    event.refresh_from_db()
    assert event.status == Status.PUBLISHED


def test_a_contributor_changes_nothing_that_the_public_sees(hadrut: None) -> None:
    browser = sign_in("Contributors")
    event = Event.objects.get(key="capture-of-hadrut")
    place = event.event_places.get().place if event.event_places.exists() else Claim.objects.all()[0].places.all()[0]
    for row in (event, event.claims.all()[0], event.claims.all()[0].attributions.all()[0], place):
        assert browser.get(page_of(row)).status_code == 200
        assert send(browser, page_of(row), {"title": "Mine"}).status_code == 403
        assert send(browser, page_of(row, "delete"), {"post": "yes"}).status_code == 403
    assert Event.objects.filter(pk=event.pk, title=event.title).exists()


def test_a_contributor_changes_a_place_that_only_drafts_name() -> None:
    browser = sign_in("Contributors")
    place: Place = PlaceFactory.create()
    make_draft().event_places.create(place=place)
    assert save(browser, place, name="Renamed").status_code == 302


def test_admins_see_to_accounts_and_editors_do_not() -> None:
    accounts = reverse("admin:accounts_user_changelist")
    assert sign_in("Admins").get(accounts).status_code == 200
    assert sign_in("Editors").get(accounts).status_code == 403
    assert sign_in("Contributors").get(accounts).status_code == 403


def test_the_learners_remarks_are_the_editors_business() -> None:
    remarks = reverse("admin:quizzes_challenge_changelist")
    assert sign_in("Editors").get(remarks).status_code == 200
    assert sign_in("Contributors").get(remarks).status_code == 403


def test_what_no_source_says_is_not_published_and_the_form_is_kept() -> None:
    browser = sign_in("Editors")
    event: Event = EventFactory.create(status=Status.DRAFT, happened="2020-10-09", topics=[TopicFactory.create()])
    reply = save(browser, event, status="published", title="My new title")
    page = reply.content.decode()
    assert "No source is cited for its date or place." in page
    assert "My new title" in page
    event.refresh_from_db()
    assert event.status == Status.DRAFT
    assert event.title != "My new title"


def test_a_claim_that_nobody_makes_is_not_published() -> None:
    browser, event = sign_in("Editors"), make_draft()
    claim = ClaimFactory.create(event=event, statement="The town was taken.")
    assert "Nobody is named who says" in save(browser, event, status="published").content.decode()
    attribution = AttributionFactory.create(claim=claim)
    assert "No source is cited for" in save(browser, event, status="published").content.decode()
    CitationFactory.create(event=None, attribution=attribution)
    assert save(browser, event, status="published").status_code == 302


def test_the_source_of_what_is_published_is_not_taken_away(hadrut: None) -> None:
    browser = sign_in("Editors")
    claim = Claim.objects.filter(event__key="capture-of-hadrut")[0]
    fields = form_of(browser, claim)
    count = int(str(fields["attributions-INITIAL_FORMS"]))
    gone = {f"attributions-{n}-DELETE": "on" for n in range(count)}
    reply = send(browser, page_of(claim), fields | gone)
    assert "Nobody is named who says" in reply.content.decode()
    assert claim.attributions.count() == count


def test_a_bulk_publication_takes_what_is_ready_and_says_what_lacks() -> None:
    browser, ready = sign_in("Editors"), make_draft()
    lacking: Event = EventFactory.create(status=Status.DRAFT, title="Without anything")
    chosen = {"action": "publish", "_selected_action": [str(ready.pk), str(lacking.pk)]}
    page = send(browser, reverse(LIST), chosen, follow=True).content.decode()
    assert "1 event is now “published”" in page
    assert "Without anything: It belongs to no topic." in page
    assert Event.objects.get(pk=ready.pk).status == Status.PUBLISHED
    assert Event.objects.get(pk=lacking.pk).status == Status.DRAFT


def test_a_key_is_chosen_once() -> None:
    browser, event = sign_in("Editors"), make_draft()
    key = event.key
    save(browser, event, key="another-key")
    event.refresh_from_db()
    assert event.key == key
