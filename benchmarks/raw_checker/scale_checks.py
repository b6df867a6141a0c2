"""Judging a timeline by the raw rows: its steps, and what else stands on it. Standard library only."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from benchmarks.raw_checker.accounts import are_apart, date_of
from benchmarks.raw_checker.dates import Span, dates_in, precision_of, share_a_day, span_of, spans_of, year_of
from benchmarks.raw_checker.titles import bare, may_mean
from benchmarks.raw_checker.world import JSON, World

STEPS = 15
ENDLESS = 10**9


def judge_scale(question: JSON, world: World) -> Iterator[str]:
    """Everything that is wrong with a scale beside its single right step."""
    yield from even_steps(question)
    for mark in question["marks"]:
        yield from telling_mark(mark, question, world)
        yield from mark_as_said(mark, world)


def even_steps(question: JSON) -> Iterator[str]:
    """Fifteen steps at even distances."""
    values = [choice["value"] for choice in question["choices"]]
    if len(values) != STEPS:
        yield f"even_steps: {len(values)} steps"
    places = sorted(map(place_on_scale, values))
    if len({later - earlier for earlier, later in pairwise(places)}) > 1:
        yield f"even_steps: uneven distances between {values}"


def place_on_scale(edtf: str) -> int:
    """The number of the day, month or year in which a date begins."""
    first = spans_of(edtf)[0][0]
    precision = precision_of(edtf)
    if precision == "day":
        return first
    return year_of(first) if precision == "year" else year_of(first) * 12 + int(edtf.lstrip("-[")[5:7])


def telling_mark(mark: JSON, question: JSON, world: World) -> Iterator[str]:
    """A mark is another event, by its title too, and its title tells neither the event nor its date."""
    if mark["event"] == question["event"]:
        yield "no_telling_mark: the event itself stands on its scale"
        return
    key = spans_of(question["answer"][0])
    for title in world.titles(mark["event"]):
        own = world.titles(question["event"])
        if any(may_mean(title, name) or may_mean(name, title) or names(title, name) for name in own):
            yield f"no_telling_mark: “{title}” names what is asked about"
        for words, spans in dates_in(title):
            if share_a_day(spans, key):
                yield f"no_telling_mark: “{words}” in “{title}” tells the date"


def names(title: str, name: str) -> bool:
    """Whether one title stands in the other as it is."""
    one, other = f" {bare(title)} ", f" {bare(name)} "
    return one in other or other in one


def mark_as_said(mark: JSON, world: World) -> Iterator[str]:
    """A mark stands where every row puts it; where two contradict each other it is a span that holds all of them."""
    rows = world.rows(mark["event"])
    if not rows:
        yield f"on_record: the file does not have {mark['event']}"
        return
    dates = {date_of(row, world) for row in rows}
    is_disputed = any(are_apart(one, other) for one, other in combinations(dates, 2))
    if is_disputed != mark["disputed"]:
        yield f"disputed_as_span: {mark['value']} of {mark['event']}, for which the file gives {sorted(dates)}"
        return
    if not mark["disputed"]:
        if any(mark["value"] not in row.readings for row in rows):
            yield f"on_record: {mark['event']} stands at {mark['value']}, the file gives {sorted(dates)}"
        return
    first, last = reach_of(mark["value"])
    if any(a < first or b > last for date in dates for a, b in spans_of(date)):
        yield f"disputed_as_span: {mark['value']} of {mark['event']} leaves out one of {sorted(dates)}"


def reach_of(edtf: str) -> Span:
    """First and last day; an open end is as far as can be."""
    ends = re.split(r"/|\.\.|,", edtf.strip("[]"))
    first = span_of(ends[0])[0] if ends[0] else -ENDLESS
    return first, span_of(ends[-1])[1] if ends[-1] else ENDLESS
