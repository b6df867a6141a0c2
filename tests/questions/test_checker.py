"""The checker itself: it shares no code with what it checks, and sees what is wrong with bad questions."""

import ast
import sys
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from history.facts.gathering import gather_facts
from quizzes.exports.questions import question_to_json
from quizzes.questions.generating import generate
from tests.questions.checker import complain
from tests.questions.records import JSON, read_shipped, rows_of

CONFLICT = "battle-of-hadrut"
NAIVE = {"tests.questions.pencil", "tests.questions.told_apart"}
HERE = Path(__file__).parent
CLASHES = "happened:event/clashes-of-20-october#choice"
CAPTURE = "happened:claim/hadrut-taken-14-or-15-october/third-party-sources#choice"
DEPORTED = "happened:event/deportation-under-operation-ring#choice"
SAID = "stated:claim/hadrut-taken/president-of-azerbaijan/asserts#choice"
FIGHTING = "happened:event/fighting-of-10-october#choice"
SETTLEMENT = "place:claim/edilli-taken/azerbaijani-mod/edilli#choice"
TOWN = "place:event/clashes-of-20-october/hadrut/near#typed"
BEARING = "bearing:place/edise#choice"
DENIED = "denied:claim/hadrut-taken/arayik-harutyunyan#choice"
FLED = "asserted:claim/flight-of-a-battalion/azerbaijani-mod#choice"
FLED_TYPED = "asserted:claim/flight-of-a-battalion/azerbaijani-mod#typed"
CLASHES_TITLE = "Heavy clashes with artillery support"
FLED_STATEMENT = "A 1st Armenian Motorized Rifle Regiment battalion, posted at Hadrut, had fled"

Change = Callable[[JSON, JSON], object]


def choose(old: int, text: str, value: str) -> Change:
    """Put another wrong option in the place of one (the answer apart, counted from 0)."""

    def change(question: JSON, record: JSON) -> None:
        wrong = [choice for choice in question["choices"] if choice["value"] not in question["answer"]]
        wrong[old].update(text=text, value=value)

    return change


def say(old: str, new: str) -> Change:
    """Put other words into the prompt."""
    return lambda question, record: question.update(prompt=question["prompt"].replace(old, new))


def put(**values: object) -> Change:
    """Put other values into the question."""
    return lambda question, record: question.update(deepcopy(values))


def row(record: JSON, kind: str, key: str) -> JSON:
    """A row of the record; claims by key, wherever they are."""
    rows = record[kind] if kind != "claims" else [c for e in record["events"] for c in e.get("claims", [])]
    return next(found for found in rows if found["key"] == key)


def add_voice(claim: str, claimant: str, stance: str, stated: str = "", *, held: bool = False) -> Change:
    """Let one more claimant take a stance on record."""
    said = {"claimant": claimant, "stance": stance, "stated_on": stated, "needs_review": held, "citations": []}
    return lambda question, record: row(record, "claims", claim)["attributions"].append(said)


def last_option(question: JSON) -> str:
    """A wrong option's name, whichever the lot drew."""
    return str(question["choices"][-1]["text"])


def on_record(kind: str, key: str, **values: object) -> Change:
    """Change a row of the record under the question."""
    return lambda question, record: row(record, kind, key).update(deepcopy(values))


def add_claim(event: str, **values: object) -> Change:
    """Put one more claim, of third-party sources unless said otherwise, under an event."""
    voice = {"claimant": "third-party-sources", "stance": "asserts", "citations": []}
    claim = {"key": "new", "statement": "Something else was so", "about": "date", "attributions": [voice], **values}
    return lambda question, record: row(record, "events", event).setdefault("claims", []).append(deepcopy(claim))


def trim(question: JSON, record: JSON) -> None:
    """Leave two options."""
    question["choices"] = [choice for choice in question["choices"] if choice["value"] in question["answer"]][:1] + [
        choice for choice in question["choices"] if choice["value"] not in question["answer"]
    ][:1]


MUTANTS: list[tuple[str, str, Change]] = [
    ("one_right_date", CLASHES, add_claim("clashes-of-20-october", happened="2020-10-21")),
    ("one_right_date", CAPTURE, choose(0, "15 or 16 October 2020", "[2020-10-15,2020-10-16]")),
    ("one_right_date", CLASHES, choose(0, "October 2020", "2020-10")),
    ("one_right_date", CLASHES, choose(0, "by 21 October 2020", "[..2020-10-21]")),
    ("one_right_date", SAID, add_voice("hadrut-taken", "aliyev", "confirms", "2020-10-10")),
    ("precision", CLASHES, choose(0, "November 2020", "2020-11")),
    ("precision", CLASHES, choose(0, "about 28 October 2020", "2020-10-28~")),
    ("precision", CLASHES, put(precision="year")),
    ("precision", CAPTURE, choose(0, "20 October 2020", "2020-10-20")),
    ("precision", CLASHES, put(answer=["[..2020-10-20]"])),
    ("era", CLASHES, choose(0, "21 October 2021", "2020-10-25")),
    ("era", CLASHES, choose(0, "21 November 2020", "2020-10-21")),
    ("era", CLASHES, choose(0, "12 October 480", "-0479-10-12")),
    ("dispute_attributed", CLASHES, add_claim("clashes-of-20-october", about="occurrence", opposes=["hadrut-held"])),
    ("dispute_attributed", CLASHES, add_claim("clashes-of-20-october", happened="2020-11-01")),
    ("dispute_attributed", CAPTURE, put(attributed_to=[])),
    ("dispute_attributed", CAPTURE, say("According to third-party sources, when", "When")),
    ("dispute_attributed", SETTLEMENT, say("the Ministry of Defence of Azerbaijan", "some")),
    ("dispute_attributed", TOWN, add_claim("clashes-of-20-october", happened="2020-10-21")),
    ("exclusive", FLED, add_voice("flight-of-a-battalion", "arayik-harutyunyan", "confirms")),
    ("exclusive", FLED, add_voice("flight-of-a-battalion", "aliyev", "asserts", held=True)),
    ("exclusive", FLED, choose(0, "Azerbaijani forces", "azerbaijani-forces")),
    ("exclusive", FLED, choose(0, "Azerbaijani side", "azerbaijani-side")),
    ("exclusive", DENIED, choose(0, "BBC Russian Service", "bbc-russian-service")),
    ("exclusive", DENIED, choose(0, "Third-party sources", "third-party-sources")),
    ("exclusive", FLED_TYPED, add_voice("flight-of-a-battalion", "omon", "reports")),
    ("closed_world", FLED, choose(0, "International Committee of the Red Cross", "icrc")),
    ("closed_world", FLED, choose(0, "OMON", "omon")),
    ("closed_world", FLED, choose(0, "Komsomolskaya Pravda", "komsomolskaya-pravda")),
    ("no_identity_cue", FLED, say("posted at Hadrut", "posted at a Defence site")),
    ("no_identity_cue", DENIED, say("forces", "forces of Artsakh")),
    ("no_identity_cue", DENIED, say("forces", "forces of Arayik")),
    ("one_right_place", SETTLEMENT, choose(0, "Düdükçü", "dudukcu")),
    ("one_right_place", SETTLEMENT, choose(0, "Ciraquz", "ciraquz")),
    ("one_right_place", SETTLEMENT, lambda q, r: row(r, "places", "edilli").update(within=q["choices"][-1]["value"])),
    ("one_right_place", TOWN, add_claim("clashes-of-20-october", about="place", places=["edise"])),
    ("no_nesting", SETTLEMENT, choose(0, "Hadrut", "hadrut")),
    ("no_nesting", SETTLEMENT, choose(0, "Jabrayil District", "jabrayil-district")),
    ("no_nesting", SETTLEMENT, lambda q, r: row(r, "places", q["choices"][-1]["value"]).update(within="edilli")),
    ("no_nesting", SETTLEMENT, lambda q, r: row(r, "places", "edilli").update(names=[{"name": last_option(q)}])),
    ("level_stated", SETTLEMENT, say("settlement", "place")),
    ("level_stated", TOWN, say("town", "city")),
    ("level_stated", TOWN, say("Near which town did", "Where did")),
    ("one_bearing", BEARING, choose(0, "North-west", "NW")),
    ("one_bearing", BEARING, choose(1, "South-west", "SW")),
    ("one_bearing", BEARING, choose(2, "North-west", "NW")),
    ("on_record", BEARING, say("Edişə", "Edilli")),
    ("on_record", CLASHES, put(answer=["2020-10-22"])),
    ("on_record", DENIED, put(answer=["president-of-azerbaijan"])),
    ("on_record", SETTLEMENT, put(answer=["sor"])),
    ("unique_referent", CLASHES, on_record("events", "trilateral-deal", title=CLASHES_TITLE, part_of=CONFLICT)),
    ("unique_referent", FLED, on_record("claims", "hadrut-held", statement=FLED_STATEMENT)),
    ("unique_referent", BEARING, on_record("places", "sor", names=[{"name": "Edişə"}])),
    ("no_leak", CLASHES, say("Heavy clashes", "Heavy clashes of 20 October")),
    ("no_leak", FIGHTING, say("Heavy", "October 10:")),
    ("no_leak", DEPORTED, say("Forced deportation", "The May deportation")),
    ("no_leak", TOWN, say("Heavy clashes", "Heavy clashes at Hadrut")),
    ("no_leak", DENIED, say("Azerbaijani forces", "Arayik Harutyunyan said forces")),
    ("no_leak", BEARING, say("Hadrut", "West Hadrut")),
    ("self_contained", CLASHES, say("Heavy clashes", "Clashes in the town")),
    ("self_contained", CLASHES, say("Heavy clashes", "Clashes [4]")),
    ("self_contained", CLASHES, say("Heavy clashes", "Very " * 40 + "heavy clashes")),
    ("provenance", CLASHES, put(sources=[])),
    ("provenance", CLASHES, put(sources=["war-atlas"])),
    ("provenance", BEARING, put(sources=["nowhere"])),
    ("enough_options", CLASHES, trim),
    ("enough_options", FLED, trim),
    ("enough_options", BEARING, trim),
    ("no_option_cue", CLASHES, choose(0, "20 October 2020", "2020-10-23")),
    ("no_option_cue", FLED, choose(0, "President of Azerbaijan", "aliyev")),
    ("no_option_cue", BEARING, lambda q, r: q["choices"].append(dict(q["choices"][0]))),
    ("one_answer", CLASHES, put(answer=["2020-10-20", "2020-10-21"])),
    ("one_answer", BEARING, put(answer=["NE"])),
    ("one_answer", TOWN, put(choices=[{"text": "Hadrut", "value": "hadrut"}])),
    ("live", CLASHES, put(rejected=["era: does not read back"])),
]  # fmt: skip


@pytest.fixture(scope="module")
def record() -> JSON:
    return read_shipped()


@pytest.fixture(scope="module")
def questions(record: JSON) -> dict[str, JSON]:
    judged = generate(gather_facts(rows_of(record, "battle-of-hadrut")), seed=0)
    return {question["key"]: question for question in map(question_to_json, judged)}


@pytest.mark.parametrize(("rule", "key", "change"), MUTANTS, ids=[f"{n}-{m[0]}" for n, m in enumerate(MUTANTS)])
def test_sees_what_is_wrong_with_a_mutant(
    rule: str, key: str, change: Change, questions: dict[str, JSON], record: JSON
) -> None:
    question, changed = deepcopy(questions[key]), deepcopy(record)
    assert complain(question, changed) == []
    change(question, changed)
    assert rule in {complaint.split(": ")[0] for complaint in complain(question, changed)}


def test_three_mutants_or_more_stand_for_each_complaint() -> None:
    few = {rule for rule, number in Counter(rule for rule, _key, _change in MUTANTS).items() if number < 3}
    assert few == {"live"}


@pytest.mark.parametrize("name", ["checker.py", "pencil.py", "told_apart.py"])
def test_imports_nothing_of_ours(name: str) -> None:
    tree = ast.parse((HERE / name).read_text(encoding="utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    found |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module.split(".")[0] for module in found - NAIVE} <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(tree))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"__import__", "exec", "eval", "import_module"}
