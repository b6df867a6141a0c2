"""Whether the answers that questions ask for are all one side's. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from history.facts.balance.values import Check, Finding, Subject
from history.facts.values import AgreementFact, ClaimantFact, Fact, FactKey, Predicate

# Fewer questions of one sort say nothing about where their answers come from.
ENOUGH_QUESTIONS = 3
NOBODY = ""


# What each sort of question asks, in words.
ASKED_ABOUT: Mapping[Predicate, str] = {
    Predicate.HAPPENED: "when something happened",
    Predicate.STATED: "when something was said",
    Predicate.PLACE: "where something happened",
    Predicate.ASSERTED: "who stated something",
    Predicate.REPORTED: "who reported something",
    Predicate.CONFIRMED: "who confirmed something",
    Predicate.DENIED: "who denied something",
    Predicate.DISPUTED: "who disputed something",
}


def find_keys_of_one_party(facts: Iterable[Fact], asked: Collection[FactKey], whole: Subject) -> Iterator[Finding]:
    """Where all answers of one sort of question come from one party, and events asked about from one side alone.

    `asked` are the keys of the facts with a live question; facts that are not asked about still tell who has spoken.
    Each fact counts once, in however many forms it is asked. `whole` stands for all the questions together.
    """
    sorts: dict[Predicate, list[tuple[str, str]]] = defaultdict(list)
    spoke: dict[Subject, set[str]] = defaultdict(set)
    of_events: dict[Subject, list[tuple[str, str]]] = defaultdict(list)
    for fact in facts:
        # Whether accounts agree is nobody's answer.
        if fact.event is None or isinstance(fact, AgreementFact):
            continue
        event = Subject("event", fact.event.key, fact.event.title)
        if isinstance(fact, ClaimantFact):
            spoke[event].add(fact.value.party)
        if fact.key in asked:
            sorts[fact.predicate].append(party_of_key(fact))
            of_events[event].append(party_of_key(fact))
    for predicate, parties in sorts.items():
        if len(parties) >= ENOUGH_QUESTIONS and (party := only_party(parties)):
            reason = f"All {len(parties)} facts asked about {ASKED_ABOUT[predicate]} come from claimants of {party}."
            yield Finding(Check.KEYS_OF_ONE_PARTY, reason, whole)
    for event, parties in of_events.items():
        if len(spoke[event]) > 1 and (party := only_party(parties)):
            reason = f"Only what claimants of {party} say is asked, though others speak about it too."
            yield Finding(Check.KEYS_OF_ONE_PARTY, reason, event)


def party_of_key(fact: Fact) -> tuple[str, str]:
    """Key and name of the party that the right answer comes from; empty where it is nobody's in particular."""
    voices = (fact.value,) if isinstance(fact, ClaimantFact) else fact.attributed_to
    return (voices[0].party, voices[0].party_name) if voices else (NOBODY, "")


def only_party(parties: Iterable[tuple[str, str]]) -> str:
    """The name of the party that all of these are; empty where it is none, or not one."""
    (party, name), *others = sorted(set(parties))
    return name if party != NOBODY and not others else ""
