"""`make serve` and `make dev`: bring the site to a state in which it can be used, then serve it.

HOST, PORT, DATABASE_URL and DJANGO_* come from the environment. Running it again keeps everything: the secret
key, the database, and what editors changed in the record.
"""

import contextlib
import ctypes
import errno
import hashlib
import http.client
import ipaddress
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In this order: the second names an event of the first.
RECORDS = ("battle_of_hadrut.json", "world_battles.json")
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 (compared with, and only served when HOST says so)
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# An answer being written takes milliseconds, a task a few seconds; then they are killed.
SECONDS_TO_STOP = 20
SECONDS_TO_START = 60


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def keep_secret_key() -> None:
    """Make the folder of the running site, and a secret key in it unless there is one already."""
    folder = Path(os.environ.setdefault("DJANGO_VAR_DIR", str(ROOT / "var")))
    folder.mkdir(parents=True, exist_ok=True)
    if os.environ.get("DJANGO_SECRET_KEY"):
        return
    file = folder / "secret_key"
    if file.exists() and file.stat().st_size:
        return
    # Written aside and moved, so that no process ever reads half a key.
    unfinished = folder / f"secret_key.{os.getpid()}"
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(secrets.token_urlsafe(64))
    unfinished.replace(file)
    say(f"Secret key     made and kept in {file}")


def find_own_addresses() -> list[str]:
    """The IPv4 addresses by which the local network may know this machine."""
    found: list[str] = []
    with contextlib.suppress(OSError):  # its own name need not resolve
        named = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found += [str(entry[4][0]) for entry in named]
    with (
        contextlib.suppress(OSError),  # there may be no network at all
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe,
    ):
        # Connecting a UDP socket sends nothing; it only chooses the interface of the way out.
        probe.connect(("192.0.2.1", 9))
        found.append(str(probe.getsockname()[0]))
    return sorted({address for address in found if not ipaddress.ip_address(address).is_loopback})


def allow_hosts(host: str) -> list[str]:
    """Let Django answer under the names of this machine; the ones that others in the network can type.

    A form sent to the address it came from passes Django's origin check, so nothing else needs trusting.
    """
    others = find_own_addresses() if host in EVERY_ADDRESS else []
    shown = [] if host in EVERY_ADDRESS else [write_host(host)]
    names = [socket.gethostname(), f"{socket.gethostname()}.local"] if others else []
    given = [name for name in os.environ.get("DJANGO_ALLOWED_HOSTS", "").split(",") if name]
    allowed = dict.fromkeys([*given, *LOCAL_HOSTS, *shown, *others, *names])
    os.environ["DJANGO_ALLOWED_HOSTS"] = ",".join(allowed)
    return others


def write_host(host: str) -> str:
    """A host as it stands in a URL: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def check_address(host: str, port: int) -> None:
    """End the program with a sentence when nothing can listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        place, another = f"{write_host(host)}:{port}", port + 1 if port < 65535 else 8000
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"Something is serving on {place} already. To use another port: PORT={another} make serve")
        sys.exit(f"Cannot serve on {place} (HOST and PORT): {error.strerror or error}.")


def read_port() -> int:
    """PORT from the environment; ends the program with a sentence when it is no port."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def prepare_database() -> None:
    """Migrate; an SQLite file is put into WAL mode once, before anybody else is connected."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        call_command("migrate", verbosity=0, interactive=False)
    say(f"Database       {describe_database()}, {missing or 'no'} migrations applied")


def describe_database() -> str:
    """The database without its password."""
    from django.db import connection

    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings["NAME"])
    return f"{settings['NAME']} at {settings['HOST'] or 'the local socket'}"


def load_record() -> None:
    """Load the shipped records (what an editor changed stays as it is), their questions, and sets to begin with."""
    from django.core.management import call_command

    # At verbosity 0 it says only what it leaves alone or refuses.
    for name in RECORDS:
        record = ROOT / "history" / "records" / name
        call_command("import_history", str(record), publish=True, verbosity=0)
        say(f"Record         {record.relative_to(ROOT)} is loaded")
    call_command("refresh_questions", if_changed=True)
    call_command("load_starter_sets")


def collect_static() -> None:
    """Collect and compress style sheets and scripts, which takes five seconds, unless none has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    assert settings.STATIC_ROOT, "only tests have none"
    stamp = Path(settings.STATIC_ROOT) / "collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest.hexdigest())
    say("Static files   collected")


def prepare_site(*, with_record: bool, with_static: bool) -> None:
    """Make the database ready, and load and collect what is asked for; a failure is told in a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db import DatabaseError, connections

    from accounts.figures import learn_sizes

    try:
        django.setup()
        prepare_database()
        if with_record:
            load_record()
        learn_sizes()
        if with_static:
            collect_static()
    except (CommandError, DatabaseError, ImproperlyConfigured) as error:
        sys.exit(f"Attest cannot start: {error}")
    finally:
        connections.close_all()


def end_with_parent() -> None:
    """Have Linux stop this child when `make serve` is killed, so that no server is left behind unseen."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start one of the two programs in a process group of its own.

    Ctrl-C in a terminal reaches the whole foreground group: the task worker would be told twice to stop,
    which it takes as an order to drop its task.
    """
    before = end_with_parent if sys.platform == "linux" else None
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, process_group=0, preexec_fn=before)


def stop(programs: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask the programs to finish what they are doing; kill what has not ended in time.

    A server that was itself killed leaves its workers serving: they share its process group and go with it.
    """
    for program in programs.values():
        if program.poll() is None:
            program.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for program in programs.values():
        try:
            program.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)


def is_answering(host: str, port: int) -> bool:
    """Whether a worker answers there; the port alone is open before the workers have started."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(reachable, port, timeout=5)
    try:
        connection.request("HEAD", "/", headers={"Connection": "close"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def say_where(host: str, port: int, others: list[str]) -> None:
    """Print where to click."""
    here = "127.0.0.1" if host in EVERY_ADDRESS else write_host(host)
    say("")
    say(f"  Open           http://{here}:{port}/")
    for other in others:
        say(f"  In the network http://{other}:{port}/")
    say(f"  Editors        http://{here}:{port}/admin/ (`make editor` makes an account)")
    say("  Stop           Ctrl-C; everything is kept")
    say("")


def watch(programs: dict[str, subprocess.Popen[bytes]], stopping: threading.Event) -> str | None:
    """Wait until told to stop, or until one of the programs has ended: its name."""
    while not stopping.wait(0.2):
        for name, program in programs.items():
            if program.poll() is not None:
                return name
    return None


def wait_for_answer(
    host: str, port: int, programs: dict[str, subprocess.Popen[bytes]], stopping: threading.Event
) -> bool:
    """Wait until the server answers; False when it does not in time, ended, or is to stop."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and not stopping.is_set():
        if any(program.poll() is not None for program in programs.values()):
            return False
        if is_answering(host, port):
            return True
        stopping.wait(0.1)
    return False


def serve(host: str, port: int, others: list[str]) -> int:
    """Run granian and one task worker until told to stop; returns the exit code."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    workers = os.cpu_count() or 1
    say(f"Starting       granian with {workers} workers, and the task worker")
    # One blocking thread: SQLite's p95 is ten times worse with granian's default.
    server = ["-m", "granian", "--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "1"]
    server += ["--host", host, "--port", str(port), "--no-ws", "--log-level", "warning"]
    server += ["--respawn-failed-workers", "--workers-kill-timeout", "3"]
    tasks = ["manage.py", "db_worker", "--verbosity", "0"]
    programs = {
        "the web server": start([*server, "config.wsgi:application"]),
        "the task worker": start(tasks),
    }
    try:
        if wait_for_answer(host, port, programs, stopping):
            say_where(host, port, others)
        ended = watch(programs, stopping)
    finally:
        stop(programs)
    if ended:
        say(f"Attest stopped because {ended} ended (exit code {programs[ended].returncode}).")
        return 1
    say("Attest stopped.")
    return 0


def serve_for_development(host: str, port: int, others: list[str]) -> None:
    """Become Django's reloading server; it runs tasks at once, so no worker is needed."""
    say_where(host, port, others)
    address = f"{write_host(host)}:{port}"
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "manage.py", "runserver", address])  # noqa: S606


def main(arguments: list[str]) -> int:
    """Prepare the site and serve it: for use, with `--dev` for development.

    `--prepare` only makes the database ready for a command.
    """
    host, port = os.environ.get("HOST") or "127.0.0.1", read_port()
    development = arguments == ["--dev"]
    others = allow_hosts(host)
    if development:
        os.environ["DJANGO_DEBUG"] = "1"
    keep_secret_key()
    if arguments == ["--prepare"]:
        prepare_site(with_record=False, with_static=False)
        return 0
    check_address(host, port)
    prepare_site(with_record=True, with_static=not development)
    if development:
        serve_for_development(host, port, others)
    return serve(host, port, others)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
