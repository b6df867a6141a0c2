"""A class that starts a test at one moment, against one pupil alone: how long each request takes.

    .venv/bin/python -m benchmarks.class_at_once --pupils 130 --questions 10

A site as `make serve` runs it (granian, two workers), on SQLite in a temporary file, or on a database of its own on the
server that TEST_DATABASE_URL names. Each pupil signs in with her PIN, starts, and sends every answer twice at once; the
browsers run on the same machine and share its processors with the site.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.answers import set_up

if TYPE_CHECKING:
    from tests.robust.classroom import Pupil
    from tests.robust.site import Site

WORKS = ("sign in", "start", "page", "answer", "hand in")


def sit(site: "Site", count: int, questions: int) -> list["Pupil"]:
    """A new class takes a test together; the pupils, with what they waited for."""
    from tests.robust.browser import Browser, together
    from tests.robust.classroom import Pupil, give_test, secret_of, sit_together

    with secret_of(site.scratch):
        assignment, slips = give_test(count, questions)
    pupils = [Pupil(Browser(site.port), slip) for slip in slips]
    together(*[partial(pupil.sign_in) for pupil in pupils])
    sit_together(pupils, assignment)
    check_counted(assignment.pk, pupils, assignment.questions.count())
    return pupils


def check_counted(assignment: int, pupils: list["Pupil"], questions: int) -> None:
    """Every answer is on record exactly once."""
    from quizzes.models import Answer

    given = Answer.objects.filter(asked__session__assignment=assignment).values_list("learner", "asked__question")
    assert len(given) == len(set(given)) == len(pupils) * questions, (len(given), len(pupils), questions)


def gather(pupils: Iterable["Pupil"]) -> dict[str, list[float]]:
    """Milliseconds of all requests, by what they were for."""
    found: dict[str, list[float]] = defaultdict(list)
    for pupil in pupils:
        for work, seconds in pupil.seconds:
            found[work].append(1000 * seconds)
    return found


def p95(values: list[float]) -> float:
    """What all but one in twenty stay below."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def tell(vendor: str, alone: dict[str, list[float]], together: dict[str, list[float]]) -> None:
    """Print a line for each kind of work."""
    print(f"{'':<12}{'work':<10}{'requests':>9}{'median ms':>11}{'p95 ms':>9}{'most ms':>9}{'alone':>8}{'ratio':>8}")
    for work in WORKS:
        base, median = statistics.median(alone[work]), statistics.median(together[work])
        columns = f"{len(together[work]):>9}{median:>11.0f}{p95(together[work]):>9.0f}{max(together[work]):>9.0f}"
        print(f"{vendor:<12}{work:<10}{columns}{base:>8.0f}{median / base:>8.1f}")


def main(arguments: list[str]) -> None:
    """Run one pupil alone, then all of them."""
    parser = argparse.ArgumentParser(description="A class that starts a test at one moment.")
    parser.add_argument("--pupils", type=int, default=130)
    parser.add_argument("--questions", type=int, default=10)
    options = parser.parse_args(arguments)
    if url := os.environ.get("TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_DEBUG", "1")
    set_up()
    from django.db import connection

    from tests.robust.scratch import Scratch, prepare
    from tests.robust.site import Site

    with tempfile.TemporaryDirectory() as folder:
        scratch = Scratch.invent(Path(folder), Path(folder) / "var")
        scratch.create()
        try:
            prepare(scratch)
            site = Site(scratch, log=Path(folder) / "log")
            site.start()
            try:
                with scratch.used():
                    alone = gather(sit(site, 1, options.questions))
                    together = gather(sit(site, options.pupils, options.questions))
                    tell(connection.vendor, alone, together)
            finally:
                site.stop()
            assert "Traceback" not in site.said, site.said
        finally:
            scratch.drop()


if __name__ == "__main__":
    main(sys.argv[1:])
