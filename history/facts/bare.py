"""The facts of a topic by key, with how they stand and nothing else: what a check of a record of any size reads.

No wrong answers are looked for, so nothing is kept of the topic as a whole: memory follows the portion.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import QuerySet

from history.facts.gathering import gather_facts
from history.facts.kin import read_claimants
from history.facts.reading import event_prefetches, event_row, read_outside_claims
from history.facts.reading_places import NO_TOPIC, find_above, find_named_places, find_unnamed, in_portions, place_rows
from history.facts.rows import ClaimantRow, ClaimRow, PlaceRow, Rows
from history.facts.values import AgreementFact, Fact, FactKey, Predicate
from history.models import Citation, Event

EVENTS_AT_ONCE = 200


class BareFact(NamedTuple):
    """What is known of a fact without its surroundings."""

    key: FactKey
    predicate: Predicate
    is_attributed: bool
    contested: bool
    one_sided: bool

    @classmethod
    def of(cls, fact: Fact) -> "BareFact":
        """A fact without the rest of it."""
        # To ask whether accounts agree takes no side, whatever they come to.
        contested = fact.contested and not isinstance(fact, AgreementFact)
        return cls(fact.key, fact.predicate, bool(fact.attributed_to), contested, fact.one_sided)


def stream_bare_facts(topic: str, *, at_once: int = EVENTS_AT_ONCE) -> Iterator[BareFact]:
    """The facts of a topic, those about a place as often as portions name it."""
    here = Event.objects.published().at_home_in(topic)
    pks = here.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=at_once)
    for some in in_portions(pks, at_once):
        yield from gather_bare(read_portion(topic, here, some))
    if topic == NO_TOPIC:
        for unnamed in in_portions(sorted(find_unnamed()), at_once):
            yield from gather_bare(Rows(topic, (), (), tuple(read_places(set(unnamed)))))


def gather_bare(rows: Rows) -> Iterator[BareFact]:
    """The facts of some rows."""
    return map(BareFact.of, gather_facts(rows).facts)


def read_portion(topic: str, here: QuerySet[Event], pks: list[int]) -> Rows:
    """The rows of some of the events that are at home `here`, with those that their standing looks at."""
    asked = set(pks)
    same = here.filter(pk__in=find_same(here, pks)).select_related("same_as")
    events = list(same.prefetch_related(*event_prefetches(uncited())).order_by("pk"))
    told = tuple(event_row(event, topic, {}) for event in events)
    claims = [claim for row in told for claim in row.claims]
    outside = tuple(read_outside_claims(claims, uncited()))
    return Rows(
        topic=topic,
        events=told,
        claimants=tuple(read_speakers((*claims, *outside))),
        places=tuple(read_places(find_named_places(event.pk for event in events))),
        outside_claims=outside,
        asked=frozenset(event.key for event in events if event.pk in asked),
    )


def uncited() -> QuerySet[Citation]:
    """No citation: who says so has no bearing on how a fact stands."""
    return Citation.objects.none()


def find_same(here: QuerySet[Event], pks: Iterable[int]) -> set[int]:
    """Ids of these events and of all at home `here` that are the same as one of them, by way of others too."""
    found = waiting = set(pks)
    links = Event.objects.published().filter(same_as__isnull=False).order_by().values_list("pk", flat=True)
    while waiting:
        linked: set[int] = set()
        for some in in_portions(sorted(waiting)):
            # Few events have a link: where they are at home is asked of these alone.
            if linking := {*links.filter(pk__in=some), *links.filter(same_as__in=some)}:
                linked.update(*here.filter(pk__in=linking).values_list("pk", "same_as_id"))
        waiting = linked - found
        found = found | waiting
    return found


def read_speakers(claims: Iterable[ClaimRow]) -> Iterator[ClaimantRow]:
    """Those who take a stance on these claims, without the offices and bodies that wrong answers look at."""
    keys = {said.claimant for claim in claims for said in claim.attributions}
    for some in in_portions(sorted(keys)):
        yield from read_claimants(some)


def read_places(named: set[int]) -> Iterator[PlaceRow]:
    """Places (ids) with all that they lie within and are seen from."""
    return place_rows(named | find_above(named), named)
