"""The docs are true: what they name is there, and what must be named is."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from datetime import datetime
from inspect import get_annotations, getdoc, getmembers, isfunction
from pathlib import Path
from typing import Any

import pytest

from history.facts.reading import read_neighbourhood
from history.integrity.checking import list_invariants
from quizzes.exports.questions import any_to_json
from quizzes.questions import rules
from quizzes.questions.generating import generate_all
from quizzes.questions.rules import GROUP_RULES, OPTION_RULES, QUESTION_RULES, SEQUENCE_RULES, Rule
from quizzes.questions.values import Rejection
from quizzes.scheduling import Rating, review
from scripts.screenshots import PLAN

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = {".git", ".venv", "var", "build", "node_modules", "__pycache__"}
CACHES = re.compile(r"\.\w+_cache|\.hypothesis|.*\.egg-info")
VALIDITY = "docs/question-validity.md"
THE_WAY = "docs/the-datas-way.md"

# Steps that other targets share; nobody types them.
INNER_TARGETS = {"environment", "everything"}
SETTING = re.compile(r"\b(?:DJANGO_[A-Z_]+|(?:TEST_)?DATABASE_URL|HOST|PORT)\b")
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE"}
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\bsrc=\"([^\"]+)\"")
CODE = re.compile(r"`([^`\n]+)`")
DOTTED = re.compile(r"(?:accounts|config|history|quizzes)(?:\.\w+)+")
A_PATH = re.compile(r"(?:accounts|config|docs|history|quizzes|scripts|templates|tests)/[\w./-]*\w/?")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# Where a developer keeps things, and where packages come from: both are the machine's own affair.
PATH_OF_A_MACHINE = re.compile(r"(?<![\w.])(?:/home/\w|/Users/\w|/root/|/work/|/mnt/\w|/tmp/\w|[A-Z]:\\\\?Users)")
REGISTRY = re.compile(r"pypi\.|pythonhosted\.|npmjs\.|\bindex-url\b|\btrusted-host\b|artifactory|devpi|/simple/\s")


def find_ours() -> Iterator[Path]:
    """Every file of the project, without what tools leave behind."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not any(part in NOT_OURS or CACHES.fullmatch(part) for part in parts):
            yield path


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


PAGES = {name_of(path): path.read_text(encoding="utf-8") for path in find_ours() if path.suffix == ".md"}


def without_blocks(text: str) -> str:
    return FENCED.sub("", text)


def find_anchors(text: str) -> set[str]:
    """The anchors that a page's headings give, as Git hosts make them."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def find_links(text: str) -> list[str]:
    return ["".join(found) for found in LINK.findall(without_blocks(text))]


# The rules.


def rule_sections() -> dict[str, str]:
    """The sections of the page on validity that are named like code."""
    found = re.split(r"^### `(\w+)`$", PAGES[VALIDITY], flags=re.MULTILINE)[1:]
    return {name: re.split(r"^## ", text, flags=re.MULTILINE)[0] for name, text in zip(*[iter(found)] * 2, strict=True)}


def find_rules() -> dict[str, Rule]:
    """Every function in the rules' package that may reject a question."""
    modules = [
        importlib.import_module(f"{rules.__name__}.{part.name}") for part in pkgutil.iter_modules(rules.__path__)
    ]
    functions = [function for module in modules for _name, function in getmembers(module, isfunction)]
    return {
        function.__name__: function
        for function in functions
        if get_annotations(function, eval_str=True).get("return") == (Rejection | None)
    }


def test_page_on_validity_has_every_rule_and_no_other() -> None:
    judged_by = (*QUESTION_RULES, *OPTION_RULES, *SEQUENCE_RULES, *GROUP_RULES)
    judging = [getattr(rule, "__name__", "") for rule in judged_by]
    assert sorted(judging) == sorted(find_rules())
    assert sorted(rule_sections()) == sorted(judging)


@pytest.mark.parametrize("rule", find_rules().values(), ids=lambda rule: str(rule.__name__))
def test_page_gives_a_rule_in_the_words_of_its_docstring(rule: Rule) -> None:
    words = (getdoc(rule) or "").split("\n\n")[0].replace("\n", " ")
    assert rule_sections()[getattr(rule, "__name__", "")].strip().startswith(f"{words}\n")


def questions_of_hadrut() -> dict[str, dict[str, Any]]:
    judged = generate_all(read_neighbourhood("battle-of-hadrut"))
    return {one.question.identity: any_to_json(one) for one in judged}


def test_page_shows_what_each_rule_refuses_in_the_record_of_hadrut(hadrut: None) -> None:
    refusals = {refusal for question in questions_of_hadrut().values() for refusal in question["rejected"]}
    for name, section in rule_sections().items():
        shown = {code for code in CODE.findall(section) if code.startswith(f"{name}: ")}
        assert shown <= refusals
        refuses_nothing = re.search(r"In the record of Hadrut it refuses no(thing| question)\b", section) is not None
        assert refuses_nothing != any(refusal.startswith(f"{name}: ") for refusal in refusals), name
        assert refuses_nothing or shown, name


# Invariants.


def test_page_on_integrity_has_every_invariant_in_the_words_of_the_code() -> None:
    listed = re.findall(r"^\| `(\w+)` \| (.+) \| (yes)? ?\|$", PAGES["docs/integrity.md"], re.MULTILINE)
    assert listed == [(one.name, one.states, "yes" if one.repair else "") for one in list_invariants()]


# The data's way.


def json_lines(page: str) -> list[dict[str, Any]]:
    blocks = [text for language, text in FENCED.findall(PAGES[page]) if language == "json"]
    return [json.loads(line) for block in blocks for line in block.splitlines()]


def test_questions_on_the_datas_way_are_those_of_the_record(hadrut: None) -> None:
    exported = questions_of_hadrut()
    shown = [line for line in json_lines(THE_WAY) if "key" in line]
    assert shown
    for line in shown:
        assert {name: exported[line["key"]][name] for name in line} == line


def test_facts_on_the_datas_way_are_those_of_the_record(hadrut: None) -> None:
    facts = {fact.key for fact in read_neighbourhood("battle-of-hadrut").facts}
    named = re.findall(r"^\| `((?:stated|happened):[^`]+)`", PAGES[THE_WAY], re.MULTILINE)
    assert named
    assert set(named) <= facts
    of_the_capture = [
        fact
        for fact in read_neighbourhood("battle-of-hadrut").facts
        if fact.event is not None and fact.event.key == "capture-of-hadrut"
    ]
    assert f"gives {len(of_the_capture)} Facts" in PAGES[THE_WAY]


def test_memory_on_the_datas_way_is_what_a_right_answer_leaves() -> None:
    [memory] = [line for line in json_lines(THE_WAY) if "stability" in line]
    assert review(None, Rating.GOOD, datetime.fromisoformat(memory["last_review"])).to_json() == memory


def test_questions_on_the_pictures_are_live(hadrut: None) -> None:
    exported = questions_of_hadrut()
    assert [key for key in PLAN if key not in exported or exported[key]["rejected"]] == []


# Commands and settings.


def test_every_make_target_is_documented() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE)) - INNER_TARGETS
    documented = set(re.findall(r"`make ([a-z][a-z-]*)", PAGES["README.md"] + PAGES["CONTRIBUTING.md"]))
    assert targets - {"help"} <= documented
    assert documented <= targets


def test_every_management_command_is_documented() -> None:
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")} - {"__init__"}
    pages = "".join(PAGES.values())
    assert [name for name in sorted(commands) if name not in pages] == []


def test_every_setting_is_documented() -> None:
    code = [*(ROOT / "config").glob("*.py"), *(ROOT / "scripts").glob("*.py")]
    read = {name for path in code for name in SETTING.findall(path.read_text())} - NOT_SETTINGS
    named = set(SETTING.findall(PAGES["README.md"]))
    assert read - named == set()
    assert named - read - {"TEST_DATABASE_URL"} == set()


# Links, names, and what no file may say.


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    for link in find_links(PAGES[page]):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert target.exists(), link
        if anchor:
            assert anchor in find_anchors(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("page", PAGES)
def test_code_that_a_page_names_is_there(page: str) -> None:
    for code in CODE.findall(without_blocks(PAGES[page])):
        if DOTTED.fullmatch(code):
            assert is_importable(code), code
        elif A_PATH.fullmatch(code):
            assert (ROOT / code).exists(), code


def is_importable(dotted: str) -> bool:
    """Whether the name is a module, or something in one."""
    names = dotted.split(".")
    for length in range(len(names), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(names[:length]))
        except ModuleNotFoundError:
            continue
        for name in names[length:]:
            if not hasattr(found, name):
                return False
            found = getattr(found, name)
        return True
    return False


def test_every_decision_names_what_was_rejected() -> None:
    decisions = {name: text for name, text in PAGES.items() if name.startswith("docs/decisions/")}
    assert decisions
    numbers = [re.match(r"docs/decisions/(\d{4})-", name) for name in decisions]
    # A number is one decision's for good; one that was never written leaves a gap.
    assert len({found.group(1) for found in numbers if found}) == len(decisions)
    for name, text in decisions.items():
        assert text.startswith(f"# {Path(name).name[:4]}: "), name
        assert "\n## Rejected\n" in text, name
        assert len(text.splitlines()) < 40, name


def test_pictures_are_small_and_used() -> None:
    pictures = list((ROOT / "docs" / "pictures").glob("*"))
    linked = {
        (ROOT / page).parent.joinpath(link).resolve() for page, text in PAGES.items() for link in find_links(text)
    }
    for picture in pictures:
        assert picture.stat().st_size <= 200 * 1024, picture.name
        assert picture in linked, picture.name


@pytest.mark.parametrize("pattern", [PATH_OF_A_MACHINE, REGISTRY], ids=["path of a machine", "package registry"])
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    found = []
    for path in find_ours():
        if path == Path(__file__).resolve():
            continue  # it holds the patterns
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{name_of(path)}: {match.group()}" for match in pattern.finditer(text)]
    assert found == []
