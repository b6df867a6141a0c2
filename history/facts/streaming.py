"""The facts of a topic in portions, so that a topic of any size fits in memory."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from history.facts.gathering import gather_facts
from history.facts.outlines import Outline, outline_topic, read_surroundings
from history.facts.reading import (
    event_prefetches,
    event_row,
    find_lines,
    read_namesakes,
    read_outside_claims,
    read_rows,
)
from history.facts.reading_places import find_places_of, in_portions, place_rows
from history.facts.rows import Rows
from history.facts.surroundings import Surroundings
from history.facts.touched_names import PLACE, direction_in, sort_names
from history.facts.values import Fact, Neighbourhood
from history.models import Event, Place

EVENTS_AT_ONCE = 100
# Up to so many events a topic is read whole.
MOST_READ_WHOLE = 500


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of a topic's facts.

    `facts` are those asked for, of the events with the keys `events`; events of which nothing can be asked are among
    these. `around` holds their neighbours too.
    """

    facts: tuple[Fact, ...]
    events: frozenset[str]
    around: Neighbourhood


def stream_facts(
    topic: str, only: Collection[str] | None = None, *, at_once: int = EVENTS_AT_ONCE, whole: int = MOST_READ_WHOLE
) -> Iterator[Portion]:
    """The facts of a topic in portions, each with the surroundings of the whole topic.

    `only`: of the events with these keys and of these directions alone (`history.facts.touched_names`). Facts of one
    conflict come together as far as `at_once` events allow. A topic of up to `whole` events is one portion.
    """
    if Event.objects.published().at_home_in(topic).count() <= whole:
        rows = read_rows(topic)
        yield choose(gather_facts(rows), frozenset(row.key for row in rows.events), only)
        return
    outline = outline_topic(topic)
    named = find_places_of(outline.keys, topic)
    surroundings = read_surroundings(outline, named)
    for pks in outline.portions(at_once):
        keys = frozenset(outline.keys[pk] for pk in pks)
        if only is None or not keys.isdisjoint(only):
            yield choose(gather_facts(read_portion(outline, pks), surroundings), keys, only)
    for around in stream_bearings(topic, asked_among(named, only), surroundings):
        yield choose(around, frozenset(), only)


def asked_among(named: set[int], only: Collection[str] | None) -> set[int]:
    """Those of the places (ids) of which the direction is asked for."""
    if only is None:
        return named
    keys = [name.removeprefix(PLACE) for name in sort_names(only).directions]
    found: set[int] = set()
    for some in in_portions(sorted(keys)):
        found.update(Place.objects.filter(key__in=some).order_by().values_list("pk", flat=True))
    return found & named


def choose(around: Neighbourhood, events: frozenset[str], only: Collection[str] | None) -> Portion:
    """The facts of these events and the directions, or of those of them that are in `only`."""
    if only is None:
        return Portion(around.facts, events, around)
    named = set(only)
    facts = tuple(fact for fact in around.facts if subject_of(fact) in named)
    return Portion(facts, events & named, around)


def subject_of(fact: Fact) -> str:
    """The name of the event or the direction that a fact is about."""
    return direction_in(fact.key) if fact.event is None else fact.event.key


def read_portion(outline: Outline, pks: Collection[int], linked: Collection[int] | None = None) -> Rows:
    """The rows of some events of a topic, with those of others that their facts look at.

    `linked`: ids of others that these came after or are part of, where that is to be told.
    """
    asked = set(pks)
    wanted = {*pks, *outline.alike(pks), *(linked or ())}
    rows = Event.objects.filter(pk__in=wanted).select_related("same_as").prefetch_related(*event_prefetches())
    if linked is not None:
        rows = rows.prefetch_related(Prefetch("after", Event.objects.only("key")))
    events = list(rows.order_by("pk"))
    lines = None if linked is None else find_lines(events)
    told = tuple(event_row(event, outline.topic, outline.conflicts, lines) for event in events)
    claims = [claim for row in told for claim in row.claims]
    outside = list(read_outside_claims(claims))
    known = {claim.key for claim in (*claims, *outside)}
    alike = [claim for claim in outline.claims_alike(claims) if claim.key not in known]
    return Rows(
        topic=outline.topic,
        events=told,
        claimants=(),
        places=(),
        topic_title=outline.title,
        elsewhere=tuple(read_namesakes(outline.topic, [event for event in events if event.pk in asked])),
        outside_claims=(*outside, *alike),
        until=outline.until,
        asked=frozenset(outline.keys[pk] for pk in asked),
    )


def stream_bearings(topic: str, named: set[int], around: Surroundings) -> Iterator[Neighbourhood]:
    """The facts about the places themselves, in portions."""
    for rows in in_portions(place_rows(named, named)):
        places = tuple(row for row in rows if row.bearing is not None)
        if places:
            yield gather_facts(Rows(topic, (), (), places), around)
