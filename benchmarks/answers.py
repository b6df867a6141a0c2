"""Answers a second: the service as it is, against the same work inside one transaction.

    .venv/bin/python -m benchmarks.answers

SQLite in a temporary file, or a database of its own on the server that TEST_DATABASE_URL names. Two processes
answer at once, as the two workers of the server do; the two ways take turns, round by round.
"""

import argparse
import multiprocessing
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

Results: TypeAlias = "multiprocessing.Queue[tuple[str, float]]"

PROCESSES = 2
TOPIC = "battle-of-hadrut"
# So many questions has a session in which every answer is right.
LENGTH = 10


@contextmanager
def own_database() -> Iterator[str]:
    """The URL of an empty database that is gone afterwards."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if not given.startswith("postgres"):
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'answers.sqlite3'}"
        return
    import psycopg

    name = f"attest_answers_{secrets.token_hex(6)}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(given)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def prepare() -> None:
    """Migrate, and load the shipped record."""
    from scripts.serve import load_record, prepare_database

    set_up()
    prepare_database()
    load_record()


def set_up() -> None:
    """Let this process use Django."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def start_sessions(count: int) -> list[int]:
    """So many guests with a session each."""
    from django.utils import timezone

    from quizzes.models import Learner
    from quizzes.services.run_session import Started, start_session

    started = [start_session(Learner.objects.create(), TOPIC, timezone.now()) for _number in range(count)]
    return [one.session.pk for one in started if isinstance(one, Started)]


def answer_waiting(session: int) -> None:
    """Answer the question that waits, rightly: read, compute, then one short transaction."""
    from django.db.models import F
    from django.utils import timezone

    from quizzes.questions.marking import Response
    from quizzes.services.run_session import Recorded, answer_question, asked_to_answer

    asked = asked_to_answer().get(session=session, position=F("session__version"))
    content = asked.shown.content
    is_choice = content["form"] == "choice"
    response = Response(value=content["answer"]) if is_choice else Response(text=content["answer_text"])
    outcome = answer_question(asked, response, timezone.now())
    assert isinstance(outcome, Recorded), outcome


def answer_inside(session: int) -> None:
    """The same, all of it in one transaction that holds the learner's row: reading and choosing wait inside."""
    from django.db import transaction

    from quizzes.models import Learner

    with transaction.atomic():
        Learner.objects.select_for_update().get(sessions=session)
        answer_waiting(session)


def run_rounds(rounds: int, sessions: int, barrier: Barrier, results: Results) -> None:
    """One of the processes: in each round the two ways, one after the other, everybody in step."""
    set_up()
    for _round in range(rounds):
        for name, answer in (("service", answer_waiting), ("inside", answer_inside)):
            ready = start_sessions(sessions)
            barrier.wait()
            began = time.perf_counter()
            for _position in range(LENGTH):
                for session in ready:
                    answer(session)
            barrier.wait()
            results.put((name, PROCESSES * len(ready) * LENGTH / (time.perf_counter() - began)))


def measure(rounds: int, sessions: int) -> dict[str, list[float]]:
    """Answers a second of each way, round by round, as each process saw it."""
    spawning = multiprocessing.get_context("spawn")
    barrier, results = spawning.Barrier(PROCESSES), spawning.Queue()
    processes = [
        spawning.Process(target=run_rounds, args=(rounds, sessions, barrier, results)) for _number in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    found: dict[str, list[float]] = {"service": [], "inside": []}
    for _result in range(2 * rounds * PROCESSES):
        name, rate = results.get(timeout=300)
        found[name].append(rate)
    for process in processes:
        process.join()
    return found


def main(arguments: list[str]) -> None:
    """Print both rates and their ratio."""
    parser = argparse.ArgumentParser(description="Answers a second, and against a baseline.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sessions", type=int, default=20, help="sessions of ten answers a process and round")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_hex(32))
    with own_database() as url:
        os.environ["DATABASE_URL"] = url
        prepare()
        from django.db import connection

        vendor = connection.vendor
        connection.close()
        found = measure(options.rounds, options.sessions)
    for name, rates in found.items():
        print(f"{vendor:<12}{name:<9}{statistics.median(rates):7.0f} answers/s  ({min(rates):.0f} to {max(rates):.0f})")
    ratio = statistics.median(found["service"]) / statistics.median(found["inside"])
    print(f"{vendor:<12}service / inside = {ratio:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
