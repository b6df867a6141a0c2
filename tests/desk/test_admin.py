"""Editors keep the record in the admin; what they publish is asked, what they withdraw is not."""

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from history.facts.reading import read_revision
from history.models import Event, Status
from quizzes.models import Question
from quizzes.services.refresh_questions import refresh_all
from tests.desk.forms import form_of, send
from tests.factories import UserFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

CHANGE = "admin:history_event_change"
LIST = "admin:history_event_changelist"


@pytest.fixture
def editor(client: Client) -> Client:
    """An editor's browser, signed in as `make editor` lets her."""
    call_command("make_editor", "--name", "ed")
    client.force_login(User.objects.get(username="ed"))
    return client


@pytest.mark.parametrize(("person", "status"), [("editor", 200), ("learner", 302), ("stranger", 302)])
def test_only_editors_see_the_desk(hadrut: None, person: str, status: int) -> None:
    client = Client()
    if person == "editor":
        call_command("make_editor", "--name", "ed")
        client.force_login(User.objects.get(username="ed"))
    if person == "learner":
        client.force_login(UserFactory.create())
    event = Event.objects.get(key="capture-of-hadrut")
    assert client.get(reverse(CHANGE, args=[event.pk])).status_code == status
    assert client.get(reverse(LIST)).status_code == status


def test_every_page_of_the_record_opens(editor: Client, hadrut: None) -> None:
    for model in ("event", "claim", "attribution", "claimant", "party", "place", "source", "topic"):
        listed = editor.get(reverse(f"admin:history_{model}_changelist"))
        assert listed.status_code == 200
        assert editor.get(reverse(f"admin:history_{model}_add")).status_code == 200
        row = listed.context["cl"].queryset[0]
        assert editor.get(reverse(f"admin:history_{model}_change", args=[row.pk])).status_code == 200


def test_the_event_shows_its_questions_and_the_refused_ones_with_their_rules(editor: Client, hadrut: None) -> None:
    event = Event.objects.get(key="capture-of-hadrut")
    page = editor.get(reverse(CHANGE, args=[event.pk])).content.decode()
    assert "According to third-party sources" in page
    assert "dispute_attributed" in page
    assert "no_leak" in page


def test_withdrawing_an_event_withdraws_its_questions(editor: Client, hadrut: None) -> None:
    before = read_revision()
    event = Event.objects.get(key="reported-taking-of-four-settlements")
    data = {"action": "unpublish", "_selected_action": [str(event.pk)]}
    assert send(editor, reverse(LIST), data, follow=True).status_code == 200
    event.refresh_from_db()
    assert event.status == Status.DRAFT
    assert read_revision() > before
    assert not Question.objects.live().filter(event_key=event.key).exists()
    send(editor, reverse(LIST), {**data, "action": "publish"})
    assert Question.objects.live().filter(event_key=event.key).exists()


def test_a_wrong_date_is_refused_where_it_was_typed_and_nothing_is_lost(editor: Client, hadrut: None) -> None:
    event = Event.objects.get(key="trilateral-deal")
    fields = form_of(editor, event)
    response = send(editor, reverse(CHANGE, args=[event.pk]), {**fields, "happened": "last autumn", "title": "New"})
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert "happened" in form.errors
    assert form["title"].value() == "New"
    event.refresh_from_db()
    assert event.happened == ""


def test_an_edited_date_moves_its_bounds_and_its_question(editor: Client, hadrut: None) -> None:
    event = Event.objects.get(key="fighting-of-10-october")
    fields = form_of(editor, event)
    response = send(editor, reverse(CHANGE, args=[event.pk]), {**fields, "happened": "2020-10-11"})
    assert response.status_code == 302, response.context["errors"]
    event.refresh_from_db()
    assert event.earliest_day == event.latest_day == 737_709
    refresh_all()
    asked = Question.objects.live().get(key="happened:event/fighting-of-10-october#typed")
    assert asked.shown is not None
    assert asked.shown.content["answer"] == "2020-10-11"


# The bank is not refreshed here: what an editor changed counts before any background work is done.
@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}})
def test_a_session_never_asks_what_an_editor_just_withdrew(editor: Client, hadrut: None) -> None:
    sitting = Sitting.begin(Client())
    sitting.session.refresh_from_db()
    following = Question.objects.get(key=sitting.session.plan[0][0])
    data = {"action": "unpublish", "_selected_action": [str(pk) for pk in Event.objects.values_list("pk", flat=True)]}
    send(editor, reverse(LIST), data)
    assert Question.objects.live().filter(pk=following.pk).exists()
    sitting.answer_right()
    assert sitting.is_over()
