"""A teacher decides for her class: excuse, mark otherwise, answer “I was right”. All of it is on record."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quizzes.models import Assignment, Challenge, Mark, Progress, TeacherDecision
from quizzes.questions.verdicts import Verdict
from quizzes.reports.results.reading import read_results
from quizzes.services.contest_mark import contest_mark
from quizzes.services.decide_remarks import answer_remark
from tests.factories import UserFactory
from tests.quizzes.results.lessons import join, make_test, sit
from tests.quizzes.results.people import others, teacher_client
from tests.quizzes.results.test_results import cells, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher() -> User:
    return UserFactory.create()


@pytest.fixture
def sat(hadrut: None, teacher: User, now: datetime) -> Assignment:
    test = make_test(teacher)
    ada, eve = join(test, "Ada", "Eve")
    sit(ada, test, "rwrw", now)
    sit(eve, test, "rwwr", now)
    return test


def cell_of(test: Assignment, name: str, position: int) -> tuple[str, dict[str, str]]:
    """The address of a cell, and what names the asked question in it."""
    pupil = test.classroom.enrolments.get(name=name)
    asked = test.sessions.get(learner=pupil.learner).asked.get(position=position)
    return reverse("quizzes:assignment-cell", args=[test.key, pupil.key, position]), {"asked": str(asked.pk)}


def object_to(test: Assignment, name: str, position: int, now: datetime) -> Challenge:
    pupil = test.classroom.enrolments.get(name=name)
    asked = test.sessions.get(learner=pupil.learner).asked.get(position=position)
    contest_mark(asked.answers.all(), "My book says so.", now)
    return Challenge.objects.get(answer__asked=asked)


def test_an_excused_question_counts_for_nobody_and_may_count_again(
    sat: Assignment, teacher: User, now: datetime
) -> None:
    client = teacher_client(teacher)
    path = reverse("quizzes:assignment-question", args=[sat.key, 1])
    for _twice in range(2):
        reply = client.post(path, {"decision": "excuse", "note": "Not taught yet"})
        assert reply.status_code == 302
    assert cells(read_results(sat, now), "Ada") == "rxrw"
    page = client.get(path).content.decode()
    assert "Not taught yet" in page
    assert str(teacher) in page
    client.post(path, {"decision": "count-again"})
    assert cells(read_results(sat, now), "Ada") == "rwrw"
    assert list(TeacherDecision.objects.values_list("kind", "made_by")) == [
        ("count-again", teacher.pk),
        ("excuse", teacher.pk),
    ]


def test_a_mark_is_overridden_for_one_pupil_and_marked_as_before(sat: Assignment, teacher: User, now: datetime) -> None:
    client = teacher_client(teacher)
    memories = list(Progress.objects.order_by("pk").values_list("memory", "due_at"))
    path, asked = cell_of(sat, "Ada", 1)
    for _twice in range(2):
        assert client.post(path, {**asked, "decision": "right", "note": "As in her book"}).status_code == 302
    assert cells(read_results(sat, now), "Ada") == "rrrw"
    assert cells(read_results(sat, now), "Eve") == "rwwr"
    assert "a teacher decided" in client.get(path).content.decode()
    client.post(path, {**asked, "decision": "withdraw"})
    client.post(path, {**asked, "decision": "withdraw"})
    assert cells(read_results(sat, now), "Ada") == "rwrw"
    marks = Mark.objects.filter(answer__asked=int(asked["asked"])).order_by("pk").values_list("verdict", "reason")
    assert list(marks) == [("wrong", "first"), ("right", "teacher"), ("wrong", "teacher-withdrew")]
    assert [one.kind for one in TeacherDecision.objects.all()] == ["withdraw", "override"]
    assert list(Progress.objects.order_by("pk").values_list("memory", "due_at")) == memories


def test_an_answer_can_be_void_for_one_pupil(sat: Assignment, teacher: User, now: datetime) -> None:
    path, asked = cell_of(sat, "Ada", 1)
    teacher_client(teacher).post(path, {**asked, "decision": "void"})
    results = read_results(sat, now)
    assert cells(results, "Ada") == "rvrw"
    best = row_of(results, "Ada").best
    assert best is not None
    assert best.score.of == 3


@pytest.mark.parametrize("release", [False, True])
def test_the_pupil_hears_of_it_only_once_she_may_see_verdicts(
    sat: Assignment, teacher: User, now: datetime, release: bool
) -> None:
    sat.sessions.update(conditions={"feedback": "release", "kind": "test"})
    if release:
        sat.released_at = now
        sat.save()
    path, asked = cell_of(sat, "Ada", 1)
    teacher_client(teacher).post(path, {**asked, "decision": "right"})
    learner = sat.classroom.enrolments.get(name="Ada").learner
    learner.refresh_from_db()
    assert learner.marked_anew == (1 if release else 0)


def test_an_objection_reaches_the_teacher_and_the_editors_and_is_decided_once(
    sat: Assignment, teacher: User, now: datetime
) -> None:
    challenge = object_to(sat, "Ada", 1, now)
    client = teacher_client(teacher)
    path = reverse("quizzes:class-objections", args=[sat.classroom.key])
    page = client.get(path).content.decode()
    assert "My book says so." in page
    assert "Ada" in page
    sent = {"objection": str(challenge.pk), "decision": "accepted", "reply": "Well read."}
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 302
    assert client.post(path, {**sent, "decision": "answered"}).status_code == 409
    challenge.refresh_from_db()
    assert (challenge.class_outcome, challenge.status) == ("accepted", "open")  # the editors have it still
    assert cells(read_results(sat, now), "Ada") == "rrrw"
    learner = challenge.answer.learner
    assert learner.notes_answered == 1
    decided = client.get(path).content.decode()
    assert "decided: the mark was changed" in decided


def test_the_pupil_reads_what_her_teacher_and_the_editors_decided(
    sat: Assignment, teacher: User, now: datetime
) -> None:
    challenge = object_to(sat, "Ada", 1, now)
    path = reverse("quizzes:class-objections", args=[sat.classroom.key])
    teacher_client(teacher).post(path, {"objection": challenge.pk, "decision": "answered", "reply": "See page 4."})
    pupil = Client()
    session = pupil.session
    session["learner"] = str(challenge.answer.learner.key)
    session.save()
    notes = pupil.get(reverse("quizzes:notes")).content.decode()
    assert "Your teacher looked at it. The mark stays." in notes
    assert "See page 4." in notes
    challenge.refresh_from_db()
    answer_remark(challenge, UserFactory.create().pk, "The record says so.", now + timedelta(hours=1))
    notes = pupil.get(reverse("quizzes:notes")).content.decode()
    assert "See page 4." in notes
    assert "The record says so." in notes


def test_an_objection_may_excuse_the_question_for_everybody(sat: Assignment, teacher: User, now: datetime) -> None:
    challenge = object_to(sat, "Ada", 1, now)
    path = reverse("quizzes:class-objections", args=[sat.classroom.key])
    teacher_client(teacher).post(path, {"objection": challenge.pk, "decision": "excused"})
    assert cells(read_results(sat, now), "Eve") == "rxwr"
    assert challenge.answer.verdict is Verdict.WRONG


@pytest.mark.parametrize("sent", [{}, {"decision": "perfect"}, {"decision": "right", "note": "x" * 501}])
def test_what_is_not_valid_comes_back_with_what_was_typed(sat: Assignment, teacher: User, sent: dict[str, str]) -> None:
    path, asked = cell_of(sat, "Ada", 1)
    reply = teacher_client(teacher).post(path, {**asked, **sent})
    assert reply.status_code == 422
    assert 'class="error"' in reply.content.decode()
    assert sent.get("note", "") in reply.content.decode()
    assert not TeacherDecision.objects.exists()


@pytest.mark.parametrize("person", ["another teacher", "pupil", "pupil with an account"])
def test_nobody_else_decides(sat: Assignment, now: datetime, person: str) -> None:
    challenge = object_to(sat, "Ada", 1, now)
    client = others(person, sat)
    path, asked = cell_of(sat, "Ada", 1)
    for address, sent in (
        (path, {**asked, "decision": "right"}),
        (reverse("quizzes:assignment-question", args=[sat.key, 1]), {"decision": "excuse"}),
        (
            reverse("quizzes:class-objections", args=[sat.classroom.key]),
            {"objection": str(challenge.pk), "decision": "accepted"},
        ),
    ):
        assert client.post(address, sent).status_code == (302 if person == "pupil" else 404)
    challenge.refresh_from_db()
    assert not challenge.class_outcome
    assert not TeacherDecision.objects.exists()
    assert not Mark.objects.exclude(reason="first").exists()


def test_keys_of_another_class_decide_nothing(sat: Assignment, now: datetime) -> None:
    theirs = UserFactory.create()
    own = make_test(theirs)
    mia = join(own, "Mia")[0]
    client = teacher_client(theirs)
    _path, asked = cell_of(sat, "Ada", 1)
    challenge = object_to(sat, "Ada", 1, now)
    cell = reverse("quizzes:assignment-cell", args=[own.key, mia.key, 1])
    assert client.post(cell, {**asked, "decision": "right"}).status_code == 404
    queue = reverse("quizzes:class-objections", args=[own.classroom.key])
    assert client.post(queue, {"objection": challenge.pk, "decision": "accepted"}).status_code == 404
    assert client.post(queue, {"objection": 2**61, "decision": "accepted"}).status_code == 404
    assert client.get(reverse("quizzes:class-objections", args=[uuid4()])).status_code == 404
    assert not TeacherDecision.objects.exists()
