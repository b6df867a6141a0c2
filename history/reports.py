"""What the record's public pages say: events in time order, and one event with who stands where."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from history.dates import read_edtf
from history.facts.linking import LinkedClaims
from history.facts.reading import claim_row, event_prefetches, read_claimants, read_outside_claims
from history.models import Attribution, Citation, Claim, Event, EventPlace, Participant, Status, Topic


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One claimant's stance on a claim. `stated` is in words, empty where no date is on record."""

    attribution: Attribution
    stated: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ClaimAccount:
    """A claim with everybody who takes a stance on it; `held_back` are shown as such and count for nothing.

    `opposes` are the statements that this claim opposes or that oppose it.
    """

    claim: Claim
    standing: str
    happened: str
    supporters: tuple[VoiceLine, ...]
    opponents: tuple[VoiceLine, ...]
    held_back: tuple[VoiceLine, ...]
    opposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventAccount:
    """An event as the record has it: what it says itself, then who says what."""

    event: Event
    happened: str
    places: tuple[EventPlace, ...]
    participants: tuple[Participant, ...]
    parts: tuple[Event, ...]
    citations: tuple[Citation, ...]
    claims: tuple[ClaimAccount, ...]

    @property
    def is_contested(self) -> bool:
        """Whether any claim about it is."""
        return any(claim.standing == "contested" for claim in self.claims)


def list_events(topic: str = "") -> QuerySet[Event]:
    """Published events of a topic (empty: of all) in time order, with how many claims are made about each."""
    events = Event.objects.published().in_time_order().annotate(claim_count=Count("claims", distinct=True))
    events = events.filter(topics__key=topic) if topic else events
    return events.prefetch_related(Prefetch("event_places", EventPlace.objects.select_related("place")))


def list_topics_on_record() -> QuerySet[Topic]:
    """Topics of published events, with how many there are: for choosing one, and for whose content it is."""
    published = Count("events", filter=Q(events__status=Status.PUBLISHED), distinct=True)
    return Topic.objects.annotate(event_count=published).filter(event_count__gt=0)


def date_in_words(edtf: str, locale: str) -> str:
    """A stored date in words; empty where there is none."""
    return read_edtf(edtf).show(locale) if edtf else ""


def find_event(key: str) -> QuerySet[Event]:
    """The published event with this key, with all that its page shows."""
    return (
        Event.objects.published()
        .filter(key=key)
        .select_related("part_of")
        .prefetch_related(
            *event_prefetches(),
            Prefetch("event_participants", Participant.objects.select_related("claimant")),
            Prefetch("parts", Event.objects.published().in_time_order()),
            "topics",
        )
    )


def describe_event(event: Event, locale: str) -> EventAccount:
    """The event's account for its page; `event` comes from `find_event`."""
    claims = list(event.claims.all())
    return EventAccount(
        event=event,
        happened=date_in_words(event.happened, locale),
        places=tuple(event.event_places.all()),
        participants=tuple(event.event_participants.all()),
        parts=tuple(event.parts.all()),
        citations=tuple(event.citations.all()),
        claims=tuple(describe_claims(claims, locale)),
    )


def describe_claims(claims: list[Claim], locale: str) -> list[ClaimAccount]:
    """Each claim with who stands where, and how it stands."""
    rows = {claim.key: claim_row(claim) for claim in claims}
    linked = LinkedClaims([*rows.values(), *read_outside_claims(rows.values())])
    names = linked.name_claims({row.key: row for row in read_claimants()})
    return [
        describe_claim(
            claim,
            names[claim.key].standing,
            [other.statement for other in linked.opposed(rows[claim.key])],
            locale,
        )
        for claim in claims
    ]


def describe_claim(claim: Claim, standing: str, opposes: list[str], locale: str) -> ClaimAccount:
    """One claim with its voices sorted into for, against and held back."""
    voices = [
        VoiceLine(said, date_in_words(said.stated_on, locale), tuple(said.citations.all()))
        for said in claim.attributions.all()
    ]
    live = [voice for voice in voices if not voice.attribution.needs_review]
    against = ("denies", "disputes")
    return ClaimAccount(
        claim=claim,
        standing=standing,
        happened=date_in_words(claim.happened, locale),
        supporters=tuple(voice for voice in live if voice.attribution.stance not in against),
        opponents=tuple(voice for voice in live if voice.attribution.stance in against),
        held_back=tuple(voice for voice in voices if voice.attribution.needs_review),
        opposes=tuple(opposes),
    )
