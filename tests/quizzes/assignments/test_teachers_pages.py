"""A teacher gives an assignment: a draft, its conditions, opening, ending, reopening, results, copies."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from quizzes.forms.assignments import AssignmentForm
from quizzes.models import (
    Accommodation,
    Answer,
    AssignedQuestion,
    Assignment,
    Classroom,
    Enrolment,
    Question,
    QuizSession,
    QuizSet,
)
from quizzes.questions.values import Form
from tests.factories import UserFactory
from tests.quizzes.assignments.conftest import FakeClock
from tests.quizzes.assignments.testing import apart, browser_of, give_test, sit
from tests.quizzes.class_factories import (
    ClassroomFactory,
    EnrolmentFactory,
    GroupFactory,
    QuizSetFactory,
    SetPartFactory,
    TeachingFactory,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
ACTIONS = ["open", "end", "reopen", "release", "allowances", "copy", "delete"]


class Desk:
    """A teacher at her browser, with a class in Baku and a set of four questions."""

    def __init__(self) -> None:
        self.user: User = UserFactory.create()
        self.client = Client()
        self.client.force_login(self.user)
        self.classroom: Classroom = ClassroomFactory.create(teacher=self.user, time_zone="Asia/Baku")
        self.quiz_set: QuizSet = QuizSetFactory.create(owner=self.user, title="The battle")
        SetPartFactory.create(quiz_set=self.quiz_set, filters={"forms": ["choice"]}, wanted=4)

    def fields(self, **changes: object) -> dict[str, object]:
        """The form of a test as she fills it in."""
        filled: dict[str, object] = {
            "quiz_set": self.quiz_set.key,
            "title": "Test",
            "kind": "test",
            "is_to_all": "on",
            "opens_at": "",
            "closes_at": "2026-03-02T18:00",
            "minutes": "20",
            "goes": "1",
            "feedback": "after-end",
            "is_shuffled": "on",
        }
        filled |= changes
        return {name: value for name, value in filled.items() if value is not None}

    def write(self, **changes: object) -> int:
        """Send the form of a new assignment."""
        url = reverse("quizzes:assignment-new", args=[self.classroom.key])
        self.reply = self.client.post(url, self.fields(**changes))
        return self.reply.status_code

    def press(self, action: str, assignment: Assignment, **fields: object) -> int:
        """Press a button of its page."""
        url = reverse(f"quizzes:assignment-{action}", args=[assignment.key])
        self.reply = self.client.post(url, fields)
        return self.reply.status_code

    def change(self, assignment: Assignment, **changes: object) -> int:
        """Send the form of its conditions."""
        self.reply = self.client.post(reverse("quizzes:assignment", args=[assignment.key]), self.fields(**changes))
        return self.reply.status_code

    def read(self, assignment: Assignment) -> str:
        """Its page in words."""
        reply = self.client.get(reverse("quizzes:assignment", args=[assignment.key]))
        assert reply.status_code == 200
        return " ".join(reply.text.split())

    def give(self, count: int = 3, **conditions: Any) -> tuple[Assignment, Enrolment]:
        """A test of hers that is open, with a pupil."""
        return give_test(apart(count), classroom=self.classroom, quiz_set=self.quiz_set, **conditions)


@pytest.fixture
def desk(hadrut: None, clock: FakeClock) -> Desk:
    """A teacher who has all that she needs."""
    return Desk()


def test_from_a_draft_to_a_test_that_a_pupil_sits(desk: Desk, clock: FakeClock) -> None:
    pupil = EnrolmentFactory.create(classroom=desk.classroom)
    assert desk.write() == 302
    draft = Assignment.objects.get()
    # Six in the evening in Baku.
    assert draft.closes_at == clock.at + 2 * HOUR
    assert "a draft: pupils see nothing of it" in desk.read(draft)
    assert browser_of(pupil.learner).get(reverse("quizzes:assigned", args=[draft.key])).status_code == 404
    assert desk.press("open", draft) == 302
    assert AssignedQuestion.objects.count() > 0
    assert "open until 2 March 2026, 18:00" in desk.read(draft)
    sitting = sit(draft, pupil.learner)
    assert sitting.session.ends_at == clock.at + timedelta(minutes=20)
    sitting.answer_right()
    assert desk.press("end", draft) == 302
    assert sitting.is_over()
    assert "over" in desk.read(draft)


def test_a_draft_says_what_opening_would_leave_out_and_why(desk: Desk) -> None:
    SetPartFactory.create(quiz_set=desk.quiz_set, filters={"forms": ["choice"]}, position=1)
    desk.write()
    page = desk.read(Assignment.objects.get())
    assert "questions of the set are left out" in page
    assert "one would tell the answer to the other" in page
    desk.press("open", Assignment.objects.get())
    assert "were left out" in desk.client.get(desk.reply["Location"]).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"closes_at": "2026-03-02T15:00"}, "That time has passed"),
        ({"opens_at": "2026-03-02T19:00"}, "It would close before it opens"),
        ({"goes": "0"}, "greater than or equal to 1"),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "100000"}, "less than or equal to 600"),
        ({"is_to_all": None}, "Say who is to have it"),
        ({"quiz_set": ""}, "Choose a set"),
        ({"quiz_set": "999"}, "Choose again"),
        ({"quiz_set": "x"}, "Choose again"),
        ({"kind": "quiz"}, "Select a valid choice"),
        ({"feedback": "never"}, "Select a valid choice"),
        ({"closes_at": "tomorrow"}, "Enter a valid date/time"),
        ({"groups": "999", "is_to_all": None}, "not one of this class"),
        ({"title": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(
    desk: Desk, changes: dict[str, object], said: str
) -> None:
    assert desk.write(**{"title": "Kept title", **changes}) == 422
    page = desk.reply.text
    assert said in page
    if "title" not in changes:
        assert "Kept title" in page
    assert not Assignment.objects.exists()


def test_a_time_that_the_clock_of_the_class_leaves_out_is_refused(desk: Desk) -> None:
    Classroom.objects.update(time_zone="Europe/Berlin")
    assert desk.write(closes_at="2026-03-29T02:30") == 422
    assert "may not exist" in desk.reply.text


def test_groups_pupils_and_sets_of_others_are_not_found_and_who_left_is_told_at_the_field(desk: Desk) -> None:
    foreign = {
        "groups": GroupFactory.create().key,
        "enrolments": EnrolmentFactory.create().key,
        "quiz_set": QuizSetFactory.create().key,
    }
    for name, key in foreign.items():
        assert desk.write(**{name: key}) == 404, name
        for nothing in (10**30, -1, "x", "", "\0"):
            assert desk.write(**{name: nothing}) in (302, 422), (name, nothing)
    left = EnrolmentFactory.create(classroom=desk.classroom, left_at="2026-03-01T00:00Z")
    assert desk.write(enrolments=left.key) == 422


def test_a_starter_set_can_be_given_by_whoever_teaches(desk: Desk) -> None:
    starter = QuizSetFactory.create(owner=None, starter="hadrut")
    assert desk.write(quiz_set=starter.key, title="") == 302
    assert Assignment.objects.get().title == starter.title


def test_only_those_who_teach_the_class_come_near(desk: Desk) -> None:
    assignment, pupil = desk.give()
    colleague = TeachingFactory.create(classroom=desk.classroom).user
    stranger = TeachingFactory.create(classroom=ClassroomFactory.create()).user
    mine, other = Client(), Client()
    mine.force_login(colleague)
    other.force_login(stranger)
    pages = [reverse("quizzes:assignment", args=[assignment.key])]
    pages.append(reverse("quizzes:assignment-new", args=[desk.classroom.key]))
    for page in pages:
        assert mine.get(page).status_code == 200
        assert other.get(page).status_code == 404
        assert other.post(page, desk.fields()).status_code == 404
        for client in (Client(), browser_of(pupil.learner)):
            assert client.get(page)["Location"].startswith(reverse("account_login"))
    for action in ACTIONS:
        url = reverse(f"quizzes:assignment-{action}", args=[assignment.key])
        assert other.post(url).status_code == 404
        assert browser_of(pupil.learner).post(url).status_code == 302
        assert mine.get(url)["Location"] == pages[0]
    assignment.refresh_from_db()
    assert (assignment.closed_at, assignment.released_at) == (None, None)
    assert Assignment.objects.count() == 1


def test_a_class_that_is_put_away_takes_nothing_new(desk: Desk, clock: FakeClock) -> None:
    assignment, _pupil = desk.give()
    Classroom.objects.update(archived_at=clock.at)
    assert desk.write() == 302
    for action in ACTIONS:
        desk.press(action, assignment)
    assert desk.change(assignment, title="Other") == 302
    assignment.refresh_from_db()
    assert (assignment.closed_at, assignment.title != "Other") == (None, True)
    assert Assignment.objects.count() == 1
    assert "New assignment" not in desk.client.get(reverse("quizzes:class", args=[desk.classroom.key])).text


def test_what_is_changed_while_it_runs_holds_for_those_who_begin_later(desk: Desk, clock: FakeClock) -> None:
    assignment, pupil = desk.give(minutes=20, closes_at=clock.at + HOUR)
    sitting = sit(assignment, pupil.learner)
    assert "1 pupil is working on it, under the conditions of when she began" in desk.read(assignment)
    assert desk.change(assignment, minutes="5", kind="practice", quiz_set=QuizSetFactory.create().key) == 302
    assignment.refresh_from_db()
    # Its kind and its set stay once it is open.
    assert (assignment.minutes, assignment.kind, assignment.quiz_set) == (5, "test", desk.quiz_set)
    assert sitting.session.ends_at == QuizSession.objects.get().ends_at == clock.at + timedelta(minutes=20)
    other = EnrolmentFactory.create(classroom=desk.classroom)
    assert sit(assignment, other.learner).session.ends_at == clock.at + timedelta(minutes=5)


def test_saving_conditions_while_a_colleague_opens_it_does_not_close_it(
    desk: Desk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write()
    draft = Assignment.objects.get()
    check = AssignmentForm.is_valid

    def open_meanwhile(form: AssignmentForm) -> bool:
        """A colleague presses the button while the form is looked at."""
        Assignment.objects.update(opened_at=clock.at)
        return check(form)

    monkeypatch.setattr(AssignmentForm, "is_valid", open_meanwhile)
    assert desk.change(draft, title="New title") == 302
    draft.refresh_from_db()
    assert (draft.title, draft.opened_at) == ("New title", clock.at)


def test_ending_counts_what_is_not_answered_and_reopening_gives_goes_that_are_left(
    desk: Desk, clock: FakeClock
) -> None:
    assignment, pupil = desk.give(goes=2, closes_at=clock.at + HOUR)
    sitting = sit(assignment, pupil.learner)
    sitting.answer_right()
    fields, position = sitting.right_answer(), sitting.asked.position
    desk.press("end", assignment)
    assert sitting.post(fields, position=position).status_code == 409
    assert Answer.objects.count() == 1
    assert desk.press("reopen", assignment, closes_at="2026-03-02T15:59") == 422
    assert "That time has passed" in desk.reply.text
    assert desk.press("reopen", assignment, closes_at="2026-03-02T19:00") == 302
    assignment.refresh_from_db()
    assert (assignment.closed_at, assignment.closes_at) == (None, clock.at + 3 * HOUR)
    # The go that was ended stays so.
    assert sitting.is_over()
    assert sit(assignment, pupil.learner).session.go == 2


def test_ending_twice_ends_once_and_a_draft_does_not_end(desk: Desk, clock: FakeClock) -> None:
    assignment, _pupil = desk.give()
    desk.press("end", assignment)
    ended = Assignment.objects.get().closed_at
    clock.pass_by(minutes=5)
    desk.press("end", assignment)
    assert Assignment.objects.get().closed_at == ended
    desk.write()
    draft = Assignment.objects.get(opened_at=None)
    desk.press("end", draft)
    assert Assignment.objects.get(opened_at=None).closed_at is None


def test_results_are_released_and_taken_back(desk: Desk, clock: FakeClock) -> None:
    assignment, _pupil = desk.give()
    for sent, is_released in (("1", True), ("1", True), ("0", False), ("", False)):
        desk.press("release", assignment, released=sent)
        assert (Assignment.objects.get().released_at is not None) is is_released


def test_single_pupils_get_more_time_and_a_later_end(desk: Desk, clock: FakeClock) -> None:
    assignment, pupil = desk.give(minutes=20, closes_at=clock.at + HOUR)
    key = pupil.key
    assert desk.press("allowances", assignment, **{f"extra_{key}": "50", f"closes_{key}": "2026-03-02T16:30"}) == 422
    assert "no later than the end for everybody" in desk.reply.text
    assert desk.press("allowances", assignment, **{f"extra_{key}": "301"}) == 422
    assert desk.press("allowances", assignment, **{f"extra_{key}": "50", f"closes_{key}": "2026-03-02T20:00"}) == 302
    row = Accommodation.objects.get()
    assert (row.extra_time_percent, row.closes_at) == (50, clock.at + 4 * HOUR)
    assert 'value="2026-03-02T20:00"' in desk.read(assignment)
    # Emptied, she has what all have.
    assert desk.press("allowances", assignment) == 302
    assert not Accommodation.objects.exists()


def test_a_copy_for_another_class_is_a_draft_with_the_same_conditions(desk: Desk, clock: FakeClock) -> None:
    assignment, _pupil = desk.give(minutes=20, goes=2, closes_at=clock.at + HOUR)
    other = ClassroomFactory.create(teacher=desk.user)
    assert desk.press("copy", assignment, classroom=other.key) == 302
    copied = Assignment.objects.get(classroom=other)
    assert (copied.quiz_set, copied.minutes, copied.goes, copied.opened_at) == (desk.quiz_set, 20, 2, None)
    assert desk.press("copy", assignment, classroom=ClassroomFactory.create().key) == 404
    away = ClassroomFactory.create(teacher=desk.user, archived_at=clock.at)
    assert desk.press("copy", assignment, classroom=away.key) == 422
    assert desk.press("copy", assignment, classroom=uuid4()) == 422
    assert desk.press("copy", assignment, classroom="x") == 422
    assert Assignment.objects.count() == 2


def test_a_draft_is_thrown_away_and_what_was_opened_stays(desk: Desk) -> None:
    desk.write()
    desk.press("delete", Assignment.objects.get())
    assert not Assignment.objects.exists()
    assignment, _pupil = desk.give()
    desk.press("delete", assignment)
    assert Assignment.objects.exists()


def test_a_set_without_a_question_does_not_open(desk: Desk) -> None:
    desk.write()
    Question.objects.exclude(form=Form.FLASHCARD).update(is_live=False)
    assert desk.press("open", Assignment.objects.get()) == 422
    assert "none of its questions can be asked" in desk.reply.text
    Assignment.objects.update(quiz_set=None)
    assert desk.press("open", Assignment.objects.get()) == 422


def test_more_pupils_and_goes_cost_no_more_queries(desk: Desk) -> None:
    assignment, _pupil = desk.give()
    counts = []
    for more in (2, 8):
        for _number in range(more):
            sit(assignment, EnrolmentFactory.create(classroom=desk.classroom).learner)
        with CaptureQueriesContext(connection) as queries:
            desk.read(assignment)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
