"""Questions about several Facts for the stories about rules."""

from dataclasses import replace

from history.dates import read_edtf
from history.facts.values import (
    BearingFact,
    ClaimantFact,
    ClaimantName,
    DateFact,
    EventName,
    Fact,
    FactKey,
    PlaceFact,
)
from quizzes.questions.drafting import ENGLISH
from quizzes.questions.grouping.wording import write_group_stem, write_pair
from quizzes.questions.values import Form, GroupQuestion, family_of
from tests.questions.builders import (
    a_claim,
    a_claimant,
    a_place,
    an_event,
    bearing_fact,
    claimant_fact,
    date_fact,
    place_fact,
)


def dated(
    key: str, value: str, rivals: str = "", *, title: str = "", after: str = "", bound_up: str = "", said_by: str = ""
) -> DateFact:
    """When an event happened; `after` and `bound_up` are keys of events with spaces between."""
    event: EventName = replace(
        an_event(title or f"Siege of {key.title()}"),
        key=key,
        after=frozenset(after.split()),
        bound_up=frozenset(bound_up.split()),
    )
    speaker = a_claimant(said_by) if said_by else None
    fact = date_fact(value, rivals, event, speaker, a_claim(about="date") if said_by else None)
    return replace(fact, key=FactKey(f"happened:event/{key}"), rivals=(read_edtf(value), *fact.rivals))


def told(key: str, speaker: ClaimantName, barred: tuple[ClaimantName, ...] = (), statement: str = "") -> ClaimantFact:
    """Who asserted a claim."""
    claim = replace(a_claim(statement or f"Walls of {key} had fallen"), key=key)
    fact = claimant_fact(speaker, barred, "general minister mayor scholar")
    return replace(fact, key=FactKey(f"asserted:claim/{key}/{speaker.key}"), claim=claim)


def seen(key: str, direction: str) -> BearingFact:
    """In which direction from Aba a place lies."""
    return replace(bearing_fact(direction), key=FactKey(f"bearing:place/{key}"), place=a_place(key))


def named(key: str, speaker: ClaimantName, others: str = "", event: str = "siege", held_back: str = "") -> PlaceFact:
    """A town that somebody names as one of an event's places; `others` are the keys of the others it names."""
    fact = place_fact(a_place(key), others, replace(an_event(), key=event), speaker)
    return replace(
        fact, key=FactKey(f"place:claim/{event}/{speaker.key}/{key}"), held_back=frozenset(held_back.split())
    )


def select(right: tuple[Fact, ...], wrong: tuple[Fact, ...]) -> GroupQuestion:
    """The question in which the first ones are to be ticked."""
    return replace(group(Form.SELECT_ALL, *right), wrong=tuple(write_pair(fact, 0.5, ENGLISH) for fact in wrong))


def group(form: Form, *facts: Fact) -> GroupQuestion:
    """The question about these facts in a form, in the order given; the first is the anchor."""
    pairs = tuple(write_pair(fact, 0.5, ENGLISH) for fact in facts)
    return GroupQuestion(facts[0], family_of(facts[0]), form, write_group_stem(facts[0], form, ENGLISH), pairs)


def order(*facts: Fact) -> GroupQuestion:
    return group(Form.ORDER, *facts)


def match(*facts: Fact) -> GroupQuestion:
    return group(Form.MATCH, *facts)
