"""The SQLite that Django talks to: a bundled one where the system's has the WAL-reset bug."""

import importlib
import sqlite3
import sys

# Two connections that checkpoint at once could lose a commit before this version
# (https://sqlite.org/wal.html, "the WAL-reset bug").
FIRST_SOUND_VERSION = (3, 51, 3)


def use_sound_sqlite() -> None:
    """Put `pysqlite3` in the place of `sqlite3` where the linked library is older than 3.51.3.

    Must run before Django's SQLite backend is imported, so the settings call it first.
    """
    if sqlite3.sqlite_version_info >= FIRST_SOUND_VERSION:
        return
    bundled = importlib.import_module("pysqlite3")
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = bundled.dbapi2
