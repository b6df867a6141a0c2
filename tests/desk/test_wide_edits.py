"""Edits that touch too much to wait for: the form waits, on a stage it is looked at, and then it is kept or not."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from history import effects
from history.models import Event, Rehearsal
from history.rehearsing import working
from history.revise import record_changed
from quizzes.models import Regrade
from tests.desk.forms import fields_of, form_of, page_of
from tests.desk.people import sign_in
from tests.desk.test_wide_effects import state_of_record, text_of
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_regrade import KEY, answer, ask

pytestmark = pytest.mark.django_db

UNSEEN = {"effect_seen": "unseen"}


@pytest.fixture
def editor() -> Client:
    return sign_in("Editors", "ada")


@pytest.fixture
def event(hadrut: None, monkeypatch: pytest.MonkeyPatch) -> Event:
    """An event, in a record of which any edit touches too much to wait for."""
    monkeypatch.setattr("history.effects.is_wide", lambda _names: True)
    return Event.objects.get(key=KEY)


def send(editor: Client, event: Event, **fields: str) -> Any:
    return editor.post(page_of(event), form_of(editor, event) | fields)


def wait_again() -> Rehearsal:
    """Nobody looked at it yet."""
    row = Rehearsal.objects.get()
    Rehearsal.objects.update(state="looking", worker="", effect=[], token="", tries=0, done=2, total=5)
    return row


def part_of(row: Rehearsal) -> str:
    return reverse("admin:history_rehearsal_part", args=[row.pk])


def test_what_a_wide_edit_does_is_seen_before_it_is_kept(editor: Client, event: Event) -> None:
    answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    before = state_of_record()
    shown = send(editor, event, happened="2020-10-11", summary="Typed with care.")
    page = text_of(shown)
    assert "Not saved yet" in page
    assert "<del>10 October 2020</del> <ins>11 October 2020</ins>" in page
    assert "Of 1 learner 1 would be marked differently" in page
    assert fields_of(shown)["summary"] == "Typed with care."
    assert state_of_record() == before
    row = Rehearsal.objects.get()
    reply = editor.post(page_of(event), {**fields_of(shown), "effect_seen": row.token})
    assert reply.status_code == 302
    event.refresh_from_db()
    assert event.happened == "2020-10-11"
    assert Regrade.objects.get().remarked == 1


def test_who_only_wants_to_see_is_told_that_it_was_not_looked_at(editor: Client, event: Event) -> None:
    effect = effects.rehearse(lambda: record_changed(events=[KEY]))
    assert effect.is_wide
    assert "it was not looked at which questions change" in "".join(effect.pieces)


def test_while_it_is_looked_at_nothing_is_kept_and_sending_the_form_again_looks_again(
    editor: Client, event: Event
) -> None:
    shown = send(editor, event, happened="2020-10-11")
    row = wait_again()
    page = text_of(editor.post(page_of(event), fields_of(shown)))
    assert "40&nbsp;% (2 of 5 events)" in page
    assert f'hx-get="{part_of(row)}" hx-trigger="every 2s"' in page
    assert "Save without having seen it" in page
    assert "Save, with this effect" not in page
    assert Rehearsal.objects.get() == row
    working.carry_on(row.pk)
    part = text_of(editor.get(part_of(row)))
    assert "hx-trigger" not in part
    assert "Save, with this effect" in part
    event.refresh_from_db()
    assert event.happened == "2020-10-10"


def test_it_can_be_saved_without_having_seen_it(editor: Client, event: Event) -> None:
    send(editor, event, happened="2020-10-11")
    wait_again()
    assert send(editor, event, happened="2020-10-11", **UNSEEN).status_code == 302
    event.refresh_from_db()
    assert event.happened == "2020-10-11"


def test_whoever_goes_on_editing_sees_what_that_would_do(editor: Client, event: Event) -> None:
    send(editor, event, happened="2020-10-11")
    token = Rehearsal.objects.get().token
    page = text_of(send(editor, event, happened="2020-10-12", effect_seen=token))
    assert "<ins>12 October 2020</ins>" in page
    assert Rehearsal.objects.get().token != token
    event.refresh_from_db()
    assert event.happened == "2020-10-10"


def test_what_was_seen_of_an_earlier_record_is_looked_at_anew(editor: Client, event: Event) -> None:
    send(editor, event, happened="2020-10-11")
    token = Rehearsal.objects.get().token
    record_changed()
    assert send(editor, event, happened="2020-10-11", effect_seen=token).status_code == 200
    row = Rehearsal.objects.get()
    assert send(editor, event, happened="2020-10-11", effect_seen=row.token).status_code == 302


def test_nobody_else_sees_it_and_it_stands_in_no_list(editor: Client, event: Event) -> None:
    send(editor, event, happened="2020-10-11")
    path = part_of(Rehearsal.objects.get())
    assert editor.get(path).status_code == 200
    assert sign_in("Editors", "ben").get(path).status_code == 404
    assert Client().get(path).status_code == 302
    assert "Rehearsal" not in text_of(editor.get(reverse("admin:index")))


def test_a_deletion_and_a_withdrawal_are_asked_about(editor: Client, event: Event) -> None:
    listed = reverse("admin:history_event_changelist")
    chosen = {"action": "unpublish", "_selected_action": [str(event.pk)]}
    for path, fields in ((page_of(event, "delete"), {"post": "yes"}), (listed, chosen)):
        page = text_of(editor.post(path, fields))
        assert "the record no longer holds this fact" in page
        assert Event.objects.published().filter(pk=event.pk).exists()
    token = Rehearsal.objects.get().token
    assert editor.post(listed, {**chosen, "effect_seen": token}).status_code == 302
    assert not Event.objects.published().filter(pk=event.pk).exists()
