"""Check what must hold of the record: `manage.py check_record [--repair]`; `--verbosity 2` tells how far it is."""

import sys
import time
from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from history.facts.invariants import Breach
from history.imports.readers.wording import printable
from history.integrity.checking import check_all, repair_all

MOST_NAMED = 20


class Command(BaseCommand):
    """Name every row for which an invariant does not hold. The exit status is 1 where one is left."""

    help = "States and checks the record's invariants; --repair sets right what follows from other rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to repair, and how much to print."""
        parser.add_argument("--repair", action="store_true", help="repair what can be derived, in one transaction")
        parser.add_argument(
            "--limit", type=int, default=MOST_NAMED, help=f"rows named for each invariant ({MOST_NAMED}); 0: all"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Repair where asked, then check, print and end with the status."""
        if options["repair"]:
            for name, count in repair_all().items():
                self.stdout.write(f"repaired {name}: {count}")
        held, left = 0, 0
        for invariant, breaches in check_all():
            count, started = 0, time.monotonic()
            for breach in islice(breaches, options["limit"] or None):
                if not count:
                    self.stdout.write(f"{invariant.name}: {invariant.states}")
                self.stdout.write(f"  {describe(breach)}")
                count += 1
            if more := sum(1 for _breach in breaches):
                self.stdout.write(f"  and {more} more")
            if options["verbosity"] > 1:
                self.stdout.write(f"looked at {invariant.name}: {time.monotonic() - started:.1f} s")
                self.stdout.flush()
            held, left = held + (not count), left + count + more
        self.stdout.write(f"{held} invariants hold, {left} rows are left to look at")
        if left:
            sys.exit(1)


def describe(breach: Breach) -> str:
    """A breach in one line."""
    return printable(f"{breach.kind} {breach.key}: {breach.reason}")
