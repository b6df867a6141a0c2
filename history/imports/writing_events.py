"""Writing events with their claims and attributions."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.db.models import Q

from history.exports.entries import in_portions
from history.facts.titles import name_title
from history.facts.wordings import digest_wording
from history.imports.comparing import Change
from history.imports.readers.entries import Body, Kind
from history.imports.references import claim_keys
from history.imports.writing import (
    Ids,
    read_ids,
    text,
    write_keyed,
    write_links,
    write_nested,
)
from history.imports.writing_sources import write_citations
from history.models import Attribution, Citation, Claim, Event, EventPlace, Participant

EVENTS_AT_ONCE: Final = 200
Numbered = tuple[int, int, Body]  # the id of the row above, the position, the entry


def write_events(changes: Sequence[Change]) -> None:
    """Create and update events whole. Claims, attributions and places that stay keep their ids."""

    def fill(event: Event, change: Change) -> None:
        event.title = text(change.body, "title")
        event.title_name = name_title(event.title).name
        event.summary = text(change.body, "summary")
        event.time_note = text(change.body, "time_note")
        event.status = change.status
        event.set_happened(text(change.body, "happened"))

    dates = ["happened", "earliest_day", "latest_day", "precision"]
    write_keyed(Event, changes, fill, ["title", "title_name", "summary", "time_note", "status", *dates])
    for some in in_portions(changes, EVENTS_AT_ONCE):
        ids = Ids(some)
        _write_around(some, ids)
        _write_claims(some, ids)
    # A claim may name one of any event, so the links come when all claims are there.
    for some in in_portions(changes, EVENTS_AT_ONCE):
        _link_claims(some)


def _write_around(changes: Sequence[Change], ids: Ids) -> None:
    bodies = [(ids.of(Kind.EVENT, change.entry.key), change.body) for change in changes]
    events = [pk for pk, _ in bodies]
    rows = []
    for pk, body in bodies:
        row = Event(pk=pk)
        row.part_of_id = ids.optional(Kind.EVENT, body.get("part_of"))
        row.same_as_id = ids.optional(Kind.EVENT, body.get("same_as"))
        rows.append(row)
    Event.objects.bulk_update(rows, ["part_of", "same_as"])
    after = [(pk, ids.of(Kind.EVENT, key)) for pk, body in bodies for key in body.get("after", ())]
    write_links(Event.after.through, "from_event_id", "to_event_id", events, after)
    topics = [(pk, ids.of(Kind.TOPIC, key)) for pk, body in bodies for key in body.get("topics", ())]
    write_links(Event.topics.through, "event_id", "topic_id", events, topics)
    write_citations("event", Citation.objects.filter(event__in=events), bodies, ids)
    write_nested(
        EventPlace.objects.filter(event__in=events),
        [
            EventPlace(event_id=pk, place_id=ids.of(Kind.PLACE, body["place"]), role=body["role"], position=position)
            for pk, position, body in _number(bodies, "places")
        ],
        ("event_id", "place_id", "role"),
    )
    write_nested(
        Participant.objects.filter(event__in=events),
        [
            Participant(
                event_id=pk,
                claimant_id=ids.of(Kind.CLAIMANT, body["claimant"]),
                role=text(body, "role"),
                position=position,
            )
            for pk, position, body in _number(bodies, "participants")
        ],
        ("event_id", "claimant_id", "role"),
    )


def _write_claims(changes: Sequence[Change], ids: Ids) -> None:
    bodies = [(ids.of(Kind.EVENT, change.entry.key), change.body) for change in changes]
    events = [pk for pk, _ in bodies]
    stated = list(_number(bodies, "claims"))
    # A claim may come over from another event of the file, so its key counts as well.
    existing = Q(event__in=events) | Q(key__in=[body["key"] for _, _, body in stated])
    claims = write_nested(
        Claim.objects.filter(existing),
        [_make_claim(event, position, body) for event, position, body in stated],
        ("key",),
    )
    said = [(claim.pk, body) for claim, (_, _, body) in zip(claims, stated, strict=True)]
    taken = list(_number(said, "attributions"))
    attributions = write_nested(
        Attribution.objects.filter(claim__event__in=events),
        [_make_attribution(claim, position, body, ids) for claim, position, body in taken],
        ("claim_id", "claimant_id", "stance"),
    )
    owners = [(row.pk, body) for row, (_, _, body) in zip(attributions, taken, strict=True)]
    cited = Citation.objects.filter(attribution__claim__event__in=events)
    write_citations("attribution", cited, owners, ids)


def _make_claim(event: int, position: int, body: Body) -> Claim:
    figure = body.get("figure", {})
    claim = Claim(
        event_id=event,
        key=body["key"],
        statement=body["statement"],
        about=body["about"],
        figure_low=figure.get("low"),
        figure_high=figure.get("high"),
        figure_unit=text(figure, "unit"),
        position=position,
        wording=digest_wording(body["statement"]),
    )
    claim.set_happened(text(body, "happened"))
    return claim


def _make_attribution(claim: int, position: int, body: Body, ids: Ids) -> Attribution:
    return Attribution(
        claim_id=claim,
        claimant_id=ids.of(Kind.CLAIMANT, body["claimant"]),
        stance=body["stance"],
        stated_on=text(body, "stated_on"),
        time_note=text(body, "time_note"),
        needs_review=body.get("needs_review", False),
        note=text(body, "note"),
        position=position,
    )


def _link_claims(changes: Sequence[Change]) -> None:
    bodies = [body for change in changes for body in change.body.get("claims", ())]
    own = [key for change in changes for key in claim_keys(change.body)]
    named = [key for body in bodies for name in ("opposes", "same_as") for key in body.get(name, ())]
    ids = read_ids(Claim, [*own, *named])
    lefts = [ids[key] for key in own]
    opposed = [(ids[body["key"]], ids[key]) for body in bodies for key in body.get("opposes", ())]
    write_links(Claim.opposes.through, "from_claim_id", "to_claim_id", lefts, opposed)
    same = [(ids[body["key"]], ids[key]) for body in bodies for key in body.get("same_as", ())]
    write_links(Claim.same_as.through, "from_claim_id", "to_claim_id", lefts, same)
    write_links(Claim.same_as.through, "to_claim_id", "from_claim_id", lefts, same)
    places = Ids(changes)
    where = [(ids[body["key"]], places.of(Kind.PLACE, key)) for body in bodies for key in body.get("places", ())]
    write_links(Claim.places.through, "claim_id", "place_id", lefts, where)


def _number(bodies: Sequence[tuple[int, Body]], name: str) -> Iterator[Numbered]:
    for pk, body in bodies:
        for position, member in enumerate(body.get(name, ())):
            yield pk, position, member
