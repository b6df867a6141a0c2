"""Facts that a learner does not want to be asked about: until tomorrow, or until she says so."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Answer, Flag, Progress, SetAside
from quizzes.services.choose_questions import choose_plan
from quizzes.services.set_aside import fact_of
from tests.quizzes.people import OTHERS, somebody
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def put_aside(sitting: Sitting, kind: str, position: int = 0, client: Client | None = None) -> int:
    """Press a button under More; the status of the reply."""
    url = reverse("quizzes:session-set-aside", args=[sitting.session.key, position])
    return (client or sitting.client).post(url, {"kind": kind}).status_code


def asked_at(sitting: Sitting, at: datetime) -> set[str]:
    """The facts that a session at that time would ask about, among all there are."""
    plan = choose_plan(sitting.session.learner, "", at, ahead=True, seed="")
    return {fact_of([key, again]) for key, again in plan}


@pytest.mark.parametrize(("kind", "returns"), [("bury", True), ("suspend", False)])
def test_what_is_buried_comes_back_tomorrow_and_what_is_suspended_does_not(
    client: Client, hadrut: None, now: datetime, kind: str, returns: bool
) -> None:
    with time_machine.travel(now, tick=False):
        sitting = Sitting.begin(client)
        fact = sitting.asked.question.fact_key
        sitting.answer_wrong()
        memory = Progress.objects.get().memory
        assert fact in asked_at(sitting, now + timedelta(days=1))
        assert put_aside(sitting, kind) == 302
    assert fact not in asked_at(sitting, now)
    assert (fact in asked_at(sitting, now + timedelta(days=1))) == returns
    assert Progress.objects.get().memory == memory


def test_the_session_no_longer_asks_it_once_more(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    fact = sitting.asked.question.fact_key
    sitting.answer_wrong()
    put_aside(sitting, "bury")
    while not sitting.is_over():
        assert sitting.asked.question.fact_key != fact
        sitting.answer_right()
    assert Answer.objects.count() == 10


def test_a_flashcard_is_set_aside_before_it_is_rated_and_the_next_one_comes(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client, form="flashcard")
    fact = sitting.asked.question.fact_key
    assert put_aside(sitting, "suspend") == 302
    assert sitting.asked.question.fact_key != fact
    assert "Question 1 of 9" in sitting.page().content.decode()
    assert sitting.post({"value": "good"}, position=0).status_code == 409
    assert not Answer.objects.exists()


def test_setting_aside_all_that_is_left_ends_the_session(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client, form="flashcard")
    while not sitting.is_over():
        put_aside(sitting, "bury", sitting.asked.position)
    assert "Nothing was answered." in sitting.page().content.decode()
    assert SetAside.objects.count() == 10


def test_the_page_says_so_and_the_list_resumes(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    prompt, fact = sitting.shown.prompt, sitting.asked.question.fact_key
    sitting.answer_right()
    put_aside(sitting, "suspend")
    put_aside(sitting, "bury")
    page = client.get(reverse("quizzes:session-answered", args=[sitting.session.key, 0])).content.decode()
    assert "until you resume it" in page
    url = reverse("quizzes:set-aside")
    assert prompt in client.get(url).content.decode().replace("&quot;", '"').replace("&#x27;", "'")
    for _press in range(2):
        assert client.post(reverse("quizzes:resume"), {"fact": fact})["Location"] == url
    assert not SetAside.objects.exists()
    assert "Nothing is set aside" in client.get(url).content.decode()


def test_the_first_page_does_not_count_what_is_set_aside_as_due(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        sitting = Sitting.begin(client)
        sitting.answer_wrong()
    with time_machine.travel(now + timedelta(days=1), tick=False):
        assert "1 fact</strong> is due" in client.get(reverse("quizzes:home")).content.decode()
        put_aside(sitting, "suspend")
        assert "Nothing that you have met is due today." in client.get(reverse("quizzes:home")).content.decode()


@pytest.mark.parametrize("kind", ["", "forget", "x" * 1000])
def test_any_other_kind_sets_nothing_aside(client: Client, hadrut: None, kind: str) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_right()
    assert put_aside(sitting, kind) == 302
    assert not SetAside.objects.exists()


@pytest.mark.parametrize("position", [5, 10**9, 10**30])
@pytest.mark.parametrize("name", ["session-set-aside", "session-flag"])
def test_what_was_never_asked_is_not_found(client: Client, hadrut: None, name: str, position: int) -> None:
    sitting = Sitting.begin(client)
    url = reverse(f"quizzes:{name}", args=[sitting.session.key, position])
    assert client.post(url, {"kind": "bury"}).status_code == 404


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_sets_aside_flags_or_resumes(client: Client, hadrut: None, person: str) -> None:
    sitting = Sitting.begin(client)
    fact = sitting.asked.question.fact_key
    sitting.answer_right()
    other = somebody(person)
    flag = reverse("quizzes:session-flag", args=[sitting.session.key, 0])
    assert put_aside(sitting, "bury", client=other) == 404
    assert other.post(flag, {"text": "No."}).status_code == 404
    assert not SetAside.objects.exists()
    assert not Flag.objects.exists()
    assert put_aside(sitting, "bury") == 302
    assert other.post(reverse("quizzes:resume"), {"fact": fact}).status_code == 302
    assert SetAside.objects.count() == 1
    assert sitting.shown.prompt not in other.get(reverse("quizzes:set-aside")).content.decode()


@pytest.mark.parametrize("form", ["", "flashcard"])
def test_a_flag_keeps_the_question_as_shown(client: Client, hadrut: None, form: str) -> None:
    sitting = Sitting.begin(client, form=form)
    asked = sitting.asked
    if not form:
        sitting.answer_right()
    url = reverse("quizzes:session-flag", args=[sitting.session.key, 0])
    assert client.post(url, {"text": "There are two Hadruts."}).status_code == 302
    flag = Flag.objects.get()
    assert (flag.asked, flag.text, flag.status) == (asked, "There are two Hadruts.", "open")
    assert client.post(url, {"text": "There are two Hadruts."}).status_code == 302
    assert client.post(url, {"text": "Or three."}).status_code == (302 if form else 409)
    assert Flag.objects.get().text == "There are two Hadruts."


def test_with_htmx_the_page_after_setting_aside_is_the_part_alone(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_right()
    url = reverse("quizzes:session-set-aside", args=[sitting.session.key, 0])
    response = client.post(url, {"kind": "bury"}, headers=HTMX, follow=True)
    page = response.content.decode()
    assert "<html" not in page
    assert "not asked about this fact again before tomorrow" in page


def test_the_list_does_not_grow_in_queries(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client, form="flashcard")
    counts = []
    for _fact in range(3):
        put_aside(sitting, "suspend", sitting.asked.position)
        counts.append(count_queries(client))
    assert counts == [counts[0]] * 3


def count_queries(client: Client) -> int:
    """How many the list takes."""
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("quizzes:set-aside"))
    return len(queries)
