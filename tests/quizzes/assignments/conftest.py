"""A clock that tests set: that of the database, by which deadlines go, and that of the server."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db.models import DateTimeField, Value
from django.utils import timezone

from tests.conftest import NOON


@dataclass
class FakeClock:
    """What time it is for the database, and for the server, which may run ahead of it."""

    traveller: time_machine.Traveller
    server_ahead: timedelta = timedelta(0)

    @property
    def at(self) -> datetime:
        """The time by the database."""
        return timezone.now() - self.server_ahead

    def pass_by(self, **time: float) -> None:
        """Let some minutes or seconds pass."""
        self.traveller.shift(timedelta(**time))

    def put_server_ahead(self, **time: float) -> None:
        """Put the server's clock ahead of the database's, which stays as it is."""
        self.traveller.shift(timedelta(**time) - self.server_ahead)
        self.server_ahead = timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClock]:
    """Noon of a Monday, until a test lets time pass."""
    with time_machine.travel(NOON, tick=False) as traveller:
        fake = FakeClock(traveller)
        monkeypatch.setattr("quizzes.models.clock.Now", lambda: Value(fake.at, DateTimeField()))
        yield fake
