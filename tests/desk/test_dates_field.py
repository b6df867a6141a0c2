"""A date's field says how it reads, and what would be right where it cannot be read."""

import pytest
from django.test import Client
from django.urls import reverse

from history.admin.dates import read_for_editor
from history.models import Attribution, Event, Source
from tests.desk.forms import form_of, page_of, save, send
from tests.desk.people import sign_in
from tests.factories import AttributionFactory, EventFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

DATE = "admin:history_date"


@pytest.mark.parametrize(
    ("text", "words", "grain"),
    [
        ("2020-10-09", "9 October 2020", "to the day"),
        ("[2020-10-14,2020-10-15]", "one of: 14 or 15 October 2020", "to the day"),
        ("2020-10-05/2020-10-09", "from first to last: 5–9 October 2020", "to the day"),
        ("[..2020-10-09]", "by 9 October 2020", "open at one end"),
        ("-0479", "480 BC", "to the year"),
        ("XXXX-05", "May (year not stated)", "a month of no stated year"),
        ("2020-10-05~", "about 5 October 2020", "to the day"),
    ],
)
def test_it_says_how_a_date_reads_and_how_finely(text: str, words: str, grain: str) -> None:
    reading = read_for_editor(text, "en")
    assert (reading.words, reading.grain, reading.fault, reading.offer) == (words, grain, "", "")


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("14 October 2020", "2020-10-14"),
        ("14 or 15 October 2020", "[2020-10-14,2020-10-15]"),
        ("5-9 October 2020", "2020-10-05/2020-10-09"),
        ("480 BC", "-0479"),
        ("by 9 October 2020", "[..2020-10-09]"),
        ("14 Octobr 2020", "2020-10-14"),
    ],
)
def test_it_offers_what_a_common_wording_is_in_edtf(text: str, offer: str) -> None:
    reading = read_for_editor(text, "en")
    assert reading.offer == offer
    assert reading.fault
    assert not reading.words


@pytest.mark.parametrize("text", ["last autumn", "2020-02-30", "[2020-10-14", "9" * 500, "<b>2020</b>"])
def test_it_says_why_a_date_cannot_be_kept_where_nothing_can_be_offered(text: str) -> None:
    reading = read_for_editor(text, "en")
    assert reading.fault
    assert not reading.words
    assert not reading.offer


def test_nothing_is_said_of_an_empty_field() -> None:
    assert read_for_editor("  ", "en") == read_for_editor("", "en")
    assert not read_for_editor("", "en").fault


@pytest.mark.parametrize(("group", "status"), [("Editors", 200), ("Contributors", 200), ("", 302)])
def test_the_desk_alone_asks_how_a_date_reads(group: str, status: int) -> None:
    browser = sign_in(group) if group else Client()
    if not group:
        browser.force_login(UserFactory.create())
    assert browser.get(reverse(DATE), {"text": "2020"}).status_code == status
    assert browser.post(reverse(DATE), {"text": "2020"}).status_code == (405 if group else 302)


def test_the_reply_is_a_fragment_with_the_words_and_lets_no_markup_through() -> None:
    browser = sign_in("Editors")
    assert "one of: 14 or 15 October 2020" in browser.get(reverse(DATE), {"text": "[2020-10-14,2020-10-15]"}).text
    page = browser.get(reverse(DATE), {"text": "<script>1</script>"}).text
    assert "<script>" not in page
    assert "<html" not in page
    assert 'data-edtf="2020-10-14"' in browser.get(reverse(DATE), {"text": "14 October 2020"}).text


def test_the_server_says_it_under_every_date_of_the_record_without_a_script() -> None:
    browser = sign_in("Editors")
    event: Event = EventFactory.create(happened="[2020-10-14,2020-10-15]")
    said: Attribution = AttributionFactory.create(stated_on="2020-10-16")
    source: Source = SourceFactory.create(published_on="2020-11")
    shown = ((event, "one of: 14 or 15 October 2020"), (said, "16 October 2020"), (source, "November 2020"))
    for row, words in shown:
        page = browser.get(page_of(row)).text
        assert page.index("edtf__reading") < page.index(words, page.index("edtf__reading"))


def test_a_wrong_date_comes_back_with_what_would_be_right() -> None:
    browser = sign_in("Editors")
    event: Event = EventFactory.create(happened="2020", status="draft")
    page = save(browser, event, happened="14 October 2020").text
    assert "is not a date in EDTF" in page
    assert "Did you mean 14 October 2020?" in page
    assert 'data-edtf="2020-10-14"' in page
    event.refresh_from_db()
    assert event.happened == "2020"
    assert send(browser, page_of(event), form_of(browser, event) | {"happened": "2020-10-14"}).status_code == 302
