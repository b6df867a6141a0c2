"""Who changed what and when, what it changed, and the way back; imports and bulk actions included."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.exports.entries import rows_on_record
from history.facts.reading import read_revision
from history.imports.readers.entries import Kind
from history.models import Claim, Event, KeptEntry, Place, Status
from history.versions.reading import list_versions
from tests.desk.forms import page_of, save, send
from tests.desk.people import sign_in
from tests.factories import EventFactory, PlaceFactory

pytestmark = pytest.mark.django_db

LIST = "admin:history_event_changelist"


@pytest.fixture
def editor() -> Client:
    return sign_in("Editors", "ada")


@pytest.fixture
def event(hadrut: None) -> Event:
    return Event.objects.get(key="fighting-of-10-october")


def test_an_edit_leaves_a_version_with_who_when_why_and_what(editor: Client, event: Event) -> None:
    save(editor, event, title="Fighting of the tenth", why="The day is in the title.")
    newest = list_versions((Kind.EVENT, event.key))[0]
    assert (newest.who, newest.why, newest.is_now) == ("ada", "The day is in the title.", True)
    (change,) = newest.changes
    assert change.where == ("Title",)
    assert "".join(piece.text for piece in change.before) == event.title
    assert "".join(piece.text for piece in change.after) == "Fighting of the tenth"


def test_saving_what_stands_already_leaves_no_version(editor: Client, event: Event) -> None:
    before = KeptEntry.versions.count()
    save(editor, event)
    assert KeptEntry.versions.count() == before


def test_an_import_leaves_versions_that_name_it(hadrut: None) -> None:
    newest = list_versions((Kind.EVENT, "capture-of-hadrut"))[0]
    assert newest.why == "Import of battle_of_hadrut.json."
    assert newest.is_first
    assert KeptEntry.objects.filter(kind=Kind.EVENT).count() == Event.objects.count()


def test_a_bulk_action_leaves_a_version_of_each_event(editor: Client, hadrut: None) -> None:
    chosen = list(Event.objects.values_list("pk", flat=True)[:3])
    before = KeptEntry.versions.count()
    send(editor, reverse(LIST), {"action": "unpublish", "_selected_action": [str(pk) for pk in chosen]})
    assert KeptEntry.versions.count() == before + 3
    assert KeptEntry.objects.filter(status=Status.DRAFT).count() == 3


def test_a_claim_s_edit_is_a_version_of_its_event(editor: Client, hadrut: None) -> None:
    claim = Claim.objects.filter(event__key="capture-of-hadrut").first()
    assert claim is not None
    save(editor, claim, statement="Reworded so that it stands alone.")
    page = editor.get(page_of(claim, "history")).content.decode()
    assert f"Claim {claim.key}" in page
    assert "Reworded" in page
    assert list_versions((Kind.EVENT, "capture-of-hadrut"))[0].changes[0].where[1] == "Statement"


def test_a_restored_version_says_again_what_it_said_and_keeps_the_status(editor: Client, event: Event) -> None:
    said = rows_on_record(Kind.EVENT, [event.key])[event.key].body
    save(editor, event, title="Something else", happened="2020-10-12")
    oldest = list_versions((Kind.EVENT, event.key))[-1]
    revision = read_revision()
    send(editor, f"{page_of(event, 'history')}{oldest.pk}/", follow=True)
    assert rows_on_record(Kind.EVENT, [event.key])[event.key].body == said
    event.refresh_from_db()
    assert event.status == Status.PUBLISHED
    assert read_revision() > revision
    assert list_versions((Kind.EVENT, event.key))[0].why.startswith("Restored as of")


def test_what_was_restored_counts_as_an_editor_s_change_for_the_next_import(editor: Client, event: Event) -> None:
    save(editor, event, title="Something else")
    version = list_versions((Kind.EVENT, event.key))[0]
    save(editor, event, title="A third title")
    send(editor, f"{page_of(event, 'history')}{version.pk}/")
    said = StringIO()
    record = Path(__file__).resolve().parents[2] / "history" / "records" / "battle_of_hadrut.json"
    call_command("import_history", str(record), publish=True, stdout=said)
    assert f'"{event.key}"' in said.getvalue()
    event.refresh_from_db()
    assert event.title == "Something else"


def test_a_version_that_names_what_is_gone_is_not_restored_and_says_so(editor: Client, db: None) -> None:
    inner = PlaceFactory.create(name="Inner", within=PlaceFactory.create(name="Outer", key="outer"))
    save(editor, inner, within="")
    send(editor, page_of(Place.objects.get(key="outer"), "delete"), {"post": "yes"})
    version = list_versions((Kind.PLACE, inner.key))[-1]
    page = send(editor, f"{page_of(inner, 'history')}{version.pk}/", follow=True).content.decode()
    assert "outer" in page
    inner.refresh_from_db()
    assert inner.within is None


def test_a_deleted_row_keeps_its_versions(editor: Client, db: None) -> None:
    event = EventFactory.create(status=Status.DRAFT, title="Short-lived")
    send(editor, page_of(event, "delete"), {"post": "yes"})
    newest, first = list_versions((Kind.EVENT, event.key))
    assert newest.is_gone
    assert newest.who == "ada"
    assert first.why.startswith("As it stood before")


def test_restoring_is_asked_by_post_and_by_whoever_may_change(event: Event, editor: Client) -> None:
    save(editor, event, title="Something else")
    oldest = f"{page_of(event, 'history')}{list_versions((Kind.EVENT, event.key))[-1].pk}/"
    assert editor.get(oldest).status_code == 404
    assert sign_in("Contributors").post(oldest).status_code == 403
    assert Client().post(oldest).status_code == 302
    event.refresh_from_db()
    assert event.title == "Something else"


def test_the_versions_page_grows_by_no_query(editor: Client, event: Event) -> None:
    counts = []
    for round_ in range(2):
        for edit in range(3):
            save(editor, event, title=f"Title {round_} {edit}")
        with CaptureQueriesContext(connection) as queries:
            editor.get(page_of(event, "history"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
