"""What is told beside an event's title, and whether it fits another event of that title too. Naive: pencil only."""

import re
from typing import Any

from tests.questions.pencil import Record, fold, names_of, share_a_day

JSON = dict[str, Any]


def fits_as_well(prompt: str, own: JSON, other: JSON, record: Record) -> bool:
    """Whether a stem that names `own` by its title, and by what stands beside it, may mean `other` of that title."""
    dates = [one.get("happened") for one in (other, *other.get("claims", [])) if one.get("happened")]
    if "dated " in prompt and dates and not any(share_a_day(own["happened"], date) for date in dates):
        return False
    return all(may_be_said_of(other, words, record) for words in beside(prompt.rstrip("?"), own))


def beside(shown: str, own: JSON) -> list[str]:
    """What stands in parentheses behind the title, part by part."""
    told = shown.rpartition(f"{own['title']} (")[2] if f"{own['title']} (" in shown else ""
    return [words for words in told.removesuffix(")").split(", ") if words]


def may_be_said_of(event: JSON, words: str, record: Record) -> bool:
    """Whether the conflict, place or year told beside another event's title is this one's too, or may be."""
    # A topic may have the key of an event that this one is no part of.
    is_part = bool(event.get("part_of")) or record.conflict(event["key"]) == event["key"]
    root = record.events.get(record.conflict(event["key"]), {}).get("title", "")
    if is_part and fold(words) == fold(root):
        return True
    told = {key for key, place in record.places.items() if fold(words) in map(fold, names_of(place))}
    if told:
        given = {row["place"] for row in event.get("places", [])}
        given |= {place for claim in event.get("claims", []) for place in claim.get("places", [])}
        near = {other for key in given for other in (key, *record.around(key))}
        around = {other for key in told for other in record.around(key)}
        return not given or not near.isdisjoint(told) or not given.isdisjoint(around)
    if re.fullmatch(r"\d{3,4}", words):
        dates = [event.get("happened") or "", *(claim.get("happened") or "" for claim in event.get("claims", []))]
        return not any(dates) or any(words in date for date in dates)
    return not is_a_root(words, record)


def is_a_root(words: str, record: Record) -> bool:
    """Whether a conflict bears this title."""
    roots = {record.conflict(key) for key in record.events}
    return any(fold(record.every_event[key]["title"]) == fold(words) for key in roots if key in record.every_event)
