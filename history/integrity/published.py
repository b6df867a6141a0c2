"""What is published has a source, a title and a topic."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from history.facts.invariants import Breach, Invariant
from history.integrity.reading import name_attributions, name_rows
from history.models import Attribution, Citation, Claim, Event, Status

CITED_BY_CLAIM = Exists(Citation.objects.filter(attribution__claim=OuterRef("pk")))
CITED = Exists(Citation.objects.filter(attribution=OuterRef("pk")))
EVENT_CITED = Exists(Citation.objects.filter(event=OuterRef("pk")))
EVENT_CITED_BY_CLAIM = Exists(Citation.objects.filter(attribution__claim__event=OuterRef("pk")))


def check_claims_cited() -> Iterator[Breach]:
    """Claims of published events that rest on nothing."""
    rows = Claim.objects.filter(~CITED_BY_CLAIM, event__status=Status.PUBLISHED)
    return name_rows(rows, "nobody is cited for it")


def check_stances_cited() -> Iterator[Breach]:
    """Live stances without a citation."""
    return name_attributions(Attribution.objects.live().filter(~CITED), "it has no citation")


def check_events_cited() -> Iterator[Breach]:
    """Published events for which no source is named."""
    rows = Event.objects.published().filter(~EVENT_CITED, ~EVENT_CITED_BY_CLAIM)
    return name_rows(rows, "neither it nor a claim about it has a citation")


def check_events_titled() -> Iterator[Breach]:
    """Published events without words to call them by."""
    return name_rows(Event.objects.published().filter(title__regex=r"^\s*$"), "its title is empty")


def check_events_in_topics() -> Iterator[Breach]:
    """Published events that no topic gathers."""
    return name_rows(Event.objects.published().filter(topics=None), "it has no topic")


INVARIANTS = (
    Invariant("claims_cited", "Every claim about a published event has a citation.", check_claims_cited),
    Invariant(
        "stances_cited",
        "Every stance on a claim about a published event has a citation, unless it is held back.",
        check_stances_cited,
    ),
    Invariant("events_cited", "Every published event has a citation, or a claim about it has.", check_events_cited),
    Invariant("events_titled", "Every published event has a title.", check_events_titled),
    Invariant(
        "events_in_topics",
        "Every published event has a topic, which names the licence of its content.",
        check_events_in_topics,
    ),
)
