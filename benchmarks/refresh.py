"""Making the questions of a large topic, and checking the record with them: seconds and peak memory of the commands.

    .venv/bin/python -m benchmarks.refresh --events 100000

A made-up record is written into a scratch database first (SQLite, gone afterwards), by a process of its own.
`--topics` spreads the events over as many topics.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.made_up import CONFLICT_SIZE, MadeUp, claimant_rows

AT_ONCE = 2000
# One event in so many has a claim, by three claimants.
VOICED = 10
MEGABYTE = 1024


def fill(events: int, topics: int) -> None:
    """Write so many events, a portion at a time, without the imports: they are measured by themselves."""
    import django

    django.setup()
    from django.core.management import call_command

    from history.models import Claimant, Source, Topic
    from history.revise import record_changed

    call_command("migrate", verbosity=0)
    Topic.objects.bulk_create(Topic(key=f"topic-{n}", title=f"Topic {n}") for n in range(topics))
    Source.objects.create(key="made-up", title="A made-up chronicle")
    conflicts = -(-events // CONFLICT_SIZE)
    rows = (Claimant(key=row.key, name=row.name, kind=row.kind) for row in claimant_rows(range(conflicts)))
    Claimant.objects.bulk_create(rows, batch_size=AT_ONCE)
    claimants = dict(Claimant.objects.values_list("key", "pk"))
    for first in range(0, events, AT_ONCE):
        write(range(first, min(events, first + AT_ONCE)), topics, claimants)
    record_changed()


def write(numbers: range, topics: int, claimants: dict[str, int]) -> None:
    """Write the events with these numbers, and all that hangs on them. The first of a conflict is its root."""
    from django.db import transaction

    from history.models import Attribution, Citation, Claim, Event, EventPlace, Place, Source, Topic

    made = [MadeUp(number) for number in numbers]
    source, homes = Source.objects.get(), list(Topic.objects.order_by("pk"))
    with transaction.atomic():
        places = Place.objects.bulk_create(
            Place(key=f"place-{m.number}", name=m.place, kind=m.kind, latitude=m.latitude, longitude=m.longitude)
            for m in made
        )
        events = [Event(key=m.key, title=m.title, status="published") for m in made]
        for event, m in zip(events, made, strict=True):
            event.set_happened(m.day)
        first = [event for event, m in zip(events, made, strict=True) if m.position == 0]
        roots = dict(zip((m.conflict for m in made if m.position == 0), Event.objects.bulk_create(first), strict=True))
        rest = [(event, m) for event, m in zip(events, made, strict=True) if m.position != 0]
        for event, m in rest:
            event.part_of = roots[m.conflict]
        Event.objects.bulk_create(event for event, _made in rest)
        by_topic: Any = Event.topics.through
        by_topic.objects.bulk_create(
            by_topic(event=event, topic=homes[m.conflict % topics]) for event, m in zip(events, made, strict=True)
        )
        EventPlace.objects.bulk_create(
            EventPlace(event=event, place=place) for event, place in zip(events, places, strict=True)
        )
        claims = Claim.objects.bulk_create(
            Claim(event=event, key=f"claim-{m.number}", statement=m.statement, about="figure")
            for event, m in zip(events, made, strict=True)
            if m.position % VOICED == 0
        )
        said = Attribution.objects.bulk_create(
            Attribution(
                claim=claim,
                claimant_id=claimants[f"claimant-{m.conflict}-{speaker}"],
                stance=stance,
                stated_on=m.day,
            )
            for claim, m in zip(claims, [m for m in made if m.position % VOICED == 0], strict=True)
            for speaker, stance in m.stances
        )
        Citation.objects.bulk_create(Citation(source=source, event=event, locator="1") for event in events)
        Citation.objects.bulk_create(Citation(source=source, attribution=row, locator="1") for row in said)


def run(arguments: list[str]) -> tuple[float, float, str]:
    """Run a command in a process of its own: seconds, its own peak memory in MB, and what it said."""
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own commands
        assert process.stdout is not None
        said = process.stdout.read()
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}: {said}")
    return time.perf_counter() - started, used.ru_maxrss / MEGABYTE, said.strip()


def main(arguments: list[str]) -> None:
    """Fill, refresh twice, check, and print what each took, also as a multiple of the first refresh."""
    parser = argparse.ArgumentParser(description="Seconds and peak memory of making a large topic's questions.")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--topics", type=int, default=1)
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_hex(32))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if options.fill:
        fill(options.events, options.topics)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'refresh.sqlite3'}"
        sizes = ["--events", str(options.events), "--topics", str(options.topics)]
        steps = [
            ("fill", ["-m", "benchmarks.refresh", "--fill", *sizes]),
            ("refresh", ["manage.py", "refresh_questions"]),
            ("refresh again", ["manage.py", "refresh_questions"]),
            ("check", ["manage.py", "check_record"]),
        ]
        took: dict[str, float] = {}
        for name, command in steps:
            took[name], peak, said = run(command)
            share = f"{took[name] / took['refresh']:.2f} of refresh" if "refresh" in took else ""
            line = f"{name:<15}{options.events:,} events {took[name]:7.1f} s {share:<17}, peak {peak:4.0f} MB  {said}"
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
