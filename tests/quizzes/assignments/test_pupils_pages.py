"""What a pupil sees: what was set for her, the test while it runs, and its end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Answer, Assignment, Challenge, QuizSession, SetAside
from tests.factories import UserFactory
from tests.quizzes.assignments.conftest import FakeClock
from tests.quizzes.assignments.testing import apart, browser_of, give_test, sit
from tests.quizzes.class_factories import ClassroomFactory, EnrolmentFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
HOUR = timedelta(hours=1)
Feedback = Assignment.Feedback


def read(client: Client, name: str, *arguments: object) -> str:
    """A page in words, with single spaces."""
    reply = client.get(reverse(f"quizzes:{name}", args=arguments))
    assert reply.status_code == 200
    return " ".join(reply.text.split())


def send(sitting: Sitting, name: str, **fields: object) -> int:
    """Press a button of the session's page; the status of the reply."""
    return sitting.client.post(reverse(f"quizzes:session-{name}", args=[sitting.session.key]), fields).status_code


def test_home_says_what_is_set_and_until_when_in_the_time_of_the_class(hadrut: None, clock: FakeClock) -> None:
    classroom = ClassroomFactory.create(title="7b", time_zone="Asia/Baku")
    _test, pupil = give_test(apart(3), classroom=classroom, title="The battle", closes_at=clock.at + HOUR, goes=2)
    page = read(browser_of(pupil.learner), "home")
    assert "Set for you" in page
    assert "The battle" in page
    assert "due on 2 March, 17:00" in page
    assert "2 goes left" in page
    assert "Set for you" not in read(Client(), "home")


def test_conditions_are_told_before_she_begins(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(3), minutes=20, goes=1, closes_at=clock.at + HOUR)
    pupil.extra_time_percent = 25
    pupil.save()
    page = read(browser_of(pupil.learner), "assigned", assignment.key)
    assert "25 minutes from when you begin" in page
    assert "1 of 1 left" in page
    assert "after the end for everybody" in page
    assert not QuizSession.objects.exists()


def test_from_the_button_to_the_end_with_no_verdict_on_the_way(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(3), minutes=20, closes_at=clock.at + HOUR)
    sitting = sit(assignment, pupil.learner)
    page = " ".join(sitting.page().text.split())
    assert "Time left: 20 minutes" in page
    assert "Question 1 of 3" in page
    for _question in range(3):
        reply = sitting.answer_wrong()
        assert reply["Location"] == reverse("quizzes:session", args=[sitting.session.key])
        assert "Not right" not in sitting.page().text
    assert "All questions are answered" in sitting.page().text
    assert not sitting.is_over()
    assert send(sitting, "hand-in") == 302
    assert sitting.is_over()
    page = read(sitting.client, "session", sitting.session.key)
    assert "You answered 3 of 3 questions" in page
    assert "questions right" not in page
    clock.pass_by(hours=2)
    page = read(sitting.client, "session", sitting.session.key)
    assert "<strong>0</strong> of <strong>3</strong> questions right" in page
    assert "Not right." in page


def test_a_question_left_for_later_keeps_its_number_and_comes_at_the_end(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(3))
    sitting = sit(assignment, pupil.learner)
    left = sitting.asked.question
    assert send(sitting, "later", position=0) == 302
    assert (sitting.asked.number, sitting.asked.position) == (2, 1)
    # The same button in another window, whose question does not wait any more.
    assert send(sitting, "later", position=0) == 409
    sitting.answer_right()
    sitting.answer_right()
    assert sitting.asked.question == left
    assert sitting.asked.number == 1
    assert "Question 1 of 3" in " ".join(sitting.page().text.split())
    # It is the only one left: there is nothing to go on to.
    assert "Leave it for later" not in sitting.page().text
    assert send(sitting, "later", position=3) == 302
    assert sitting.asked.position == 3
    sitting.answer_right()
    assert Answer.objects.count() == 3


def test_handing_in_says_what_is_not_answered_and_ends_only_by_post(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(4))
    sitting = sit(assignment, pupil.learner)
    send(sitting, "later", position=0)
    sitting.answer_right()
    page = read(sitting.client, "session-hand-in", sitting.session.key)
    assert "<strong>3 of 4 questions are not answered.</strong>" in page
    assert "Not answered: questions 1, 3, 4." in page
    assert not sitting.is_over()
    assert send(sitting, "hand-in") == 302
    ended = QuizSession.objects.get().finished_at
    clock.pass_by(minutes=5)
    assert send(sitting, "hand-in") == 302
    assert QuizSession.objects.get().finished_at == ended
    page = read(sitting.client, "session", sitting.session.key)
    assert "You answered 1 of 4 questions" in page
    Assignment.objects.update(released_at=clock.at)
    page = read(sitting.client, "session", sitting.session.key)
    assert "<strong>1</strong> of <strong>4</strong> questions right" in page
    assert "3 questions were not answered" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_that_comes_too_late_is_shown_and_not_counted(
    hadrut: None, clock: FakeClock, headers: dict[str, str]
) -> None:
    assignment, pupil = give_test(apart(2), minutes=10)
    sitting = sit(assignment, pupil.learner)
    fields = sitting.right_answer()
    said = dict(sitting.shown.options)[fields["value"]]
    clock.pass_by(minutes=11)
    reply = sitting.post(fields, headers=headers)
    assert reply.status_code == 409
    page = " ".join(reply.text.split())
    assert "The test was over before your answer came" in page
    assert f"What you sent: “{said}”" in page
    assert sitting.is_over()
    assert not Answer.objects.exists()


def test_a_test_that_nobody_finished_is_over_for_whoever_looks_and_looking_writes_nothing(
    hadrut: None, clock: FakeClock
) -> None:
    assignment, pupil = give_test(apart(2), minutes=10, goes=1)
    sitting = sit(assignment, pupil.learner)
    sitting.answer_right()
    clock.pass_by(minutes=11)
    assert "The test ended for you on 2 March 2026, 12:10" in read(sitting.client, "session", sitting.session.key)
    assert "handed in; the results are not out yet" in read(sitting.client, "assigned", assignment.key)
    assert QuizSession.objects.get().finished_at is None
    assert QuizSession.objects.running().count() == 0


def test_another_answer_from_another_window_is_told_without_a_verdict(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2))
    sitting = sit(assignment, pupil.learner)
    right, wrong = sitting.right_answer(), sitting.wrong_answer()
    assert sitting.post(right, position=0).status_code == 302
    assert sitting.post(right, position=0).status_code == 302
    reply = sitting.post(wrong, position=0)
    assert reply.status_code == 409
    assert "That question was answered before" in reply.text
    assert "verdict" not in reply.text
    assert Answer.objects.count() == 1


def test_what_does_not_fit_the_question_comes_back_with_the_test_around_it(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2), minutes=10)
    sitting = sit(assignment, pupil.learner)
    reply = sitting.post({"value": "no such option"})
    assert reply.status_code == 422
    assert "That is not one of the answers" in reply.text
    assert "Time left: 10 minutes" in " ".join(reply.text.split())


def test_the_latest_answer_can_be_changed_but_not_where_it_was_told(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2))
    sitting = sit(assignment, pupil.learner)
    sitting.answer_wrong()
    assert "Take back" in sitting.page().text
    assert send(sitting, "undo", position=0) == 302
    sitting.answer_right()
    assert Answer.objects.counted().count() == 1
    told, other = give_test(apart(2), feedback=Feedback.AT_ONCE)
    sitting = sit(told, other.learner)
    reply = sitting.answer_wrong()
    page = sitting.client.get(reply["Location"]).text
    assert "Not right." in page
    assert "Take back" not in page
    assert "Take back" not in sitting.page().text
    assert send(sitting, "undo", position=0) == 409


def test_nothing_is_contested_or_set_aside_before_the_results_are_out(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2))
    sitting = sit(assignment, pupil.learner)
    sitting.answer_wrong()
    for name, fields in (("contest", {"text": "I was right"}), ("set-aside", {"kind": "bury"})):
        url = reverse(f"quizzes:session-{name}", args=[sitting.session.key, 0])
        assert sitting.client.post(url, fields)["Location"] == reverse("quizzes:session", args=[sitting.session.key])
    assert not Challenge.objects.exists()
    assert not SetAside.objects.exists()
    # A note on the question is welcome, also with too long a text, and shows no verdict.
    url = reverse("quizzes:session-flag", args=[sitting.session.key, 0])
    assert "Not right" not in sitting.client.post(url, {"text": "x" * 501}, follow=True).text
    assert "Not right" not in sitting.client.post(url, {"text": "A typing error"}, follow=True).text
    Assignment.objects.update(released_at=clock.at)
    url = reverse("quizzes:session-contest", args=[sitting.session.key, 0])
    sitting.client.post(url, {"text": "I was right"})
    assert Challenge.objects.count() == 1


def test_practice_tells_at_once_and_counts_what_is_met_and_learned(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(4), kind=Assignment.Kind.PRACTICE)
    sitting = sit(assignment, pupil.learner)
    assert sitting.session.ends_at is None
    reply = sitting.answer_wrong()
    assert "Not right." in sitting.client.get(reply["Location"]).text
    while not sitting.is_over():
        sitting.answer_right()
    assert "To what was set for you" in sitting.page().text
    page = read(sitting.client, "assigned", assignment.key)
    assert "4 of 4 facts (100 %)" in page
    assert "0 of 4 facts (0 %)" in page
    # The missed one came back in the session.
    assert Answer.objects.count() == 5
    for _week in range(4):
        clock.pass_by(days=21)
        again = sit(assignment, pupil.learner)
        while not again.is_over():
            again.answer_right()
    assert read(sitting.client, "assigned", assignment.key).count("4 of 4 facts (100 %)") == 2


def test_who_it_was_not_set_for_finds_nothing(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2))
    classmate, stranger, teacher = EnrolmentFactory.create(), Client(), Client()
    teacher.force_login(UserFactory.create())
    for client in (browser_of(classmate.learner), stranger, teacher):
        assert client.get(reverse("quizzes:assigned", args=[assignment.key])).status_code == 404
        assert client.post(reverse("quizzes:assigned-start", args=[assignment.key])).status_code == 404
    assert not QuizSession.objects.exists()
    sitting = sit(assignment, pupil.learner)
    other = browser_of(classmate.learner)
    for name in ("session-later", "session-hand-in"):
        assert other.post(reverse(f"quizzes:{name}", args=[sitting.session.key]), {"position": 0}).status_code == 404
    assert other.get(reverse("quizzes:session-hand-in", args=[sitting.session.key])).status_code == 404
    assert not sitting.is_over()


def test_a_session_that_nobody_set_is_not_handed_in(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    assert client.get(reverse("quizzes:session-hand-in", args=[sitting.session.key])).status_code == 404
    assert send(sitting, "later", position=0) == 409
    assert sitting.asked.position == 0


@pytest.mark.parametrize("name", ["home", "assigned-all"])
def test_more_that_is_set_costs_no_more_queries(hadrut: None, clock: FakeClock, name: str) -> None:
    questions = apart(2)
    _first, pupil = give_test(questions)
    client = browser_of(pupil.learner)
    read(client, name)  # the bank is counted once
    counts = []
    for more in (2, 8):
        for number in range(more):
            kind = Assignment.Kind.PRACTICE if number % 2 else Assignment.Kind.TEST
            given, _other = give_test(questions, classroom=pupil.classroom, kind=kind)
            sit(given, pupil.learner)
        with CaptureQueriesContext(connection) as queries:
            read(client, name)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


def test_the_page_of_a_test_reads_in_a_constant_number_of_queries(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(5), minutes=10)
    sitting = sit(assignment, pupil.learner)
    counts = set()
    for _question in range(4):
        with CaptureQueriesContext(connection) as queries:
            sitting.page()
        assert all(query["sql"].startswith("SELECT") for query in queries)
        counts.add(len(queries))
        sitting.answer_right()
    assert counts == {4}
