from pathlib import Path

import pytest

from scripts.refuse_silenced_checks import find_silenced


def write_project(root: Path, settings: str = "", source: str = "") -> Path:
    (root / "pyproject.toml").write_text(settings)
    (root / "history").mkdir()
    (root / "history" / "models.py").write_text(source)
    return root


@pytest.mark.parametrize(
    "settings",
    [
        '[tool.importlinter]\nignore_imports = ["a -> b"]',
        '[[tool.importlinter.contracts]]\nid = "apps"\nignore_imports = ["a -> b"]',
        '[[tool.mypy.overrides]]\nmodule = "history.*"\nignore_errors = true',
        '[[tool.mypy.overrides]]\nmodule = ["edtf.*", "quizzes.models"]\nignore_errors = true',
        '[[tool.mypy.overrides]]\nmodule = "tests"\ndisallow_untyped_defs = false',
        '[[tool.mypy.overrides]]\nmodule = "*.migrations.*"\nignore_errors = true',
        "[tool.mypy]\nignore_errors = true",
    ],
)
def test_refuses_setting_that_takes_our_code_out_of_a_check(tmp_path: Path, settings: str) -> None:
    [line] = find_silenced(write_project(tmp_path, settings=settings))
    assert line.startswith("pyproject.toml: ")


@pytest.mark.parametrize("name", ["setup.cfg", "mypy.ini", ".importlinter", "ruff.toml"])
def test_refuses_settings_beside_pyproject(tmp_path: Path, name: str) -> None:
    write_project(tmp_path)
    (tmp_path / name).write_text("")
    assert find_silenced(tmp_path) == [f"{name}: settings outside pyproject.toml"]


@pytest.mark.parametrize(
    "source",
    [
        "a = 1  # type: ignore",
        "a = 1  #type:ignore",
        "a = 1  # type: ignore[]",
        "a = 1  # noqa",
        "a = 1  # NOQA: because",
        "# ruff: noqa",
        "# ruff: noqa: F401",
        "# flake8: noqa",
        "# mypy: ignore-errors",
        "# mypy: disable-error-code=misc",
        "@pytest.mark.skip\ndef test() -> None: ...",
        "@pytest.mark.skip()\ndef test() -> None: ...",
        "@pytest.mark.skip(reason='')\ndef test() -> None: ...",
        "pytest.skip()",
        "@pytest.mark.xfail\ndef test() -> None: ...",
        "@pytest.mark.xfail(reason='later')\ndef test() -> None: ...",
        "pytestmark = [pytest.mark.xfail]",
        "pytest.xfail('later')",
    ],
)
def test_refuses_source_that_silences(tmp_path: Path, source: str) -> None:
    lines = find_silenced(write_project(tmp_path, source=source))
    assert lines
    assert all(line.startswith("history/models.py:1: ") for line in lines)


@pytest.mark.parametrize(
    "source",
    [
        "a = 1  # type: ignore[misc]",
        "a = 1  # noqa: S603",
        "a = 1  # noqa: S603, T201 (why)",
        "a = '# type: ignore  # noqa'",
        "@pytest.mark.skip(reason='needs a moon')\ndef test() -> None: ...",
        "@pytest.mark.skipif(True, reason='needs a moon')\ndef test() -> None: ...",
        "pytest.skip('needs a moon')",
        "pytest.skip(f'needs {a}')",
    ],
)
def test_accepts_named_exception(tmp_path: Path, source: str) -> None:
    assert find_silenced(write_project(tmp_path, source=source)) == []


def test_accepts_mypy_override_for_foreign_modules(tmp_path: Path) -> None:
    settings = '[[tool.mypy.overrides]]\nmodule = ["edtf.*"]\nignore_missing_imports = true'
    assert find_silenced(write_project(tmp_path, settings=settings)) == []


def test_looks_past_the_virtual_environment(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "theirs.py").write_text("a = 1  # noqa")
    assert find_silenced(tmp_path) == []
