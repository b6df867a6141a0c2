"""The checker over raw files: it knows nothing of the engine, and finds each sort of flaw that is planted."""

import ast
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from benchmarks.raw_checker import dates, titles
from benchmarks.raw_checker.judging import find_flaws
from benchmarks.raw_checker.keys import find_keys
from benchmarks.raw_checker.raw import RawFile, RawRow
from benchmarks.raw_checker.report import (
    Found,
    list_flaws,
    table_of_files,
    table_of_forms,
    table_of_refusals,
    table_of_worst,
)
from benchmarks.raw_checker.world import World

JSON = dict[str, Any]
CHECKER = Path(dates.__file__).parent


def row(event: str, title: str, *readings: str, claimant: str = "", places: str = "", context: str = "") -> RawRow:
    """A raw row; the last reading is the longest, `places` has commas between."""
    spans = dates.spans_of(readings[-1])
    span = (min(first for first, _last in spans), max(last for _first, last in spans))
    named = tuple(filter(None, places.split(",")))
    return RawRow(event, title, frozenset(readings), span, claimant, named, tuple(filter(None, [context])))


WORLD = World(
    RawFile(
        [
            row(
                "aba",
                "Battle of Aba",
                "1862-05-05",
                "1862-05-05/1862-05-07",
                places="Norland",
                context="War of Norland",
            ),
            row("belo", "Siege of Belo", "1862-07-01", places="Sudland"),
            row("belo-2", "Second Siege of Belo", "1864-07-01", places="Sudland"),
            row("cari", "1863 raid on Cari", "1863-03-03", places="Norland"),
            row("doss", "M1917 enters service", "1917"),
            row("evim", "Evim is founded", "-3099"),
            row("year", "Battle of Fala", "1991"),
            row("told", "Action of 8 September 1796", "1796-09-09"),
            row("said", "Gorn", "1863-01-01", claimant="work-a"),
            row("said", "Gorn", "1863-01-01", claimant="work-b"),
            row("said", "Gorn", "1863-01-05", claimant="work-c"),
            row("same", "Gorn again", "1863-02-01", claimant="work-a"),
            row("same", "Gorn again", "1863-02-01", claimant="work-b"),
            row("last", "Battle of Hule", "2020-10-09"),
        ]
    )
)


def asks_whether_agreed(event: str, answer: str) -> JSON:
    """A question whether works agree on a date."""
    asked = ask(event, "Do the accounts on record that give a date for this agree on it?", "a=agree", "d=disputed")
    return {**asked, "form": "disagree", "predicate": "happened", "answer": [answer]}


def ask(event: str, prompt: str, *options: str, **more: Any) -> JSON:
    """A choice question about a date; the first option, as "text=value", is the answer."""
    choices = [dict(zip(("text", "value"), option.split("=")[:2], strict=True)) for option in options]
    return {
        "key": f"happened:event/{event}#choice",
        "family": "date",
        "form": "choice",
        "prompt": prompt,
        "choices": choices,
        "answer": [choices[0]["value"]],
        "accepted": [choices[0]["text"]],
        "event": event,
        "attributed_to": [],
        "predicate": "happened",
        "sources": ["atlas"],
        "plausibility": 0.5,
        "rejected": [],
        **more,
    }


SOUND: dict[str, JSON] = {
    "day": ask(
        "aba",
        "On which day did this happen: Battle of Aba?",
        "5 May 1862=1862-05-05",
        "25 May 1862=1862-05-25",
        "5 June 1862=1862-06-05",
    ),
    "year": ask(
        "evim", "In which year did this happen: Evim is founded?", "3100 BC=-3099", "3300 BC=-3299", "2900 BC=-2899"
    ),
    "told year": ask(
        "cari",
        "On which day did this happen: 1863 raid on Cari?",
        "3 March 1863=1863-03-03",
        "9 May 1863=1863-05-09",
        "1 June 1863=1863-06-01",
    ),
    "place": ask(
        "aba",
        "At which site did this happen: Battle of Aba?",
        "Norland=n",
        "Sudland=s",
        "Ostland=o",
        family="place",
        predicate="place",
    ),
    "date by a work": ask(
        "said",
        "According to Work C, when did this happen: Gorn?",
        "5 January 1863=1863-01-05",
        "1 February 1863=1863-02-01",
        "9 March 1863=1863-03-09",
        attributed_to=["work-c"],
    ),
    "who": ask(
        "said",
        "Who stated this: “The date of Gorn was 5 January 1863”?",
        "Work C=work-c",
        "Work A=work-a",
        "Work B=work-b",
        family="claimant",
        predicate="asserted",
    ),
    "typed": ask("aba", "On which day did this happen: Battle of Aba?", "5 May 1862=1862-05-05", form="typed")
    | {"choices": []},
}


@pytest.mark.parametrize("name", SOUND)
def test_finds_nothing_in_a_sound_question(name: str) -> None:
    assert find_flaws(SOUND[name], WORLD) == []


def change(name: str, **more: Any) -> JSON:
    return deepcopy(SOUND[name]) | more


def offer(name: str, *options: str) -> JSON:
    """The question with its last wrong options exchanged."""
    question = deepcopy(SOUND[name])
    made = [dict(zip(("text", "value"), option.split("="), strict=True)) for option in options]
    question["choices"][-len(made) :] = made
    return question


def swap_key(name: str, option: str) -> JSON:
    """The question with another answer."""
    question = deepcopy(SOUND[name])
    text, value = option.split("=")
    question["choices"][:1] = [{"text": text, "value": value}] if question["choices"] else []
    return question | {"answer": [value], "accepted": [text]}


def about(event: str, prompt: str, *options: str, **more: Any) -> JSON:
    return ask(event, prompt, *options, **more)


TWO = ("1 June 1862=1862-06-01", "1 July 1862=1862-07-01")
PLANTED: list[tuple[str, JSON]] = [
    ("on_record", swap_key("day", "6 May 1861=1861-05-06")),
    ("on_record", change("day", event="nobody")),
    ("precision", swap_key("year", "1 January 3100 BC=-3099-01-01")),
    ("precision", offer("day", "June 1862=1862-06")),
    ("precision", about("year", "On which day did this happen: Battle of Fala?", "1 January 1991=1991-01-01", *TWO)),
    ("one_right_date", offer("day", "7 May 1862=1862-05-07")),
    ("one_right_date", offer("day", "25 May 1862=1862-05-25", "25 May 1862=1862-05-25")),
    (
        "one_right_date",
        about("told", "On which day did this happen: Action of 8 September 1796?", "9 September 1796=1796-09-09", *TWO),
    ),
    ("era", offer("year", "2899 BC=-2899")),
    ("era", change("typed", accepted=["6 May 1862"])),
    (
        "future",
        about(
            "last",
            "On which day did this happen: Battle of Hule?",
            "9 October 2020=2020-10-09",
            "1 January 2021=2021-01-01",
            *TWO,
        ),
    ),
    ("roundness", offer("year", "3001 BC=-3000")),
    ("accepted", change("typed", accepted=["5 May 1862", "7 May 1862"])),
    (
        "unique_referent",
        about(
            "belo",
            "On which day did this happen: Siege of Belo?",
            "1 July 1862=1862-07-01",
            "1 June 1862=1862-06-01",
            "1 May 1862=1862-05-01",
        ),
    ),
    ("unique_referent", change("day", prompt="On which day did this happen: the battle?")),
    ("self_contained", change("day", prompt="On which day of that year did this happen: Battle of Aba?")),
    (
        "no_leak",
        about("doss", "In which year did this happen: M1917 enters service?", "1917=1917", "1914=1914", "1920=1920"),
    ),
    ("no_leak", offer("told year", "9 May 1861=1861-05-09")),
    ("no_leak", change("place", prompt="At which site did this happen: Battle of Aba (War of Norland)?")),
    ("dispute_attributed", change("date by a work", attributed_to=[])),
    ("one_right_place", offer("place", "Norland=n2")),
    ("on_record", swap_key("place", "Westland=w")),
    ("no_nesting", offer("place", "North Sudland=ns")),
    ("no_nesting", offer("place", "Eastern Europe=ee")),
    (
        "exclusive",
        swap_key("who", "Work A=work-a") | {"prompt": "Who stated this: “The date of Gorn was 1 January 1863”?"},
    ),
    ("closed_world", offer("who", "Work Z=work-z")),
    ("provenance", change("day", sources=[])),
    ("one_answer", change("day", answer=["1862-05-05", "1862-05-25"])),
    ("one_answer", change("day", answer=["1862-05-06"])),
    ("enough_options", change("day", choices=SOUND["day"]["choices"][:2])),
    ("no_option_cue", offer("day", "25 May 1862=1862-05-25", "25 May 1862=1862-05-26")),
    ("decidable_order", change("day", form="order", answer=["belo", "aba"])),
    (
        "decidable_order",
        change(
            "day",
            form="before-after",
            answer=["belo"],
            choices=[{"text": "a", "value": "belo"}, {"text": "b", "value": "aba"}],
        ),
    ),
    ("map_tolerance", change("day", form="map", tolerance_km=900.0)),
    ("right_and_wrong", change("day", form="select-all", answer=["1862-05-05"])),
    ("one_right_agreement", asks_whether_agreed("said", "agree")),
    ("one_right_agreement", asks_whether_agreed("same", "disputed")),
    ("several_accounts", asks_whether_agreed("last", "agree")),
    ("enough_options", asks_whether_agreed("said", "disputed") | {"choices": []}),
    ("unique_matching", change("day", form="match", answer=[], pairs=[["aba", "1862-05-05"], ["belo", "1862-05-06"]])),
]


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
