"""Parts of an entry by pattern: `claims[].opposes[]` are all keys that any claim of an event opposes."""

from collections.abc import Iterator
from typing import Any


def select(body: Any, pattern: str, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each value that the pattern fits, with its path under `path`; absent parts fit nothing."""
    found = [(path, body)]
    for step in pattern.replace("[]", ".[]").split("."):
        if step == "[]":
            found = [(f"{where}[{number}]", member) for where, value in found for number, member in enumerate(value)]
        else:
            found = [(f"{where}.{step}" if where else step, value[step]) for where, value in found if step in value]
    yield from found
