"""Who speaks, who names a place, and what a claim rests on. Pure.

Facts are looked at one after the other and forgotten, so that a topic of any size can be checked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from history.facts.balance.values import Check, Finding, Subject
from history.facts.values import BearingFact, ClaimantFact, ClaimantName, Fact, Passage, PlaceFact, PlaceName

# Speaks for no side.
NOBODY = ""
# A side that has so much of what was said, of so many statements, has it alone.
MOST_OF_IT = 0.75
ENOUGH_STATEMENTS = 4


class Accounts:
    """Who said what, gathered from facts. Parties are keys; `NOBODY` stands for a claimant without one."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.party_names: dict[str, str] = {}
        self.events: dict[Subject, set[str]] = defaultdict(set)
        self.claims: dict[Subject, set[str]] = defaultdict(set)
        self.claim_places: dict[str, set[Subject]] = defaultdict(set)
        self.places: dict[Subject, set[str]] = defaultdict(set)
        self.names: dict[Subject, frozenset[str]] = {}
        self.sources: dict[Subject, set[Subject]] = defaultdict(set)
        # A passage that names seven villages gives seven claims, and is one statement.
        self.statements: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for fact in facts:
            self._hear(fact)

    def _hear(self, fact: Fact) -> None:
        match fact:
            case ClaimantFact():
                self._hear_voice(fact)
            case PlaceFact(value=place, claim=None):
                self._see(place)
                self.places[subject_of(place)].add(NOBODY)
            case PlaceFact(value=place, claim=claim) if claim is not None:
                self._see(place)
                self.claim_places[claim.key].add(subject_of(place))
            case BearingFact(place=place, origin=origin):
                self._see(place)
                self._see(origin)

    def _hear_voice(self, fact: ClaimantFact) -> None:
        claimant, claim, event = fact.value, fact.claim, fact.event
        if claim is None or event is None:
            return
        self.party_names[claimant.party] = claimant.party_name
        self.events[Subject("event", event.key, event.title)].add(claimant.party)
        subject = Subject("claim", claim.key, claim.statement)
        self.claims[subject].add(claimant.party)
        for cited in fact.citations:
            self.statements[claimant.party].add((claimant.key, cited.source, cited.locator))
            if not is_its_own(cited, claimant):
                self.sources[subject].add(Subject("source", cited.source, name_source(cited)))
            else:
                # A work is the best source for what it says itself: a second one would add nothing.
                self.sources[subject].add(Subject("claimant", claimant.key, claimant.name))

    def _see(self, place: PlaceName) -> None:
        subject = subject_of(place)
        self.names[subject] = frozenset(party for party, _name in place.owners)
        self.party_names.update(place.owners)


def subject_of(place: PlaceName) -> Subject:
    """A place as what a finding is about."""
    return Subject("place", place.key, place.name)


def name_source(cited: Passage) -> str:
    """A source by title and publisher."""
    return f"{cited.title} ({cited.publisher})" if cited.publisher else cited.title


def is_its_own(cited: Passage, claimant: ClaimantName) -> bool:
    """Whether a passage is the claimant's own publication, by its key, title or publisher."""
    names = {name.casefold() for name in (claimant.key, claimant.name, *claimant.names)}
    title = cited.title.casefold()
    if names & {cited.source, title, cited.publisher.casefold()}:
        return True
    return any(title.startswith((f"{name},", f"{name}:", f"{name} –")) for name in names)


def find_one_sided(accounts: Accounts, whole: Subject) -> Iterator[Finding]:
    """Events about which one side alone speaks, and one side that says nearly all of it."""
    for event, parties in accounts.events.items():
        if len(parties) == 1 and NOBODY not in parties:
            [party] = parties
            reason = f"Only claimants that speak for {accounts.party_names[party]} say anything about it."
            yield Finding(Check.ONE_SIDED_CLAIMANTS, reason, event)
    said = Counter({party: len(made) for party, made in accounts.statements.items()})
    for party, count in said.most_common(1):
        if party != NOBODY and said.total() >= ENOUGH_STATEMENTS and count >= MOST_OF_IT * said.total():
            name = accounts.party_names[party]
            reason = f"{count} of {said.total()} statements come from claimants that speak for {name}."
            yield Finding(Check.ONE_SIDED_CLAIMANTS, reason, whole)


def find_named_by_one_side(accounts: Accounts) -> Iterator[Finding]:
    """Places that only one side's claimants mention, and places that have only one side's names."""
    mentioned: dict[Subject, set[str]] = defaultdict(set, {place: set(by) for place, by in accounts.places.items()})
    for claim, parties in accounts.claims.items():
        for place in accounts.claim_places.get(claim.key, ()):
            mentioned[place] |= parties
    for place, parties in mentioned.items():
        if len(parties) == 1 and NOBODY not in parties:
            [party] = parties
            reason = f"Only claimants that speak for {accounts.party_names[party]} mention it."
            yield Finding(Check.NAMED_BY_ONE_SIDE, reason, place)
    for place, owners in accounts.names.items():
        if len(owners) == 1 and NOBODY not in owners:
            [owner] = owners
            reason = f"All its names on record are those that {accounts.party_names[owner]} uses."
            yield Finding(Check.NAMED_BY_ONE_SIDE, reason, place)


def find_one_source(accounts: Accounts) -> Iterator[Finding]:
    """Claims for which one source is cited; said once, of the source, where all of several claims rest on it."""
    single = {claim: next(iter(cited)) for claim, cited in accounts.sources.items() if len(cited) == 1}
    resting = {claim: source for claim, source in single.items() if source.kind == "source"}
    if len(resting) == len(accounts.claims) > 1 and len(set(resting.values())) == 1:
        [source] = set(resting.values())
        yield Finding(Check.ONE_SOURCE, f"All {len(resting)} claims rest on this source alone.", source)
        return
    for claim, source in resting.items():
        yield Finding(Check.ONE_SOURCE, f"It rests on one source: {source.label}.", claim)
