"""Rows of the record as entries of `attest-record/1`, in the one way of writing that the reader knows too.

Both sides of a *same as* are written out here, so that an entry says all that is true of its row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from django.db.models import Model, Prefetch, QuerySet

from history.imports.comparing import RecordedRow
from history.imports.readers.entries import Body, Kind
from history.imports.readers.tidying import drop_empties, write_edtf
from history.models import (
    Attribution,
    Citation,
    Claim,
    Claimant,
    Event,
    EventPlace,
    Participant,
    Party,
    Place,
    PlaceName,
    Source,
    Topic,
)

# Keys asked for at once: SQLite takes 32,766 parameters in a statement, and prefetches multiply these.
KEYS_AT_ONCE: Final = 500

MODELS: Final[dict[Kind, type[Model]]] = {
    Kind.TOPIC: Topic,
    Kind.PARTY: Party,
    Kind.SOURCE: Source,
    Kind.CLAIMANT: Claimant,
    Kind.PLACE: Place,
    Kind.EVENT: Event,
}


def rows_on_record(kind: Kind, keys: Iterable[str]) -> dict[str, RecordedRow]:
    """The rows with these keys, in a number of queries that does not follow the number of rows."""
    describe, queryset = DESCRIBERS[kind]
    rows: dict[str, RecordedRow] = {}
    for some in in_portions(keys, KEYS_AT_ONCE):
        for row in queryset().filter(key__in=some):
            body = drop_empties(describe(row))
            rows[row.key] = RecordedRow(body, body.pop("status", ""), row.imported_digest)
    return rows


def in_portions(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most `size` values, in order."""
    remaining = iter(values)
    while portion := list(islice(remaining, size)):
        yield portion


def describe_topic(topic: Topic) -> Body:
    """A topic with its licence and attribution."""
    return {
        "key": topic.key,
        "title": topic.title,
        "description": topic.description,
        "licence": topic.licence,
        "attribution": topic.attribution,
    }


def describe_party(party: Party) -> Body:
    """A party."""
    return {"key": party.key, "name": party.name}


def describe_source(source: Source) -> Body:
    """A source."""
    return {
        "key": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "published_on": write_edtf(source.published_on),
    }


def describe_claimant(claimant: Claimant) -> Body:
    """A claimant; other names keep their order."""
    return {
        "key": claimant.key,
        "name": claimant.name,
        "kind": claimant.kind,
        "speaks_for": _key(claimant.speaks_for),
        "holds": _keys(claimant.holds.all()),
        "part_of": _key(claimant.part_of),
        "active": write_edtf(claimant.active),
        "aliases": [alias for alias in claimant.aliases if isinstance(alias, str) and alias.strip()],
    }


def describe_place(place: Place) -> Body:
    """A place with its names and its bearing."""
    bearing = getattr(place, "bearing", None)
    return {
        "key": place.key,
        "name": place.name,
        "kind": place.kind,
        "within": _key(place.within),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "citations": _describe_citations(place.citations.all()),
        "names": [
            {
                "name": name.name,
                "language": name.language,
                "party": _key(name.party),
                "citations": _describe_citations(name.citations.all()),
            }
            for name in place.names.all()
        ],
        "bearing": bearing
        and {
            "from": bearing.origin.key,
            "direction": bearing.direction,
            "citations": _describe_citations(bearing.citations.all()),
        },
    }


def describe_event(event: Event) -> Body:
    """An event with its claims and who stands where."""
    return {
        "key": event.key,
        "title": event.title,
        "summary": event.summary,
        "status": event.status,
        "happened": write_edtf(event.happened),
        "time_note": event.time_note,
        "places": [{"place": row.place.key, "role": row.role} for row in event.event_places.all()],
        "participants": [{"claimant": row.claimant.key, "role": row.role} for row in event.event_participants.all()],
        "part_of": _key(event.part_of),
        "after": _keys(event.after.all()),
        "same_as": _key(event.same_as),
        "topics": _keys(event.topics.all()),
        "citations": _describe_citations(event.citations.all()),
        "claims": [_describe_claim(claim) for claim in event.claims.all()],
    }


def _describe_claim(claim: Claim) -> Body:
    return {
        "key": claim.key,
        "statement": claim.statement,
        "about": claim.about,
        "happened": write_edtf(claim.happened),
        "places": _keys(claim.places.all()),
        "figure": {"low": claim.figure_low, "high": claim.figure_high, "unit": claim.figure_unit},
        "opposes": _keys(claim.opposes.all()),
        "same_as": _keys(claim.same_as.all()),
        "attributions": [_describe_attribution(row) for row in claim.attributions.all()],
    }


def _describe_attribution(attribution: Attribution) -> Body:
    return {
        "claimant": attribution.claimant.key,
        "stance": attribution.stance,
        "stated_on": write_edtf(attribution.stated_on),
        "time_note": attribution.time_note,
        "needs_review": attribution.needs_review or None,
        "note": attribution.note,
        "citations": _describe_citations(attribution.citations.all()),
    }


def _describe_citations(citations: Iterable[Citation]) -> list[Body]:
    return [
        {
            "source": citation.source.key,
            "locator": citation.locator,
            "quote": citation.quote,
            "supports": citation.supports,
        }
        for citation in citations
    ]


def _key(row: Any) -> str:
    return row.key if row else ""


def _keys(rows: Iterable[Any]) -> list[str]:
    """Keys of rows that have no order of their own."""
    return sorted(row.key for row in rows)


def _claimants() -> QuerySet[Claimant]:
    return Claimant.objects.select_related("speaks_for", "part_of").prefetch_related("holds")


def _places() -> QuerySet[Place]:
    citations = Citation.objects.select_related("source")
    return Place.objects.select_related("within", "bearing__origin").prefetch_related(
        Prefetch("citations", citations),
        Prefetch("names", PlaceName.objects.select_related("party")),
        Prefetch("names__citations", citations),
        Prefetch("bearing__citations", citations),
    )


def _events() -> QuerySet[Event]:
    citations = Citation.objects.select_related("source")
    keyed: Sequence[str] = ("after", "topics", "claims__places", "claims__opposes", "claims__same_as")
    return Event.objects.select_related("part_of", "same_as").prefetch_related(
        Prefetch("citations", citations),
        Prefetch("event_places", EventPlace.objects.select_related("place")),
        Prefetch("event_participants", Participant.objects.select_related("claimant")),
        "claims",
        *keyed,
        Prefetch("claims__attributions", Attribution.objects.select_related("claimant")),
        Prefetch("claims__attributions__citations", citations),
    )


DESCRIBERS: Final[dict[Kind, tuple[Callable[[Any], Body], Callable[[], QuerySet[Any]]]]] = {
    Kind.TOPIC: (describe_topic, Topic.objects.all),
    Kind.PARTY: (describe_party, Party.objects.all),
    Kind.SOURCE: (describe_source, Source.objects.all),
    Kind.CLAIMANT: (describe_claimant, _claimants),
    Kind.PLACE: (describe_place, _places),
    Kind.EVENT: (describe_event, _events),
}
