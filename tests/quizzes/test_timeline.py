"""A date placed on a scale: the page before and after, what cannot be placed, regrades, and what a test keeps apart."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Answer, AskedQuestion, Learner, Mark
from quizzes.questions import scale
from quizzes.questions.marking import Response, mark_response
from quizzes.questions.regrading import Given, regrade
from quizzes.questions.responses import FactMark
from quizzes.questions.rules.scale import STEPS
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import Form
from quizzes.questions.verdicts import Verdict
from quizzes.reports.scale import describe_placed, off_in_words
from tests.quizzes.campaign import ask_group
from tests.quizzes.group_sitting import send, sit_down
from tests.quizzes.responses import shown_of
from tests.quizzes.test_answer_path import rows_read_and_written

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
EITHER_WAY = pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])


@pytest.fixture
def learner(client: Client, now: datetime) -> Learner:
    """A guest at this browser who was right once about every Fact of the campaign."""
    return sit_down(client, now)


@pytest.fixture
def asked(learner: Learner, now: datetime, monkeypatch: pytest.MonkeyPatch) -> AskedQuestion:
    """A timeline waits for her, with everything on it that may stand there: none of its marks is left out by lot."""
    monkeypatch.setattr(scale, "FEWEST_BEYOND", STEPS)
    return ask_group(learner, Form.TIMELINE, now)


def open_page(client: Client, asked: AskedQuestion, name: str = "quizzes:session", *more: object) -> str:
    return client.get(reverse(name, args=[asked.session.key, *more])).content.decode()


def step(shown: Shown, away: int) -> str:
    """The value of the step so many steps after the key (or before it), or as many the other way."""
    values = [value for value, _text in shown.options]
    at = values.index(shown.answer)
    return values[at + away] if 0 <= at + away < len(values) else values[at - away]


# The page.


@EITHER_WAY
def test_right_step_is_right_and_stands_on_the_scale(
    client: Client, asked: AskedQuestion, headers: dict[str, str]
) -> None:
    shown = shown_of(asked)
    reply = send(client, asked, {"value": shown.answer}, **headers)
    assert reply.status_code == (200 if headers else 302)
    page = reply.content.decode() if headers else open_page(client, asked, "quizzes:session-answered", 0)
    assert "Right." in page
    assert "the right answer, and yours" in page
    assert Answer.objects.get(asked=asked).verdict == Verdict.RIGHT


@EITHER_WAY
def test_wrong_step_is_told_with_how_far_off_it_was(
    client: Client, asked: AskedQuestion, headers: dict[str, str]
) -> None:
    shown = shown_of(asked)
    given = step(shown, 2)
    page = send(client, asked, {"value": given}, **headers).content.decode()
    if not headers:
        page = open_page(client, asked, "quizzes:session-answered", 0)
    assert "Not right." in page
    assert re.search(r"You placed it on [^.]+: \d+ days too (early|late)\.", page)
    assert "scale__row--key" in page
    assert "scale__row--given" in page
    # A list of all steps would say no more.
    assert 'class="option' not in page


@EITHER_WAY
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose one of the answers"),
        ({"value": ""}, "Choose one of the answers"),
        ({"value": "2020-10-09x"}, "That is not one of the answers on this page"),
        ({"value": "1743-05"}, "That is not one of the answers on this page"),
        ({"value": "9999999999"}, "That is not one of the answers on this page"),
        ({"value": "٣"}, "That is not one of the answers on this page"),
    ],
)
def test_what_is_no_step_is_refused_and_the_question_waits(
    client: Client, asked: AskedQuestion, headers: dict[str, str], fields: dict[str, str], said: str
) -> None:
    reply = send(client, asked, fields, **headers)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert said in page
    assert page.count("<option") == len(shown_of(asked).options) + 1
    assert 'aria-invalid="true"' in page
    assert not Answer.objects.filter(asked=asked).exists()


def test_not_knowing_is_an_answer_too(client: Client, asked: AskedQuestion) -> None:
    send(client, asked, {"unknown": "1"})
    page = open_page(client, asked, "quizzes:session-answered", 0)
    assert "Not answered." in page
    assert "the right answer" in page
    assert "You placed it" not in page


def test_page_that_waits_has_nothing_but_the_steps_in_order_and_the_marks(client: Client, asked: AskedQuestion) -> None:
    shown = shown_of(asked)
    page = open_page(client, asked)
    values = re.findall(r'<option value="([^"]+)"\s*>', page)
    assert values == [value for value, _text in shown.options]
    assert "selected" not in page[page.index("<form") : page.index("</form>")]
    assert shown.marks
    assert page.count("scale__row--mark") == len(shown.marks)
    assert not re.search("scale__row--(key|given|reach)", page)
    assert shown.fact not in page


def test_answering_takes_no_more_queries_than_any_answer(client: Client, asked: AskedQuestion) -> None:
    with CaptureQueriesContext(connection) as queries:
        send(client, asked, {"value": shown_of(asked).answer}, **HTMX)
    assert len(rows_read_and_written(queries)) <= 10


# Marking.


def test_step_is_right_by_its_value_alone(asked: AskedQuestion) -> None:
    shown = shown_of(asked)
    assert mark_response(shown, Response(value=shown.answer)) is Verdict.RIGHT
    assert mark_response(shown, Response(value=step(shown, 1))) is Verdict.WRONG
    assert mark_response(shown, Response()) is Verdict.UNANSWERED


@pytest.mark.parametrize(
    ("key", "given", "off"),
    [
        ("2020-10-09", "2020-10-06", "3 days too early"),
        ("2020-10-09", "2020-10-10", "1 day too late"),
        ("[2020-10-14,2020-10-15]", "[2020-10-24,2020-10-25]", "10 days too late"),
        ("1743-05", "1742-12", "5 months too early"),
        ("0002", "-0001", "3 years too early"),
        ("-0499", "-0399", "100 years too late"),
        ("2020-10-09", "2020-10-09", ""),
        ("2020-10-09", "", ""),
    ],
)
def test_distance_is_told_in_the_unit_of_the_date(asked: AskedQuestion, key: str, given: str, off: str) -> None:
    content = {**shown_of(asked).to_json(), "answer": key, "options": [[key, key], [given, given]]}
    shown = shown_from_json(content)
    verdict = mark_response(shown, Response(value=given))
    assert off_in_words(shown, [FactMark(shown.fact, given, "", verdict)]) == off


def test_disagreement_is_drawn_after_the_answer_as_a_span(asked: AskedQuestion) -> None:
    content = {**shown_of(asked).to_json(), "reach": "[..1743-05-14]"}
    shown = shown_from_json(content)
    view = describe_placed(shown, [FactMark(shown.fact, shown.answer, "", Verdict.RIGHT)])
    assert view is not None
    reach = next(row for row in view.rows if row.kind == "reach")
    assert reach.when == "by 14 May 1743"
    assert reach.spot is not None
    assert reach.spot.fades == "start"


def test_regrade_follows_the_key(asked: AskedQuestion) -> None:
    shown = shown_of(asked)
    other = step(shown, 1)
    moved = shown_from_json({**shown.to_json(), "answer": other})
    gone = shown_from_json({**shown.to_json(), "answer": "1888-01-01"})

    def outcome(given: str, now: Shown) -> Verdict:
        return regrade(shown, {shown.fact: Given(given, "", Verdict.WRONG)}, [now], {})[shown.fact]

    assert outcome(other, moved) is Verdict.RIGHT
    assert outcome(shown.answer, moved) is Verdict.WRONG
    assert outcome(other, gone) is Verdict.VOID


def test_answer_moves_the_memory_of_the_fact(client: Client, asked: AskedQuestion) -> None:
    send(client, asked, {"value": shown_of(asked).answer})
    answer = Answer.objects.get(asked=asked)
    assert Mark.objects.get(answer=answer).verdict == Verdict.RIGHT
    assert answer.fact_key == shown_of(asked).fact
    assert answer.memory_after != answer.memory_before
