"""Databases of their own, of the kind that the tests run on, and this process pointed at one of them.

The usual test database will not do here: on SQLite it lives in the memory of one process, and it is wrapped in a
transaction that no other process sees.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from quizzes.reports.tally import forget_tallies
from quizzes.services.read_facts import forget_facts

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Scratch:
    """A database: an SQLite file, or a database of the PostgreSQL server that TEST_DATABASE_URL names."""

    url: str
    name: str
    var: Path

    @classmethod
    def invent(cls, folder: Path, var: Path) -> "Scratch":
        """One that is not there yet: an SQLite file in `folder`. Whatever else the site keeps goes into `var`."""
        if connections["default"].vendor == "sqlite":
            file = folder / "scratch.sqlite3"
            return cls(f"sqlite:///{file}", str(file), var)
        name = f"attest_robust_{uuid4().hex}"
        return cls(urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}").geturl(), name, var)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a site on this database."""
        ours = ("DJANGO_", "PYTEST_", "HOST", "PORT")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**kept, "DJANGO_VAR_DIR": str(self.var), "DATABASE_URL": self.url}

    def create(self, like: "Scratch | None" = None) -> None:
        """Make it, empty or as a copy of one that nobody is connected to."""
        if not self.url.startswith("sqlite"):
            self._order(f'CREATE DATABASE "{self.name}"' + (f' TEMPLATE "{like.name}"' if like else ""))
        elif like:
            shutil.copyfile(like.name, self.name)

    def drop(self) -> None:
        """Take it away, whoever is still connected."""
        if self.url.startswith("sqlite"):
            for file in Path(self.name).parent.glob(f"{Path(self.name).name}*"):
                file.unlink()
        else:
            self._order(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _order(self, sql: str) -> None:
        with self._server() as server, server.cursor() as cursor:
            cursor.execute(sql)

    @contextmanager
    def _server(self) -> Iterator[BaseDatabaseWrapper]:
        """A connection to the server's own database: none can be made or dropped from inside itself."""
        settings = {**connections.settings["default"], "NAME": "postgres", "OPTIONS": {}}
        connection = type(connections["default"])(settings, "server")
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def used(self) -> Iterator[None]:
        """Let this process and its threads take it for the default database."""
        own, own_settings = connections["default"], connections.settings["default"]
        connections.settings["default"] = {**own_settings, "NAME": self.name}
        del connections["default"]
        forget_kept()
        try:
            yield
        finally:
            connections["default"].close()
            connections.settings["default"], connections["default"] = own_settings, own
            forget_kept()


def forget_kept() -> None:
    """Drop what this process keeps of the database that it used before."""
    ContentType.objects.clear_cache()
    forget_facts()
    forget_tallies()


def prepare(scratch: Scratch) -> None:
    """Migrate, load the shipped record and collect static files, as `make serve` does."""
    program = "from scripts.serve import *; keep_secret_key(); prepare_site(with_record=True, with_static=True)"
    environment = {**scratch.environment, "DJANGO_SETTINGS_MODULE": "tests.robust.collecting"}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
