"""A site as `make serve` runs it: granian with two workers, a task worker, and a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.robust.scratch import ROOT, Scratch

SECONDS_TO_SERVE = 60
# granian calls it a crash loop, and ends, when a worker dies within 5.5 seconds of being started again.
SECONDS_TO_STEADY = 10
# As many workers as a machine with two cores has, wherever the tests run.
SERVE = "import os, sys; os.cpu_count = lambda: 2; from scripts.serve import main; sys.exit(main([]))"


@dataclass
class Site:
    """The running site, with the one middleware of `tests.robust.held` before all that is the product's."""

    scratch: Scratch
    log: Path
    port: int = field(default_factory=lambda: find_free_port())
    serving: subprocess.Popen[bytes] | None = None
    last_killed: float = float("-inf")

    @property
    def said(self) -> str:
        """All that the site's processes printed, tracebacks of failed requests included."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def start(self) -> None:
        """Start it and wait until it answers."""
        environment = {
            **self.scratch.environment,
            "DJANGO_SETTINGS_MODULE": "tests.robust.held",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
        }
        before = self.said.count("  Stop ")
        with self.log.open("ab") as log:
            self.serving = subprocess.Popen(
                [sys.executable, "-c", SERVE], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        wait_until(lambda: self.said.count("  Stop ") > before or not self.is_running(), SECONDS_TO_SERVE)
        assert self.is_running(), self.said

    def is_running(self) -> bool:
        return self.serving is not None and self.serving.poll() is None

    def stop(self) -> None:
        """As with Ctrl-C."""
        if self.serving is not None:
            self.serving.terminate()
            self.serving.wait(60)

    @property
    def granian(self) -> int:
        """The process that keeps the two workers."""
        assert self.serving is not None
        return next(pid for pid in children_of(self.serving.pid) if "granian" in command_of(pid))

    def kill_server(self) -> None:
        """SIGKILL for granian and its workers in one stroke; `scripts.serve` then gives up by itself."""
        assert self.serving is not None
        os.killpg(self.granian, signal.SIGKILL)
        self.serving.wait(60)

    def kill_workers(self) -> None:
        """SIGKILL for every process that granian started; it starts others."""
        self.let_workers_settle()
        for pid in children_of(self.granian):
            os.kill(pid, signal.SIGKILL)

    def kill_worker(self, pid: int) -> None:
        """SIGKILL for one of them."""
        self.let_workers_settle()
        os.kill(pid, signal.SIGKILL)

    def let_workers_settle(self) -> None:
        """Workers that die again right after their start would make granian give up, as it should."""
        steady_at = self.last_killed + SECONDS_TO_STEADY
        if (wait := steady_at - time.monotonic()) > 0:
            time.sleep(wait)
        self.last_killed = time.monotonic()


def find_free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def children_of(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command_of(pid: int) -> str:
    """The command line of a process."""
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def wait_until(holds: Callable[[], object], seconds: float, pause: float = 0.02) -> None:
    """Go on as soon as something holds; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain"
        time.sleep(pause)
