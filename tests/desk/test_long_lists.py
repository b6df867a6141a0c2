"""The desk's lists page by page: every row once, in the order chosen, whichever way they are gone through."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.views.main import ChangeList
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import keyed_lists
from history.admin.events import AttributionAdmin, EventAdmin
from history.admin.names import PlaceAdmin
from history.models import Event, Place, Status
from tests.desk.forms import send
from tests.desk.people import sign_in
from tests.factories import (
    AttributionFactory,
    EventFactory,
    PlaceFactory,
    PlaceNameFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

EVENTS, PLACES, STANCES, USERS = (
    f"admin:{name}_changelist" for name in ("history_event", "history_place", "history_attribution", "accounts_user")
)


@pytest.fixture
def editor() -> Client:
    return sign_in("Editors", "ada")


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows a page, and all on one page up to five."""
    for page in (EventAdmin, PlaceAdmin, AttributionAdmin):
        monkeypatch.setattr(page, "list_per_page", 3)
        monkeypatch.setattr(page, "list_max_show_all", 5)


@pytest.fixture
def places() -> list[Place]:
    """Eleven places; some lie within others, some have no coordinates, and some are called the same."""
    region = PlaceFactory.create(name="Region", latitude=None, longitude=None)
    made = [region]
    for number in range(10):
        spot = {"latitude": number % 4, "longitude": 1.0} if number % 3 else {"latitude": None, "longitude": None}
        within = (None, region, made[-1])[number % 3]
        made.append(PlaceFactory.create(name=f"Place {number // 2}", within=within, **spot))
    return made


def look(browser: Client, name: str, address: str) -> ChangeList:
    response = browser.get(reverse(name) + address)
    assert response.status_code == 200
    found: ChangeList = response.context["cl"]
    return found


def pages(browser: Client, name: str, address: str, way: str) -> Iterator[list[int]]:
    """The ids on each page, gone through by the links that lead this way."""
    while True:
        listed: Any = look(browser, name, address)
        yield [row.pk for row in listed.result_list]
        address = getattr(listed, f"{way}_url")
        if not address:
            return


def last_page(browser: Client, name: str, address: str) -> str:
    """The address of the last page."""
    while further := getattr(look(browser, name, address), "later_url"):  # noqa: B009 - not Django's
        address = further
    return address


# By name (nobody chose anything); then by columns: one with gaps, links to the same table both ways, several at once.
@pytest.mark.parametrize("order", ["", "o=4", "o=-4", "o=3", "o=-3", "o=2.-4.1", "o=-2.3.-1", "o=99"])
def test_pages_hold_every_row_once_in_order_both_ways(editor: Client, places: list[Place], order: str) -> None:
    address = f"?{order}"
    whole = [row.pk for row in look(editor, PLACES, address).queryset]
    forwards = list(pages(editor, PLACES, address, "later"))
    assert [pk for page in forwards for pk in page] == whole
    assert len(whole) == len(places)
    backwards = list(pages(editor, PLACES, last_page(editor, PLACES, address), "earlier"))
    assert [pk for page in reversed(backwards) for pk in page] == whole


def test_rows_stand_as_django_sorts_them(editor: Client, places: list[Place]) -> None:
    for order in ("", "o=-4", "o=3"):
        listed = look(editor, PLACES, f"?{order}")
        assert [row.pk for row in listed.result_list] == [row.pk for row in listed.queryset[:3]]


def test_filters_and_search_hold_on_every_page(editor: Client) -> None:
    topics = TopicFactory.create_batch(2)
    for number in range(8):
        EventFactory.create(title=f"Siege {number}", topics=topics, status=Status.DRAFT)
        EventFactory.create(title=f"Truce {number}", topics=topics, status=Status.PUBLISHED)
        EventFactory.create(title=f"Siege elsewhere {number}", status=Status.DRAFT)
    address = f"?q=siege&status__exact=draft&topics__id__exact={topics[0].pk}"
    found = [pk for page in pages(editor, EVENTS, address, "later") for pk in page]
    titles = dict(Event.objects.values_list("pk", "title"))
    assert [titles[pk] for pk in found] == [f"Siege {number}" for number in range(8)]


def test_a_place_of_which_several_names_are_found_stands_there_once(editor: Client) -> None:
    for number in range(7):
        place = PlaceFactory.create(name=f"Place {number}")
        PlaceNameFactory.create(place=place, name="Old Place")
        PlaceNameFactory.create(place=place, name="Older Place")
    found = [pk for page in pages(editor, PLACES, "?q=old", "later") for pk in page]
    assert len(found) == len(set(found)) == 7


def test_what_is_not_counted_is_called_more_than(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    EventFactory.create_batch(7)
    page = " ".join(editor.get(reverse(EVENTS)).content.decode().split())
    assert "7 events" in page
    assert "7 results" not in page
    monkeypatch.setattr(keyed_lists, "MOST_COUNTED", 4)
    page = " ".join(editor.get(reverse(EVENTS), {"q": "e"}).content.decode().split())
    assert "more than 4 events" in page
    assert "more than 4 results" in page
    assert "All are selected" in page
    assert "Select all events of this list, on every page" in page


@pytest.mark.parametrize("address", ["?p=2", "?p=after.", "?p=after.x", "?p=before.0", f"?p=after.{10**25}"])
def test_old_and_wrong_addresses_show_the_first_page(editor: Client, address: str) -> None:
    EventFactory.create_batch(7)
    first = [row.pk for row in look(editor, EVENTS, "").result_list]
    assert [row.pk for row in look(editor, EVENTS, address).result_list] == first
    assert len(first) == 3


def test_a_page_of_which_nothing_is_left_gives_way_to_the_first(editor: Client) -> None:
    EventFactory.create_batch(7)
    address = last_page(editor, EVENTS, "")
    listed: Any = look(editor, EVENTS, address)
    Event.objects.filter(pk__in=[row.pk for row in listed.result_list]).delete()
    first: Any = look(editor, EVENTS, address)
    assert [row.pk for row in first.result_list] == [row.pk for row in look(editor, EVENTS, "").result_list]
    assert not first.earlier_url
    assert first.later_url


def test_few_rows_can_be_shown_all_at_once(editor: Client) -> None:
    EventFactory.create_batch(5)
    assert len(look(editor, EVENTS, "").result_list) == 3
    assert "?all=" in editor.get(reverse(EVENTS)).content.decode()
    assert len(look(editor, EVENTS, "?all=").result_list) == 5
    EventFactory.create()
    assert len(look(editor, EVENTS, "?all=").result_list) == 3


def test_an_action_reaches_what_was_chosen_on_a_later_page_and_all_pages(editor: Client) -> None:
    events = EventFactory.create_batch(7, status=Status.PUBLISHED)
    second: Any = look(editor, EVENTS, look_later(editor))
    chosen = second.result_list[0].pk
    data = {"action": "unpublish", "_selected_action": [str(chosen)]}
    send(editor, reverse(EVENTS) + look_later(editor), {**data, "select_across": "0"})
    assert [event.pk for event in Event.objects.filter(status=Status.DRAFT)] == [chosen]
    send(editor, reverse(EVENTS) + look_later(editor), {**data, "select_across": "1"})
    assert Event.objects.filter(status=Status.DRAFT).count() == len(events)


def look_later(browser: Client) -> str:
    """The address of the second page."""
    listed: Any = look(browser, EVENTS, "")
    return str(listed.later_url)


@pytest.mark.parametrize(("name", "first", "later"), [(EVENTS, 8, 9), (STANCES, 8, 9)])
def test_a_page_takes_so_many_queries_and_skips_nothing(editor: Client, name: str, first: int, later: int) -> None:
    for _size in range(2):
        AttributionFactory.create_batch(6)
        look(editor, name, "")
        listed: Any = look(editor, name, "")
        for address, expected in (("", first), (listed.later_url, later)):
            with CaptureQueriesContext(connection) as queries:
                look(editor, name, address)
            assert len(queries) == expected
            assert not any("OFFSET" in query["sql"] for query in queries)
            assert all("LIMIT" in query["sql"] for query in queries if "COUNT" in query["sql"])


def test_accounts_page_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    from accounts.admin import AccountAdmin

    monkeypatch.setattr(AccountAdmin, "list_per_page", 3)
    browser = Client()
    browser.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    UserFactory.create_batch(7)
    found = [pk for page in pages(browser, USERS, "", "later") for pk in page]
    assert len(found) == len(set(found)) == 8
