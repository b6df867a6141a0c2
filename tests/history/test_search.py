"""The record is searched by name: marks and scripts do not matter, a slip does not either, and drafts are not there."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.imports.readers.entries import Kind
from history.integrity.found import repair_names
from history.merging.merge_rows import merge_rows
from history.models import FoundName, Place, Status
from history.publishing import set_status
from history.reports.search import SearchReport, search_record
from history.versions.keeping import Edit
from tests.factories import (
    AttributionFactory,
    ClaimantFactory,
    ClaimFactory,
    EventFactory,
    EventPlaceFactory,
    PartyFactory,
    PlaceFactory,
    PlaceNameFactory,
)

pytestmark = pytest.mark.django_db


def keys_found(text: str, kind: str = "") -> list[str]:
    """Keys of what is found, of one kind or of all."""
    groups = search_record(text, "en").groups
    return [line.key for group in groups for line in group.lines if kind in ("", group.kind)]


@pytest.fixture
def shusha() -> Place:
    """A place with a name of each side, at which something happened."""
    place: Place = PlaceFactory.create(key="shusha", name="Şuşa", kind="city")
    PlaceNameFactory.create(place=place, name="Şuşa", language="az", party=PartyFactory.create(name="Azerbaijan"))
    PlaceNameFactory.create(place=place, name="Շուշի", language="hy", party=PartyFactory.create(name="Artsakh"))
    EventPlaceFactory.create(place=place, event=EventFactory.create(key="siege", title="Siege of a town"))
    repair_names()
    return place


@pytest.mark.parametrize("typed", ["Şuşa", "şuşa", "Susha", "SHUSHA", "Shusha", "Шуша", "Shushi", "Շուշի", "shush"])
def test_every_script_and_spelling_finds_one_place(shusha: Place, typed: str) -> None:
    assert keys_found(typed) == ["shusha"]


def test_the_result_says_which_name_matched(shusha: Place) -> None:
    [group] = search_record("Shushi", "en").groups
    assert [(line.title, line.matched) for line in group.lines] == [("Şuşa", "Շուշի")]
    [group] = search_record("Шуша", "en").groups
    assert [(line.title, line.matched) for line in group.lines] == [("Şuşa", "")]


def test_the_page_without_a_word_gives_an_example_that_works(hadrut: None, client: Client) -> None:
    page = client.get(reverse("history:search")).content.decode()
    _, _, example = page.partition("without its marks: ")
    names = re.split(", | and ", example.partition(" find the same")[0])
    assert len(names) == 3
    assert {tuple(keys_found(name)) for name in names} == {("edise",)}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("hadrud", "hadrut"),
        ("hdarut", "hadrut"),
        ("Hadrutt", "hadrut"),
        ("Edisa", "edise"),
        ("Yukhari Guzlak", "yuxari-guzlek"),
    ],
)
def test_a_slip_still_finds(hadrut: None, typed: str, key: str) -> None:
    assert key in keys_found(typed, "place")


def test_what_is_only_like_it_is_said_to_be(hadrut: None) -> None:
    assert search_record("hadrud", "en").is_near
    assert not search_record("hadrut", "en").is_near


def test_what_is_alike_by_its_key_alone_is_not_found() -> None:
    EventFactory.create(title="Battle of Beaulieu-sous-la-Roche")
    repair_names()
    assert keys_found("Шуша") == []


@pytest.mark.parametrize("typed", ["Zanzibar", "hxqrzt", "Ha Dr Ut Xx", "2021"])
def test_what_is_like_nothing_finds_nothing(hadrut: None, typed: str) -> None:
    assert keys_found(typed) == []


def test_all_words_must_be_in_one_name_in_any_order(hadrut: None) -> None:
    assert keys_found("hadrut battle", "event") == ["battle-of-hadrut"]
    assert keys_found("capt hadr", "event") == ["capture-of-hadrut"]
    assert keys_found("capture battle") == []


def test_just_the_name_stands_first_however_many_begin_with_it() -> None:
    for number in range(260):
        EventFactory.create(title=f"Battle of Aton {number}")
    EventFactory.create(key="the-one", title="Battle")
    repair_names()
    report = search_record("battle", "en")
    assert [group.has_more for group in report.groups] == [True]
    assert report.groups[0].lines[0].key == "the-one"
    assert len(report.groups[0].lines) == 20


def test_claimants_are_found_by_their_other_names(hadrut: None) -> None:
    [group] = search_record("ICRC", "en").groups
    assert [(line.key, line.matched) for line in group.lines] == [("icrc", "ICRC")]


def test_drafts_and_what_only_they_name_are_not_found(client: Client) -> None:
    event = EventFactory.create(title="Secret Landing", status="draft")
    EventPlaceFactory.create(event=event, place=PlaceFactory.create(name="Secret Bay"))
    AttributionFactory.create(
        claim=ClaimFactory.create(event=event), claimant=ClaimantFactory.create(name="Secret Guard")
    )
    repair_names()
    assert keys_found("secret") == []
    assert "Secret" not in client.get(reverse("history:search"), {"q": "secre"}).content.decode().replace("“secre”", "")
    set_status([event.key], Status.PUBLISHED, Edit())
    assert len(keys_found("secret")) == 3


@pytest.mark.parametrize(
    "typed",
    ["", " ", "—", "'\"", "%", "_", "*", "\0", "\0\0hadrut", "<script>alert(1)</script>", "x" * 5000, "ա" * 5000],
)
def test_empty_and_hostile_queries_get_a_clear_page(client: Client, hadrut: None, typed: str) -> None:
    response = client.get(reverse("history:search"), {"q": typed})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_query_of_no_letters_says_so_and_a_long_one_that_it_was_cut(client: Client, hadrut: None) -> None:
    assert "no letter and no figure" in client.get(reverse("history:search"), {"q": "—"}).content.decode()
    assert "only its first words" in client.get(reverse("history:search"), {"q": "hadrut " * 50}).content.decode()
    report: SearchReport = search_record("", "en")
    assert report.is_empty
    assert report.count == 0


def test_wildcards_stand_for_themselves(hadrut: None) -> None:
    assert keys_found("ha%ut") == keys_found("ha ut") == []
    assert keys_found("h_drut") == []


# Whatever changes the record keeps by what its rows are found.


def test_an_import_is_found_at_once_and_so_is_what_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    text = (
        '{"format": "attest-record/1", "title": "T", "topics": [{"key": "t", "title": "T"}], "events": [{"key": "e",'
        ' "title": "TITLE", "status": "published", "topics": ["t"], "happened": "1900"}]}'
    )
    for title in ("Aufstand", "Maytag"):
        file.write_text(text.replace("TITLE", title))
        call_command("import_history", str(file), publish=True, stdout=StringIO())
    assert keys_found("maytag") == ["e"]
    assert keys_found("aufstand") == []


def test_an_event_that_is_withdrawn_is_not_found(hadrut: None) -> None:
    set_status(["operation-ring"], Status.DRAFT, Edit())
    assert "operation-ring" not in keys_found("operation ring")
    set_status(["operation-ring"], Status.PUBLISHED, Edit())
    assert keys_found("operation ring") == ["operation-ring"]


def test_a_merged_row_is_found_by_its_name_under_the_one_that_took_it_in(hadrut: None) -> None:
    merge_rows(Kind.PLACE, ["edilli"], "edise", Edit())
    assert keys_found("Edilli") == ["edise"]
    assert not FoundName.objects.filter(kind="place", key="edilli").exists()


def test_a_search_takes_the_queries_among_many_that_it_takes_among_few() -> None:
    counts = []
    for _more in range(2):
        for _number in range(12):
            EventPlaceFactory.create(
                event=EventFactory.create(title="Battle of Aton"), place=PlaceFactory.create(name="Aton")
            )
        repair_names()
        with CaptureQueriesContext(connection) as queries:
            assert search_record("aton", "en").count
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 40
