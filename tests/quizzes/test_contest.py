"""“I was right”: a learner contests a verdict, and it reaches the editors with the question as shown."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Answer, Challenge, Flag, Mark, Progress
from tests.factories import EditorFactory, UserFactory
from tests.quizzes.people import OTHERS, somebody
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def address(sitting: Sitting, position: int = 0) -> str:
    """Where an objection is sent."""
    return reverse("quizzes:session-contest", args=[sitting.session.key, position])


def answered(sitting: Sitting) -> str:
    """The page of the first answer."""
    return sitting.client.get(reverse("quizzes:session-answered", args=[sitting.session.key, 0])).content.decode()


@pytest.mark.parametrize("text", ["", "The ministry said so on the 10th."])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_objection_is_sent_and_changes_no_mark(
    client: Client, hadrut: None, text: str, headers: dict[str, str]
) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_wrong()
    memory = Progress.objects.get().memory
    assert "I was right" in answered(sitting)
    assert client.post(address(sitting), {"text": text}, headers=headers).status_code == 302
    challenge = Challenge.objects.get()
    assert (challenge.answer, challenge.text, challenge.status) == (Answer.objects.get(), text, "open")
    assert Mark.objects.get().verdict == "wrong"
    assert Progress.objects.get().memory == memory
    page = answered(sitting)
    assert "the editors have your answer" in page
    assert "I was right" not in page


def test_once_for_each_answer(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_wrong()
    codes = [client.post(address(sitting), {"text": text}).status_code for text in ("One.", "One.", "Two.")]
    assert codes == [302, 302, 409]
    assert Challenge.objects.get().text == "One."
    assert "wrote to the editors about this before" in client.post(address(sitting), {"text": "3"}).content.decode()


@pytest.mark.parametrize("fields", [None, {"unknown": "1"}])
def test_what_was_right_or_not_answered_cannot_be_contested(
    client: Client, hadrut: None, fields: dict[str, str] | None
) -> None:
    sitting = Sitting.begin(client)
    sitting.post(fields or sitting.right_answer())
    assert "I was right" not in answered(sitting)
    assert client.post(address(sitting), {"text": "But."}).status_code == 302
    assert not Challenge.objects.exists()


def test_a_note_that_is_too_long_is_kept_and_explained(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_wrong()
    long = "because " * 80
    for url in (address(sitting), reverse("quizzes:session-flag", args=[sitting.session.key, 0])):
        response = client.post(url, {"text": long})
        assert response.status_code == 422
        assert "at most 500 characters" in response.content.decode()
        assert long.strip() in response.content.decode()
    assert not Challenge.objects.exists()
    assert not Flag.objects.exists()


def test_what_was_not_answered_or_taken_back_has_no_mark_to_contest(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    page = reverse("quizzes:session", args=[sitting.session.key])
    assert client.post(address(sitting))["Location"] == page
    sitting.answer_wrong()
    client.post(reverse("quizzes:session-undo", args=[sitting.session.key]), {"position": "0"})
    assert client.post(address(sitting))["Location"] == page
    assert not Challenge.objects.exists()


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_contests(client: Client, hadrut: None, person: str) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_wrong()
    assert somebody(person).post(address(sitting), {"text": "Me too."}).status_code == 404
    assert not Challenge.objects.exists()


def test_an_editor_finds_it_with_the_question_as_shown_and_answers(client: Client, hadrut: None) -> None:
    client.force_login(UserFactory.create(username="a-pupils-name"))
    sitting = Sitting.begin(client)
    prompt, right = sitting.shown.prompt, sitting.shown.answer_text
    chosen = dict(sitting.shown.options).get(sitting.wrong_answer().get("value", ""), "nobody and never")
    sitting.answer_wrong()
    client.post(address(sitting), {"text": "My book says otherwise."})
    client.post(reverse("quizzes:session-flag", args=[sitting.session.key, 0]), {"text": "Unclear."})
    desk = Client()
    desk.force_login(EditorFactory.create())
    for model, row in (("challenge", Challenge.objects.get()), ("flag", Flag.objects.get())):
        queue = desk.get(reverse(f"admin:quizzes_{model}_changelist"), {"status__exact": "open"})
        url = reverse(f"admin:quizzes_{model}_change", args=[row.pk])
        page = desk.get(url).content.decode().replace("&quot;", '"').replace("&#x27;", "'")
        assert prompt in queue.content.decode().replace("&quot;", '"').replace("&#x27;", "'")
        assert all(text in page for text in (prompt, right, chosen, row.text))
        assert "a-pupils-name" not in page
        assert desk.post(url, {"status": "closed", "text": "forged"}).status_code == 403
        decide = reverse(f"admin:quizzes_{model}_decide", args=[row.pk])
        assert desk.post(decide, {"decision": "answer", "reply": "Thank you."}).status_code == 302
        row.refresh_from_db()
        assert (row.status, row.reply, row.text != "forged") == ("closed", "Thank you.", True)
        assert desk.get(reverse(f"admin:quizzes_{model}_add")).status_code == 403
        assert desk.post(reverse(f"admin:quizzes_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_an_editor_without_every_right_has_the_queue_and_the_way_to_the_event(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    while not sitting.shown.event:
        sitting.answer_right()
    position, event = sitting.asked.position, sitting.shown.event
    sitting.answer_wrong()
    client.post(address(sitting, position))
    keeper = UserFactory.create(is_staff=True)
    keeper.user_permissions.add(*Permission.objects.filter(content_type__app_label="history"))
    desk = Client()
    desk.force_login(keeper)
    assert "contested verdicts" in desk.get(reverse("admin:index")).content.decode().casefold()
    page = desk.get(reverse("admin:quizzes_challenge_change", args=[Challenge.objects.get().pk])).content.decode()
    way = f"{reverse('admin:history_event_changelist')}?key={event}"
    assert way in page
    assert desk.get(way).status_code == 200


@pytest.mark.parametrize("is_staff", [True, False])
def test_whoever_does_not_keep_the_record_sees_no_queue(client: Client, is_staff: bool) -> None:
    client.force_login(UserFactory.create(is_staff=is_staff))
    assert client.get(reverse("admin:quizzes_challenge_changelist")).status_code == (403 if is_staff else 302)


def test_the_queue_does_not_grow_in_queries(client: Client, hadrut: None, now: datetime) -> None:
    sitting = Sitting.begin(client)
    desk = Client()
    desk.force_login(EditorFactory.create())
    counts = []
    for _answer in range(3):
        sitting.answer_wrong()
        answer = Answer.objects.order_by("-pk")[0]
        Challenge.objects.create(answer=answer, created_at=timezone.now())
        Flag.objects.create(asked=answer.asked, created_at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            for model in ("challenge", "flag"):
                assert desk.get(reverse(f"admin:quizzes_{model}_changelist")).status_code == 200
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
