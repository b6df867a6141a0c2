"""Two editors on one row: the second is told, sees both versions, and overwrites nothing in silence."""

import pytest
from django.test import Client

from history.models import Attribution, Claim, Event
from tests.desk.forms import fields_of, form_of, page_of, save, send
from tests.desk.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return sign_in("Editors", "ada")


@pytest.fixture
def ben() -> Client:
    return sign_in("Editors", "ben")


@pytest.fixture
def event(hadrut: None) -> Event:
    return Event.objects.get(key="fighting-of-10-october")


def test_the_second_is_told_and_nothing_is_overwritten(ada: Client, ben: Client, event: Event) -> None:
    bens = form_of(ben, event) | {"title": "Ben's title", "summary": "Ben's summary"}
    save(ada, event, title="Ada's title", why="A better title.")
    reply = send(ben, page_of(event), bens)
    assert reply.status_code == 200
    page = reply.content.decode()
    assert "Changed by ada" in page
    assert "A better title." in page
    assert "Ada&#x27;s title" in page
    assert fields_of(reply)["title"] == "Ben's title"
    assert fields_of(reply)["summary"] == "Ben's summary"
    event.refresh_from_db()
    assert event.title == "Ada's title"


def test_saving_again_after_having_seen_it_is_the_second_s_word(ada: Client, ben: Client, event: Event) -> None:
    bens = form_of(ben, event) | {"title": "Ben's title"}
    save(ada, event, title="Ada's title")
    told = send(ben, page_of(event), bens)
    assert send(ben, page_of(event), fields_of(told)).status_code == 302
    event.refresh_from_db()
    assert event.title == "Ben's title"


def test_a_third_change_in_between_is_told_once_more(ada: Client, ben: Client, event: Event) -> None:
    bens = form_of(ben, event) | {"title": "Ben's title"}
    save(ada, event, title="Ada's title")
    told = send(ben, page_of(event), bens)
    save(ada, event, title="Ada's second title")
    again = send(ben, page_of(event), fields_of(told))
    assert "Ada&#x27;s second title" in again.content.decode()
    event.refresh_from_db()
    assert event.title == "Ada's second title"


def test_an_edit_of_another_claim_is_no_collision(ada: Client, ben: Client, hadrut: None) -> None:
    first, second = Claim.objects.filter(event__key="capture-of-hadrut")[:2]
    bens = form_of(ben, second) | {"statement": "Ben's wording."}
    save(ada, first, statement="Ada's wording.")
    assert send(ben, page_of(second), bens).status_code == 302
    assert {*Claim.objects.filter(pk__in=[first.pk, second.pk]).values_list("statement", flat=True)} == {
        "Ada's wording.",
        "Ben's wording.",
    }


def test_an_attribution_is_guarded_like_its_event(ada: Client, ben: Client, hadrut: None) -> None:
    attribution = Attribution.objects.filter(claim__event__key="capture-of-hadrut")[0]
    bens = form_of(ben, attribution) | {"note": "Ben's note"}
    save(ada, attribution, note="Ada's note")
    assert "Ada&#x27;s note" in send(ben, page_of(attribution), bens).content.decode()
    attribution.refresh_from_db()
    assert attribution.note == "Ada's note"


def test_a_row_that_was_deleted_meanwhile_is_no_traceback(ada: Client, ben: Client, hadrut: None) -> None:
    claim = Claim.objects.filter(event__key="capture-of-hadrut")[0]
    bens = form_of(ben, claim) | {"statement": "Ben's wording."}
    send(ada, page_of(claim, "delete"), {"post": "yes"})
    reply = send(ben, page_of(claim), bens, follow=True)
    assert reply.status_code == 200
    assert "deleted" in reply.content.decode()


def test_an_inline_row_that_was_deleted_meanwhile_is_no_traceback(ada: Client, ben: Client, hadrut: None) -> None:
    event = Event.objects.get(key="capture-of-hadrut")
    bens = form_of(ben, event) | {"title": "Ben's title"}
    send(ada, page_of(event.claims.all()[0], "delete"), {"post": "yes"})
    reply = send(ben, page_of(event), bens)
    assert reply.status_code == 200
    event.refresh_from_db()
    assert event.title != "Ben's title"
