"""The checker over raw files: it knows nothing of the engine, and finds each sort of flaw that is planted."""

import ast
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.raw_checker import dates, titles
from benchmarks.raw_checker.judging import find_flaws
from benchmarks.raw_checker.keys import find_keys
from benchmarks.raw_checker.raw import RawFile
from benchmarks.raw_checker.report import (
    Found,
    list_flaws,
    table_of_files,
    table_of_forms,
    table_of_refusals,
    table_of_worst,
)
from benchmarks.raw_checker.world import World
from tests.quality.planted import PLANTED, SOUND, WORLD, change, row

JSON = dict[str, Any]
CHECKER = Path(dates.__file__).parent


@pytest.mark.parametrize("name", SOUND)
def test_finds_nothing_in_a_sound_question(name: str) -> None:
    assert find_flaws(SOUND[name], WORLD) == []


@pytest.mark.parametrize(("check", "question"), PLANTED, ids=lambda value: value if isinstance(value, str) else "")
def test_finds_the_planted_flaw(check: str, question: JSON) -> None:
    assert check in {flaw.split(":")[0] for flaw in find_flaws(question, WORLD)}


def test_every_check_has_a_planted_flaw() -> None:
    texts = [path.read_text(encoding="utf-8") for path in CHECKER.glob("*_checks.py")]
    texts.append((CHECKER / "judging.py").read_text(encoding="utf-8"))
    named = {name for text in texts for name in _names_of_checks(text)}
    assert named == {check for check, _question in PLANTED}


def _names_of_checks(text: str) -> set[str]:
    """What stands before the colon in the texts that checks yield."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.split(":")[0]
            if ": " in node.value and name.replace("_", "").isalpha() and name.islower():
                found.add(name)
    return found - {"name"}


@pytest.mark.parametrize("path", sorted(CHECKER.glob("*.py")), ids=lambda path: path.stem)
def test_checker_imports_nothing_but_itself_and_the_standard_library(path: Path) -> None:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    foreign = {name for name in names if not name.startswith("benchmarks.raw_checker")}
    assert {name.split(".")[0] for name in foreign} <= set(sys.stdlib_module_names)
    assert "importlib" not in foreign


def test_code_that_knows_a_row_is_found(tmp_path: Path) -> None:
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "special.py").write_text('if key == "Q4677390":\n    skip()\n', encoding="utf-8")
    assert list(find_keys(tmp_path, ["q4677390", "q1", "battle"])) == ["quizzes/special.py: q4677390"]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("-0479", "480 BC"),
        ("1862-05-05", "5 May 1862"),
        ("[2020-10-14,2020-10-15]", "14 or 15 October 2020"),
        ("1863-11-27/1863-12-02", "27 November – 2 December 1863"),
        ("XXXX-05", "May"),
    ],
)
def test_reader_knows_what_a_date_says(edtf: str, words: str) -> None:
    assert dates.says(words, edtf)
    assert not dates.says(words.replace("BC", "AD").replace("5", "6").replace("May", "June").replace("2", "3"), edtf)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("M1917 revolver", ["1917"]),
        ("Action of 8 September 1796", ["8 September 1796", "September 1796", "1796"]),
        ("War (1779–1783)", ["1779–1783"]),
        ("480 BC", ["480 BC"]),
        ("Apollo 11", []),
    ],
)
def test_reader_finds_dates_in_a_title(text: str, found: list[str]) -> None:
    assert [words for words, _spans in dates.dates_in(text)] == found


def test_titles_are_one_whatever_their_spelling() -> None:
    assert titles.may_mean("Battle of the Aba River", "ABA RIVER")
    assert titles.may_mean("Aba", "Aba II")
    assert not titles.may_mean("Aba II", "Aba I")


def test_report_counts_what_was_found() -> None:
    flawed = change("day", sources=[])
    refused = change("year", key="refused", rejected=["no_leak: why"])
    found = [Found("a file", [flawed, SOUND["typed"] | {"key": "typed"}, refused], WORLD)]
    assert "| a file | 3 | 2 | 1 | 50.00% |" in "\n".join(table_of_files(found))
    assert "| date | choice | 1 | 1 | 100.00% |" in list(table_of_forms(found))
    assert "| a file | date | choice | 1 | 1 | 100.00% |" in list(table_of_worst(found))
    assert "| a file | no_leak 1 |" in list(table_of_refusals(found))
    assert "provenance" in "\n".join(list_flaws(found, 1))


@pytest.mark.parametrize(("speakers", "is_flawed"), [(["work-a"], False), (["work-b"], True), ([], True)])
def test_an_order_that_one_work_tells_is_judged_by_that_work(speakers: list[str], is_flawed: bool) -> None:
    world = World(
        RawFile(
            [
                row("aba", "Aba", "1864-10-29", claimant="work-a"),
                row("aba", "Aba", "1864-11-29", claimant="work-b"),
                row("belo", "Belo", "1864-11-04", claimant="work-a"),
                row("belo", "Belo", "1864-11-04", claimant="work-b"),
            ]
        )
    )
    choices = [{"text": "Aba", "value": "aba"}, {"text": "Belo", "value": "belo"}]
    told = {"form": "order", "answer": ["aba", "belo"], "choices": choices, "attributed_to": speakers}
    flaws = {flaw.split(":")[0] for flaw in find_flaws(SOUND["day"] | told, world)}
    assert ("decidable_order" in flaws) == is_flawed
