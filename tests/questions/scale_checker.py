"""The naive checker for timelines: a date on a scale, among other events of the conflict.

A careful reader lays the scale out with a calendar and looks each mark up in the record; no code is shared with the
rules.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from tests.questions.checker import by_family, is_contested, leak, referent, support, wording
from tests.questions.pencil import BEHIND, Record, days_of, fold, holds, live

JSON = dict[str, Any]
Complaints = Iterator[str]
STEPS = 15
# A year far from the beginning of the calendar, in which as many days lie as in the one that is meant.
CYCLE = 400


def complain_of_scale(question: JSON, record: JSON) -> list[str]:
    """Everything that is wrong with a timeline that claims to be live."""
    reader = Record(record)
    checks = (shape, wording, support, referent, by_family, leak, marks)
    return [found for check in checks for found in check(question, reader)]


def shape(question: JSON, record: Record) -> Complaints:
    """One answer among fifteen dates at even distances."""
    if question["rejected"]:
        yield "live: the question is refused"
    values = [choice["value"] for choice in question["choices"]]
    if len(question["answer"]) != 1 or values.count(question["answer"][0]) != 1:
        yield "one_answer: not exactly one step is the answer"
    if len(set(values)) != STEPS:
        yield f"even_steps: {len(set(values))} steps"
    if len({later - earlier for earlier, later in pairwise(sorted(map(place, values)))}) != 1:
        yield "even_steps: the distances differ"


def place(value: str) -> int:
    """The number of the day, month or year that a date begins with."""
    first = value.strip("[]").split(",")[0].split("/")[0]
    year, *rest = (int(field) for field in first.lstrip("-").split("-"))
    year = (-year if first.startswith("-") else year) + 25 * CYCLE
    if not rest:
        return year
    if len(rest) == 1:
        return 12 * year + rest[0]
    cycles, within = divmod(year - 1, CYCLE)
    return date(within + 1, *rest).toordinal() + cycles * 146_097


def marks(question: JSON, record: Record) -> Complaints:
    """Each mark is another event, where the record has it; one in dispute spans all that is said of its date."""
    own = record.events[question["event"]]
    same = {row["key"] for row in record.same_events(own["key"])}
    for mark in question["marks"]:
        event = record.events[mark["event"]]
        if event["key"] in same | kin(same, record):
            yield f"no_telling_mark: {event['key']} is bound up with {own['key']}"
        if f" {fold(own['title'])} " in f" {fold(event['title'])} ":
            yield "no_telling_mark: a mark has the title that is asked about"
        disputed = is_contested("happened", event["key"], record)
        if mark["disputed"] != disputed:
            yield f"disputed_as_span: whether {event['key']} is in dispute"
        if not disputed and mark["value"] != event.get("happened"):
            yield f"disputed_as_span: {event['key']} is not on record for {mark['value']}"
        for given in dates_given(event["key"], record):
            if disputed and days_of(given) and not holds(mark["value"], given):
                yield f"disputed_as_span: {mark['value']} leaves out {given}"


def kin(same: set[str], record: Record) -> set[str]:
    """What these events are part of, and what is part of them."""
    found = {key for row in record.events.values() if row["key"] in same for key in above(row, record)}
    return found | {row["key"] for row in record.events.values() if same.intersection(above(row, record))}


def above(event: JSON, record: Record) -> list[str]:
    """Keys of the events around an event."""
    found: list[str] = []
    while event and event.get("part_of") and event["part_of"] not in found:
        found.append(event["part_of"])
        event = record.events.get(event["part_of"], {})
    return found


def dates_given(event: str, record: Record) -> list[str]:
    """Every date that the record, or somebody who stands behind it, gives for an event."""
    rows = record.same_events(event)
    texts = [row.get("happened") for row in rows]
    for row in rows:
        for claim in row.get("claims", []):
            if any(said["stance"] in BEHIND for said in live(claim)):
                texts.append(claim.get("happened"))
    return [text for text in texts if text]
