"""The JSON Schema of `attest-record/1`, and its verdicts in words."""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from history.dates import DateError, read_edtf
from history.imports.readers.entries import Refusal
from history.imports.readers.wording import join_path, join_paths, name_type, printable, quote

SCHEMA_FILE: Final = Path(__file__).with_name("attest-record-1.schema.json")
TYPE_NAMES: Final = {
    "string": "text",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}

formats = FormatChecker(formats=())


@formats.checks("edtf", raises=DateError)
def _is_edtf(value: object) -> bool:
    return not isinstance(value, str) or bool(read_edtf(value).edtf)


@formats.checks("web-address", raises=ValueError)
def _is_web_address(value: object) -> bool:
    if not isinstance(value, str):
        return True
    address = urlsplit(value)
    spaceless = value.isprintable() and not any(character.isspace() for character in value)
    return spaceless and address.scheme in ("http", "https") and bool(address.hostname)


@lru_cache(maxsize=1)
def read_schema() -> dict[str, Any]:
    """The schema as it stands beside the code."""
    schema: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return schema


@lru_cache(maxsize=16)
def _validator(definition: str) -> Draft202012Validator:
    schema = {"$ref": f"#/$defs/{definition}", "$defs": read_schema()["$defs"]}
    return Draft202012Validator(schema, format_checker=formats)


@lru_cache(maxsize=16)
def _head_validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(read_schema()["properties"][name])


def check_entry(definition: str, value: Any, path: str) -> list[Refusal]:
    """Everything that the schema has against one entry, in the order of the file's paths."""
    return _in_words(_validator(definition), value, path)


def check_head(name: str, value: Any) -> list[Refusal]:
    """Everything that the schema has against a text in the file's head."""
    return _in_words(_head_validator(name), value, name)


def _in_words(validator: Draft202012Validator, value: Any, path: str) -> list[Refusal]:
    errors = sorted(validator.iter_errors(value), key=lambda error: [str(step) for step in error.absolute_path])
    return [refusal for error in errors for refusal in _word(error, path)]


def _word(error: ValidationError, path: str) -> Iterator[Refusal]:
    path = join_paths(path, error.absolute_path)
    value: Any = error.instance
    schema: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    if error.validator == "additionalProperties":
        for name in value:
            if name not in schema["properties"]:
                yield Refusal(join_path(path, name), "is not a key that attest-record/1 has here")
    elif isinstance(error.cause, DateError):
        yield Refusal(path, printable(str(error.cause)))
    elif error.validator == "required":
        # jsonschema reports each missing name by itself; its message begins with that name.
        name = next(name for name in schema["required"] if error.message.startswith(repr(name)))
        yield Refusal(path, f"{quote(name)} is missing or empty")
    else:
        yield Refusal(path, WORDS[str(error.validator)](value, schema))


def _word_pattern(value: Any, schema: dict[str, Any]) -> str:
    return f"{quote(value)} cannot be kept. {schema['description']}"


def _word_beside(value: Any, schema: dict[str, Any]) -> str:
    given, missing = sorted(schema["dependentRequired"], key=lambda name: name not in value)
    return f"has a {given} but no {missing}"


WORDS: Final[dict[str, Callable[[Any, dict[str, Any]], str]]] = {
    "type": lambda value, schema: f"must be {TYPE_NAMES[schema['type']]}, not {name_type(value)}",
    "enum": lambda value, schema: f"{quote(value)} is not one of: {', '.join(schema['enum'])}",
    "pattern": _word_pattern,
    "format": _word_pattern,
    "maxLength": lambda value, schema: f"is longer than {schema['maxLength']} characters: it has {len(value)}",
    "minLength": lambda value, schema: "must not be empty",
    "minimum": lambda value, schema: f"must be at least {schema['minimum']}: {quote(value)}",
    "maximum": lambda value, schema: f"must be at most {schema['maximum']}: {quote(value)}",
    "uniqueItems": lambda value, schema: "names the same thing twice",
    "dependentRequired": _word_beside,
}
