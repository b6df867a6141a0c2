"""Make `.venv/` and install what pyproject.toml asks for, in the versions of constraints.txt.

`python3.11 scripts/install.py [dev]` installs what serving needs, or everything; nothing happens when neither
file changed since. It uses only the standard library, for it runs before anything is installed. The project
itself is not installed: its commands start in its root.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYPROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "constraints.txt"
CONSTRAINTS_HEAD = """\
# The exact versions that `make setup` and `make serve` install; renewed by `make constraints`.
"""
# -qq leaves errors: a warning of pip's is about the machine's own settings, never about Attest.
PIP_QUIETLY = ["-qq", "--disable-pip-version-check", "--no-input"]


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def read_requirements(extras: list[str]) -> list[str]:
    """The dependencies of pyproject.toml, with those of the given extras."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    requirements: list[str] = list(project["dependencies"])
    for extra in extras:
        requirements += project["optional-dependencies"][extra]
    return requirements


def digest_of_wishes() -> str:
    """What an installation depends on, as one string."""
    wishes = hashlib.sha256()
    for path in (PYPROJECT, CONSTRAINTS):
        wishes.update(path.read_bytes() if path.exists() else b"")
    return wishes.hexdigest()


def is_working(python: Path) -> bool:
    """Whether this interpreter starts and has pip (not after an interrupted set-up)."""
    try:
        answer = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def make_environment(folder: Path) -> Path:
    """Make a fresh virtual environment there and return its Python."""
    try:
        venv.create(folder, clear=True, with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        sys.exit(
            f"{sys.executable} cannot make a virtual environment. "
            "On Debian and Ubuntu: apt-get install python3-venv; then run the same command again."
        )
    return folder / "bin" / "python"


def install(python: Path, requirements: list[str], constraints: Path | None) -> None:
    """Have pip install these; ends the program with pip's own words when it cannot."""
    limits = ["-c", str(constraints)] if constraints else []
    command = [str(python), "-m", "pip", "install", *PIP_QUIETLY, *limits, *requirements]
    if subprocess.run(command, check=False).returncode:
        sys.exit("pip could not install what Attest needs: its reason stands above.")


def set_up(group: str, extras: list[str]) -> None:
    """Bring `.venv/` to what pyproject.toml and constraints.txt say about this group of requirements."""
    stamps = [VENV / f"installed-{group}", VENV / "installed-dev"]
    wishes = digest_of_wishes()
    python = VENV / "bin" / "python"
    if python.exists() and any(stamp.exists() and stamp.read_text() == wishes for stamp in stamps):
        return
    if not is_working(python):
        say(f"Making .venv/ with Python {sys.version.split()[0]}")
        make_environment(VENV)
    requirements = read_requirements(extras)
    say(f"Installing {len(requirements)} packages and what they need into .venv/ (a minute or two, once)")
    install(python, requirements, CONSTRAINTS if CONSTRAINTS.exists() else None)
    stamps[0].write_text(wishes)


def renew_constraints() -> None:
    """Write the versions that pip chooses freely today into constraints.txt."""
    with tempfile.TemporaryDirectory() as folder:
        python = make_environment(Path(folder) / "venv")
        install(python, read_requirements(["postgres", "dev"]), None)
        freeze = [str(python), "-m", "pip", "freeze", "--exclude", "pip", "--exclude", "setuptools"]
        frozen = subprocess.run(freeze, capture_output=True, text=True, check=True).stdout
    unfit = [line for line in frozen.splitlines() if "==" not in line or "@" in line]
    if unfit:
        sys.exit(f"Not an exact version from a package index: {', '.join(unfit)}")
    CONSTRAINTS.write_text(CONSTRAINTS_HEAD + frozen, encoding="utf-8")
    say(f"constraints.txt: {len(frozen.splitlines())} versions")


def main(arguments: list[str]) -> None:
    """Install the group that the arguments name, and the PostgreSQL driver where DATABASE_URL asks for it."""
    if sys.version_info < (3, 11):  # noqa: UP036 (it may be started with any Python)
        sys.exit(f"Attest needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
    if arguments == ["--renew-constraints"]:
        renew_constraints()
    elif arguments == ["dev"]:
        set_up("dev", ["postgres", "dev"])
    elif not arguments:
        if os.environ.get("DATABASE_URL", "").startswith(("postgres", "pgsql")):
            set_up("postgres", ["postgres"])
        else:
            set_up("runtime", [])
    else:
        sys.exit("usage: install.py [dev | --renew-constraints]")


if __name__ == "__main__":
    main(sys.argv[1:])
