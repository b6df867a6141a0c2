"""What a database knows of how much its tables hold. It stands in the lowest app, because every other may need it."""

from contextlib import suppress

from django.db import DatabaseError, connection


def learn_sizes() -> None:
    """Have SQLite look how much its tables hold, where one has grown or shrunk ten times since it last did.

    PostgreSQL does so by itself. Without such figures SQLite takes every index for a good one and goes along all that
    is published to find the passages of one source. They hold for connections that are opened from now on
    (`CONN_MAX_AGE`). It reads those tables' indexes whole: sampled, a topic of all events would look like a small one.
    Where somebody else writes for long, it is left out.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("PRAGMA optimize=0x10002")
