"""What SQLite knows of how much its tables hold: it learns it after what writes much, and never in the middle."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.figures import learn_sizes
from history.models import Event
from tests.conftest import HADRUT_FILE

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases learn it by themselves")


@pytest.fixture
def forgets(transactional_db: None) -> Iterator[None]:
    """Nobody after this test goes by what was learnt in it."""
    forget()
    yield
    forget()


def forget() -> None:
    """The database knows nothing of its tables."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("DELETE FROM sqlite_stat1")
            cursor.execute("ANALYZE sqlite_schema")


def figures() -> dict[str, int]:
    """How many rows it takes each table to hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl")
        return dict(cursor.fetchall())


@on_sqlite
def test_it_is_learnt_after_an_import(forgets: None) -> None:
    assert "history_event" not in figures()
    call_command("import_history", str(HADRUT_FILE), publish=True, verbosity=0)
    assert figures()["history_event"] == Event.objects.count()


@on_sqlite
def test_it_is_learnt_after_the_questions_were_made(forgets: None) -> None:
    call_command("import_history", str(HADRUT_FILE), publish=True, verbosity=0)
    forget()
    call_command("refresh_questions", verbosity=0)
    assert figures()["quizzes_question"] > figures()["history_event"]


@pytest.mark.django_db
def test_nothing_is_asked_inside_a_transaction(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        learn_sizes()
