"""A pupil sits a test: her order, her time, one answer each, and nothing after the end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.models import Accommodation, Answer, AskedQuestion, Assignment, Learner, QuizSession
from quizzes.models.conditions import Conditions, conditions_from_json
from quizzes.services.run_session import (
    Conflict,
    NothingDue,
    Over,
    Recorded,
    Repeated,
    Started,
    answer_question,
)
from quizzes.services.sit_assignment import GoesOn, NoGoLeft, NotOpen, begin_go, stand, start_go
from quizzes.services.undo_answer import TooLate, Undone, undo_answer
from tests.factories import UserFactory
from tests.quizzes.assignments.conftest import FakeClock
from tests.quizzes.assignments.testing import answer, apart, give_test, start, waiting
from tests.quizzes.class_factories import EnrolmentFactory, GroupFactory
from tests.quizzes.responses import right, wrong
from tests.quizzes.sitting import Sitting
from tests.quizzes.test_answer_path import HTMX, rows_read_and_written

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_every_pupil_has_all_questions_in_an_order_of_her_own(hadrut: None, clock: FakeClock) -> None:
    assignment, one = give_test(apart(8))
    other = EnrolmentFactory.create(classroom=assignment.classroom)
    orders = [start(assignment, pupil.learner).kept_conditions.order for pupil in (one, other)]
    assert orders[0] != orders[1]
    assert set(orders[0]) == set(orders[1]) == {row.question.key for row in assignment.questions.all()}


def test_without_another_order_all_have_that_of_the_set(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(8), is_shuffled=False)
    expected = [row.question.key for row in assignment.questions.all()]
    assert list(start(assignment, pupil.learner).kept_conditions.order) == expected


def test_no_missed_question_comes_back_and_the_test_waits_to_be_handed_in(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(3))
    session = start(assignment, pupil.learner)
    numbers = []
    for _question in range(3):
        numbers.append(waiting(session).number)
        assert isinstance(answer(session, rightly=False), Recorded)
    assert numbers == [1, 2, 3]
    session.refresh_from_db()
    assert (session.finished_at, session.plan, session.version) == (None, [], 3)
    assert AskedQuestion.objects.count() == 3


def test_conditions_are_copied_and_changing_them_changes_what_starts_later(hadrut: None, clock: FakeClock) -> None:
    closes_at = clock.at + 3 * HOUR
    assignment, pupil = give_test(apart(3), minutes=20, goes=2, closes_at=closes_at)
    session = start(assignment, pupil.learner)
    Assignment.objects.update(minutes=5, goes=1, feedback=Assignment.Feedback.AT_ONCE, closes_at=clock.at + HOUR)
    session.refresh_from_db()
    kept = session.kept_conditions
    assert (kept.minutes, kept.goes, kept.feedback, kept.closes_at) == (20, 2, "after-end", closes_at)
    assert session.ends_at == clock.at + timedelta(minutes=20)
    other = EnrolmentFactory.create(classroom=assignment.classroom)
    assert start(assignment, other.learner).ends_at == clock.at + timedelta(minutes=5)


def test_conditions_come_back_from_json_as_they_were(clock: FakeClock) -> None:
    kept = Conditions("test", "hand-in", 10, 2, True, 25, clock.at, ("a", "b"))
    assert conditions_from_json(kept.to_json()) == kept
    assert conditions_from_json({}) == Conditions()


@pytest.mark.parametrize(
    ("minutes", "closes_in", "always", "here", "expected"),
    [
        (20, None, 0, 0, 20),
        (20, 180, 25, 0, 25),
        (20, 180, 25, 50, 30),
        (20, 10, 50, 0, 10),
        (None, 10, 50, 0, 10),
        (None, None, 50, 0, None),
    ],
)
def test_her_time_is_her_minutes_but_never_beyond_the_end(
    hadrut: None,
    clock: FakeClock,
    minutes: int | None,
    closes_in: int | None,
    always: int,
    here: int,
    expected: int | None,
) -> None:
    closes_at = clock.at + timedelta(minutes=closes_in) if closes_in else None
    assignment, pupil = give_test(apart(2), minutes=minutes, closes_at=closes_at)
    pupil.extra_time_percent = always
    pupil.save()
    if here:
        Accommodation.objects.create(assignment=assignment, enrolment=pupil, extra_time_percent=here)
    ends_at = start(assignment, pupil.learner).ends_at
    assert ends_at == (clock.at + timedelta(minutes=expected) if expected else None)


def test_a_later_end_of_her_own_opens_the_test_to_her_alone(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2), closes_at=clock.at + HOUR)
    Accommodation.objects.create(assignment=assignment, enrolment=pupil, closes_at=clock.at + 3 * HOUR)
    other = EnrolmentFactory.create(classroom=assignment.classroom)
    clock.pass_by(hours=2)
    assert isinstance(start_go(assignment, other.learner), NotOpen)
    assert start(assignment, pupil.learner).ends_at == clock.at + HOUR


def test_an_answer_after_her_time_is_refused_and_the_session_ends_as_of_then(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(3), minutes=10)
    session = start(assignment, pupil.learner)
    answer(session)
    clock.pass_by(minutes=10, seconds=4)
    # What was on its way counts.
    assert isinstance(answer(session), Recorded)
    clock.pass_by(seconds=2)
    late = waiting(session)
    assert isinstance(answer_question(late, right(late), clock.at), Over)
    session.refresh_from_db()
    assert session.finished_at == session.ends_at
    assert Answer.objects.count() == 2
    # Who sends it again is told the same.
    assert isinstance(answer_question(late, right(late), clock.at), Over)
    assert isinstance(undo_answer(session, 1, clock.at), TooLate)


def test_deadlines_go_by_the_clock_of_the_database_whatever_the_server_thinks(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(3), minutes=10)
    clock.put_server_ahead(hours=2)
    session = start(assignment, pupil.learner)
    assert session.ends_at == clock.at + timedelta(minutes=10)
    assert isinstance(answer(session), Recorded)


def test_the_latest_answer_can_be_given_anew_as_long_as_nothing_was_told(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2))
    session = start(assignment, pupil.learner)
    for _question in range(2):
        answer(session, rightly=False)
    assert isinstance(undo_answer(session, 1, clock.at), Undone)
    again = waiting(session)
    assert (again.number, again.position) == (2, 3)
    assert isinstance(answer_question(again, right(again), clock.at), Recorded)
    assert Answer.objects.counted().count() == 2


def test_a_go_that_runs_is_gone_on_with_and_the_last_go_is_the_last(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2), goes=2, minutes=10)
    first = start(assignment, pupil.learner)
    outcome = start_go(assignment, pupil.learner)
    assert isinstance(outcome, GoesOn)
    assert outcome.session == first
    # Nobody finished it: its time being over ends it.
    clock.pass_by(minutes=11)
    second = start(assignment, pupil.learner)
    first.refresh_from_db()
    assert (second.go, first.finished_at) == (2, first.ends_at)
    clock.pass_by(minutes=11)
    assert isinstance(start_go(assignment, pupil.learner), NoGoLeft)


def test_two_windows_that_begin_at_once_begin_one_go(
    hadrut: None, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assignment, pupil = give_test(apart(2))
    before = stand(assignment, pupil.learner)
    first = start(assignment, pupil.learner)

    def begin_late(*_args: object) -> Started | NothingDue:
        """As if this window had looked before the other one began."""
        return begin_go(assignment, pupil.learner, before, clock.at)

    monkeypatch.setattr("quizzes.services.sit_assignment.begin_go", begin_late)
    QuizSession.objects.update(finished_at=F("started_at"))
    outcome = start_go(assignment, pupil.learner)
    assert isinstance(outcome, NoGoLeft)
    QuizSession.objects.update(finished_at=None)
    outcome = start_go(assignment, pupil.learner)
    assert isinstance(outcome, GoesOn)
    assert outcome.session == first
    assert QuizSession.objects.count() == 1


def test_two_windows_record_one_answer(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2))
    session = start(assignment, pupil.learner)
    one, other, third = waiting(session), waiting(session), waiting(session)
    assert isinstance(answer_question(one, right(one), clock.at), Recorded)
    assert isinstance(answer_question(other, right(other), clock.at), Repeated)
    assert isinstance(answer_question(third, wrong(third), clock.at), Conflict)
    assert Answer.objects.count() == 1


def test_who_it_was_not_given_to_cannot_begin(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2), is_to_all=False)
    assert isinstance(start_go(assignment, pupil.learner), NotOpen)
    assignment.groups.add(group := GroupFactory.create(classroom=assignment.classroom))
    assert isinstance(start_go(assignment, pupil.learner), NotOpen)
    group.enrolments.add(pupil)
    assert isinstance(start_go(assignment, pupil.learner), Started)
    pupil.left_at = clock.at
    pupil.save()
    assert isinstance(start_go(assignment, pupil.learner), NotOpen)


@pytest.mark.parametrize("change", ["draft", "not yet", "closed", "archived", "another class"])
def test_nothing_begins_outside_the_window(hadrut: None, clock: FakeClock, change: str) -> None:
    assignment, pupil = give_test(apart(2))
    learner = pupil.learner
    if change == "draft":
        assignment.opened_at = None
    elif change == "not yet":
        assignment.opens_at = clock.at + timedelta(seconds=1)
    elif change == "closed":
        assignment.closed_at = clock.at
    elif change == "archived":
        assignment.classroom.archived_at = clock.at
        assignment.classroom.save()
    else:
        learner = EnrolmentFactory.create().learner
    assignment.save()
    assert isinstance(start_go(assignment, learner), NotOpen)
    assert not QuizSession.objects.exists()


@pytest.mark.parametrize(("person", "expected"), [("guest", 9), ("user", 10)])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_to_a_test_takes_ten_queries_with_session_and_user(
    client: Client, hadrut: None, person: str, expected: int, headers: dict[str, str]
) -> None:
    assignment, pupil = give_test(apart(5), minutes=30, closes_at=timezone.now() + HOUR)
    if person == "user":
        client.force_login(user := UserFactory.create())
        Learner.objects.filter(pk=pupil.learner_id).update(user=user)
    else:
        session = client.session
        session["learner"] = str(pupil.learner.key)
        session.save()
    sitting = Sitting(client, start(assignment, pupil.learner))
    for _question in range(4):
        fields = sitting.wrong_answer()
        position = sitting.asked.position
        with CaptureQueriesContext(connection) as queries:
            sitting.post(fields, position=position, headers=headers)
        assert len(rows_read_and_written(queries)) == expected, rows_read_and_written(queries)
    assert Answer.objects.count() == 4
