"""Rows → Facts: what can be asked, and everything a rule must know to judge it. Pure.

Four families come out: dates (when it happened, when it was said), places, bearings, claimants.
Held-back attributions yield no fact, but they still bar their claimant from standing among wrong answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from history.dates import HistoricalDate
from history.facts.agreeing import Agreements, Matter
from history.facts.apart import tell_apart
from history.facts.lines import line_up_facts
from history.facts.linking import LinkedClaims
from history.facts.naming import (
    find_place_namesakes,
    gather_same,
    name_events,
    read_date,
)
from history.facts.rows import AttributionRow, ClaimRow, EventRow, PlaceRow, Rows
from history.facts.standing import SUPPORTING_STANCES, live_attributions
from history.facts.stretches import find_stretches
from history.facts.surroundings import Surroundings, gather_surroundings
from history.facts.values import (
    OPPOSING_STANCES,
    PREDICATE_OF_STANCE,
    Agreement,
    AgreementFact,
    BearingFact,
    ClaimantFact,
    DateFact,
    Fact,
    FactKey,
    Neighbourhood,
    PlaceFact,
    PlaceName,
    Predicate,
    Standing,
    Stretch,
    Voice,
    citations_for,
)


def gather_facts(rows: Rows, around: Surroundings | None = None) -> Neighbourhood:
    """Everything that can be asked about one topic, with the surroundings that wrong answers come from.

    Where the rows are only a part of the topic, `around` tells what surrounds the whole of it.
    """
    return Gathering(rows, around or gather_surroundings(rows)).neighbourhood()


class Gathering:
    """One pass over the rows of a topic: the names once, then the facts event by event."""

    def __init__(self, rows: Rows, around: Surroundings) -> None:
        self.rows = rows
        self.around = around
        self.claimants = around.claimants
        self.places = around.places
        self.same_events = gather_same((row.key, filter(None, [row.same_as])) for row in rows.events)
        claims = [claim for event in rows.events for claim in event.claims] + list(rows.outside_claims)
        self.claims = LinkedClaims(claims)
        self.names_of_claims = self.claims.name_claims(around.claimant_rows)
        self.agreements = Agreements(self.claims, around)
        self.events = tell_apart(name_events(rows), rows, self.places)
        self.events |= {
            row.key: replace(self.events[row.key], happened=None) for row in rows.events if self._is_date_contested(row)
        }
        self.spoken: dict[str, frozenset[str]] = {}

    def neighbourhood(self) -> Neighbourhood:
        """The facts in the order of the rows, with speakers and dates by conflict."""
        # One fact a key: who asserted a claim and confirmed it later still gives one date for it.
        facts = tuple({fact.key: fact for fact in reversed(list(self._facts()))}.values())[::-1]
        return Neighbourhood(
            topic=self.rows.topic,
            facts=facts,
            claimants=self.claimants,
            places=self.places,
            speakers=self.around.speakers,
            dates=self.around.dates,
            until=self.rows.until,
            answers=self.around.answers,
            lines=line_up_facts(facts),
            stretches=self._stretches(),
        )

    def _stretches(self) -> Mapping[str, Mapping[str, Stretch]]:
        # What an event is a part of is known where a topic is read whole.
        if self.rows.asked is not None:
            return {}
        return find_stretches(self.rows.events, self.events, self._dates_of, self._is_date_contested)

    def _facts(self) -> Iterator[Fact]:
        for event in self.rows.events:
            if self.rows.asked is not None and event.key not in self.rows.asked:
                continue
            yield from self._event_facts(event)
            for claim in event.claims:
                for attribution in live_attributions(claim):
                    yield from self._attribution_facts(event, claim, attribution)
            yield from self._agreement_facts(event)
        for place in self.rows.places:
            if place.bearing is not None:
                yield self._bearing_fact(place)

    # What the record says in its own voice.

    def _event_facts(self, event: EventRow) -> Iterator[Fact]:
        value = read_date(event.happened)
        if value is not None:
            yield DateFact(
                key=FactKey(f"happened:event/{event.key}"),
                predicate=Predicate.HAPPENED,
                event=self.events[event.key],
                claim=None,
                attributed_to=(),
                contested=self._is_date_contested(event),
                one_sided=False,
                citations=citations_for("happened", event.citations),
                voices=self._voices(event.claims),
                value=value,
                rivals=tuple(self._dates_of(event)),
                stance="",
            )
        admitted = frozenset(self._places_of(event))
        for key, role in event.places:
            yield PlaceFact(
                key=FactKey(f"place:event/{event.key}/{key}/{role}"),
                predicate=Predicate.PLACE,
                event=self.events[event.key],
                claim=None,
                attributed_to=(),
                contested=self._is_place_contested(event),
                one_sided=False,
                citations=citations_for("places", event.citations),
                voices=self._voices(event.claims),
                value=self.places[key],
                admitted=admitted,
                enclosing=self._enclosing(admitted),
                role=role,
                stated=None,
                elsewhere=self._name_places(admitted - {key}),
            )

    def _bearing_fact(self, place: PlaceRow) -> BearingFact:
        assert place.bearing is not None
        return BearingFact(
            key=FactKey(f"bearing:place/{place.key}"),
            predicate=Predicate.BEARING,
            event=None,
            claim=None,
            attributed_to=(),
            contested=False,
            one_sided=False,
            citations=place.bearing.citations,
            voices=(),
            value=place.bearing.direction,
            place=self.places[place.key],
            origin=self.places[place.bearing.origin],
            namesakes=find_place_namesakes((place.key, place.bearing.origin), self.places),
        )

    # What somebody says.

    def _attribution_facts(self, event: EventRow, claim: ClaimRow, said: AttributionRow) -> Iterator[Fact]:
        yield self._claimant_fact(event, claim, said)
        if said.stated_on:
            yield self._stated_fact(event, claim, said)
        if said.stance not in SUPPORTING_STANCES:
            return
        if claim.happened:
            yield self._claimed_date(event, claim, said)
        for key in claim.places:
            yield self._claimed_place(event, claim, said, key)

    def _claimant_fact(self, event: EventRow, claim: ClaimRow, said: AttributionRow) -> ClaimantFact:
        predicate = PREDICATE_OF_STANCE[said.stance]
        return ClaimantFact(
            key=FactKey(f"{predicate}:claim/{claim.key}/{said.claimant}"),
            predicate=predicate,
            event=self.events[event.key],
            claim=self.names_of_claims[claim.key],
            attributed_to=(),
            contested=self.names_of_claims[claim.key].standing is Standing.CONTESTED,
            one_sided=False,
            citations=citations_for("stance", said.citations),
            voices=self._voices(self.claims.related(claim)),
            value=self.claimants[said.claimant],
            barred=tuple(self.claimants[key] for key in sorted(self._takers(event, claim, said) - {said.claimant})),
            spoken=self._spoken_in(self.events[event.key].conflict),
            stance=said.stance,
            stated=read_date(said.stated_on),
        )

    def _takers(self, event: EventRow, claim: ClaimRow, said: AttributionRow) -> set[str]:
        """Keys of all who may be said to take the stance."""
        takers = set(self.claims.takers(claim, said.stance))
        if claim.happened and said.stance not in OPPOSING_STANCES:
            alike = [other for row in self._same_event_rows(event) for other in row.claims]
            takers.update(self.claims.also_saying(claim, alike))
        return takers

    def _stated_fact(self, event: EventRow, claim: ClaimRow, said: AttributionRow) -> DateFact:
        value = read_date(said.stated_on)
        assert value is not None
        against = said.stance in OPPOSING_STANCES
        # Whoever confirms what it asserted has stated it twice; so has a side when its office stated it too.
        rivals = [
            read_date(row.stated_on)
            for same in self.claims.same_rows(claim)
            for row in live_attributions(same)
            if self._speaks_for(row.claimant, said.claimant) and (row.stance in OPPOSING_STANCES) == against
        ]
        return DateFact(
            key=FactKey(f"stated:claim/{claim.key}/{said.claimant}/{said.stance}"),
            predicate=Predicate.STATED,
            event=self.events[event.key],
            claim=self.names_of_claims[claim.key],
            attributed_to=(self.claimants[said.claimant],),
            contested=False,
            one_sided=False,
            citations=citations_for("stated_on", said.citations),
            voices=self._voices(self.claims.related(claim)),
            value=value,
            rivals=tuple(date for date in rivals if date is not None),
            stance=said.stance,
        )

    def _claimed_date(self, event: EventRow, claim: ClaimRow, said: AttributionRow) -> DateFact:
        value = read_date(claim.happened)
        assert value is not None
        asked = self.claims.same_rows(claim)
        if claim.about == "date":
            asked += [row for same in self._same_event_rows(event) for row in same.claims]
        rivals = tuple(filter(None, (read_date(row.happened) for row in asked if self._says(said.claimant, row))))
        return DateFact(
            key=FactKey(f"happened:claim/{claim.key}/{said.claimant}"),
            predicate=Predicate.HAPPENED,
            event=self.events[event.key],
            claim=self.names_of_claims[claim.key],
            attributed_to=(self.claimants[said.claimant],),
            contested=self._is_date_contested(event),
            one_sided=self._is_one_sided(claim),
            citations=citations_for("happened", said.citations),
            voices=self._voices(self.claims.related(claim)),
            value=value,
            rivals=rivals,
            stance=said.stance,
        )

    def _claimed_place(self, event: EventRow, claim: ClaimRow, said: AttributionRow, key: str) -> PlaceFact:
        asked = [row for same in self._same_event_rows(event) for row in same.claims] + self.claims.same_rows(claim)
        theirs = frozenset(place for row in asked if self._says(said.claimant, row) for place in row.places)
        return PlaceFact(
            key=FactKey(f"place:claim/{claim.key}/{said.claimant}/{key}"),
            predicate=Predicate.PLACE,
            event=self.events[event.key],
            claim=self.names_of_claims[claim.key],
            attributed_to=(self.claimants[said.claimant],),
            contested=self.names_of_claims[claim.key].standing is Standing.CONTESTED,
            one_sided=self._is_one_sided(claim),
            citations=citations_for("places", said.citations),
            voices=self._voices(self.claims.related(claim)),
            value=self.places[key],
            admitted=theirs,
            enclosing=self._enclosing(theirs),
            role="at",
            stated=read_date(said.stated_on),
            held_back=frozenset(
                place
                for row in asked
                for other in row.attributions
                if other.needs_review and self._speaks_for(other.claimant, said.claimant)
                for place in row.places
            ),
            elsewhere=self._name_places(theirs.union(self._places_of(event)) - {key}),
        )

    # What several say.

    def _agreement_facts(self, event: EventRow) -> Iterator[Fact]:
        """Whether the accounts agree on the date, on the place, and on what was said to have occurred."""
        rows = self._same_event_rows(event)
        claims = [claim for row in rows for claim in row.claims]
        if event.key == min(row.key for row in rows):
            where = frozenset(key for row in rows for key, _role in row.places)
            on_date = self.agreements.on_date(claims, is_contested=self._is_date_contested(event))
            on_place = self.agreements.on_place(claims, where, is_contested=self._is_place_contested(event))
            if on_date is not None:
                yield self._agreement(f"agreed-date:event/{event.key}", Predicate.HAPPENED, event, on_date)
            if on_place is not None:
                yield self._agreement(f"agreed-place:event/{event.key}", Predicate.PLACE, event, on_place)
        for claim in event.claims:
            if claim.about == "occurrence" and self.agreements.is_asked_by(claim):
                matter = self.agreements.on_claim(claim, self.names_of_claims[claim.key].standing)
                if matter is not None:
                    yield self._agreement(f"agreed:claim/{claim.key}", Predicate.ASSERTED, event, matter, claim)

    def _agreement(
        self, key: str, predicate: Predicate, event: EventRow, matter: Matter, claim: ClaimRow | None = None
    ) -> AgreementFact:
        passages = [passage for account in matter.accounts for passage in account.citations]
        return AgreementFact(
            key=FactKey(key),
            predicate=predicate,
            event=self.events[event.key],
            claim=self.names_of_claims[claim.key] if claim else None,
            attributed_to=(),
            contested=matter.value is Agreement.DISPUTED,
            one_sided=False,
            citations=tuple(dict.fromkeys(passages)),
            voices=(),
            value=matter.value,
            accounts=matter.accounts,
            clashes=matter.clashes,
            concords=matter.concords,
            is_pending=matter.is_pending,
        )

    # What surrounds a fact.

    def _same_event_rows(self, event: EventRow) -> list[EventRow]:
        same = self.same_events[event.key]
        return [row for row in self.rows.events if row.key in same] if len(same) > 1 else [event]

    def _dates_of(self, event: EventRow) -> Iterator[HistoricalDate]:
        """Every date that a live row gives for when the event happened."""
        for row in self._same_event_rows(event):
            texts = [row.happened, *(claim.happened for claim in row.claims if live_attributions(claim))]
            yield from filter(None, map(read_date, texts))

    def _places_of(self, event: EventRow) -> Iterator[str]:
        """Every place that a live row gives for where the event happened."""
        for row in self._same_event_rows(event):
            yield from (key for key, _role in row.places)
            for claim in row.claims:
                if live_attributions(claim):
                    yield from claim.places

    def _is_contested(self, event: EventRow, about: tuple[str, ...]) -> bool:
        return any(
            claim.about in about and self.names_of_claims[claim.key].standing is Standing.CONTESTED
            for row in self._same_event_rows(event)
            for claim in row.claims
        )

    def _is_date_contested(self, event: EventRow) -> bool:
        return self._is_contested(event, ("occurrence", "date")) or differ(list(self._dates_of(event)))

    def _is_place_contested(self, event: EventRow) -> bool:
        """Whether a claim about the place is contested, or gives a place for which the record leaves no room."""
        if self._is_contested(event, ("occurrence", "place")):
            return True
        rows = self._same_event_rows(event)
        given = [{key for key, _role in row.places} for row in rows]
        given += [
            set(claim.places)
            for row in rows
            for claim in row.claims
            if claim.about == "place" and live_attributions(claim)
        ]
        return any(not self._leaves_room(given[0], places) for places in given[1:] if given[0] and places)

    def _leaves_room(self, recorded: set[str], given: set[str]) -> bool:
        """Whether each of the places given is one on record, lies within one, or around one."""
        upper = recorded | self._enclosing(recorded)
        return all(key in upper or self.places[key].ancestors & recorded for key in given)

    def _name_places(self, keys: Iterable[str]) -> tuple[PlaceName, ...]:
        return tuple(self.places[key] for key in sorted(keys))

    def _enclosing(self, places: Iterable[str]) -> frozenset[str]:
        return frozenset(key for place in places for key in self.places[place].ancestors)

    def _says(self, claimant: str, claim: ClaimRow) -> bool:
        """Whether the claimant, or one that may be taken for it, stands behind the claim."""
        supporters = [row.claimant for row in live_attributions(claim) if row.stance in SUPPORTING_STANCES]
        return any(self._speaks_for(supporter, claimant) for supporter in supporters)

    def _speaks_for(self, one: str, other: str) -> bool:
        return one == other or one in self.claimants[other].kin

    def _is_one_sided(self, claim: ClaimRow) -> bool:
        supporting = (row for row in live_attributions(claim) if row.stance in SUPPORTING_STANCES)
        speakers = [self.claimants[row.claimant] for row in supporting]
        return bool(speakers) and all(speaker.party for speaker in speakers)

    def _voices(self, claims: Iterable[ClaimRow]) -> tuple[Voice, ...]:
        return tuple(
            Voice(
                claimant=self.claimants[row.claimant].name,
                stance=row.stance,
                statement=claim.statement,
                stated=read_date(row.stated_on),
            )
            for claim in claims
            for row in live_attributions(claim)
        )

    def _spoken_in(self, conflict: str) -> frozenset[str]:
        """Keys of all who have spoken in a conflict."""
        if conflict not in self.spoken:
            self.spoken[conflict] = frozenset(self.around.speakers.get(conflict, {}))
        return self.spoken[conflict]


def differ(dates: list[HistoricalDate]) -> bool:
    """Whether two dates contradict each other."""
    return any(one.contradicts(other) for one, other in combinations(dates, 2))
