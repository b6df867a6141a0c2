"""Judging questions about dates by the raw rows. Standard library only."""

from collections.abc import Iterator
from itertools import combinations

from benchmarks.raw_checker.dates import (
    month_of,
    precision_of,
    says,
    shape_of,
    share_a_day,
    shown_year,
    spans_of,
    years_in,
)
from benchmarks.raw_checker.world import JSON, World, rows_asked, wrong_choices

FINENESS = ("year", "month", "day")
LATEST_ESTIMATED_YEAR = 1000


def judge_date(question: JSON, world: World) -> Iterator[str]:
    """Everything that is wrong with a question about a date."""
    yield from on_record(question, world)
    yield from one_right_date(question, world)
    yield from one_format(question)
    yield from era(question)
    yield from within_the_record(question, world)
    yield from alike_in_roundness(question)
    yield from typed_dates(question)


def on_record(question: JSON, world: World) -> Iterator[str]:
    """The key is what the row says, and no finer."""
    rows = rows_asked(question, world)
    if not rows:
        yield "on_record: no row of the file answers this"
        return
    for key in question["answer"]:
        if any(key in row.readings for row in rows):
            continue
        given = " or ".join(sorted({text for row in rows for text in row.readings}))
        finest = max((precision_of(text) for row in rows for text in row.readings), key=rank)
        name = "precision" if rank(precision_of(key)) > rank(finest) else "on_record"
        yield f"{name}: the key is {key}, the file says {given}"


def rank(precision: str) -> int:
    """How fine: a day is finer than a year."""
    return FINENESS.index(precision) if precision in FINENESS else 1


def one_right_date(question: JSON, world: World) -> Iterator[str]:
    """No wrong option has a day in common with what a row gives, end of the event included."""
    rows = rows_asked(question, world)
    wrong = [(choice["value"], spans_of(choice["value"])) for choice in wrong_choices(question)]
    for value, spans in wrong:
        for row in rows:
            if share_a_day(spans, [row.span]):
                yield f"one_right_date: {value} lies within {sorted(row.readings)}"
                break
    for (one, first), (other, second) in combinations(wrong, 2):
        if share_a_day(first, second):
            yield f"one_right_date: {one} and {other} overlap"
    if not question["attributed_to"] and len({row.readings for row in rows}) > 1:
        yield "dispute_attributed: the rows differ and the stem names nobody"


def one_format(question: JSON) -> Iterator[str]:
    """Options of one shape and precision."""
    values = [choice["value"] for choice in question["choices"]] or question["answer"]
    if len({(shape_of(value), precision_of(value)) for value in values}) > 1:
        yield f"precision: options of several forms: {values}"
    key = question["answer"][0]
    asked = {"day": "year", "year": "day"}.get(precision_of(key), "")
    if shape_of(key) == "one" and asked and f" which {asked} " in question["prompt"]:
        yield f"precision: the stem asks for a {asked}"


def era(question: JSON) -> Iterator[str]:
    """What is written is what is meant: 480 BC is -479."""
    for choice in question["choices"]:
        if not says(choice["text"], choice["value"]):
            yield f"era: “{choice['text']}” is not {choice['value']}"
    if not question["choices"] and not any(says(text, question["answer"][0]) for text in question["accepted"]):
        yield f"era: {question['accepted']} does not say {question['answer'][0]}"


def within_the_record(question: JSON, world: World) -> Iterator[str]:
    """No wrong option lies after everything the file knows of."""
    for choice in wrong_choices(question):
        spans = spans_of(choice["value"])
        if spans and min(first for first, _last in spans) > world.last_day:
            yield f"future: {choice['value']} is later than anything in the file"


def alike_in_roundness(question: JSON) -> Iterator[str]:
    """A round year of long ago is an estimate: no option beside it is finer."""
    key = question["answer"][0]
    if precision_of(key) != "year" or shape_of(key) != "one" or not question["choices"]:
        return
    year = min(years_in(key))
    needed = next((size for size in (1000, 100) if shown_year(year) % size == 0), 1)
    if year >= LATEST_ESTIMATED_YEAR or needed == 1:
        return
    for choice in wrong_choices(question):
        if any(shown_year(other) % 10 for other in years_in(choice["value"])):
            yield f"roundness: {choice['text']} beside {key}"


def typed_dates(question: JSON) -> Iterator[str]:
    """What counts when typed says the key and nothing else."""
    for text in question["accepted"] if question["form"] == "typed" else ():
        if any(word.isalpha() for word in text.split()) and not says(text, question["answer"][0]):
            yield f"accepted: “{text}” does not say {question['answer'][0]}"


def months_in(edtf: str) -> set[int]:
    """The months that the ends of its runs fall in."""
    if edtf.startswith("XXXX"):
        return {int(edtf[5:7])}
    return {month_of(day) for span in spans_of(edtf) for day in span}
