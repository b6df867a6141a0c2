"""Whether code knows rows of the data. Standard library only."""

from collections.abc import Iterable, Iterator
from pathlib import Path

SHORTEST_KEY = 6
# Not docs/examples: a converter may say that a row is an event of the shipped record.
FOLDERS = ("accounts", "config", "history", "quizzes", "benchmarks", "scripts")


def find_keys(root: Path, keys: Iterable[str]) -> Iterator[str]:
    """Each key of the data that stands in a file of code, as "file: key". Short keys may be anything."""
    wanted = {key for key in keys if len(key) >= SHORTEST_KEY and not key.isalpha()}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8").casefold()
            words = set(text.replace('"', " ").replace("'", " ").replace(",", " ").split())
            for key in sorted(wanted & words):
                yield f"{path.relative_to(root)}: {key}"
