"""What a teacher saves: the same numbers as on the screen, and nothing that a spreadsheet runs."""

import csv
import io
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Assignment
from quizzes.questions.marking import Response
from quizzes.questions.values import Form
from tests.factories import UserFactory
from tests.quizzes.results.lessons import answer, join, live_questions, make_test, sit
from tests.quizzes.results.people import teacher_client

pytestmark = pytest.mark.django_db


def read_file(client: Client, assignment: Assignment, what: str) -> list[dict[str, str]]:
    reply = client.get(reverse(f"quizzes:assignment-{what}-csv", args=[assignment.key]))
    assert reply["Content-Disposition"] == f'attachment; filename="attest-results-{what}.csv"'
    text = b"".join(reply).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_line_for_each_pupil_with_numbers_as_numbers(hadrut: None, now: datetime) -> None:
    teacher = UserFactory.create()
    test = make_test(teacher)
    ada, eve = join(test, "Ada", "Eve")
    sit(ada, test, "rwu-", now)
    rows = read_file(teacher_client(teacher), test, "pupils")
    assert [row["pupil"] for row in rows] == ["Ada", "Eve"]
    assert (rows[0]["answered"], rows[0]["counted"], rows[0]["right"], rows[0]["percent"]) == ("3", "4", "1", "25")
    assert [rows[0][f"q{number}"] for number in (1, 2, 3, 4)] == ["right", "wrong", "unanswered", "unanswered"]
    assert (rows[1]["state"], rows[1]["percent"], rows[1]["facts_met"]) == ("not-begun", "", "")
    assert eve.pk


def test_a_line_for_each_answer_as_it_was_given(hadrut: None, now: datetime) -> None:
    teacher = UserFactory.create()
    test = make_test(teacher)
    (ada,) = join(test, "Ada")
    sit(ada, test, "rw .r", now)
    rows = read_file(teacher_client(teacher), test, "answers")
    assert [(row["number"], row["again"], row["verdict"], row["in_grid"]) for row in rows] == [
        ("1", "False", "right", "right"),
        ("2", "False", "wrong", "improved"),
        ("2", "True", "right", "improved"),
    ]
    assert rows[0]["answered"] == rows[0]["right_answer"]
    assert rows[1]["answered"] != rows[1]["right_answer"]
    assert rows[0]["seconds"] == "7.0"
    assert datetime.fromisoformat(rows[0]["answered_at"]) > now


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-1+cmd|'/C calc'!A0", "'-1+cmd|'/C calc'!A0"),
        ("＝1+1", "'＝1+1"),
        ("-480", "-480"),
        ("-479.5", "-479.5"),
        ("480 BC", "480 BC"),
    ],
)
def test_no_cell_is_a_formula_and_a_year_before_the_common_era_is_a_number(
    hadrut: None, now: datetime, typed: str, written: str
) -> None:
    teacher = UserFactory.create()
    test = make_test(teacher, questions=live_questions(1, Form.TYPED))
    pupil = join(test, "=HYPERLINK(1)")[0]
    session = sit(pupil, test, "-", now, is_over=False)
    answer(session.asked.get(), Response(text=typed), now)
    (row,) = read_file(teacher_client(teacher), test, "answers")
    assert row["answered"] == written
    assert row["pupil"] == "'=HYPERLINK(1)"
    (pupil_row,) = read_file(teacher_client(teacher), test, "pupils")
    assert pupil_row["pupil"] == "'=HYPERLINK(1)"
