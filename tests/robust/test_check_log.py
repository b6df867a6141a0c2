"""The detector finds what it is there to find: each fault is planted, and named."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F

from quizzes.models import Answer, AskedQuestion, Learner, Mark, Progress, QuizSession
from quizzes.questions.marking import Response
from quizzes.scheduling import Memory, Rating, review
from quizzes.services.run_session import answer_question, asked_to_answer, start_session
from quizzes.services.undo_answer import Undone, undo_answer
from tests.quizzes.factories import LearnerFactory
from tests.quizzes.responses import right
from tests.robust.log import check_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(hadrut: None, now: datetime) -> Iterator[Learner]:
    """Somebody with five answers on record, one of them to a question asked once more."""
    learner = LearnerFactory.create()
    start_session(learner, "battle-of-hadrut", now)
    for second in range(5):
        session = learner.sessions.get()
        asked = asked_to_answer().get(session=session, position=session.version)
        answer_question(asked, Response() if second == 2 else right(asked), now + timedelta(seconds=second))
    assert check_log() == []
    yield learner
    # What was planted breaks foreign keys, which Django looks at before it rolls a test back.
    transaction.set_rollback(True)


def without_constraints() -> None:
    """Answers, and what points at them, in tables that refuse nothing, as if somebody had forgotten constraints."""
    connection.check_constraints()  # PostgreSQL drops no table whose foreign keys are still to be checked
    cascade = "" if connection.vendor == "sqlite" else "CASCADE"
    around = [relation.related_model._meta.db_table for relation in Answer._meta.related_objects]
    for table in [*around, Answer._meta.db_table]:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE planted AS SELECT * FROM {table}")
            cursor.execute(f"DROP TABLE {table} {cascade}")
            cursor.execute(f"ALTER TABLE planted RENAME TO {table}")


def third(learner: Learner) -> Answer:
    return Answer.objects.get(learner=learner, learner_seq=3)


def remembered(learner: Learner) -> Progress:
    """What she remembers of the third question's Fact."""
    return Progress.objects.get(learner=learner, fact_key=third(learner).fact_key)


def test_finds_a_double_answer(learner: Learner) -> None:
    without_constraints()
    double = third(learner)
    asked = double.asked_id
    double.pk, double.learner_seq = 10**6, 6
    double.save(force_insert=True)
    Learner.objects.filter(pk=learner.pk).update(answers_given=6)
    found = check_log()
    assert f"double: asked question {asked} has 2 answers on {double.fact_key}" in found
    assert any("have 1 reviews, and 2 answers" in fault for fault in found)


def test_finds_a_missing_mark(learner: Learner) -> None:
    answer = third(learner)
    Mark.objects.filter(answer=answer).delete()
    assert check_log() == [f"mark: answer {answer.pk} has first marks for []"]


def test_finds_a_second_first_mark(learner: Learner) -> None:
    answer = third(learner)
    mark = Mark.objects.get(answer=answer)
    mark.pk = None
    mark.save(force_insert=True)
    assert check_log() == [f"mark: answer {answer.pk} has first marks for {[answer.fact_key] * 2}"]


def test_a_regrade_is_no_second_first_mark(learner: Learner, now: datetime) -> None:
    answer = third(learner)
    answer.marks.create(fact_key=answer.fact_key, verdict="right", reason="regrade", marked_at=now)
    assert check_log() == []


def test_finds_a_memory_one_step_ahead(learner: Learner, now: datetime) -> None:
    row = remembered(learner)
    ahead = review(Memory.from_json(row.memory), Rating.GOOD, now + timedelta(days=1))
    row.memory, row.due_at, row.reviews = ahead.to_json(), ahead.due, ahead.reviews
    row.save()
    assert check_log() == [
        f"memory: learner {learner.pk} and fact {row.fact_key} have 2 reviews, and 1 answers",
    ]


def test_finds_a_memory_that_differs_in_one_figure(learner: Learner) -> None:
    row = remembered(learner)
    row.memory["stability"] += 1e-9
    row.save()
    assert check_log() == [f"memory: learner {learner.pk} and fact {row.fact_key} differ from the replay"]


def test_finds_a_due_time_that_differs_from_its_memory(learner: Learner) -> None:
    row = remembered(learner)
    Progress.objects.filter(pk=row.pk).update(due_at=row.due_at + timedelta(microseconds=1))
    assert check_log() == [f"memory: learner {learner.pk} and fact {row.fact_key} differ from the replay"]


def test_finds_a_memory_of_nothing_and_an_answer_without_memory(learner: Learner) -> None:
    row = remembered(learner)
    fact = row.fact_key
    Progress.objects.filter(pk=row.pk).update(fact_key="gone")
    assert check_log() == [
        f"memory: learner {learner.pk} and fact gone have a memory and no answer",
        f"memory: learner {learner.pk} and fact {fact} have answers and no memory",
    ]


def test_finds_a_gap_in_the_numbers(learner: Learner) -> None:
    Answer.objects.filter(learner=learner, learner_seq=5).update(learner_seq=7)
    assert check_log() == [f"gap: the answers of learner {learner.pk} are numbered [1, 2, 3, 4, 7]"]


def test_finds_a_count_that_ran_ahead(learner: Learner) -> None:
    Learner.objects.filter(pk=learner.pk).update(answers_given=6)
    assert check_log() == [f"gap: learner {learner.pk} took 6 numbers, and 5 are there"]


def test_finds_an_answer_that_was_lost(learner: Learner) -> None:
    answer = third(learner)
    position = answer.asked.position
    answer.delete()
    found = check_log()
    assert f"gap: the answers of learner {learner.pk} are numbered [1, 2, 4, 5]" in found
    left = [number for number in range(5) if number != position]
    assert f"position: session {learner.sessions.get().pk} is at 5, and {left} are answered" in found
    assert any("have a memory and no answer" in fault for fault in found)


def test_finds_orphans(learner: Learner) -> None:
    answer = third(learner)
    without_constraints()
    Answer.objects.filter(pk=answer.pk).update(asked_id=10**6)
    assert f"orphan: answer {answer.pk} is to a question that was not asked" in check_log()
    mark = Mark.objects.get(answer=answer)
    Mark.objects.filter(pk=mark.pk).update(answer_id=10**6)
    assert f"orphan: mark {mark.pk} is on no answer" in check_log()


def test_finds_an_answer_in_somebody_elses_session(learner: Learner) -> None:
    answer, other = third(learner), LearnerFactory.create()
    QuizSession.objects.update(learner=other)
    assert f"orphan: answer {answer.pk} is to a question asked of another learner" in check_log()


def test_finds_a_session_that_ran_ahead(learner: Learner) -> None:
    session = learner.sessions.get()
    QuizSession.objects.update(version=F("version") + 1)
    assert check_log() == [
        f"position: session {session.pk} is at 6, and [0, 1, 2, 3, 4] are answered",
        f"position: session {session.pk} is at 6, and [] wait",
    ]


def test_finds_a_session_in_which_nothing_waits(learner: Learner) -> None:
    session = learner.sessions.get()
    AskedQuestion.objects.get(session=session, position=5).delete()
    assert check_log() == [f"position: session {session.pk} is at 5, and [] wait"]


def test_finds_an_answer_that_was_computed_from_a_stale_memory(learner: Learner) -> None:
    answer = third(learner)
    Answer.objects.filter(pk=answer.pk).update(memory_before=answer.memory_after)
    assert check_log() == [f"chain: answer {answer.pk} did not start from what the one before it left"]


def test_an_answer_taken_back_is_no_fault_until_its_memory_stays(learner: Learner, now: datetime) -> None:
    session = learner.sessions.get()
    last = Answer.objects.get(learner=learner, learner_seq=5)
    kept = Progress.objects.get(learner=learner, fact_key=last.fact_key)
    assert isinstance(undo_answer(session, 4, now + timedelta(minutes=1)), Undone)
    assert check_log() == []
    kept.save(force_insert=True)
    assert check_log() == [f"memory: learner {learner.pk} and fact {last.fact_key} have a memory and no answer"]
