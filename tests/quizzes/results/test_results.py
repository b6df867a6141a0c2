"""What the results of an assignment say of each pupil and each question."""

from datetime import datetime, timedelta

import pytest

from quizzes.models import Assignment, Question, Undo
from quizzes.questions.values import Form
from quizzes.reports.results.reading import read_results
from quizzes.reports.results.values import CellState, PupilState, Results, Row
from tests.factories import UserFactory
from tests.quizzes.campaign import kept_campaign
from tests.quizzes.class_factories import EnrolmentFactory, GroupFactory
from tests.quizzes.results.lessons import join, make_test, sit

pytestmark = pytest.mark.django_db

SIGNS = {
    CellState.RIGHT: "r",
    CellState.IMPROVED: "i",
    CellState.PARTLY: "p",
    CellState.WRONG: "w",
    CellState.UNANSWERED: "u",
    CellState.NOT_ASKED: ".",
    CellState.VOID: "v",
    CellState.EXCUSED: "x",
}


def row_of(results: Results, name: str) -> Row:
    return next(row for row in results.rows if row.pupil.name == name)


def cells(results: Results, name: str) -> str:
    return "".join(SIGNS[cell.state] for cell in row_of(results, name).cells)


def test_each_cell_says_how_a_pupil_stands_with_a_question(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    ada, eve = join(test, "Ada", "Eve")
    sit(ada, test, "rwu-", now)
    results = read_results(test, now)
    assert cells(results, "Ada") == "rwuu"
    assert cells(results, "Eve") == "...."
    assert row_of(results, "Eve").state is PupilState.NOT_BEGUN
    assert row_of(results, "Eve").best is None
    best = row_of(results, "Ada").best
    assert best is not None
    assert (best.score.right, best.score.answered, best.score.of, best.score.percent) == (1, 3, 4, 25)
    assert eve.pk == row_of(results, "Eve").pupil.enrolment


def test_what_waits_in_a_sitting_that_runs_was_not_asked_yet(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    (ada,) = join(test, "Ada")
    sit(ada, test, "r-", now, is_over=False)
    row = row_of(read_results(test, now), "Ada")
    assert row.state is PupilState.WORKING
    assert row.answered == 1
    assert cells(read_results(test, now), "Ada") == "r..."


def test_who_answered_everything_and_did_not_hand_in_is_told_so(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    (ada,) = join(test, "Ada")
    sit(ada, test, "rwrw", now, is_over=False)
    results = read_results(test, now)
    assert row_of(results, "Ada").state is PupilState.ALL_ANSWERED
    assert (results.working, results.done) == (1, 0)


def test_when_the_time_is_over_what_waited_is_not_answered(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    (ada,) = join(test, "Ada")
    session = sit(ada, test, "r-", now, is_over=False)
    session.ends_at = now + timedelta(minutes=5)
    session.save()
    later = read_results(test, now + timedelta(minutes=6))
    assert row_of(later, "Ada").state is PupilState.TIME_OVER
    assert cells(later, "Ada") == "ru.."


def test_what_was_left_for_later_and_answered_then_is_answered(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    ada, eve = join(test, "Ada", "Eve")
    sit(ada, test, "-r-r r.w.", now)
    sit(eve, test, "-rrr -...", now)
    results = read_results(test, now)
    assert cells(results, "Ada") == "rrwr"
    assert cells(results, "Eve") == "urrr"


def test_wrong_at_first_and_right_when_it_came_back_is_improved_and_does_not_count_as_right(
    hadrut: None, now: datetime
) -> None:
    test = make_test(UserFactory.create())
    (ada,) = join(test, "Ada")
    sit(ada, test, "rwrw .r.w", now)
    results = read_results(test, now)
    assert cells(results, "Ada") == "rirw"
    best = row_of(results, "Ada").best
    assert best is not None
    assert best.score.right == 2


def test_of_several_goes_the_best_counts_and_each_can_be_looked_at(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    (ada,) = join(test, "Ada")
    sit(ada, test, "wwrr", now)
    sit(ada, test, "rwrr", now + timedelta(hours=1), go=2)
    sit(ada, test, "wwww", now + timedelta(hours=2), go=3)
    results = read_results(test, now)
    row = row_of(results, "Ada")
    assert cells(results, "Ada") == "iwrr"
    assert row.best is not None
    assert (row.best.number, row.best.score.right, len(row.goes), results.most_goes) == (2, 3, 3, 3)
    assert cells(read_results(test, now, go=1), "Ada") == "wwrr"
    assert cells(read_results(test, now, go=3), "Ada") == "wwww"


def test_an_answer_that_was_taken_back_does_not_count(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    (ada,) = join(test, "Ada")
    session = sit(ada, test, "rw", now)
    Undo.objects.create(answer=session.asked.get(position=1).answers.get(), undone_at=now)
    assert cells(read_results(test, now), "Ada") == "r..."


def test_an_answer_on_several_facts_is_partly_right(db: None, now: datetime) -> None:
    kept_campaign.put()
    questions = list(Question.objects.live().filter(form=Form.ORDER).select_related("shown")[:2])
    test = make_test(UserFactory.create(), questions=questions)
    ada, eve = join(test, "Ada", "Eve")
    sit(ada, test, "rw", now)
    sit(eve, test, "u-", now)
    results = read_results(test, now)
    assert cells(results, "Ada") == "rp"
    assert cells(results, "Eve") == "uu"
    best = row_of(results, "Ada").best
    assert best is not None
    assert (best.score.right, best.score.partly) == (1, 1)


def test_an_excused_question_counts_for_nobody(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    (ada,) = join(test, "Ada")
    sit(ada, test, "rwrr", now)
    test.questions.filter(position=1).update(excused_at=now)
    results = read_results(test, now)
    assert cells(results, "Ada") == "rxrr"
    best = row_of(results, "Ada").best
    assert best is not None
    assert (best.score.right, best.score.of, best.score.percent) == (3, 3, 100)


def test_who_left_keeps_her_row_and_who_came_later_has_one(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    ada, eve, gone = join(test, "Ada", "Eve", "Gone")
    sit(ada, test, "rrrr", now)
    ada.left_at = gone.left_at = now + timedelta(days=1)
    ada.save()
    gone.save()
    before = join(test, "Long gone")[0]
    before.left_at = test.opened_at
    before.save()
    results = read_results(test, now)
    assert [(row.pupil.name, row.pupil.has_left) for row in results.rows] == [
        ("Eve", False),
        ("Ada", True),
        ("Gone", True),
    ]
    assert cells(results, "Ada") == "rrrr"
    assert eve.pk


def test_whoever_left_and_came_back_has_one_row(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    (ada,) = join(test, "Ada")
    sit(ada, test, "rrrr", now)
    ada.left_at = now + timedelta(days=1)
    ada.save()
    again = EnrolmentFactory.create(
        classroom=test.classroom, learner=ada.learner, name="Ada B.", joined_at=now + timedelta(days=2)
    )
    results = read_results(test, now)
    assert [(row.pupil.name, row.pupil.has_left) for row in results.rows] == [("Ada B.", False)]
    assert results.rows[0].pupil.enrolment == again.pk


def test_an_assignment_for_a_group_shows_the_group_and_whoever_sat_it(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create(), is_to_all=False)
    ada, eve, guest = join(test, "Ada", "Eve", "Guest")
    group = GroupFactory.create(classroom=test.classroom)
    ada.groups.add(group)
    test.groups.add(group)
    sit(guest, test, "r", now)
    assert [row.pupil.name for row in read_results(test, now).rows] == ["Ada", "Guest"]
    assert eve.pk


def test_columns_count_who_was_right_at_once(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create(), count=2)
    ada, eve, ivy = join(test, "Ada", "Eve", "Ivy")
    sit(ada, test, "rw", now)
    sit(eve, test, "w r", now)
    sit(ivy, test, ".r", now)
    first, second = read_results(test, now).columns
    assert (first.asked, first.right, first.percent) == (2, 1, 50)
    assert (second.asked, second.right, second.percent) == (2, 1, 50)


def test_practice_tells_what_is_met_and_remembered(hadrut: None, now: datetime) -> None:
    practice = make_test(UserFactory.create(), kind=Assignment.Kind.PRACTICE)
    ada, eve = join(practice, "Ada", "Eve")
    sit(ada, practice, "rrw", now)
    soon = read_results(practice, now + timedelta(hours=1))
    mastery = row_of(soon, "Ada").mastery
    assert mastery is not None
    assert (mastery.met, mastery.facts) == (3, 4)
    much_later = row_of(read_results(practice, now + timedelta(days=300)), "Ada").mastery
    assert much_later is not None
    assert mastery.remembered > much_later.remembered == 0
    none = row_of(soon, eve.name).mastery
    assert none is not None
    assert (none.met, none.remembered) == (0, 0)


def test_the_median_is_of_those_who_began(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create())
    ada, eve, ivy, _none = join(test, "Ada", "Eve", "Ivy", "None")
    for pupil, word in ((ada, "rrrr"), (eve, "rwww"), (ivy, "rrww")):
        sit(pupil, test, word, now)
    assert read_results(test, now).median == 50
