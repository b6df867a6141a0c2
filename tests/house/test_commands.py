"""The commands of the Makefile, run as people run them, on a site of their own in a temporary folder."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS = ["setup", "serve", "dev", "editor", "test", "check", "journeys", "quality", "screenshots"]
SECONDS_TO_SERVE = 180


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which the commands touch nothing of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "MAKE"))}
    kept.pop("DATABASE_URL", None)
    return {
        **kept,
        "DJANGO_VAR_DIR": str(tmp_path / "var"),
        "HOST": "127.0.0.1",
        "PORT": str(find_free_port()),
    }


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run_serve(environment: dict[str, str]) -> tuple[subprocess.Popen[str], str]:
    """The site once it answers, and what it said till then."""
    serving = subprocess.Popen(
        [sys.executable, "-m", "scripts.serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert serving.stdout is not None
    said = ""
    deadline = time.monotonic() + SECONDS_TO_SERVE
    for line in serving.stdout:
        said += line
        if "Stop " in line:
            return serving, said
        if time.monotonic() > deadline:
            break
    serving.terminate()
    raise AssertionError(said)


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_bare_make_lists_the_commands(environment: dict[str, str]) -> None:
    listed = run(environment, "make").stdout
    assert [name for name in COMMANDS if f"make {name} " not in listed] == []


@pytest.mark.long
def test_site_is_served_stopped_and_served_again(environment: dict[str, str], tmp_path: Path) -> None:
    assert "0 live" not in serve_once(environment)
    key = tmp_path / "var" / "secret_key"
    first = key.read_text()
    assert key.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(tmp_path / "var" / "attest.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        database.execute("CREATE TABLE kept (it)")
    assert "questions: nothing has changed" in serve_once(environment)
    assert key.read_text() == first
    with sqlite3.connect(tmp_path / "var" / "attest.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def serve_once(environment: dict[str, str]) -> str:
    """Start it, look at its first page, and stop it; gives what it said while it started."""
    address = f"http://127.0.0.1:{environment['PORT']}/"
    serving, at_start = run_serve(environment)
    try:
        assert urllib.request.urlopen(address).status == 200
    finally:
        serving.send_signal(signal.SIGTERM)
        said, _ = serving.communicate(timeout=60)
    assert "Attest stopped." in said
    assert serving.returncode == 0
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(address)
    return at_start


def test_port_in_use_is_told_in_a_sentence(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(environment["PORT"]))):
        result = run(environment, sys.executable, "-m", "scripts.serve")
    assert result.returncode == 1
    assert result.stderr.startswith("Something is serving on 127.0.0.1:")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [("PORT", "eighty", "PORT must be a number"), ("HOST", "192.0.2.77", "Cannot serve on 192.0.2.77")],
)
def test_address_that_cannot_be_served_is_told_in_a_sentence(
    environment: dict[str, str], name: str, value: str, sentence: str
) -> None:
    result = run({**environment, name: value}, sys.executable, "-m", "scripts.serve")
    assert result.returncode == 1
    assert result.stderr.startswith(sentence)
    assert "Traceback" not in result.stderr
