"""A typed answer on the page: how a date may be typed, and how it was read."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Question
from quizzes.questions.shown import Shown
from quizzes.reports.readings import reading_in_words
from tests.questions.test_marking import a_date_asked, a_name_asked
from tests.quizzes.sitting import Sitting


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("9/10/2020", "It was read as 9 October 2020."),
        ("10/9/2020", "It was read as 10 September 2020."),
        ("9 Ocotber 2020", "It was read as 9 October 2020."),
        ("oktyabrın 14-ü və ya 15-i, 2020", "It was read as 14 or 15 October 2020."),
        ("9 October 2020", ""),
        ("9 october 2020 ", ""),
        ("480 bce", "It was read as 480 BC."),
        ("May", ""),
        ("9 October", "It was not read as a date, for it has no year in four figures."),
        ("9.10.00", "It was not read as a date, for it has no year in four figures."),
        ("9.10.20", "It was not read as a date, for it has no year in four figures."),
        ("480", "It was not read as a date, for a year before 1000 needs BC or AD."),
        ("10/13/2020", "It could not be read as a date."),
        ("nobody and never", "It could not be read as a date."),
        ("", ""),
        ("9" * 100_000, ""),
    ],
)
def test_page_says_how_a_date_was_read(text: str, reading: str) -> None:
    assert reading_in_words(a_date_asked("2020-10-09"), text) == reading


def test_year_on_the_page_is_read_into_the_answer() -> None:
    assert reading_in_words(a_date_asked("2020-10-09", year_given=True), "9.10.") == "It was read as 9 October 2020."


@pytest.mark.parametrize(
    "shown", [a_name_asked("Hadrut"), Shown(**{**a_date_asked("2020").to_json(), "form": "choice"})]
)
def test_nothing_is_said_of_what_is_no_typed_date(shown: Shown) -> None:
    assert reading_in_words(shown, "2020-10-09") == ""


@pytest.mark.django_db
def test_reading_stands_beside_what_was_typed(client: Client, hadrut: None) -> None:
    Question.objects.exclude(form="typed", family="date").update(is_live=False)
    sitting = Sitting.begin(client)
    page = sitting.page().content.decode()
    assert "In figures the day comes first" in page
    response = sitting.post({"text": "1/2/1999"})
    page = client.get(response["Location"]).content.decode()
    assert "You typed “1/2/1999”." in page
    assert "It was read as 1 February 1999." in page
    assert Answer.objects.get().text == "1/2/1999"
    url = reverse("quizzes:session-answered", args=[sitting.session.key, 0])
    assert "It was read as 1 February 1999." in client.get(url).content.decode()
