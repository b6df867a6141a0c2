"""Signed out in the middle of a session: to the sign-in and back, with what was typed; a stranger learns nothing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, AskedQuestion, Challenge, Flag, Question
from tests.accounts.people import make_user, sign_in, sign_out, sign_up
from tests.quizzes.people import OTHERS, somebody
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
CSRF = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')


@pytest.fixture
def typed(client: Client, hadrut: None) -> Sitting:
    """Ada's session, at a question whose answer is typed; she is signed out."""
    sign_up(client, "ada")
    sitting = Sitting.begin(client)
    asked = sitting.asked
    shown = Question.objects.filter(form="typed", is_live=True).exclude(shown=None)[0]
    AskedQuestion.objects.filter(pk=asked.pk).update(question=shown, shown=shown.shown)
    sign_out(client)
    return sitting


@pytest.fixture
def missed(client: Client, hadrut: None) -> Sitting:
    """Ada's session, after a wrong answer to its first question; she is signed out."""
    sign_up(client, "ada")
    sitting = Sitting.begin(client)
    sitting.answer_wrong()
    sign_out(client)
    return sitting


def sign_in_url(sitting: Sitting) -> str:
    return f"{reverse('account_login')}?next={reverse('quizzes:session', args=[sitting.session.key])}"


def first_answer(sitting: Sitting) -> str:
    return reverse("quizzes:session-answered", args=[sitting.session.key, 0])


def note_url(sitting: Sitting, kind: str) -> str:
    return reverse(f"quizzes:session-{kind}", args=[sitting.session.key, 0])


def test_htmx_goes_to_the_sign_in_and_what_was_typed_is_still_there(client: Client, typed: Sitting) -> None:
    reply = typed.post({"text": "9 octobre <2020>"}, headers=HTMX)
    assert reply.status_code == 200
    assert reply["HX-Redirect"] == sign_in_url(typed)
    assert reply.content == b""
    assert not Answer.objects.exists()
    back = sign_in(client, "ada", next=reverse("quizzes:session", args=[typed.session.key]))
    assert back["Location"] == reverse("quizzes:session", args=[typed.session.key])
    assert 'value="9 octobre &lt;2020&gt;"' in typed.page().content.decode()


def test_a_plain_form_goes_the_same_way(client: Client, typed: Sitting) -> None:
    reply = typed.post({"text": "Hadrut"})
    assert (reply.status_code, reply["Location"]) == (302, sign_in_url(typed))
    sign_in(client, "ada")
    assert 'value="Hadrut"' in typed.page().content.decode()
    typed.post({"text": "Hadrut"})
    assert Answer.objects.get().text == "Hadrut"
    assert 'value="Hadrut"' not in typed.page().content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_opening_the_page_leads_to_the_sign_in_too(client: Client, typed: Sitting, headers: dict[str, str]) -> None:
    reply = typed.page(**headers)
    assert reply.get("HX-Redirect", reply.get("Location")) == sign_in_url(typed)


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("person", ["classmate", "classmate, signed out", "stranger", "forger"])
def test_others_get_the_same_404_as_for_a_session_that_is_not(
    typed: Sitting, person: str, headers: dict[str, str]
) -> None:
    other = Client()
    if person.startswith("classmate"):
        sign_up(other, "ben")
    if person.endswith("signed out"):
        sign_out(other)
    if person == "forger":
        other.cookies["last_user"] = f"{typed.session.learner.user_id}:1tKk2M:AAAA"
    other.get("/")  # what the sign-in had to say is said
    theirs = reverse("quizzes:session-answer", args=[typed.session.key])
    nobodys = reverse("quizzes:session-answer", args=["00000000-0000-4000-8000-000000000000"])
    replies = [other.post(url, {"position": "0", "text": "x"}, headers=headers) for url in (theirs, nobodys)]
    assert [reply.status_code for reply in replies] == [404, 404]
    assert "HX-Redirect" not in replies[0]
    assert CSRF.sub("", replies[0].content.decode()) == CSRF.sub("", replies[1].content.decode())
    assert "typed" not in other.session


def test_the_classmate_who_signs_in_instead_sees_neither_session_nor_text(client: Client, typed: Sitting) -> None:
    make_user("ben")
    typed.post({"text": "a secret"}, headers=HTMX)
    sign_in(client, "ben")
    assert typed.page().status_code == 404
    other = Sitting.begin(client)
    assert "a secret" not in other.page().content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("kind", ["contest", "flag"])
def test_a_note_to_the_editors_waits_where_it_was_written(
    client: Client, missed: Sitting, kind: str, headers: dict[str, str]
) -> None:
    reply = client.post(note_url(missed, kind), {"text": "My book <says> so."}, headers=headers)
    assert reply.get("HX-Redirect", reply.get("Location")) == f"{reverse('account_login')}?next={first_answer(missed)}"
    assert not Challenge.objects.exists()
    assert not Flag.objects.exists()
    assert sign_in(client, "ada", next=first_answer(missed))["Location"] == first_answer(missed)
    page = client.get(first_answer(missed)).content.decode()
    assert page.count("My book &lt;says&gt; so.</textarea>") == 1
    field = page.index(f'id="{kind}-text"')
    assert field < page.index("My book &lt;says&gt; so.") < page.index("</textarea>", field)
    assert page.count('<details class="more" open>') == 1
    assert "My book" not in missed.page().content.decode()
    client.post(note_url(missed, kind), {"text": "My book <says> so."}, headers=headers)
    row = Challenge.objects.get() if kind == "contest" else Flag.objects.get()
    assert row.text == "My book <says> so."
    assert "My book" not in client.get(first_answer(missed)).content.decode()


def test_a_note_on_a_flashcard_waits_on_its_other_side(client: Client, hadrut: None) -> None:
    sign_up(client, "ada")
    sitting = Sitting.begin(client, form="flashcard")
    sign_out(client)
    client.post(note_url(sitting, "flag"), {"text": "Which one?"})
    back = sign_in(client, "ada", next=first_answer(sitting))
    front = client.get(back["Location"], follow=True)
    assert front.redirect_chain == [(reverse("quizzes:session", args=[sitting.session.key]), 302)]
    assert "Which one?" not in front.content.decode()
    other_side = client.get(reverse("quizzes:session-flip", args=[sitting.session.key]), {"position": "0"})
    assert "Which one?</textarea>" in other_side.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("kind", ["contest", "flag"])
@pytest.mark.parametrize("person", OTHERS)
def test_nobody_elses_note_is_kept(missed: Sitting, person: str, kind: str, headers: dict[str, str]) -> None:
    other = somebody(person)
    assert other.post(note_url(missed, kind), {"text": "Me too."}, headers=headers).status_code == 404
    assert "typed" not in other.session


def test_whoever_signs_in_instead_does_not_read_her_note(client: Client, missed: Sitting) -> None:
    make_user("ben")
    client.post(note_url(missed, "contest"), {"text": "a secret"}, headers=HTMX)
    sign_in(client, "ben")
    assert client.get(first_answer(missed)).status_code == 404
    other = Sitting.begin(client)
    other.answer_wrong()
    assert "a secret" not in client.get(first_answer(other)).content.decode()
