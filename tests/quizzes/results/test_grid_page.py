"""The class grid and what it leads to: who sees it, how it follows a class at work, what it costs."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from quizzes.models import Assignment
from quizzes.questions.marking import Response
from quizzes.questions.values import Form
from quizzes.reports.results.stamp import is_live, read_stamp
from tests.factories import UserFactory
from tests.quizzes.class_factories import ClassroomFactory, EnrolmentFactory, TeachingFactory
from tests.quizzes.results.lessons import answer, join, live_questions, make_test, sit
from tests.quizzes.results.people import others, teacher_client
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def teacher() -> User:
    return UserFactory.create()


@pytest.fixture
def test_of_four(hadrut: None, teacher: User, now: datetime) -> Assignment:
    test = make_test(teacher)
    ada, eve = join(test, "Ada", "Eve")
    sit(ada, test, "rwu-", now)
    assert eve.pk
    return test


def pages_of(test: Assignment) -> list[str]:
    pupil = test.classroom.enrolments.get(name="Ada")
    return [
        reverse("quizzes:assignment-results", args=[test.key]),
        reverse("quizzes:assignment-difficult", args=[test.key]),
        reverse("quizzes:assignment-question", args=[test.key, 1]),
        reverse("quizzes:assignment-cell", args=[test.key, pupil.key, 1]),
        reverse("quizzes:assignment-pupils-csv", args=[test.key]),
        reverse("quizzes:assignment-answers-csv", args=[test.key]),
        reverse("quizzes:class-results", args=[test.classroom.key]),
        reverse("quizzes:class-help", args=[test.classroom.key]),
        reverse("quizzes:class-changes", args=[test.classroom.key]),
        reverse("quizzes:class-objections", args=[test.classroom.key]),
        reverse("quizzes:pupil-results", args=[test.classroom.key, pupil.key]),
    ]


def test_teacher_and_co_teacher_see_every_page(test_of_four: Assignment, teacher: User) -> None:
    helper = TeachingFactory.create(classroom=test_of_four.classroom).user
    for user in (teacher, helper):
        client = teacher_client(user)
        for path in pages_of(test_of_four):
            assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("person", ["another teacher", "pupil", "pupil with an account"])
def test_for_everybody_else_there_is_no_such_page(test_of_four: Assignment, person: str) -> None:
    client = others(person, test_of_four)
    for path in pages_of(test_of_four):
        reply = client.get(path)
        if person == "pupil":  # has no account, so she may be the teacher, signed out
            assert reply.status_code == 302, path
            assert reverse("account_login") in reply["Location"]
        else:
            assert reply.status_code == 404, path


def test_a_stranger_is_led_to_the_sign_in_and_a_stale_window_too(test_of_four: Assignment, client: Client) -> None:
    for path in pages_of(test_of_four):
        assert client.get(path).status_code == 302
    reply = client.get(pages_of(test_of_four)[0], headers=HTMX)
    assert reverse("account_login") in reply["HX-Redirect"]


def test_pages_take_no_post(test_of_four: Assignment, teacher: User) -> None:
    client = teacher_client(teacher)
    decided = {
        reverse("quizzes:class-objections", args=[test_of_four.classroom.key]),
        reverse("quizzes:assignment-question", args=[test_of_four.key, 1]),
        pages_of(test_of_four)[3],
    }
    changes = reverse("quizzes:class-changes", args=[test_of_four.classroom.key])
    assert client.post(changes).status_code == 302
    for path in set(pages_of(test_of_four)) - {changes}:
        assert client.post(path).status_code == (422 if path in decided else 405)


def test_keys_of_another_class_are_no_way_in(test_of_four: Assignment, teacher: User) -> None:
    client = teacher_client(teacher)
    elsewhere = EnrolmentFactory.create(classroom=ClassroomFactory.create(teacher=teacher))
    for name, arguments in (
        ("assignment-results", [uuid4()]),
        ("assignment-cell", [test_of_four.key, elsewhere.key, 0]),
        ("assignment-cell", [test_of_four.key, test_of_four.classroom.enrolments.get(name="Ada").key, 99]),
        ("assignment-question", [test_of_four.key, 99]),
        ("pupil-results", [test_of_four.classroom.key, elsewhere.key]),
        ("class-results", [uuid4()]),
    ):
        assert client.get(reverse(f"quizzes:{name}", args=arguments)).status_code == 404, name


def test_a_cell_leads_to_the_answer_as_it_was_given(test_of_four: Assignment, teacher: User) -> None:
    client = teacher_client(teacher)
    grid = pages_of(test_of_four)[0]
    page = client.get(grid).content.decode()
    ada = test_of_four.classroom.enrolments.get(name="Ada")
    assert re.findall(rf'cell--([a-z-]+)"><a href="{ada.key}/(\d)/"', page) == [
        ("right", "0"),
        ("wrong", "1"),
        ("unanswered", "2"),
        ("unanswered", "3"),
    ]
    cell = client.get(f"{grid}{ada.key}/1/").content.decode()
    asked = test_of_four.sessions.get().asked.get(position=1)
    given = asked.answers.get().value
    options = dict(asked.shown.content["options"])
    assert options[given] in cell
    assert asked.shown.content["answer_text"] in cell
    assert "chosen</span>" in cell
    assert "after 7 s" in cell


def test_a_cell_of_whoever_was_not_asked_says_so(test_of_four: Assignment, teacher: User) -> None:
    eve = test_of_four.classroom.enrolments.get(name="Eve")
    path = reverse("quizzes:assignment-cell", args=[test_of_four.key, eve.key, 0])
    assert "has not come up for her" in teacher_client(teacher).get(path).content.decode()


def test_names_can_be_hidden_and_stay_hidden_while_the_page_follows(test_of_four: Assignment, teacher: User) -> None:
    client = teacher_client(teacher)
    path = f"{pages_of(test_of_four)[0]}?names=hidden"
    for headers in ({}, HTMX):
        page = client.get(path, headers=headers).content.decode()
        assert "Ada" not in page
        assert "Pupil 1" in page
        assert 'hx-get="?names=hidden&amp;seen=' in page


def test_where_nothing_moved_the_page_gets_nothing(test_of_four: Assignment, teacher: User, now: datetime) -> None:
    client = teacher_client(teacher)
    path = pages_of(test_of_four)[0]
    first = client.get(path).content.decode()
    found = re.search(r'hx-get="\?(seen=[^"]+|[^"]*seen=[^"]+)"', first)
    assert found
    address = path + "?" + found.group(1).replace("&amp;", "&")
    assert client.get(address, headers=HTMX).status_code == 204
    sit(test_of_four.classroom.enrolments.get(name="Eve"), test_of_four, "r", now)
    moved = client.get(address, headers=HTMX)
    assert moved.status_code == 200
    assert moved.content.decode().lstrip().startswith('<section id="results"')
    assert "<html" not in moved.content.decode()
    assert client.get(address).status_code == 200  # a reload gets the page


def test_a_real_answer_shows_at_the_next_look(
    test_of_four: Assignment, teacher: User, client: Client, now: datetime
) -> None:
    sitting = Sitting.begin(client)
    eve = test_of_four.classroom.enrolments.get(name="Eve")
    eve.learner = sitting.session.learner
    eve.save()
    sitting.session.assignment = test_of_four
    sitting.session.go = 1
    sitting.session.save()
    sitting.session.asked.update(question=test_of_four.questions.get(position=2).question)
    seen = read_stamp(test_of_four, now)
    sitting.answer_right()
    assert read_stamp(test_of_four, now) != seen
    page = teacher_client(teacher).get(pages_of(test_of_four)[0]).content.decode()
    assert f'cell--right"><a href="{eve.key}/2/"' in page


@pytest.mark.parametrize("moved", ["regrade", "excused", "left", "released", "time"])
def test_the_stamp_moves_with_whatever_moves_the_grid(test_of_four: Assignment, now: datetime, moved: str) -> None:
    session = test_of_four.sessions.get()
    session.ends_at = now + timedelta(hours=1)
    session.save()
    seen = read_stamp(test_of_four, now)
    if moved == "regrade":
        one = session.asked.get(position=1).answers.get()
        one.marks.create(fact_key=one.fact_key, verdict="void", marked_at=now)
    if moved == "excused":
        test_of_four.questions.filter(position=0).update(excused_at=now)
    if moved == "left":
        test_of_four.classroom.enrolments.filter(name="Eve").update(left_at=now)
    if moved == "released":
        test_of_four.released_at = now
    later = now + timedelta(hours=2) if moved == "time" else now
    assert read_stamp(test_of_four, later) != seen
    assert read_stamp(test_of_four, later) == read_stamp(test_of_four, later)


def test_it_follows_while_somebody_may_be_at_work(test_of_four: Assignment, teacher: User, now: datetime) -> None:
    assert is_live(test_of_four, now)
    test_of_four.closes_at = now - timedelta(minutes=1)
    assert not is_live(test_of_four, now)
    eve = test_of_four.classroom.enrolments.get(name="Eve")
    session = sit(eve, test_of_four, "r", now, is_over=False)
    session.ends_at = now + timedelta(minutes=10)
    session.save()
    assert is_live(test_of_four, now)
    assert not is_live(test_of_four, now + timedelta(minutes=11))
    test_of_four.opened_at = None
    assert not is_live(test_of_four, now)
    test_of_four.save()
    assert "data-live" not in teacher_client(teacher).get(pages_of(test_of_four)[0]).content.decode()


@pytest.mark.parametrize("kind", Assignment.Kind.values)
def test_every_page_costs_the_same_for_two_pupils_and_for_ten(
    hadrut: None, teacher: User, now: datetime, kind: str
) -> None:
    small, large = make_test(teacher, count=2, kind=kind), make_test(teacher, count=20, kind=kind)
    for name in ("Ada", "Eve"):
        sit(join(small, name)[0], small, "rw", now)
    sit(join(large, "Ada")[0], large, "rw" * 10, now)
    for name in map(str, range(9)):
        pupil = join(large, name)[0]
        sit(pupil, large, "rwu-rwu-rwu-rwu-rwu-", now)
        sit(pupil, large, "wwww", now + timedelta(hours=1), go=2)
    client = teacher_client(teacher)
    for few, many in zip(pages_of(small), pages_of(large), strict=True):
        counts = []
        for path in (few, many):
            with CaptureQueriesContext(connection) as queries:
                reply = client.get(path)
                b"".join(reply) if reply.streaming else reply.content
            counts.append(len(queries))
        assert counts[0] == counts[1], many


def test_a_typed_answer_stands_as_it_was_typed(hadrut: None, teacher: User, now: datetime) -> None:
    test = make_test(teacher, questions=live_questions(2, Form.TYPED))
    ada = join(test, "Ada")[0]
    session = sit(ada, test, "r-", now, is_over=False)
    waiting = session.asked.get(position=1)
    answer(waiting, Response(text="=<b>9 Oct"), now)
    page = teacher_client(teacher).get(reverse("quizzes:assignment-cell", args=[test.key, ada.key, 1]))
    assert "=&lt;b&gt;9 Oct" in page.content.decode()
    difficult = teacher_client(teacher).get(reverse("quizzes:assignment-difficult", args=[test.key]))
    assert "=&lt;b&gt;9 Oct" in difficult.content.decode()
