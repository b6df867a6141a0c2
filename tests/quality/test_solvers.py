"""Pupils who know nothing guess no better than chance on a made-up war, and better where a bank gives itself away."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from random import Random
from statistics import mean
from typing import Any

import pytest

from benchmarks.made_up import make_rows
from benchmarks.raw_checker.guessing import solve_forms
from benchmarks.raw_checker.report import MOST_ABOVE_CHANCE, beaten
from benchmarks.raw_checker.solvers import SOLVERS, solve_all
from history.dates import from_day_number
from history.facts.gathering import gather_facts
from history.facts.rows import AttributionRow, ClaimantRow, ClaimRow, EventRow, PlaceRow, Rows
from history.facts.values import PlaceFact
from quizzes.exports.questions import group_to_json, question_to_json
from quizzes.questions.generating import generate_groups, judge_fact
from quizzes.questions.values import Form
from tests.facts.builders import CITED

JSON = dict[str, Any]
EVENTS = 360
SEEDS = 3
FEWEST_QUESTIONS = 2000
FEWEST_TICKED = 100
WORKS = ("askew", "bede", "curio", "dunn", "ewart")
NAMES = ("Askew", "Bede", "Curio", "Dunn", "Ewart")
LETTERS = "abcdefghijklmnoprstuvz"


def a_war(chance: Random) -> Rows:
    """Four years of battles in towns, some of which have many more battles than others."""
    towns = [
        f"{first.upper()}{second}{third}"
        for first, second, third in zip(LETTERS, LETTERS[7:] + LETTERS, LETTERS[3:] + LETTERS, strict=False)
    ]
    weights = [1 / (number + 1) for number in range(len(towns))]
    first_day = 680_000
    events = []
    for number in range(EVENTS):
        year, month, day = from_day_number(first_day + chance.randrange(1500))
        [town] = chance.choices(towns, weights)
        titled = f"Battle {number // 22}{LETTERS[number % 22]}{LETTERS[number // 22]}"
        date = f"{year}-{month:02d}-{day:02d}"
        events.append(
            EventRow(f"e{number}", titled, "war", happened=date, places=((town.lower(), "at"),), citations=CITED)
        )
    return Rows("war", tuple(events), (), tuple(PlaceRow(town.lower(), town, "town") for town in towns))


@pytest.fixture(scope="module")
def bank() -> list[JSON]:
    """Live choice questions about the war."""
    around = gather_facts(a_war(Random(11)))
    judged = [judge_fact(fact, Form.CHOICE, around, seed) for seed in range(SEEDS) for fact in around.facts]
    return [question_to_json(one) for one in judged if one.is_live]


def test_bank_is_large_enough_to_tell(bank: list[JSON]) -> None:
    assert len(bank) >= FEWEST_QUESTIONS


@pytest.mark.parametrize("family", ["date", "place"])
def test_no_pupil_who_knows_nothing_beats_chance(bank: list[JSON], family: str) -> None:
    assert beaten(solve_all(question for question in bank if question["family"] == family)) == {}


@pytest.mark.parametrize("solver", ["longest", "most frequent", "last", "words shared", "odd one out"])
def test_pupil_wins_where_the_answer_shows(bank: list[JSON], solver: str) -> None:
    told = []
    for number, question in enumerate(question for question in bank if question["family"] == "place"):
        key = f"Zzzzzz the answer of {number}" if solver != "most frequent" else "Zz"
        choices = [{"text": f"town {position}", "value": f"v{number}.{position}"} for position in range(3)]
        choices.append({"text": key, "value": "zz" if solver == "most frequent" else f"k{number}"})
        prompt = f"{question['prompt']} {key}" if solver == "words shared" else question["prompt"]
        told.append(question | {"choices": choices, "answer": [choices[-1]["value"]], "prompt": prompt})
    assert solver in SOLVERS
    assert solver in beaten(solve_all(told))


def an_account(key: str, number: int, speakers: Iterable[str]) -> ClaimRow:
    """What some works say of a battle, each in a passage of its own."""
    stances = tuple(AttributionRow(who, "asserts", "", False, CITED) for who in speakers)
    return ClaimRow(key, f"{key.title()} lasted {number} hours", "occurrence", "", (), (), (), stances)


def five_works(chance: Random) -> Iterator[ClaimRow]:
    """A hundred battles that five works tell of; of a quarter of them one or two tell otherwise."""
    for number in range(100):
        others = chance.sample(WORKS, chance.choice((1, 1, 2))) if number % 4 == 0 else []
        yield an_account(f"b{number}", number, sorted(set(WORKS) - set(others)))
        if others:
            yield an_account(f"b{number}o", number, others)


def one_who_speaks_oftenest(chance: Random) -> Iterator[ClaimRow]:
    """Two hundred statements, seven of ten by one claimant."""
    for number in range(200):
        yield an_account(f"b{number}", number, [WORKS[chance.random() < 0.3]])


def each_for_itself(chance: Random) -> Iterator[ClaimRow]:
    """Two hundred statements, each by one of five or two who say the same, some more talkative than others."""
    for number in range(200):
        speakers = chance.choices(WORKS, weights=(6, 4, 3, 2, 1), k=chance.choice((1, 1, 2)))
        yield an_account(f"b{number}", number, sorted(set(speakers)))


def ticked(claims: Iterable[ClaimRow]) -> tuple[int, list[JSON]]:
    """How many statements are asked about, and the live questions in which all that somebody made are to be ticked."""
    told = tuple(claims)
    speakers = tuple(ClaimantRow(key, name, "scholar") for key, name in zip(WORKS, NAMES, strict=True))
    event = EventRow("war", "Long War", "war", citations=CITED, claims=told)
    around = gather_facts(Rows("war", (event,), speakers, ()))
    judged = [one for one in generate_groups(around) if one.question.form is Form.SELECT_ALL]
    return len(judged), [group_to_json(one) for one in judged if one.is_live]


@pytest.mark.parametrize("record", [five_works, one_who_speaks_oftenest, each_for_itself])
def test_no_ticks_tell_by_how_often_something_is_met(record: Callable[[Random], Iterator[ClaimRow]]) -> None:
    by_way: dict[str, list[float]] = defaultdict(list)
    for seed in range(4):
        _asked, live = ticked(record(Random(seed)))
        assert len(live) >= FEWEST_TICKED
        for name, score in solve_forms(live)["select-all"].items():
            by_way[name].append(score.above_chance)
    assert {name: mean(points) for name, points in by_way.items() if mean(points) > MOST_ABOVE_CHANCE} == {}


def test_what_nobody_disputes_is_asked_about_all_the_same() -> None:
    asked, live = ticked(five_works(Random(1)))
    assert len(live) == asked


def test_no_spot_of_a_map_is_right_oftener_than_chance() -> None:
    around = gather_facts(make_rows(150))
    places = [fact for fact in around.facts if isinstance(fact, PlaceFact)]
    judged = [judge_fact(fact, Form.MAP, around, seed) for seed in range(6) for fact in places]
    live = [question_to_json(one) for one in judged if one.is_live]
    assert len(live) >= 300
    assert beaten(solve_forms(live)["map"]) == {}


def test_pupil_wins_where_a_new_form_gives_itself_away() -> None:
    ways: dict[str, JSON] = {
        "map": {"spot": [40.0, 45.0], "view": [42.0, 38.0, 48.0, 42.0], "tolerance_km": 40.0, "answer": ["p"]},
        "disagree": {"answer": ["agree"]},
        "timeline": {
            "choices": [{"text": str(year), "value": str(year)} for year in range(1900, 1915)],
            "marks": [{"event": "e", "value": "1905", "disputed": False}],
            "answer": ["1905"],
        },
        "select-all": {
            "choices": [{"text": text, "value": text} for text in ("a long one", "as long one", "short", "tiny")],
            "answer": ["a long one", "as long one"],
        },
    }
    asked: JSON = {"choices": [], "family": "date", "prompt": "", "key": "k"}
    found = solve_forms(asked | {"form": form} | given for form, given in ways.items())
    won = {form: set(beaten(scores)) for form, scores in found.items()}
    assert {"map": "the middle", "disagree": "always “agree”"}.items() <= {
        form: name for form, names in won.items() for name in names
    }.items()
    assert "nearest to a mark" in won["timeline"]
    assert "longest" in won["select-all"]


def test_pupil_wins_who_knows_what_is_right_elsewhere() -> None:
    """Each right one is right in the two questions it stands in, each wrong one wrong."""
    asked = [
        {
            "form": "select-all",
            "family": "claimant",
            "choices": [{"text": text, "value": text} for text in (f"r{number}", f"r{number + 1}", "w", "v")],
            "answer": [f"r{number}", f"r{number + 1}"],
        }
        for number in range(4)
    ]
    assert {"mostly right", "least frequent"} <= beaten(solve_forms(asked)["select-all"]).keys()
