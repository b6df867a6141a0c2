"""Task workers as processes of their own, and the queue that they take from."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.robust.scratch import ROOT, Scratch

STALE = timedelta(minutes=5)


@contextmanager
def worker(scratch: Scratch, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A task worker as `make serve` runs it."""
    command = [sys.executable, "manage.py", "db_worker", "--verbosity", "0", "--no-startup-delay", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=scratch.environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def work_off(scratch: Scratch) -> None:
    """Let a worker do all that is due."""
    with worker(scratch, "--batch") as process:
        assert process.wait(240) == 0


def make_due() -> None:
    """Let the time pass until all that waits is due."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - STALE)
