"""Milliseconds of asking, answering, looking and searching, in records from a hundred events to a million.

    .venv/bin/python -m benchmarks.scale --events 1000000 --answers 1000000

SQLite in a temporary file, or a database of its own on the server that TEST_DATABASE_URL names. It grows step by step,
first by events, then by answers; at each step the same is done through the pages. `--topic-size` says how many events
share a topic: as many as there are events, and it is one. With `--flat` no event is part of another, so that the whole
topic is one conflict. "Cold" is the first question that a process asks after an edit of the record. `--processor` times
this process's processor instead of the clock, which grows with whatever else the machine does; with SQLite the
database's work is in it.
"""

import argparse
import os
import resource
import secrets
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from benchmarks.answers import own_database, set_up

FEWEST_EVENTS, FEWEST_ANSWERS = 100, 1000
# Against so many events growth is told.
FEW = 1000
REPEATED = 9
ANSWERS_A_SESSION = 4
MEGABYTE = 1024


Clock = Callable[[], float]


class Step(NamedTuple):
    """How large the record and the log of answers are."""

    events: int
    answers: int

    def __str__(self) -> str:
        return f"{self.events:,} / {self.answers:,}"


def list_steps(events: int, answers: int) -> list[Step]:
    """Ten times as many events again and again, then ten times as many answers."""
    few = min(FEWEST_ANSWERS, answers)
    sizes = list(powers(min(FEWEST_EVENTS, events), events))
    return [
        *(Step(size, few) for size in sizes),
        *(Step(events, count) for count in powers(few, answers) if count > few),
    ]


def powers(first: int, last: int) -> Iterator[int]:
    """From the first to the last by tens."""
    while first < last:
        yield first
        first *= 10
    yield last


class Sitter:
    """Somebody at a browser: what she does is timed by this clock, what the benchmark looks up is not."""

    def __init__(self, clock: Clock, user: Any = None) -> None:
        from django.test import Client

        self.clock = clock
        self.client = Client()
        if user is not None:
            self.client.force_login(user)

    def start(self, topic: str) -> float:
        """Begin a session; milliseconds until its first question is on the page."""
        from django.urls import reverse

        began = self.clock()
        reply = self.client.post(reverse("quizzes:session-start"), {"topic": topic})
        self.key = urlsplit(reply["Location"]).path.rstrip("/").rpartition("/")[2]
        self.open("quizzes:session", self.key)
        return 1000 * (self.clock() - began)

    def answer(self) -> float:
        """Answer the question that waits, rightly; milliseconds until the verdict is on the page."""
        from django.urls import reverse

        from quizzes.models import AskedQuestion, QuizSession

        session = QuizSession.objects.get(key=self.key)
        asked = AskedQuestion.objects.select_related("shown").get(session=session, position=session.version)
        content = asked.shown.content
        typed = {"text": content["answer_text"]}
        fields = {"value": content["answer"]} if content["options"] else typed
        began = self.clock()
        url = reverse("quizzes:session-answer", args=[self.key])
        reply = self.client.post(url, {"position": str(asked.position), **fields}, headers={"HX-Request": "true"})
        took = 1000 * (self.clock() - began)
        assert reply.status_code == 200, reply.status_code
        return took

    def open(self, name: str, *path: str, **query: str) -> float:
        """Open a page; milliseconds."""
        from django.urls import reverse

        began = self.clock()
        reply = self.client.get(reverse(name, args=path), query)
        assert reply.status_code == 200, (name, reply.status_code)
        return 1000 * (self.clock() - began)


def measure(step: Step, topic: str, busiest: int, clock: Clock) -> dict[str, float]:
    """The median of each piece of work."""
    from django.contrib.auth import get_user_model

    from benchmarks.made_up import MadeUp
    from quizzes.models import Learner

    user = get_user_model().objects.create_user(f"busiest-{step.events}-{step.answers}", password=secrets.token_hex(8))
    Learner.objects.filter(pk=busiest).update(user=user)
    guest, busy = Sitter(clock), Sitter(clock, user)
    middle = step.events // 2
    event, place, claimant = find_middle(middle)
    work: dict[str, Callable[[], float]] = {
        "home": lambda: guest.open("quizzes:home"),
        "list, first page": lambda: guest.open("history:event-list"),
        "list, from the middle": lambda: guest.open("history:event-list", after=event),
        "places, from the middle": lambda: guest.open("history:place-list", after=place),
        "search": lambda: guest.open("history:search", q=MadeUp(min(middle, 50_000)).name),
        "event": lambda: guest.open("history:event-detail", find_like(middle)),
        "topic": lambda: guest.open("history:topic-detail", topic),
        "place": lambda: guest.open("history:place-detail", place),
        "claimant": lambda: guest.open("history:claimant-detail", claimant),
        "source": lambda: guest.open("history:source-detail", "made-up"),
        "progress, of ten": lambda: guest.open("quizzes:progress"),
        "progress, of the busiest": lambda: busy.open("quizzes:progress"),
    }
    found = measure_sessions("", lambda: Sitter(clock), topic)
    found |= measure_sessions(", of the busiest", lambda: busy, topic)
    guest.start(topic)
    for _question in range(ANSWERS_A_SESSION):
        guest.answer()
    for name, do in work.items():
        do()
        found[name] = statistics.median(do() for _time in range(REPEATED))
    return found


def find_middle(middle: int) -> tuple[str, str, str]:
    """The event and the place in the middle of their lists, and a claimant from the middle of what is said.

    The pages that begin there are full, whatever the size.
    """
    from history.models import Attribution, Event, FoundName

    names = FoundName.objects.filter(kind="place", is_main=True).order_by("folded", "key").values_list("key", flat=True)
    events = Event.objects.published().order_by("earliest_day", "title", "pk").values_list("key", flat=True)
    said = Attribution.objects.order_by("pk").values_list("claimant__key", flat=True)
    return events[middle], names[names.count() // 2], said[said.count() // 2]


def find_like(middle: int) -> str:
    """An event as there is one in each conflict: with a claim by three, and part of another; some pages are longer."""
    from benchmarks.made_up import CONFLICT_SIZE
    from benchmarks.scale_rows import VOICED

    return f"event-{middle // CONFLICT_SIZE * CONFLICT_SIZE + VOICED}"


def measure_sessions(whose: str, find: Callable[[], Sitter], topic: str) -> dict[str, float]:
    """Sessions started and answered, in the topic and anywhere."""
    from quizzes.services.read_facts import forget_facts, forget_windows

    def start(sitter: Sitter, where: str) -> float:
        # Others were asked since: what she left waiting may be what she begins with.
        forget_windows()
        return sitter.start(where)

    found: dict[str, float] = {}
    starts, answers = [], []
    for _time in range(REPEATED):
        sitter = find()
        starts.append(start(sitter, topic))
        answers += [sitter.answer() for _question in range(ANSWERS_A_SESSION)]
    found[f"start{whose}"] = statistics.median(starts)
    found[f"answer{whose}"] = statistics.median(answers)
    anywhere = find()
    found[f"start anywhere{whose}"] = statistics.median(start(anywhere, "") for _time in range(REPEATED))
    if not whose:
        forget_facts()
        found["start, cold"] = find().start(topic)
    return found


def grow(
    steps: list[Step], topic_size: int, clock: Clock, *, is_flat: bool
) -> Iterator[tuple[Step, float, dict[str, float]]]:
    """Each step with the seconds that writing it took, and what was measured."""
    from benchmarks.scale_rows import Kind, read_kinds, write_answers, write_bank, write_record
    from quizzes.services.refresh_questions import refresh_topic

    written, busiest = Step(0, 0), 0
    kinds: dict[str, Kind] = {}
    for step in steps:
        began = time.perf_counter()
        write_record(written.events, step.events, topic_size, is_flat=is_flat)
        if not kinds:
            refresh_topic("topic-0")
            kinds = read_kinds()
        if step.events > written.events:
            write_bank(written.events, step.events, topic_size, kinds, is_flat=is_flat)
            move_record()
        if step.answers > written.answers:
            busiest = write_answers(written.answers, step.answers)
        written = step
        took = time.perf_counter() - began
        yield step, took, measure(step, "topic-0", busiest, clock)


def move_record() -> None:
    """Say that the record moved, as an import does, without making the questions anew."""
    from django.db.models import F

    from history.models import Revision

    Revision.objects.get_or_create(pk=1)
    Revision.objects.filter(pk=1).update(number=F("number") + 1)


def print_table(vendor: str, seen: list[tuple[Step, float, dict[str, float]]]) -> None:
    """The medians as a table, with how many times as long as with a thousand events and the fewest answers."""
    steps = [step for step, _took, _found in seen]
    base = next((n for n, step in enumerate(steps) if step.events >= FEW), 0)
    grown = max(n for n, step in enumerate(steps) if step.answers == steps[0].answers)
    last = len(steps) - 1
    print(f"\n{vendor}: milliseconds (median), by events / answers\n")
    heads = ["work", *map(str, steps), f"events: × {steps[base].events:,}", "answers: × the fewest"]
    print("| " + " | ".join(heads) + " |")
    print("|---" * len(heads) + "|")
    for name in seen[0][2]:
        took = [found[name] for _step, _took, found in seen]
        growth = [f"{took[grown] / took[base]:.2f}", f"{took[last] / took[grown]:.2f}"]
        print("| " + " | ".join([name, *(f"{one:.1f}" for one in took), *growth]) + " |")


def main(arguments: list[str]) -> None:
    """Grow, measure, print."""
    parser = argparse.ArgumentParser(description="How what learners do grows with the record and the answers.")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--answers", type=int, default=100_000)
    parser.add_argument("--topic-size", type=int, help="how many events share a topic; all of them if not given")
    parser.add_argument("--flat", action="store_true", help="no event is part of another")
    parser.add_argument("--processor", action="store_true", help="time the processor instead of the clock")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_hex(32))
    os.environ.setdefault("DJANGO_ALLOWED_HOSTS", "testserver")
    with own_database() as url:
        os.environ["DATABASE_URL"] = url
        set_up()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection
        from django.test.utils import override_settings

        # Nothing is collected for this database: the files of the pages go by their own names.
        plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        override_settings(STORAGES={**settings.STORAGES, **plain}).enable()
        call_command("migrate", verbosity=0)
        seen = []
        steps = list_steps(options.events, options.answers)
        clock = time.process_time if options.processor else time.perf_counter
        for one in grow(steps, options.topic_size or options.events, clock, is_flat=options.flat):
            seen.append(one)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
            told = ", ".join(f"{name} {took:.0f}" for name, took in one[2].items())
            print(f"{one[0]}: written in {one[1]:.0f} s, peak {peak:.0f} MB; {told}", flush=True)
        print_table(connection.vendor, seen)
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1:])
