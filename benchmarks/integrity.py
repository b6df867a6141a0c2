"""Checking a large record with live questions: seconds and peak memory of `manage.py check_record`.

    .venv/bin/python -m benchmarks.integrity --events 20000 100000

Each size is checked twice, in a process of its own: the record alone, then with eleven live questions an event. To
make these by the rules would take hours; here each stands for a fact that is on record, so that the check finds all
in order. Their contents have the size of real ones. What the sizes take is set against the first of them.
"""

import argparse
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.refresh import run

if TYPE_CHECKING:
    from quizzes.models import Question
    from quizzes.questions.shown import Shown

TOPIC = "topic-0"
AT_ONCE = 2000
ALONE = ("choice", "typed", "flashcard")
TOGETHER = ("order", "before-after", "match")
# How many others a question about several facts asks about.
COMPANIONS = 3


def load() -> None:
    """Write live questions about all facts of the topic, and a content for each."""
    import django

    django.setup()
    from quizzes.models import Question, ShownContent
    from quizzes.services.refresh_questions import store_contents

    asked = ask_about_all()
    while some := list(islice(asked, AT_ONCE)):
        store_contents(shown for _row, shown in some)
        Question.objects.bulk_create(row for row, _shown in some)
    sys.stdout.write(f"{Question.objects.live().count():,} live, {ShownContent.objects.count():,} contents\n")


def ask_about_all() -> "Iterator[tuple[Question, Shown]]":
    """Three questions about each fact, and three about some dates of events together, each with what it shows."""
    from history.facts.bare import stream_bare_facts

    like, before = show_one(), list[str]()
    for fact in stream_bare_facts(TOPIC):
        yield from (ask(form, [fact.key], like) for form in ALONE)
        if fact.key.startswith("happened:event/"):
            before = [fact.key, *before][: COMPANIONS + 1]
            yield from (ask(form, before, like) for form in TOGETHER)


def show_one() -> "Shown":
    """What one real question shows."""
    from history.facts.streaming import stream_facts
    from quizzes.services.refresh_questions import judge_portion

    return next(iter(judge_portion(next(stream_facts(TOPIC)), TOPIC).shown.values()))


def ask(form: str, facts: Sequence[str], like: "Shown") -> "tuple[Question, Shown]":
    """A live question about these facts that shows what `like` shows."""
    from quizzes.models import Question

    shown = replace(like, form=form, fact=facts[0])
    row = Question(
        key=f"{facts[0]}#{form}",
        fact_key=facts[0],
        companions=list(facts[1:]),
        family=like.family,
        form=form,
        topic=TOPIC,
        prompt=like.prompt,
        shown_id=shown.digest,
        is_live=True,
    )
    return row, shown


def measure(events: int) -> float:
    """Fill a scratch database, check it without and with questions, print both; gives the peak with them in MB."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'integrity.sqlite3'}"
        check = ["manage.py", "check_record"]
        run(["-m", "benchmarks.refresh", "--fill", "--events", str(events)])
        alone, least, _said = run(check)
        print(f"{events:>9,} events: {alone:7.1f} s, peak {least:4.0f} MB", flush=True)
        _seconds, _peak, loaded = run(["-m", "benchmarks.integrity", "--load"])
        seconds, most, said = run(check)
        print(f"{'and ' + loaded:>52}: {seconds:7.1f} s, peak {most:4.0f} MB  {said}", flush=True)
    return most


def main(arguments: list[str]) -> None:
    """Measure each size, and print what it takes in proportion to the first."""
    parser = argparse.ArgumentParser(description="Seconds and peak memory of checking a large record with questions.")
    parser.add_argument("--events", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--load", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_hex(32))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if options.load:
        load()
        return
    first, *more = options.events
    least = measure(first)
    for events in more:
        peak = measure(events)
        print(f"{events / first:.0f} times the events take {peak / least:.2f} times the memory", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
