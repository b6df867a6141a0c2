"""A session of flashcards: think, look, say how well you knew it."""

from datetime import datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Answer, AskedQuestion, Mark, Progress, QuizSession
from quizzes.questions.marking import OWN_RATINGS
from quizzes.reports.feedback import interval_in_words
from quizzes.scheduling import Rating
from quizzes.services.rating import MAPPING_VERSION
from tests.factories import UserFactory
from tests.quizzes.people import OTHERS, somebody
from tests.quizzes.sitting import Headers, Sitting
from tests.quizzes.test_answer_path import rows_read_and_written

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def begin(client: Client) -> Sitting:
    """Press the quieter button on the first page."""
    return Sitting.begin(client, form="flashcard")


def flip(sitting: Sitting, headers: Headers = None) -> str:
    """Look at the other side."""
    url = reverse("quizzes:session-flip", args=[sitting.session.key])
    fields = {"position": str(sitting.asked.position), "shown_at": "1"}
    return sitting.client.get(url, fields, headers=dict(headers or {})).content.decode()


def test_the_first_page_offers_flashcards_and_a_session_of_them_asks_nothing_else(client: Client, hadrut: None) -> None:
    assert 'value="flashcard"' in client.get(reverse("quizzes:home")).content.decode()
    sitting = begin(client)
    assert sitting.session.form == "flashcard"
    while not sitting.is_over():
        assert sitting.shown.form == "flashcard"
        assert sitting.post({"value": "good"}).status_code == 302
    assert Answer.objects.count() == 10
    summary = sitting.page().content.decode()
    assert "10</strong> of" in summary
    assert "at the first asking" in summary


def test_the_answer_does_not_reach_the_browser_before_the_flip(client: Client, hadrut: None) -> None:
    sitting = begin(client)
    shown = sitting.shown
    for headers in ({}, HTMX):
        front = unescape(sitting.page(**headers).content.decode())
        assert "Show the answer" in front
        assert shown.answer_text not in front.replace(shown.prompt, "")
        assert "Who says so" not in front
        back = unescape(flip(sitting, headers))
        assert shown.answer_text in back.replace(shown.prompt, "")
        assert "Who says so" in back
        assert ("<html" in back) == (not headers)


def test_looking_writes_nothing(client: Client, hadrut: None) -> None:
    sitting = begin(client)
    url = reverse("quizzes:session-flip", args=[sitting.session.key])
    with CaptureQueriesContext(connection) as queries:
        client.get(url, {"position": "0"})
    assert all(sql.startswith("SELECT") for sql in rows_read_and_written(queries))
    # The third: whether a test holds back what is remembered of its fact.
    assert len(queries) == 3
    assert not Answer.objects.exists()


@pytest.mark.parametrize("position", ["0", "9", "x"])
def test_only_the_flashcard_that_waits_can_be_flipped(client: Client, hadrut: None, position: str) -> None:
    cards, questions = begin(client), Sitting.begin(client)
    cards.post({"value": "good"})
    for sitting in (cards, questions):
        url = reverse("quizzes:session-flip", args=[sitting.session.key])
        response = client.get(url, {"position": position})
        if position == "0":
            assert response["Location"] == reverse("quizzes:session", args=[sitting.session.key])
        else:
            assert response.status_code == 404


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_flips_it(client: Client, hadrut: None, person: str) -> None:
    sitting = begin(client)
    url = reverse("quizzes:session-flip", args=[sitting.session.key])
    assert somebody(person).get(url, {"position": "0"}).status_code == 404
    assert client.get(url, {"position": "0"}).status_code == 200


def test_each_rating_says_when_the_fact_comes_back_and_keeps_its_word(
    client: Client, hadrut: None, now: datetime
) -> None:
    due = {}
    for rating in OWN_RATINGS:
        with time_machine.travel(now, tick=False):
            browser = Client()
            sitting = begin(browser)
            page = flip(sitting)
            sitting.post({"value": rating})
            progress = Progress.objects.get(learner=sitting.session.learner)
            due[rating] = (progress.due_at.date() - now.date()).days
            assert f'<span class="rating__when">{interval_in_words(due[rating])}</span>' in page
    assert due["again"] <= due["hard"] <= due["good"] <= due["easy"]
    assert (due["again"], due["good"]) == (1, 8)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (8, "in 8 days"),
        (59, "in 59 days"),
        (60, "in 2 months"),
        (365, "in 12 months"),
        (730, "in 2 years"),
    ],
)
def test_an_interval_is_told_in_words(days: int, words: str) -> None:
    assert interval_in_words(days) == words


@pytest.mark.parametrize("rating", list(Rating))
def test_the_rating_is_kept_as_it_was_given(client: Client, hadrut: None, rating: Rating) -> None:
    sitting = begin(client)
    sitting.post({"value": rating.name.lower()})
    answer = Answer.objects.get()
    assert (answer.rating, answer.mapping_version, answer.value) == (rating, MAPPING_VERSION, rating.name.lower())
    assert Mark.objects.get().verdict == ("forgotten" if rating == Rating.AGAIN else "recalled")


def test_what_was_forgotten_comes_back_once(client: Client, hadrut: None) -> None:
    sitting = begin(client)
    question = sitting.asked.question
    sitting.post({"value": "again"})
    while not sitting.is_over():
        sitting.post({"value": "again" if sitting.asked.question == question else "easy"})
    assert [one.again for one in AskedQuestion.objects.filter(question=question)] == [False, True]
    assert "9</strong> of <strong>10</strong> facts" in sitting.page().content.decode()


@pytest.mark.parametrize("fields", [{}, {"value": "splendid"}, {"text": "9 October 2020"}])
def test_what_is_no_rating_is_refused_on_the_front(client: Client, hadrut: None, fields: dict[str, str]) -> None:
    sitting = begin(client)
    response = sitting.post(fields)
    assert response.status_code == 422
    assert "Show the answer" in response.content.decode()
    assert "Who says so" not in response.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize(("person", "expected"), [("guest", 9), ("user", 10)])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_rating_takes_as_many_queries_as_an_answer(
    client: Client, hadrut: None, person: str, expected: int, headers: dict[str, str]
) -> None:
    if person == "user":
        client.force_login(UserFactory.create())
    sitting = begin(client)
    for rating in OWN_RATINGS:
        position = sitting.asked.position
        with CaptureQueriesContext(connection) as queries:
            response = sitting.post({"value": rating}, position=position, headers=headers)
        assert response["Location"] == reverse("quizzes:session", args=[sitting.session.key])
        assert len(rows_read_and_written(queries)) == expected, rows_read_and_written(queries)


def test_the_same_rating_twice_is_recorded_once_and_another_one_is_a_conflict(client: Client, hadrut: None) -> None:
    sitting = begin(client)
    codes = [sitting.post({"value": value}, position=0).status_code for value in ("good", "good", "easy")]
    assert codes == [302, 302, 409]
    assert Answer.objects.get().value == "good"


def test_looking_back_tells_the_own_rating(client: Client, hadrut: None) -> None:
    sitting = begin(client)
    sitting.post({"value": "hard"})
    page = client.get(reverse("quizzes:session-answered", args=[sitting.session.key, 0])).content.decode()
    assert "by your own word" in page
    assert "You rated it “Hard”." in page
    assert "I was right" not in page


def test_flashcards_and_questions_share_one_memory(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        cards = begin(client)
        fact = cards.asked.question.fact_key
        cards.post({"value": "again"})
    with time_machine.travel(now + timedelta(days=1), tick=False):
        assert Sitting.begin(client).asked.question.fact_key == fact


@pytest.mark.parametrize("form", ["", "typed", "poem", "x" * 200])
def test_another_form_than_flashcards_leaves_the_choice_to_what_she_knows(
    client: Client, hadrut: None, form: str
) -> None:
    client.post(reverse("quizzes:session-start"), {"form": form})
    assert [session.form for session in QuizSession.objects.all()] in ([""], [])


def test_practise_again_keeps_the_form(client: Client, hadrut: None) -> None:
    sitting = begin(client)
    while not sitting.is_over():
        sitting.post({"value": "good"})
    assert 'name="form" value="flashcard"' in " ".join(sitting.page().content.decode().split())
