"""Words for what a file holds, safe to print wherever they came from."""

import re
from collections.abc import Iterable
from typing import Any, Final

LONGEST_QUOTE: Final = 60
PLAIN_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,59}")


def quote(value: object) -> str:
    """Show a value from a file: shortened, and with nothing a terminal would act upon."""
    if isinstance(value, list | dict):
        return name_type(value)
    text = value if isinstance(value, str) else repr(value)
    shown = text[:LONGEST_QUOTE] + ("…" if len(text) > LONGEST_QUOTE else "")
    return f'"{printable(shown)}"'


def printable(text: str) -> str:
    """Write out what a terminal would act upon or could not encode."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def join_path(path: str, step: str | int) -> str:
    """Go one step down: `events[3]` and `claims` make `events[3].claims`."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    name = step if PLAIN_NAME.fullmatch(step) else f"[{quote(step)}]"
    return f"{path}.{name}" if path and name == step else path + name


def join_paths(path: str, steps: Iterable[str | int]) -> str:
    """Go several steps down."""
    for step in steps:
        path = join_path(path, step)
    return path


def name_type(value: Any) -> str:
    """Say what sort of JSON value this is."""
    names = {bool: "true or false", str: "text", list: "a list", int: "a number", float: "a number"}
    return names.get(type(value), "an object" if isinstance(value, dict) else "null")
