"""A change of the tables loses nothing that was answered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("quizzes", "0002_flashcards_undo_and_remarks")]
AFTER = [("quizzes", "0003_an_answer_a_fact")]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def tables_of_before(transactional_db: None) -> Iterator[Any]:
    """The models as they were when a question had one answer."""
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    MigrationExecutor(connection).migrate(latest)


def write_answer(apps: Any) -> Any:
    """An answer with its mark, that was taken back."""
    learner = apps.get_model("quizzes", "Learner").objects.create(answers_given=2)
    session = apps.get_model("quizzes", "QuizSession").objects.create(learner=learner, started_at=NOON)
    shown = apps.get_model("quizzes", "ShownContent").objects.create(digest="d", content={"fact": "f"})
    question = apps.get_model("quizzes", "Question").objects.create(
        key="f#choice", fact_key="f", family="date", form="choice", prompt="When?"
    )
    asked = apps.get_model("quizzes", "AskedQuestion").objects.create(
        session=session, position=0, question=question, shown=shown, order_seed=7, asked_at=NOON
    )
    memory = {"stability": 2.3065}
    answer = apps.get_model("quizzes", "Answer").objects.create(
        learner=learner,
        learner_seq=1,
        asked=asked,
        fact_key="f",
        value="2020-10-09",
        rating=3,
        mapping_version=2,
        scheduler="fsrs-6/retention-0.80",
        memory_after=memory,
        taken_ms=900,
        answered_at=NOON,
    )
    apps.get_model("quizzes", "Mark").objects.create(answer=answer, fact_key="f", verdict="right", marked_at=NOON)
    apps.get_model("quizzes", "Undo").objects.create(answer=answer, undone_at=NOON)
    return asked


def test_answers_outlive_that_a_question_may_have_several(tables_of_before: Any) -> None:
    asked = write_answer(tables_of_before)
    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    apps = executor.loader.project_state(AFTER).apps
    answer = apps.get_model("quizzes", "Answer").objects.get()
    assert (answer.asked_id, answer.fact_key, answer.rating, answer.value) == (asked.pk, "f", 3, "2020-10-09")
    assert answer.memory_after == {"stability": 2.3065}
    assert [mark.verdict for mark in answer.marks.all()] == ["right"]
    assert answer.undo.undone_at == NOON
    # What could not be before: a second Fact of one question.
    answer.pk, answer.learner_seq, answer.fact_key = None, 2, "another"
    answer.save()
    assert apps.get_model("quizzes", "Answer").objects.filter(asked_id=asked.pk).count() == 2
