"""Merging duplicates at the desk: chosen in the list, seen before it is done, done once."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.models import Claimant, Event, KeptEntry, MergedKey, Place, Status
from quizzes.models import Progress
from tests.desk.forms import page_of
from tests.desk.people import sign_in
from tests.factories import ClaimantFactory, EventFactory, EventPlaceFactory, PartyFactory, PlaceFactory, UserFactory
from tests.quizzes.factories import LearnerFactory

pytestmark = pytest.mark.django_db

PATH = {model: f"admin:history_{model._meta.model_name}_merge" for model in (Claimant, Place, Event)}


@pytest.fixture
def editor() -> Client:
    return sign_in("Editors", "ada")


def choose(browser: Client, *rows: Any) -> Any:
    """Choose rows in the list, and the action."""
    path = reverse(f"admin:history_{rows[0]._meta.model_name}_changelist")
    return browser.post(path, {"action": "merge", "_selected_action": [str(row.pk) for row in rows]}, follow=True)


def send(browser: Client, rows: list[Any], into: Any, **more: str) -> Any:
    """Say which one stays; with `merge` and the token that the page gave, do it."""
    fields = {"row": [row.key for row in rows], "into": into.key, **more}
    return browser.post(reverse(PATH[type(into)]), fields)


def token_of(reply: Any) -> str:
    found = re.search(r'name="effect_seen"\s+value="([^"]*)"', reply.content.decode())
    assert found
    return found.group(1)


@pytest.mark.parametrize("make", [ClaimantFactory, PlaceFactory, EventFactory])
def test_an_editor_goes_from_the_list_to_one_row(editor: Client, make: Any) -> None:
    old, into = make.create(), make.create()
    page = choose(editor, old, into)
    assert page.status_code == 200
    assert old.key in page.content.decode()
    preview = send(editor, [old, into], into)
    assert "This is what it would do" in preview.content.decode()
    assert type(into)._default_manager.count() == 2
    reply = send(editor, [old, into], into, merge="1", effect_seen=token_of(preview), why="One and the same.")
    assert reply["Location"] == page_of(into)
    assert type(into)._default_manager.get().pk == into.pk
    gone = KeptEntry.versions.get(key=old.key, history_type="-")
    assert (gone.history_user.get_username(), gone.history_change_reason) == ("ada", "One and the same.")


def test_the_preview_says_what_comes_over_what_stays_behind_and_whose_memory_follows(
    editor: Client, hadrut: None, now: datetime
) -> None:
    old, into = (Event.objects.get(key=key) for key in ("fighting-of-10-october", "clashes-of-20-october"))
    fact = f"happened:event/{old.key}"
    Progress.objects.create(learner=LearnerFactory.create(), fact_key=fact, memory={}, due_at=now)
    page = send(editor, [old, into], into).content.decode()
    assert "What stays is" in page
    assert "What is not taken over" in page
    assert "2020-10-10" in page
    assert "The memory of one learner follows." in page
    assert Progress.objects.get().fact_key == fact
    assert Event.objects.filter(key=old.key).exists()


def test_what_has_an_effect_on_questions_is_seen_before_it_is_done(editor: Client, hadrut: None) -> None:
    old, into = Claimant.objects.get(key="aliyev"), ClaimantFactory.create(kind="person", name="Ilham Heydar Aliyev")
    unseen = send(editor, [old, into], into, merge="1", effect_seen="")
    assert unseen.status_code == 409
    assert Claimant.objects.filter(key=old.key).exists()
    done = send(editor, [old, into], into, merge="1", effect_seen=token_of(unseen))
    assert done.status_code == 302
    assert MergedKey.objects.get().new_key == into.key


def test_what_was_said_before_a_date_keeps_that_date_away(editor: Client, hadrut: None) -> None:
    """The capture has no date on record for good reason: taking one over would make announcements come too early."""
    old, into = (Event.objects.get(key=key) for key in ("fighting-of-10-october", "capture-of-hadrut"))
    page = send(editor, [old, into], into)
    assert page.status_code == 409
    assert "before what it affirms began" in page.content.decode()


def test_what_cannot_be_merged_says_why_and_writes_nothing(editor: Client) -> None:
    old, into = (ClaimantFactory.create(speaks_for=PartyFactory.create()) for _ in range(2))
    for more in ({}, {"merge": "1", "effect_seen": ""}):
        reply = send(editor, [old, into], into, **more)
        assert reply.status_code == 409
        assert "speak for different parties" in reply.content.decode()
    assert Claimant.objects.count() == 2


def test_one_row_or_very_many_are_not_merged(editor: Client) -> None:
    rows = [PlaceFactory.create() for _ in range(11)]
    for chosen in (rows[:1], rows):
        reply = choose(editor, *chosen)
        assert "Choose two to 10 rows" in " ".join(map(str, get_messages(reply.wsgi_request)))
    page = editor.get(reverse(PATH[Place]), {"row": ["nobody", rows[0].key]}).content.decode()
    assert "no longer there" in page
    without = editor.post(reverse(PATH[Place]), {"row": [rows[0].key, rows[1].key]}).content.decode()
    assert "Choose the row that stays." in without


def test_pressing_twice_or_two_editors_at_once_merge_once(editor: Client) -> None:
    other = sign_in("Editors", "bea")
    old, into = PlaceFactory.create(), PlaceFactory.create()
    fields = {"merge": "1", "effect_seen": ""}
    assert send(editor, [old, into], into, **fields).status_code == 302
    assert send(editor, [old, into], into, **fields).status_code == 302
    # The other one wanted it the other way round: she is told.
    late = send(other, [old, into], old, **fields)
    assert late.status_code == 409
    assert "no longer there" in late.content.decode()
    assert Place.objects.get() == into


@pytest.mark.parametrize("who", ["Contributors", "nobody", "learner"])
def test_only_editors_merge(client: Client, who: str) -> None:
    browser = sign_in("Contributors") if who == "Contributors" else client
    if who == "learner":
        browser.force_login(UserFactory.create())
    old, into = EventFactory.create(status=Status.DRAFT), EventFactory.create(status=Status.DRAFT)
    assert send(browser, [old, into], into, merge="1", effect_seen="").status_code in (302, 403)
    assert choose(browser, old, into).status_code in (200, 403)
    assert Event.objects.count() == 2


def test_a_new_row_does_not_take_a_key_that_leads_elsewhere(editor: Client) -> None:
    old, into = PlaceFactory.create(key="gadrut", name="Gadrut"), PlaceFactory.create(key="hadrut", name="Hadrut")
    send(editor, [old, into], into, merge="1", effect_seen="")
    page = editor.get(reverse("admin:history_place_add"))
    management = {
        f"{inline.formset.prefix}-{name}": "0"
        for inline in page.context["inline_admin_formsets"]
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    fields = {**management, "name": "Gadrut", "kind": "village", "key": "gadrut"}
    refused = editor.post(reverse("admin:history_place_add"), fields).content.decode()
    assert "merged into “hadrut”" in refused
    editor.post(reverse("admin:history_place_add"), fields | {"key": ""})
    assert set(Place.objects.values_list("key", flat=True)) == {"hadrut", "gadrut-2"}


def test_the_page_takes_as_many_queries_for_rows_named_often(editor: Client) -> None:
    counts = []
    rows = [PlaceFactory.create(), PlaceFactory.create()]
    for _times in range(2):
        for _event in range(3):
            EventPlaceFactory.create(place=rows[0])
        with CaptureQueriesContext(connection) as queries:
            assert send(editor, rows, rows[1]).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
