"""Before an edit of what is asked is kept, its editor sees what it does: made, looked at, taken back."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from threading import Thread
from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.effects import Watch, rehearse
from history.facts.reading import read_revision
from history.facts.values import DateFact, Fact, FactKey
from history.models import Attribution, Claim, Claimant, Event, KeptEntry, Place, Source, Status
from history.publishing import set_status
from history.versions.keeping import Edit
from quizzes.models import AskedQuestion, Question
from quizzes.questions.values import GROUP_FORMS, Form
from quizzes.services.foresee_effect import find_moved, foresee_effect
from quizzes.services.gather_effect import Foreseen
from quizzes.services.read_facts import facts_of_topic
from tests.desk.forms import effect_shown, fields_of, form_of, page_of, save, send
from tests.desk.people import sign_in
from tests.quizzes.campaign import ask_group, let_learn, make_campaign
from tests.quizzes.factories import LearnerFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

LIST = "admin:history_event_changelist"
TOPIC = "battle-of-hadrut"
FACT = FactKey("happened:event/fighting-of-10-october")


@pytest.fixture
def editor() -> Client:
    return sign_in("Editors", "ada")


@pytest.fixture
def event(hadrut: None) -> Event:
    return Event.objects.get(key="fighting-of-10-october")


followed: list[tuple[tuple[str, ...], tuple[str, ...]]] = []


def follow(topics: tuple[str, ...], events: tuple[str, ...]) -> None:
    followed.append((topics, events))


def look_and_read(names: set[str] | None, watch: Watch | None) -> list[str]:
    """Somebody's preview that reads the facts by the way that questions are asked by."""
    _around, facts = facts_of_topic(TOPIC, read_revision())
    return [value_of(facts)]


def look_always(names: set[str] | None, watch: Watch | None) -> list[str]:
    return ["Something."]


def value_of(facts: Mapping[FactKey, Fact]) -> str:
    fact = facts[FACT]
    assert isinstance(fact, DateFact)
    return fact.value.show()


@pytest.fixture
def followers() -> Iterator[None]:
    followed.clear()
    with override_settings(HISTORY_AFTER_PUBLISH=["tests.desk.test_effects.follow"]):
        yield


def state_of_everything() -> tuple[object, ...]:
    events = list(Event.objects.order_by("pk").values_list())
    bank = list(Question.objects.order_by("pk").values_list())
    return events, bank, read_revision(), LogEntry.objects.count(), KeptEntry.versions.count()


def test_an_edit_that_changes_questions_is_shown_and_nothing_is_kept(
    editor: Client, event: Event, followers: None
) -> None:
    before = state_of_everything()
    fields = form_of(editor, event) | {"happened": "2020-10-11", "summary": "Typed with care."}
    reply = editor.post(page_of(event), fields)
    page = reply.content.decode()
    assert reply.status_code == 200
    assert "Not saved yet" in page
    assert "<del>10 October 2020</del>" in page
    assert "<ins>11 October 2020</ins>" in page
    assert "Please correct the error" not in page
    assert fields_of(reply)["summary"] == "Typed with care."
    assert state_of_everything() == before
    assert not list(get_messages(reply.wsgi_request))
    assert followed == []


@pytest.mark.parametrize("model", [Event, Claim, Attribution, Claimant, Place, Source])
def test_every_page_sends_back_which_effect_was_seen(editor: Client, hadrut: None, model: type[Model]) -> None:
    """What the browser sends is what the page holds, not what the form knows."""
    with override_settings(HISTORY_EFFECT_PREVIEW=["tests.desk.test_effects.look_always"]):
        rows = model._default_manager.order_by("pk")
        row = (rows.filter(attributions__isnull=False) if model is Claimant else rows)[0]
        reply = editor.post(page_of(row), form_of(editor, row))
    token = effect_shown(reply)
    assert token
    assert f'name="effect_seen" value="{token}"' in reply.content.decode()
    assert 'name="seen"' in reply.content.decode()


def test_seen_it_is_kept_and_told_once(editor: Client, event: Event, followers: None) -> None:
    shown = editor.post(page_of(event), form_of(editor, event) | {"happened": "2020-10-11"})
    reply = editor.post(page_of(event), fields_of(shown), follow=True)
    assert reply.content.decode().count("was changed successfully") == 1
    event.refresh_from_db()
    assert event.happened == "2020-10-11"
    assert len(followed) == 1
    assert event.key in followed[0][1]


def test_whoever_goes_on_editing_sees_what_that_would_do(editor: Client, event: Event) -> None:
    shown = editor.post(page_of(event), form_of(editor, event) | {"happened": "2020-10-11"})
    again = editor.post(page_of(event), fields_of(shown) | {"happened": "2020-10-12"})
    assert effect_shown(again) not in ("", effect_shown(shown))
    assert "<ins>12 October 2020</ins>" in again.content.decode()
    event.refresh_from_db()
    assert event.happened == "2020-10-10"
    assert editor.post(page_of(event), fields_of(again)).status_code == 302


def test_what_changes_no_question_is_saved_at_once(editor: Client, event: Event) -> None:
    fields = form_of(editor, event) | {"summary": "Another summary."}
    assert editor.post(page_of(event), fields).status_code == 302


def test_a_draft_is_saved_at_once_and_its_publication_shows_what_appears(editor: Client, event: Event) -> None:
    set_status([event.key], Status.DRAFT, Edit())
    assert editor.post(page_of(event), form_of(editor, event) | {"happened": "2020-10-13"}).status_code == 302
    reply = editor.post(page_of(event), form_of(editor, event) | {"status": "published"})
    page = reply.content.decode()
    assert "appear" in page
    assert "13 October 2020" in page
    assert "withdrawn" not in page


def test_a_bulk_withdrawal_is_asked_about_and_can_be_left(editor: Client, event: Event) -> None:
    chosen = {"action": "unpublish", "_selected_action": [str(event.pk)]}
    reply = editor.post(reverse(LIST), chosen)
    page = reply.content.decode()
    assert "Nothing was changed yet" in page
    assert "the record no longer holds this fact" in page
    assert "is now" not in page
    event.refresh_from_db()
    assert event.status == Status.PUBLISHED
    assert f'href="{reverse(LIST)}"' in page
    assert "is now" in send(editor, reverse(LIST), chosen, follow=True).content.decode()
    event.refresh_from_db()
    assert event.status == Status.DRAFT


@pytest.mark.parametrize("way", ["page", "list"])
def test_a_deletion_is_asked_about(editor: Client, event: Event, way: str) -> None:
    path = page_of(event, "delete") if way == "page" else reverse(LIST)
    chosen = {"action": "delete_selected", "_selected_action": [str(event.pk)]} if way == "list" else {}
    fields = {"post": "yes", **chosen}
    assert "withdrawn" in editor.post(path, fields).content.decode()
    assert Event.objects.filter(pk=event.pk).exists()
    assert send(editor, path, fields).status_code == 302
    assert not Event.objects.filter(pk=event.pk).exists()


def test_restoring_is_asked_about(editor: Client, event: Event) -> None:
    save(editor, event, happened="2020-10-11")
    oldest = KeptEntry.versions.filter(key=event.key).order_by("history_date", "history_id")[0]
    path = f"{page_of(event, 'history')}{oldest.pk}/"
    page = editor.post(path).content.decode()
    assert "<ins>10 October 2020</ins>" in page
    assert "Restored as of" not in page
    event.refresh_from_db()
    assert event.happened == "2020-10-11"
    assert "Restored as of" in send(editor, path, follow=True).content.decode()
    event.refresh_from_db()
    assert event.happened == "2020-10-10"


def test_sessions_that_run_are_counted_and_nobody_is_named(editor: Client, event: Event) -> None:
    sittings = [Sitting.begin(Client()) for _learner in range(6)]
    # A direction is asked about as long as something published names its place.
    waiting = len(sittings)
    everything = [str(pk) for pk in Event.objects.values_list("pk", flat=True)]
    page = editor.post(reverse(LIST), {"action": "unpublish", "_selected_action": everything}).content.decode()
    assert f"In {waiting} session" in page
    assert not [sitting for sitting in sittings if str(sitting.session.learner.key)[:8] in page]


def test_questions_about_several_facts_are_counted_with_the_sessions_in_which_one_waits(
    editor: Client, now: datetime
) -> None:
    make_campaign()
    for number, form in enumerate((Form.ORDER, Form.BEFORE_AFTER)):
        learner = LearnerFactory.create()
        let_learn(learner, now)
        ask_group(learner, form, now, number)
    asked = AskedQuestion.objects.filter(session__finished_at=None, question__form__in=GROUP_FORMS)
    row = Event.objects.get(key=asked[0].shown.content["parts"][0]["event"])
    own = {str(fact) for fact in Question.objects.filter(event_key=row.key).values_list("fact_key", flat=True)}
    about = Question.objects.live().filter(form__in=GROUP_FORMS)
    groups = sum(not own.isdisjoint((one.fact_key, *one.companions)) for one in about)
    waiting = sum(any(part["event"] == row.key for part in one.shown.content["parts"]) for one in asked)
    assert 0 < groups < about.count()
    foreseen = rehearse_and_foresee(row)
    assert (foreseen.groups, foreseen.groups_waiting) == (groups, waiting)
    page = editor.post(page_of(row, "delete"), {"post": "yes"}).content.decode()
    assert f"{groups} questions about several facts ask about this as well" in page
    assert "a question about several facts that asks about this waits for an answer now" in page
    with patch("quizzes.services.gather_effect.MOST_GROUPS", 1):
        assert rehearse_and_foresee(row).groups == 0


def rehearse_and_foresee(row: Event) -> Foreseen:
    """What withdrawing an event would do; it stays as it is."""
    with transaction.atomic():
        Event.objects.filter(pk=row.pk).update(status=Status.DRAFT)
        foreseen = foresee_effect({row.key})
        transaction.set_rollback(True)
    return foreseen


def test_a_session_elsewhere_in_the_record_is_not_counted(editor: Client, event: Event) -> None:
    sitting = Sitting.begin(Client())
    sitting.session.plan = []
    sitting.session.save()
    own = sitting.asked.question.event_key
    other = Event.objects.exclude(key=own).get(key="advance-on-hadrut" if own == event.key else event.key)
    page = editor.post(page_of(other, "delete"), {"post": "yes"}).content.decode()
    assert "waits for an answer" not in page


def test_who_answers_meanwhile_makes_no_editor_look_again(editor: Client, event: Event) -> None:
    chosen = {"action": "unpublish", "_selected_action": [str(event.pk)]}
    token = effect_shown(editor.post(reverse(LIST), chosen))
    Sitting.begin(Client()).answer_right()
    assert editor.post(reverse(LIST), {**chosen, "effect_seen": token}).status_code == 302


@override_settings(HISTORY_EFFECT_PREVIEW=["tests.desk.test_effects.look_and_read"])
def test_facts_read_while_a_change_may_be_taken_back_are_not_kept(editor: Client, event: Event) -> None:
    facts_of_topic(TOPIC, read_revision())
    shown = editor.post(page_of(event), form_of(editor, event) | {"happened": "2020-10-11"})
    assert "11 October" in "".join(shown.context["adminform"].form.effect.pieces)
    before = read_revision()
    facts = facts_of_topic(TOPIC, before)[1]
    assert value_of(facts) == "10 October 2020"
    save(editor, event, happened="2020-10-12")
    # The very number that the record had while it was looked at.
    assert read_revision() == before + 1
    assert value_of(facts_of_topic(TOPIC, read_revision())[1]) == "12 October 2020"


@pytest.mark.django_db(transaction=True)
def test_another_thread_reads_and_keeps_what_stands_meanwhile(hadrut: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("tests share one connection to SQLite's memory between threads")
    event = Event.objects.get(key="fighting-of-10-october")
    read: list[str] = []

    def read_elsewhere() -> None:
        try:
            read.append(value_of(facts_of_topic(TOPIC, read_revision())[1]))
        finally:
            connection.close()

    def change() -> None:
        event.set_happened("2020-10-11")
        event.save()
        set_status([event.key], Status.PUBLISHED, Edit())
        thread = Thread(target=read_elsewhere)
        thread.start()
        thread.join()

    assert rehearse(change).token
    assert read == ["10 October 2020"]
    assert value_of(facts_of_topic(TOPIC, read_revision())[1]) == "10 October 2020"


def test_a_rehearsal_leaves_no_trace(event: Event, followers: None) -> None:
    before = state_of_everything()
    effect = rehearse(lambda: set_status([event.key], Status.DRAFT, Edit()))
    assert effect.token
    assert "withdrawn" in "".join(effect.pieces)
    assert state_of_everything() == before
    assert followed == []


def test_a_bank_in_step_with_the_record_foresees_nothing(hadrut: None) -> None:
    assert foresee_effect(None).is_nothing
    assert foresee_effect(set(Event.objects.values_list("key", flat=True))).is_nothing
    assert foresee_effect({"no-such-event"}).is_nothing


Bank = dict[str, tuple[str, str] | None]


def bank_of(event: Event) -> Bank:
    """The live questions about one fact of an event: what they ask and what is right."""
    rows = Question.objects.live().filter(event_key=event.key).exclude(form__in=GROUP_FORMS)
    contents = {row.key: row.shown.content for row in rows.select_related("shown") if row.shown}
    return {key: (content["prompt"], content["answer_text"]) for key, content in contents.items()}


@pytest.mark.parametrize(
    "changed", [{"happened": "2020-10-11"}, {"happened": ""}, {"happened": "2020"}, {"title": "A"}]
)
def test_what_is_foreseen_is_what_the_bank_comes_to(editor: Client, event: Event, changed: dict[str, str]) -> None:
    before = bank_of(event)
    foreseen: Bank = {}

    def change() -> None:
        for name, value in changed.items():
            setattr(event, name, value)
        event.set_happened(event.happened)
        event.save()
        for row, _before, after, _why in find_moved({event.key}):
            foreseen[row.key] = (after.prompt, after.answer_text) if after else None

    rehearse(change)
    save(editor, event, **changed)
    after = bank_of(event)
    assert foreseen
    assert foreseen == {
        key: after.get(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    }


def test_looking_costs_no_more_queries_with_more_sessions(editor: Client, event: Event) -> None:
    counts = []
    for learners in (1, 6):
        for _learner in range(learners):
            Sitting.begin(Client())
        with CaptureQueriesContext(connection) as queries:
            rehearse(lambda: set_status([event.key], Status.DRAFT, Edit()))
        counts.append(len(queries))
    assert counts[0] == counts[1]
