"""The database's clock: deadlines go by it, so that it does not matter which of several servers answers."""

from datetime import datetime, timedelta

from django.db.models import Expression, Model
from django.db.models.functions import Now

# What is on its way when the time is over still counts.
GRACE = timedelta(seconds=5)


def clock() -> Expression:
    """What time it is, as an expression: read where the rows are read."""
    return Now()


def clock_of(row: Model) -> datetime:
    """The time by the database when the row was read, of one that was read with it (annotated as `clock`)."""
    read: datetime = getattr(row, "clock")  # noqa: B009 - annotated
    return read
