"""Why no typed text takes long: it is cut before it is read, and no pattern repeats what repeats."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from history.dates import lexing, parts, read_typed, reading, typed, vocabulary
from history.facts import romanising
from quizzes.questions import folding, marking, typed_names
from quizzes.questions.marking import LONGEST_RESPONSE, Response, Verdict, mark_response
from tests.questions.test_marking import a_date_asked, a_name_asked

READERS = [lexing, parts, reading, typed, vocabulary, folding, romanising, typed_names]


class TouchedError(Exception):
    """A text was read that should have been put aside unread."""


def touch(*_given: object, **_named: object) -> None:
    raise TouchedError


def patterns_of(module: ModuleType) -> Iterator[re.Pattern[str]]:
    for value in vars(module).values():
        for item in value if isinstance(value, tuple) else [value]:
            for found in item if isinstance(item, tuple) else [item]:
                if isinstance(found, re.Pattern):
                    yield found


def nested_repeats(parsed: Any, *, inside: bool = False) -> int:
    """How many repeats without an end stand within another."""
    unlimited = import_module("re._constants").MAXREPEAT
    count = 0
    for operation, given in parsed:
        repeats = str(operation) in ("MAX_REPEAT", "MIN_REPEAT") and given[1] == unlimited
        count += repeats and inside
        for part in given if isinstance(given, tuple | list) else [given]:
            for child in part if isinstance(part, list) else [part]:
                if type(child).__name__ == "SubPattern":
                    count += nested_repeats(child, inside=inside or repeats)
    return count


def count_nested(pattern: str) -> int:
    return nested_repeats(import_module("re._parser").parse(pattern))


@pytest.mark.parametrize(
    ("pattern", "nested"), [("(a+)+", 1), ("(?:a|b*c)*", 1), ("((x*)y)+", 1), ("a+b+", 0), ("(a{2})+", 0)]
)
def test_nested_repeats_are_found(pattern: str, nested: int) -> None:
    assert count_nested(pattern) == nested


@pytest.mark.parametrize("module", READERS, ids=lambda module: module.__name__)
def test_no_pattern_repeats_what_repeats(module: ModuleType) -> None:
    found = list(patterns_of(module))
    assert found
    assert {pattern.pattern: count_nested(pattern.pattern) for pattern in found} == {
        pattern.pattern: 0 for pattern in found
    }


def test_the_patterns_of_all_phrases_repeat_nothing() -> None:
    for pattern in (vocabulary.phrase_pattern(), vocabulary.ending_pattern()):
        assert count_nested(pattern.pattern) == 0


def test_text_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "mark_date", touch)
    monkeypatch.setattr(marking, "mark_name", touch)
    for shown in (a_date_asked("2020-10-09"), a_name_asked("Hadrut")):
        assert mark_response(shown, Response(text="9" * (LONGEST_RESPONSE + 1))) is Verdict.WRONG
        with pytest.raises(TouchedError):
            mark_response(shown, Response(text="9" * LONGEST_RESPONSE))


def test_date_that_is_too_long_is_not_even_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed, "fold", touch)
    assert read_typed("9" * (typed.LONGEST_TYPED + 1)) is None
    with pytest.raises(TouchedError):
        read_typed("9" * typed.LONGEST_TYPED)


def test_name_has_no_more_keys_than_are_compared() -> None:
    assert len(romanising.romanisations("əcghdzjqxzhгюаи" * 13)) <= 4 * 2**romanising.MOST_CHOICES
    assert romanising.romanisations("a " * (romanising.MOST_WORDS + 1)) == frozenset()


def test_server_loads_the_languages_before_the_first_answer() -> None:
    code = (
        "import config.wsgi; from history.dates.vocabulary import months_by_name, phrase_pattern;"
        "from quizzes.questions.typed_names import countries_by_name;"
        "print([f.cache_info().currsize for f in (months_by_name, phrase_pattern, countries_by_name)])"
    )
    settings = {**os.environ, "DJANGO_SECRET_KEY": "x" * 50, "DATABASE_URL": "sqlite://:memory:"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=settings)
    assert run.stdout.strip() == "[1, 1, 1]"
