"""The shipped record's questions, and those of records drawn anew: names, days and directions change places.

Whoever knows the record guesses well: one president speaks more often than others. A record drawn anew tells nothing.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from history.facts.gathering import gather_facts
from history.facts.reading import read_revision
from history.facts.values import Fact, Neighbourhood
from quizzes.models import Question
from quizzes.questions.generating import forms_of, judge_fact
from quizzes.questions.shown import Shown, show_question
from quizzes.questions.values import Form
from quizzes.services.read_facts import facts_of_topic
from tests.questions.records import JSON, read_shipped, rows_of

TOPIC = "battle-of-hadrut"
# Of each record drawn anew only so many facts are asked, so that many records are.
FACTS_OF_A_RECORD = 24
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def draw_shown() -> Iterator[tuple[int, Shown]]:
    """The shipped record's questions as sessions ask them, then those of one record drawn anew after another."""
    around, facts = facts_of_topic(TOPIC, read_revision())
    known = set(Question.objects.live().values_list("fact_key", flat=True))
    yield from ((0, shown) for shown in show_all(around, [facts[key] for key in sorted(facts) if key in known]))
    for number in count(1):
        chance = Random(number)
        around = gather_facts(rows_of(draw_record(chance), TOPIC))
        some = chance.sample(around.facts, min(FACTS_OF_A_RECORD, len(around.facts)))
        yield from ((number, shown) for shown in show_all(around, some))


def show_all(around: Neighbourhood, facts: Iterable[Fact]) -> Iterator[Shown]:
    """The live questions about these facts in all forms but that of a map: no two of those have one page."""
    for fact in facts:
        for form in (one for one in forms_of(fact) if one is not Form.MAP):
            if (judged := judge_fact(fact, form, around)).is_live:
                yield show_question(judged.question)


def draw_record(chance: Random) -> JSON:
    """The shipped record with names dealt anew among its claimants and its places, on other days, turned about."""
    record = read_shipped()
    keys: dict[str, str] = {}
    for kind in ("claimants", "places"):
        rows = record[kind]
        keys |= {row["key"]: f"{chance.getrandbits(32):08x}" for row in rows}
        named = [{name: row.get(name, []) for name in ("name", "names", "aliases")} for row in rows]
        chance.shuffle(named)
        for row, names in zip(rows, named, strict=True):
            row.update(names)
    events = record["events"]
    known = [*events, *(claim for event in events for claim in event.get("claims", ()))]
    keys |= {row["key"]: f"{chance.getrandbits(32):08x}" for row in known}
    for place in record["places"]:
        if place.get("bearing"):
            place["bearing"]["direction"] = chance.choice(("N", "NE", "E", "SE", "S", "SW", "W", "NW"))
    record["events"] = move_days(events, timedelta(days=chance.randrange(700)))
    redrawn: JSON = rename_keys(record, keys)
    return redrawn


def rename_keys(value: Any, keys: dict[str, str]) -> Any:
    """The same JSON with other keys wherever one stands."""
    if isinstance(value, dict):
        return {name: rename_keys(inner, keys) for name, inner in value.items()}
    if isinstance(value, list):
        return [rename_keys(inner, keys) for inner in value]
    return keys.get(value, value) if isinstance(value, str) else value


def move_days(value: Any, shift: timedelta, name: str = "") -> Any:
    """The same JSON with each day of a date moved."""
    if isinstance(value, dict):
        return {key: move_days(inner, shift, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [move_days(inner, shift, name) for inner in value]
    if name in ("happened", "stated_on") and value:
        return DAY.sub(lambda found: (date.fromisoformat(found.group()) + shift).isoformat(), value)
    return value
