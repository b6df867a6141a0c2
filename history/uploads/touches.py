"""What the portions of an upload touched, gathered so that the apps above follow once."""

from collections.abc import Iterable, Mapping
from typing import Any

from history.exports.entries import in_portions
from history.facts.touched_names import sort_names
from history.models import Topic
from history.revise import NO_EVENT, TouchedKeys
from history.touching import MOST_EVENTS

EVENTS_AT_ONCE = 500


def gather(before: Mapping[str, Any], changes: Iterable[TouchedKeys]) -> dict[str, Any]:
    """What was touched before and now, as a value that a row can keep: of many events, their topics."""
    topics, events = set(before.get("topics", ())), set(before.get("events", ()))
    is_any = bool(before.get("any"))
    for touched_topics, touched_events in changes:
        is_any = is_any or not (touched_topics or touched_events)
        topics |= set(touched_topics)
        events |= set(touched_events) - {NO_EVENT}
    known = sort_names(events)
    if len(known.events) > MOST_EVENTS:
        topics |= topics_of(known.events)
        events = set(known.directions)
    return {"any": is_any, "topics": sorted(topics), "events": sorted(events)}


def to_follow(touched: Mapping[str, Any]) -> TouchedKeys:
    """What was gathered, as `HISTORY_AFTER_PUBLISH` is told it."""
    if touched["any"]:
        return (), ()
    topics, events = tuple(touched["topics"]), tuple(touched["events"])
    return (topics, events) if topics or events else ((), (NO_EVENT,))


def topics_of(events: Iterable[str]) -> set[str]:
    """Keys of the topics of these events."""
    found: set[str] = set()
    for some in in_portions(events, EVENTS_AT_ONCE):
        topics = Topic.objects.filter(events__key__in=some).order_by()
        found |= set(topics.values_list("key", flat=True).distinct())
    return found
