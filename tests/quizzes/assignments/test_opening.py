"""A draft is opened: judged again, frozen, and no question of a test tells another."""

import pytest

from history.models import Event, Status
from history.revise import record_changed
from quizzes.models import AssignedQuestion, Assignment, Question
from quizzes.questions.values import Form
from quizzes.services.open_assignment import (
    EndsBefore,
    NothingToAsk,
    OpenBefore,
    Opened,
    line_up,
    open_assignment,
)
from quizzes.services.undo_answer import TooLate, undo_answer
from tests.quizzes.assignments.conftest import FakeClock
from tests.quizzes.assignments.testing import answer, apart, give_test, start, waiting
from tests.quizzes.class_factories import AssignmentFactory

pytestmark = pytest.mark.django_db


def draft(**conditions: object) -> Assignment:
    """A test that nobody can work on yet."""
    return AssignmentFactory.create(kind=Assignment.Kind.TEST, opened_at=None, **conditions)


def choices(count: int) -> list[Question]:
    """The first questions with options, whether or not they go together."""
    return list(Question.objects.live().filter(form=Form.CHOICE).order_by("pk")[:count])


def test_a_test_keeps_its_questions_as_they_are_when_it_opens(hadrut: None, clock: FakeClock) -> None:
    assignment, questions = draft(), apart(5)
    outcome = open_assignment(assignment, questions)
    assert isinstance(outcome, Opened)
    assert Assignment.objects.get().opened_at == clock.at
    rows = list(AssignedQuestion.objects.all())
    assert [row.question for row in rows] == questions
    assert [row.shown_id for row in rows] == [ready.shown.digest for ready in outcome.lineup.ready]


def test_what_the_record_no_longer_bears_is_left_out_and_said(hadrut: None, clock: FakeClock) -> None:
    questions = apart(5)
    Event.objects.filter(key=questions[0].event_key).update(status=Status.DRAFT)
    record_changed(())
    outcome = open_assignment(draft(), questions)
    assert isinstance(outcome, Opened)
    assert questions[0] in [one.question for one in outcome.lineup.dropped]
    assert AssignedQuestion.objects.count() == len(outcome.lineup.ready) < 5


def test_of_questions_that_tell_each_other_one_is_left_out_with_the_other_named(hadrut: None) -> None:
    lineup = line_up(choices(61), is_test=True)
    telling = [one for one in lineup.dropped if one.rejections[0].rule == "no_cross_leak"]
    assert telling
    seated = {ready.question for ready in lineup.ready}
    assert all(one.beside in seated and one.question not in seated for one in telling)
    # Practice asks them all: there they are only kept apart.
    assert not line_up(choices(61), is_test=False).dropped


def test_a_draft_without_a_question_that_can_be_asked_stays_a_draft(hadrut: None, clock: FakeClock) -> None:
    flashcards = list(Question.objects.filter(form=Form.FLASHCARD)[:3])
    for questions in ([], flashcards):
        assert isinstance(open_assignment(draft(), questions), NothingToAsk)
    assert not Assignment.objects.opened().exists()


def test_nothing_opens_after_its_end(hadrut: None, clock: FakeClock) -> None:
    assert isinstance(open_assignment(draft(closes_at=clock.at), apart(2)), EndsBefore)
    assert not AssignedQuestion.objects.exists()


def test_who_presses_twice_opens_once(hadrut: None, clock: FakeClock) -> None:
    assignment = draft()
    open_assignment(assignment, apart(3))
    assert isinstance(open_assignment(assignment, apart(4)), OpenBefore)
    assert AssignedQuestion.objects.count() == 3


def test_an_edit_or_a_withdrawal_changes_no_test_that_is_open(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(4), is_shuffled=False)
    before = [row.shown_id for row in assignment.questions.all()]
    Event.objects.update(status=Status.DRAFT)
    record_changed(())
    assert not Question.objects.live().exists()
    session = start(assignment, pupil.learner)
    asked = []
    for _question in range(4):
        asked.append(waiting(session).shown_id)
        answer(session)
    assert asked == before


def test_an_answer_to_a_test_that_tells_at_once_is_not_taken_back(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(2), feedback=Assignment.Feedback.AT_ONCE)
    session = start(assignment, pupil.learner)
    answer(session)
    assert isinstance(undo_answer(session, 0, clock.at), TooLate)
