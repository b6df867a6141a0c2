"""Less memory for commands that go through the whole database once."""

from django.db import connection


def read_thriftily() -> None:
    """Let this process's SQLite keep little of the file in memory; other databases keep it elsewhere anyway.

    The settings give a server's connections 64 MB of pages and map 128 MB of the file, so that pages are at hand for
    the next request. A command that reads each row once gains nothing by either.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size=0")
        cursor.execute("PRAGMA cache_size=-8000")
