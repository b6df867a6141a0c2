"""Refuse what would quietly switch a check off.

A check that is silenced everywhere is no check. What stays allowed names its code (`# noqa: S603`,
`# type: ignore[misc]`) or its reason (`pytest.mark.skip(reason=...)`).
"""

import ast
import io
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUR_PACKAGES = ("config", "quizzes", "history", "accounts", "tests", "scripts", "benchmarks", "manage")
# pyproject.toml is the one place for settings: a file of the tool's own would overrule it unseen.
OTHER_SETTINGS = (
    "setup.cfg",
    "tox.ini",
    "pytest.ini",
    "mypy.ini",
    ".mypy.ini",
    ".importlinter",
    "ruff.toml",
    ".ruff.toml",
    ".djlintrc",
    "typos.toml",
    "_typos.toml",
    ".typos.toml",
)
REFUSED_COMMENTS = {
    "a `type: ignore` without its code": re.compile(r"#\s*type:\s*ignore(?!\[[\w-])"),
    "a `noqa` without its code": re.compile(r"#\s*noqa(?!\s*:\s*[A-Z]+\d)", re.IGNORECASE),
    "a whole file without ruff or flake8": re.compile(r"#\s*(ruff|flake8)\s*:\s*noqa", re.IGNORECASE),
    "mypy's settings changed for a whole file": re.compile(r"#\s*mypy\s*:", re.IGNORECASE),
}
NOT_OURS = {"var", "build", "node_modules", "__pycache__"}


def refuse_settings(root: Path) -> Iterator[str]:
    """Name each setting of `root` that takes our own code out of a check."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    tools: dict[str, Any] = settings.get("tool", {})
    linter: dict[str, Any] = tools.get("importlinter", {})
    for contract in [linter, *linter.get("contracts", [])]:
        if "ignore_imports" in contract:
            yield f"pyproject.toml: import-linter's ignore_imports ({contract.get('id', 'all contracts')})"
    for override in tools.get("mypy", {}).get("overrides", []):
        modules = override.get("module", [])
        for module in [modules] if isinstance(modules, str) else modules:
            if module.split(".")[0] in (*OUR_PACKAGES, "*"):
                yield f"pyproject.toml: a mypy override for our own module {module}"
    if tools.get("mypy", {}).get("ignore_errors"):
        yield "pyproject.toml: mypy's ignore_errors"
    for name in OTHER_SETTINGS:
        if (root / name).exists():
            yield f"{name}: settings outside pyproject.toml"


def refuse_comments(text: str) -> Iterator[tuple[int, str]]:
    """Name each comment of this source that silences more than one named check, with its line."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            for reason, pattern in REFUSED_COMMENTS.items():
                if pattern.search(token.string):
                    yield token.start[0], reason


def refuse_skipped_tests(text: str) -> Iterator[tuple[int, str]]:
    """Name each test of this source that is expected to fail, or skipped without a reason, with its line."""
    tree = ast.parse(text)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    explained = {id(call.func) for call in calls if has_reason(call)}
    called = {id(call.func) for call in calls}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or (id(node) in explained and node.attr == "skip"):
            continue
        dotted = ast.unparse(node)
        if dotted in ("pytest.mark.xfail", "pytest.xfail"):
            yield node.lineno, "a test that is expected to fail"
        elif dotted == "pytest.mark.skip" or (dotted == "pytest.skip" and id(node) in called):
            yield node.lineno, "a test skipped without a reason"


def has_reason(call: ast.Call) -> bool:
    """Whether this call of a skip says why."""
    reasons = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in ("reason", "msg"))]
    return any(not (isinstance(reason, ast.Constant) and not reason.value) for reason in reasons)


def find_sources(root: Path) -> Iterator[Path]:
    """Our Python files."""
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).parts
        if not any(part.startswith(".") or part in NOT_OURS for part in parts):
            yield path


def find_silenced(root: Path) -> list[str]:
    """Everything under `root` that silences a check, each as a line for people."""
    found = list(refuse_settings(root))
    for path in find_sources(root):
        text = path.read_text(encoding="utf-8")
        for line, reason in sorted([*refuse_comments(text), *refuse_skipped_tests(text)]):
            found.append(f"{path.relative_to(root)}:{line}: {reason}")
    return found


def main() -> int:
    """Print what is silenced; 1 when anything is."""
    found = find_silenced(ROOT)
    for line in found:
        sys.stderr.write(f"{line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
