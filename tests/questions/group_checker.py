"""The naive checker for questions about several Facts: order, before or after, match.

A match is judged as so many choices, each by `checker.complain`; an order by the record's days and a pencil. It shares
no code with the rules.
"""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from tests.questions.checker import admitted_dates, complain, is_contested
from tests.questions.pencil import EVER, Record, days_of, fold
from tests.questions.told_apart import beside, may_be_said_of

JSON = dict[str, Any]
Complaints = Iterator[str]

FEWEST, MOST = {"order": 3, "before-after": 2, "match": 3}, {"order": 6, "before-after": 2, "match": 5}
# Said of titles that stand alone; beside an item the conflict is told where that helps.
ALONE = "another event has this title"
TELLING = "first|second|third|[ivx]+|aftermath|before|after|last|next|earlier|later|\\d+(st|nd|rd|th)"
WHO = {"asserted": "stated"} | {word: word for word in ("reported", "confirmed", "denied", "disputed")}


def complain_of_group(question: JSON, record: JSON) -> list[str]:
    """Everything that is wrong with a question about several Facts that claims to be live."""
    reader = Record(record)
    items = list(split(question, reader))
    found = [*shape(question), *distinct(question, items, reader), *named(question, items, reader)]
    if question["form"] == "match":
        found += [complaint for item in items for complaint in complain(item, record) if ALONE not in complaint]
    else:
        found += [*in_order(question, items, reader)]
    return found


def shape(question: JSON) -> Complaints:
    """As many items as the form has, one answer for each."""
    number = len(question["facts"])
    if question["rejected"]:
        yield "live: the question is refused"
    if not FEWEST[question["form"]] <= number <= MOST[question["form"]]:
        yield f"enough_items: {number} items"
    values = [choice["value"] for choice in question["choices"]]
    if len(set(values)) != number or len({fold(choice["text"]) for choice in question["choices"]}) != number:
        yield "set_apart: two options are the same"
    if question["form"] == "match" and sorted(right for _left, right in question["pairs"]) != sorted(values):
        yield "unique_matching: not every option belongs to one item"
    if question["form"] == "order" and sorted(question["answer"]) != sorted(values):
        yield "decidable_order: not every event has its place"


def split(question: JSON, record: Record) -> Iterator[JSON]:
    """Each Fact as a choice of its own, worded as such a choice is."""
    partner = dict(question.get("pairs", []))
    for fact in question["facts"]:
        predicate, subject = fact.split(":", 1)
        kind, key = subject.split("/")[:2]
        claim = key if kind == "claim" else None
        event = record.home[key] if claim else key if kind == "event" else None
        item = {**question, "form": "choice", "event": event, "claim": claim, "facts": [fact], "accepted": []}
        item["sources"] = [source for source in question["sources"] if source]
        item["left"] = claim if question["family"] == "claimant" else event or key
        item["answer"] = [partner.get(item["left"], "")]
        item["prompt"] = worded(item, predicate, key, record)
        yield item


def worded(item: JSON, predicate: str, key: str, record: Record) -> str:
    """The words in which the Fact is asked about by itself."""
    if item["event"] is None:
        place = record.places[key]
        return f"In which direction from {record.places[place['bearing']['from']]['name']} does {place['name']} lie?"
    if item["family"] == "claimant":
        return f"Who {WHO[predicate]} this: “{record.claims[key]['statement']}”?"
    speaker = "".join(f"According to {record.claimants[who]['name']}, " for who in item["attributed_to"])
    claim = record.claims.get(item["claim"] or "")
    if claim is not None and claim["about"] != "date":
        return f"{speaker}when did this happen: “{claim['statement']}”?"
    return f"{speaker}when did this happen: {record.events[item['event']]['title']}?"


def distinct(question: JSON, items: list[JSON], record: Record) -> Complaints:
    """No event beside itself, its parts or what it is part of; all in one voice."""
    for one, other in combinations(items, 2):
        if one["left"] == other["left"]:
            yield "set_apart: one thing stands there twice"
        if question["family"] == "date" and is_within(one["event"], other["event"], record):
            yield f"set_apart: {one['left']} and {other['left']} are one, or parts of each other"
    voices = {tuple(fact.split("/")[2:]) for fact in question["facts"]} if question["family"] == "date" else {()}
    if len(voices) > 1:
        yield "one_voice: two voices"


def is_within(one: str, other: str, record: Record) -> bool:
    """Whether two events are the same, or one lies in the other's tree."""
    return bool(upper(one, record) & {row["key"] for row in record.same_events(other)}) or bool(
        upper(other, record) & {row["key"] for row in record.same_events(one)}
    )


def upper(key: str, record: Record) -> set[str]:
    """The event, what is marked the same, and all that one of them is part of."""
    found: set[str] = set()
    todo = [row["key"] for row in record.same_events(key)]
    while todo:
        here = todo.pop()
        if here in found:
            continue
        found.add(here)
        if above := record.every_event[here].get("part_of"):
            todo += [row["key"] for row in record.same_events(above)] if above in record.events else [above]
    return found


def named(question: JSON, items: list[JSON], record: Record) -> Complaints:
    """What the page shows of an event fits no other event, by its title and by what is told beside it."""
    for item in items if question["family"] == "date" else []:
        own, shown = record.events[item["event"]], text_of(question, item)
        same = [row["key"] for row in record.same_events(own["key"])]
        if fold(own["title"]) not in fold(shown):
            continue
        for other in record.events.values():
            if other["key"] in same or fold(other["title"]) != fold(own["title"]):
                continue
            if all(may_be_said_of(other, words, record) for words in beside(shown, own)):
                yield f"unique_referent: {other['key']} is called the same as {own['key']}"


def in_order(question: JSON, items: list[JSON], record: Record) -> Complaints:
    """Each event over before the next, nothing in dispute, nothing told by the titles."""
    by_event = {item["event"]: item for item in items}
    keys = question["answer"]
    if question["form"] == "before-after":
        keys += [key for key in by_event if key not in keys]
    for item in items:
        if not item["attributed_to"] and is_contested("happened", item["event"], record):
            yield f"dispute_attributed: the sources disagree on {item['event']}"
        if re.search(rf" ({TELLING}) ", fold(text_of(question, item))):
            yield f"no_order_cue: {item['event']} tells where it stands"
        if not record.events[item["event"]].get("citations") and not item["claim"]:
            yield f"provenance: {item['event']} has no source"
    for one, other in pairwise(keys):
        first, second = by_event[one], by_event[other]
        if not is_over(first, second, record):
            yield f"decidable_order: {one} need not precede {other}"


def text_of(question: JSON, item: JSON) -> str:
    """What the page shows of an event."""
    shown = question["items"] if "items" in question else question["choices"]
    return next(str(choice["text"]) for choice in shown if choice["value"] == item["event"])


def is_over(first: JSON, second: JSON, record: Record) -> bool:
    """Whether every date on record for the first ends before any for the second begins, or the record says so."""
    ends = [day for text in admitted_dates(first, record) for _day, day in days_of(text) or [(-EVER, EVER)]]
    begins = [day for text in admitted_dates(second, record) for day, _day in days_of(text) or [(-EVER, EVER)]]
    own = [item_date(item, record) for item in (first, second)]
    if any(re.search("[~?%]", text) for text in own):
        return False
    later = came_after(first["event"], record)
    if second["event"] in later or not ends or not begins:
        return False
    if max(ends) < min(begins):
        return True
    says_so = first["event"] in came_after(second["event"], record) and not first["attributed_to"]
    return says_so and "XXXX" not in "".join(own) and first["event"] not in later


def item_date(item: JSON, record: Record) -> str:
    """The date that the item's own row gives."""
    return str(record.claims[item["claim"]]["happened"] if item["claim"] else record.events[item["event"]]["happened"])


def came_after(key: str, record: Record) -> set[str]:
    """All that the event came after on record, by way of others and of what is marked the same."""
    found: set[str] = set()
    todo = [row["key"] for row in record.same_events(key)]
    seen: set[str] = set()
    while todo:
        here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        for other in record.every_event[here].get("after", []):
            same = [row["key"] for row in record.same_events(other)] if other in record.events else [other]
            found |= set(same)
            todo += [one for one in same if one in record.events]
    return found
