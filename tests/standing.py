"""The shipped record in a database of its own, beside the empty one: a test that asks for it finds it there.

Inserting its 1,500 rows anew took each test that wants them about as long as the rest of it. A test that commits still
gets the empty database and inserts them, since what it leaves behind is flushed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.db import connection, connections, transaction
from pytest_django import DjangoDbBlocker

from tests.robust.scratch import forget_kept

SUFFIX = "record"
COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences"}


@dataclass
class StandingRecord:
    """Where this process' tests find the record that `put` puts. `is_chosen`: the test that runs now finds it there."""

    put: Callable[[], object]
    is_chosen: bool = False
    is_made: bool = False
    empty: str = ""
    filled: str = ""
    blocker: DjangoDbBlocker = field(init=False)

    def set_up(self, blocker: DjangoDbBlocker, *, is_wanted: bool) -> None:
        """The empty database is there. It is copied at once: whoever flushes it takes away what migrations wrote."""
        self.blocker = blocker
        self.empty = str(connection.settings_dict["NAME"])
        self.filled = str(connection.creation.get_test_db_clone_settings(SUFFIX)["NAME"])
        if is_wanted:
            self.make()
        self.open()

    def choose(self, item: pytest.Item) -> None:
        """Lead the connection to the database that a test which begins is to find, if there is one yet."""
        self.is_chosen = wants_record(item)
        if self.empty:
            self.open()

    def open(self) -> None:
        """Lead it there."""
        lead_to(self.filled if self.is_chosen else self.empty)

    def make(self) -> None:
        """Copy the empty database and put the record into the copy."""
        lead_to(self.empty)
        with self.blocker.unblock():
            # The first time makes the record as its users do; on PostgreSQL it moves the sequences on for good.
            with transaction.atomic():
                self.put()
                transaction.set_rollback(True)
            connection.close()
            connection.creation.clone_test_db(SUFFIX, verbosity=0)
            lead_to(self.filled)
            self.put()
        forget_kept()
        self.is_made = True

    def tear_down(self) -> None:
        """Leave the connection where it was, and no copy."""
        lead_to(self.empty)
        if not self.is_made:
            return
        with self.blocker.unblock():
            connection.close()
            connection.creation.destroy_test_db(verbosity=0, suffix=SUFFIX)


def wants_record(item: pytest.Item) -> bool:
    """Whether a test asks for the record, and takes back what it does to it."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return "hadrut" in fixtures and not fixtures & COMMITTING and not commits(item.get_closest_marker("django_db"))


def commits(mark: pytest.Mark | None) -> bool:
    """Whether pytest-django's mark says that a test commits, so that its database is flushed after it."""
    return mark is not None and bool(mark.kwargs.get("transaction") or mark.kwargs.get("reset_sequences"))


def lead_to(name: str) -> None:
    """Lead this thread's connection, and those that others open from now on, to another database."""
    if connection.settings_dict["NAME"] == name:
        return
    connections.close_all()
    connection.settings_dict["NAME"] = name
    # Content types are numbered anew whenever the empty one is flushed, and facts are kept by a revision's number.
    forget_kept()
