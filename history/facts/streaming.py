"""The facts of a topic in portions, so that a topic of any size fits in memory."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from history.facts.gathering import gather_facts
from history.facts.outlines import Outline, read_surroundings
from history.facts.reading import (
    event_prefetches,
    event_row,
    read_namesakes,
    read_neighbourhood,
    read_outside_claims,
    topic_titles,
)
from history.facts.reading_places import find_named_places, in_portions, place_rows
from history.facts.rows import Rows
from history.facts.surroundings import Surroundings
from history.facts.values import Neighbourhood
from history.models import Event

EVENTS_AT_ONCE = 200
# Up to so many events a topic is read whole.
MOST_READ_WHOLE = 500


def stream_facts(
    topic: str, only: Collection[str] | None = None, *, at_once: int = EVENTS_AT_ONCE, whole: int = MOST_READ_WHOLE
) -> Iterator[Neighbourhood]:
    """The facts of a topic, each portion with the surroundings of the whole topic.

    `only`: of the events with these keys alone; bearings, which are about no event, are left out then. Facts of one
    conflict come together as far as `at_once` events allow. A topic of up to `whole` events is one portion.
    """
    if Event.objects.published().at_home_in(topic).count() <= whole:
        around = read_neighbourhood(topic)
        if only is not None:
            wanted = tuple(fact for fact in around.facts if fact.event is not None and fact.event.key in only)
            around = replace(around, facts=wanted)
        yield around
        return
    outline = Outline(topic)
    named = find_named_places(outline.events, topic)
    around_all = read_surroundings(outline, named)
    if only is None:
        portions = outline.portions(at_once)
    else:
        portions = in_portions((pk for pk, line in outline.events.items() if line.key in only), at_once)
    for pks in portions:
        yield gather_facts(read_portion(outline, pks), around_all)
    if only is None:
        yield from stream_bearings(topic, named, around_all)


def read_portion(outline: Outline, pks: list[int]) -> Rows:
    """The rows of some events of a topic, with those of others that their facts look at."""
    asked = set(pks)
    wanted = {*pks, *outline.alike(pks)}
    rows = Event.objects.filter(pk__in=wanted).select_related("same_as").prefetch_related(*event_prefetches())
    events = list(rows.order_by("pk"))
    told = tuple(event_row(event, outline.topic, outline.conflicts) for event in events)
    claims = [claim for row in told for claim in row.claims]
    outside = list(read_outside_claims(claims))
    known = {claim.key for claim in (*claims, *outside)}
    alike = [claim for claim in outline.claims_alike(claims) if claim.key not in known]
    return Rows(
        topic=outline.topic,
        events=told,
        claimants=(),
        places=(),
        topic_title=topic_titles([outline.topic]).get(outline.topic, ""),
        elsewhere=tuple(read_namesakes(outline.topic, [event for event in events if event.pk in asked])),
        outside_claims=(*outside, *alike),
        asked=frozenset(outline.events[pk].key for pk in asked),
    )


def stream_bearings(topic: str, named: set[int], around: Surroundings) -> Iterator[Neighbourhood]:
    """The facts about the places themselves, in portions."""
    for rows in in_portions(place_rows(named, named)):
        places = tuple(row for row in rows if row.bearing is not None)
        if places:
            yield gather_facts(Rows(topic, (), (), places), around)
