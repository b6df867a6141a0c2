"""Judging questions about several events by the raw rows: order, before or after, match. Standard library only."""

from collections.abc import Iterator
from itertools import pairwise

from benchmarks.raw_checker.dates import share_a_day, spans_of
from benchmarks.raw_checker.raw import RawRow
from benchmarks.raw_checker.selection_checks import judge_ticks
from benchmarks.raw_checker.titles import bare
from benchmarks.raw_checker.world import JSON, World

GROUPS = frozenset(("order", "before-after", "match", "select-all"))


def judge_group(question: JSON, world: World) -> Iterator[str]:
    """Everything that is wrong with a question about several events or claims."""
    texts = [bare(choice["text"]) for choice in question["choices"]]
    if len(set(texts)) < len(texts):
        yield "no_option_cue: two options are the same"
    if not question["sources"]:
        yield "provenance: no source"
    if question["form"] == "select-all":
        yield from judge_ticks(question, world)
    elif question["form"] == "match":
        yield from judge_match(question, world)
    elif question["form"] == "order":
        yield from judge_order(question["answer"], question, world)
    else:
        first = question["answer"][0]
        others = [choice["value"] for choice in question["choices"] if choice["value"] != first]
        for other in others:
            yield from judge_order([first, other], question, world)


def rows_told(event: str, question: JSON, world: World) -> list[RawRow]:
    """The rows of an event: those of the claimant that the stem names, else all."""
    speakers = set(question["attributed_to"])
    return [row for row in world.rows(event) if not speakers or row.claimant in speakers]


def judge_order(events: list[str], question: JSON, world: World) -> Iterator[str]:
    """Each event is over, by every row that counts, before the next begins by any."""
    for earlier, later in pairwise(events):
        before, after = rows_told(earlier, question, world), rows_told(later, question, world)
        if not before or not after:
            yield f"on_record: the file does not have {earlier} or {later}"
        elif max(row.span[1] for row in before) >= min(row.span[0] for row in after):
            yield f"decidable_order: {earlier} and {later} may be of one day, or the other way round"


def judge_match(question: JSON, world: World) -> Iterator[str]:
    """Each date is that of its own event, and no other event of the question may have happened then."""
    for event, value in question["pairs"]:
        rows = rows_told(event, question, world)
        if not rows or not any(value in row.readings for row in rows):
            continue  # claims and claimants, places and directions: the raw files do not have their keys
        for other, date in question["pairs"]:
            if other != event and any(share_a_day(spans_of(date), [row.span]) for row in rows):
                yield f"unique_matching: {event} may be of {date} as well"
