"""How long a search takes among many events, against the same search among few.

    .venv/bin/python -m benchmarks.search --events 100000

SQLite in a temporary file, or a database of its own on the server that TEST_DATABASE_URL names. First a made-up record
of a thousand events, then of so many more; each search is repeated.
"""

import argparse
import os
import secrets
import statistics
import sys
import time
from typing import NamedTuple

from benchmarks.answers import own_database, set_up
from benchmarks.made_up import MadeUp

FEW = 1000
AT_ONCE = 5000
REPEATED = 9
# What is typed, made of the name of the event in the middle: its place, whole and begun, with a slip, with the words
# that every event has, and those words alone.
WAYS = ("name", "beginning", "slip", "several words", "frequent word", "nothing like it")


class Measured(NamedTuple):
    """A search: milliseconds of the clock (the best time), of this process's processor (the median), and its hits.

    With SQLite the database's work is in the second; the first grows with whatever else the machine does.
    """

    clock: float
    processor: float
    hits: int


def write_record(first: int, last: int) -> None:
    """Events with a place each, from one number to another, as an import leaves them."""
    from history.models import Event, EventPlace, Place, Topic
    from history.search.indexing import add_names

    topic, _made = Topic.objects.get_or_create(key="made-up", defaults={"title": "Made up"})
    for begin in range(first, last, AT_ONCE):
        made = [MadeUp(number) for number in range(begin, min(begin + AT_ONCE, last))]
        events = [Event(key=one.key, title=one.title, status="published") for one in made]
        for event, one in zip(events, made, strict=True):
            event.set_happened(one.day)
        Event.objects.bulk_create(events)
        places = Place.objects.bulk_create(Place(key=f"p-{one.number}", name=one.place, kind=one.kind) for one in made)
        EventPlace.objects.bulk_create(
            EventPlace(event=event, place=place) for event, place in zip(events, places, strict=True)
        )
        through = Event.topics.through
        through.objects.bulk_create(through(event_id=event.pk, topic_id=topic.pk) for event in events)
        add_names("event", {one.key: [one.title] for one in made})
        add_names("place", {f"p-{one.number}": [one.place] for one in made})


def queries(count: int) -> dict[str, str]:
    """What is typed, by the way it is."""
    name = MadeUp(count // 2).name
    slip = f"{name[:2]}{name[3]}{name[2]}{name[4:]}"
    typed = (name, name[:4], slip, f"battle of {name} ford", "battle", "xylophone orchestra")
    return dict(zip(WAYS, typed, strict=True))


def measure(count: int) -> dict[str, Measured]:
    """Each search, repeated."""
    from history.reports.search import search_record

    found = {}
    for way, text in queries(count).items():
        clocks, processor, hits = [], [], 0
        for _time in range(REPEATED):
            began, worked = time.perf_counter(), time.process_time()
            hits = search_record(text, "en").count
            clocks.append(1000 * (time.perf_counter() - began))
            processor.append(1000 * (time.process_time() - worked))
        found[way] = Measured(min(clocks), statistics.median(processor), hits)
    return found


def settle() -> None:
    """Let the database learn what it holds, as it does by itself in time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main(arguments: list[str]) -> None:
    """Print milliseconds among few and among many, and their ratio."""
    parser = argparse.ArgumentParser(description="Milliseconds a search takes.")
    parser.add_argument("--events", type=int, default=100_000)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_hex(32))
    with own_database() as url:
        os.environ["DATABASE_URL"] = url
        set_up()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        write_record(0, FEW)
        settle()
        few = measure(FEW)
        write_record(FEW, options.events)
        settle()
        many = measure(options.events)
        vendor = connection.vendor
        connection.close()
    print(f"{vendor}: milliseconds among {FEW:,} and {options.events:,} events (clock, best of {REPEATED}; processor)")
    for way in WAYS:
        one, other = few[way], many[way]
        print(
            f"{way:<16}{one.clock:8.1f}{other.clock:8.1f}   {one.processor:8.1f}{other.processor:8.1f}"
            f"   {other.processor / one.processor:5.1f} times   {other.hits:3} hits"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
