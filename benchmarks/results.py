"""The grid of a class: milliseconds, queries, and how many times as long as fetching the same verdicts takes.

    .venv/bin/python -m benchmarks.results --pupils 40 --questions 200

SQLite in a temporary file, or a database of its own on the server that TEST_DATABASE_URL names. The baseline is one
query for the verdicts of all answers, as bare rows, in the same run.
"""

import argparse
import os
import secrets
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.answers import own_database, prepare

ROUNDS = 9


def measure(work: Callable[[], Any], rounds: int) -> tuple[float, int]:
    """The median of its milliseconds, and how many queries it makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        work()
        count = len(queries)
    seen = []
    for _round in range(rounds):
        began = time.perf_counter()
        work()
        seen.append(1000 * (time.perf_counter() - began))
    return statistics.median(seen), count


def list_work(pupils: int, questions: int) -> dict[str, Callable[[], Any]]:
    """What is measured, the baseline first."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from benchmarks.large_class import make_class
    from quizzes.models import Mark
    from quizzes.reports.results.reading import read_results
    from quizzes.reports.results.stamp import read_stamp

    teacher = get_user_model().objects.create_user("teacher", password=secrets.token_hex(8))
    assignment = make_class(teacher.pk, pupils, questions, timezone.now())
    client = Client()
    client.force_login(teacher)
    grid = reverse("quizzes:assignment-results", args=[assignment.key])
    verdicts = Mark.objects.filter(answer__asked__session__assignment=assignment).values_list("answer", "verdict")

    def open_path(path: str) -> bytes:
        reply = client.get(path)
        assert reply.status_code == 200, reply.status_code
        return b"".join(reply) if reply.streaming else reply.content

    return {
        "verdicts alone": lambda: list(verdicts.all()),
        "has it moved?": lambda: read_stamp(assignment, timezone.now()),
        "report": lambda: read_results(assignment, timezone.now()),
        "page": lambda: open_path(grid),
        "pupils.csv": lambda: open_path(f"{grid}pupils.csv"),
        "answers.csv": lambda: open_path(f"{grid}answers.csv"),
        "difficult": lambda: open_path(f"{grid}difficult/"),
    }


def main(arguments: list[str]) -> None:
    """Print a line for each piece of work."""
    parser = argparse.ArgumentParser(description="The grid of a class, against fetching its verdicts.")
    parser.add_argument("--pupils", type=int, default=40)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_hex(32))
    os.environ.setdefault("DJANGO_ALLOWED_HOSTS", "testserver")
    with own_database() as url:
        os.environ["DATABASE_URL"] = url
        prepare()
        from django.conf import settings
        from django.db import connection
        from django.test.utils import override_settings

        # Nothing is collected for this database: the files of the pages go by their own names.
        plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        override_settings(STORAGES={**settings.STORAGES, **plain}).enable()
        print(f"{connection.vendor}, {options.pupils} pupils × {options.questions} questions")
        baseline = 0.0
        for name, work in list_work(options.pupils, options.questions).items():
            took, queries = measure(work, options.rounds)
            baseline = baseline or took
            print(f"{name:<16}{took:8.0f} ms  {queries:3d} queries  {took / baseline:6.1f} × the verdicts alone")
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1:])
