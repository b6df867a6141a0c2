"""Each import contract of pyproject.toml is kept by the code, and fails when it is broken."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS: dict[str, dict[str, Any]] = {contract["id"]: contract for contract in SETTINGS["contracts"]}
LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"
# What quizzes may import from the record.
DOORS = {"dates", "facts", "pictures"}

# contract, the file that breaks it, the line that does
BREAKS = [
    ("apps", "accounts/models.py", "import history.facts.values"),
    ("apps", "history/facts/values.py", "import quizzes.models"),
    ("apps", "quizzes/models/__init__.py", "import config.settings"),
    ("record", "quizzes/services/__init__.py", "from history.models import Event"),
    ("record", "quizzes/reports/__init__.py", "from history import imports"),
    ("quizzes", "quizzes/models/__init__.py", "import quizzes.services"),
    ("quizzes", "quizzes/services/__init__.py", "import quizzes.views"),
    ("quizzes", "quizzes/services/__init__.py", "import quizzes.reports"),
    ("quizzes", "quizzes/scheduling/__init__.py", "import quizzes.questions"),
    ("quizzes", "quizzes/roster.py", "import quizzes.models"),
    ("quizzes", "quizzes/unheard_of.py", ""),
    ("pure", "history/dates/__init__.py", "from django.utils import timezone"),
    ("pure", "history/facts/values.py", "from django.db import models"),
    ("pure", "history/imports/readers/__init__.py", "def read() -> None:\n    import django"),
    ("pure", "quizzes/questions/__init__.py", "import history.facts.reading"),
    ("pure", "quizzes/roster.py", "from django.db import models"),
    ("pure", "quizzes/scheduling/__init__.py", "import history.models"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of our packages that a test may break."""
    for package in SETTINGS["root_packages"]:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=lambda folder, names: leave_out(folder, names))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def leave_out(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not Path(folder, name, "__init__.py").exists()]


def lint(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache", "--no-logo", *arguments],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_our_imports_keep_every_contract(house: Path) -> None:
    result = lint(house)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


@pytest.mark.parametrize(("contract", "file", "line"), BREAKS)
def test_contract_fails_when_broken(house: Path, contract: str, file: str, line: str) -> None:
    broken = house / file
    broken.write_text(f"{broken.read_text() if broken.exists() else ''}\n{line}\n")
    result = lint(house, "--contract", contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{CONTRACTS[contract]['name']} BROKEN" in result.stdout


def test_every_contract_is_shown_to_fail() -> None:
    assert {contract for contract, _, _ in BREAKS} == set(CONTRACTS)


def test_contract_shuts_every_part_of_history_but_the_doors() -> None:
    parts = {path.name.removesuffix(".py") for path in (ROOT / "history").glob("*.py")}
    parts |= {path.parent.name for path in (ROOT / "history").glob("*/__init__.py")}
    shut = {name.removeprefix("history.") for name in CONTRACTS["record"]["forbidden_modules"]}
    assert parts - {"__init__"} - DOORS == shut


@pytest.mark.parametrize("name", CONTRACTS["pure"]["source_modules"])
def test_pure_code_leaves_django_unloaded(name: str) -> None:
    """Import the module and all below it in a fresh interpreter, for a contract does not see what runs."""
    path = ROOT / name.replace(".", "/")
    inner = [file.relative_to(ROOT).with_suffix("") for file in sorted(path.rglob("*.py"))]
    modules = [name, *(".".join(file.parts).removesuffix(".__init__") for file in inner)]
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        "    assert 'django' not in sys.modules, name\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, *modules], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
