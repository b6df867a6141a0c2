"""From bytes to JSON values, for files that nobody vouches for."""

import json
import math
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any, Final

from history.imports.readers.entries import RecordFileError, Refusal
from history.imports.readers.wording import join_path, quote

LARGEST_FILE: Final = 50 * 1024 * 1024
DEEPEST_ENTRY: Final = 16  # a citation of an attribution of a claim of an event lies 7 deep
LONGEST_LIST: Final = 10_000
# Parsed, each takes memory of its own, however little it holds. A record of 50 MB has a quarter of that.
MOST_CONTAINERS: Final = 2_000_000
LENGTH_OF_HEAD: Final = 1000
# Longer numbers are beyond every range the format allows; int() refuses them from 4,300 digits on.
LONGEST_NUMBER: Final = 30


class RepeatedNames(dict[str, Any]):
    """A JSON object that gives a name twice: which of the two values is meant is unknown."""

    repeated: tuple[str, ...] = ()


def read_json(data: bytes) -> Any:
    """Read a file's bytes as JSON. Objects that give a name twice come back as RepeatedNames.

    RecordFileError where there is no JSON value to be had at all.
    """
    text = decode_text(data)
    if text.count("{") + text.count("[") > MOST_CONTAINERS:
        raise RecordFileError(f"The file holds more than {MOST_CONTAINERS:,} lists and objects; divide it.")
    try:
        return json.loads(text, object_pairs_hook=_read_object, parse_int=_read_whole_number)
    except RecursionError as error:
        raise RecordFileError("The file is not a record: its lists or objects are nested too deeply.") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise RecordFileError(f"The file is not JSON: {error.msg}, {where}.") from error


def decode_text(data: bytes) -> str:
    """A file's bytes as text. RecordFileError where they are too many, or not UTF-8."""
    if len(data) > LARGEST_FILE:
        raise RecordFileError(f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB; divide it.")
    try:
        return data.decode("utf-8-sig")  # some editors begin a UTF-8 file with a byte order mark
    except UnicodeDecodeError as error:
        raise RecordFileError(f"The file is not UTF-8 text: byte {error.start} cannot be read.") from error


def read_head(data: bytes) -> str:
    """How a file's text begins, whatever its encoding: enough to say what it is."""
    return data[:LENGTH_OF_HEAD].decode("utf-8-sig", "replace").lstrip()


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    marked = RepeatedNames(value)
    times = Counter(name for name, _ in pairs)
    marked.repeated = tuple(name for name in times if times[name] > 1)
    return marked


def _read_whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)


def find_excess(value: Any, path: str) -> Refusal | None:
    """Refuse what is too deep or too long to be looked at closely."""
    waiting = [(path, value, 1)]
    while waiting:
        path, value, depth = waiting.pop()
        if depth > DEEPEST_ENTRY:
            return Refusal(path, f"is nested more than {DEEPEST_ENTRY} deep")
        if isinstance(value, list | dict) and len(value) > LONGEST_LIST:
            return Refusal(path, f"has more than {LONGEST_LIST} members")
        waiting += [(inner, member, depth + 1) for inner, member in _members(value, path)]
    return None


def find_unsound(value: Any, path: str) -> list[Refusal]:
    """Everything that JSON lets through and no database or reader should be given."""
    found: list[Refusal] = []
    waiting = deque([(path, value)])
    while waiting:
        path, value = waiting.popleft()
        if isinstance(value, RepeatedNames):
            found += [Refusal(join_path(path, name), "is given twice") for name in value.repeated]
        if isinstance(value, dict) and any(_text_fault(name) for name in value):
            found.append(Refusal(path, "has a key with a character that cannot be kept"))
        if isinstance(value, float) and not math.isfinite(value):
            found.append(Refusal(path, "must be a finite number"))
        if isinstance(value, str) and (fault := _text_fault(value)):
            found.append(Refusal(path, f"{fault}: {quote(value)}"))
        waiting += _members(value, path)
    return found


def _members(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((join_path(path, name), member) for name, member in value.items())
    elif isinstance(value, list):
        yield from ((join_path(path, number), member) for number, member in enumerate(value))


def _text_fault(text: str) -> str:
    if "\0" in text:
        return "holds a NUL character"
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        return "holds half of a surrogate pair"
    return ""
