"""What an event's page says: what is on record of it, then the accounts side by side, when and where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from history.dates import read_edtf
from history.facts.reading import event_prefetches
from history.models import Citation, Claim, Event, EventPlace, Participant, Topic
from history.reports.in_words import date_in_words
from history.reports.listing import ROWS_A_PAGE, KeyPage, page_of_events
from history.reports.maps import PlaceMap, build_map, places_with_names
from history.reports.public import topics_of_published
from history.reports.timelines import Dated, Timeline, build_timeline
from history.reports.voices import ClaimAccount, VoiceLine, describe_claims, group_opposed

# So many topics are named above the list of events; all are on a page of their own.
TOPICS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class EventAccount:
    """An event as the record has it: what it says itself, then who says what.

    `date_differs` and `place_differs`: somebody whose word counts gives another; then the record's own is no agreement.
    `dates_of_accounts` are those that accounts give where the record itself gives none, each once (EDTF).
    `groups` are the claims, those that stand against each other together.
    """

    event: Event
    happened: str
    date_differs: bool
    dates_of_accounts: tuple[str, ...]
    place_differs: bool
    places: tuple[EventPlace, ...]
    participants: tuple[Participant, ...]
    parts: tuple[Event, ...]
    citations: tuple[Citation, ...]
    claims: tuple[ClaimAccount, ...]
    groups: tuple[tuple[ClaimAccount, ...], ...]

    @property
    def is_contested(self) -> bool:
        """Whether any claim about it is."""
        return any(claim.standing == "contested" for claim in self.claims)

    @property
    def accounts_differ(self) -> bool:
        """Whether of the dates that accounts give two cannot both be right."""
        dates = [read_edtf(text) for text in self.dates_of_accounts]
        return any(one.contradicts(other) for one, other in combinations(dates, 2))

    @property
    def corroborated(self) -> tuple[ClaimAccount, ...]:
        """Claims on which claimants agree who have nothing to do with each other, and nobody speaks against."""
        return tuple(claim for claim in self.claims if claim.standing == "corroborated")


@dataclass(frozen=True, slots=True)
class EventListing:
    """A page of events with when they happened in words, and how many claims are made about each."""

    page: KeyPage[Event]
    rows: tuple[tuple[Event, str, int], ...]


def list_events(
    events: QuerySet[Event], locale: str, after: str = "", before: str = "", size: int = ROWS_A_PAGE
) -> EventListing:
    """A page of these events in time order."""
    shown = events.prefetch_related(Prefetch("event_places", EventPlace.objects.select_related("place")))
    page = page_of_events(shown, after, before, size)
    claims = Claim.objects.filter(event__in=page.rows).order_by().values("event")
    dated = Count("pk", filter=~Q(happened=""))
    found = claims.annotate(count=Count("pk"), dated=dated)
    counts: dict[int, tuple[int, int]] = {row["event"]: (row["count"], row["dated"]) for row in found}
    rows = (describe_row(event, *counts.get(event.pk, (0, 0)), locale) for event in page.rows)
    return EventListing(page, tuple(rows))


def describe_row(event: Event, claims: int, dated: int, locale: str) -> tuple[Event, str, int]:
    """A line of the list: with its date, or that accounts alone give one (empty: nobody does), and how many claims."""
    happened = date_in_words(event.happened, locale)
    return event, happened or (_("dated by accounts only") if dated else ""), claims


def list_topics_on_record(wanted: str = "") -> list[Topic]:
    """The first topics of published events, and that one (key): for choosing one, and for whose content it is."""
    topics = topics_of_published()
    first = list(topics[: TOPICS_SHOWN + 1])
    return first if not wanted or wanted in {topic.key for topic in first} else [*topics.filter(key=wanted), *first]


def find_event(key: str) -> QuerySet[Event]:
    """The published event with this key, with all that its page shows."""
    return (
        Event.objects.published()
        .filter(key=key)
        .select_related("part_of", "same_as")
        .prefetch_related(
            *event_prefetches(),
            Prefetch("event_participants", Participant.objects.select_related("claimant")),
            Prefetch("parts", Event.objects.published().in_time_order()),
            Prefetch("after", Event.objects.published().in_time_order()),
            "topics",
        )
    )


def describe_event(event: Event, locale: str) -> EventAccount:
    """The event's account for its page; `event` comes from `find_event`."""
    claims = describe_claims(list(event.claims.all()), locale)
    places = tuple(event.event_places.all())
    return EventAccount(
        event=event,
        happened=date_in_words(event.happened, locale),
        date_differs=any(gives_other_date(event, claim) for claim in claims),
        dates_of_accounts=() if event.happened else tuple(dict.fromkeys(dates_given(claims))),
        place_differs=any(gives_other_place({link.place.key for link in places}, claim) for claim in claims),
        places=places,
        participants=tuple(event.event_participants.all()),
        parts=tuple(event.parts.all()),
        citations=tuple(event.citations.all()),
        claims=tuple(claims),
        groups=tuple(group_opposed(claims)),
    )


def dates_given(claims: Iterable[ClaimAccount]) -> Iterator[str]:
    """The dates (EDTF) behind which somebody stands."""
    return (one.claim.happened for one in claims if one.supporters and one.claim.happened)


def gives_other_date(event: Event, account: ClaimAccount) -> bool:
    """Whether somebody stands behind a date that cannot be right where the record's is."""
    if not (account.supporters and account.claim.happened and event.happened):
        return False
    return read_edtf(event.happened).contradicts(read_edtf(account.claim.happened))


def gives_other_place(places: set[str], account: ClaimAccount) -> bool:
    """Whether somebody stands behind a place where the record does not put it."""
    given = {place.key for place in account.claim.places.all()} if account.claim.about == Claim.About.PLACE else set()
    return bool(account.supporters and places and given) and places.isdisjoint(given)


def draw_event_timeline(account: EventAccount, locale: str) -> Timeline:
    """When it happened by each account, and when each of them was given."""
    own = Dated(account.event.happened, _("the record"), href="#record")
    claimed = [
        Dated(claim.claim.happened, claim.claim.statement, name_voices(claim.supporters), f"#claim-{claim.claim.key}")
        for claim in account.claims
    ]
    return build_timeline([own, *claimed], statements_of(account.claims), locale)


def statements_of(claims: Iterable[ClaimAccount]) -> Iterator[Dated]:
    """Each stance that counts, on the day on which it was stated."""
    for claim in claims:
        for voice in claim.voices:
            stance = voice.attribution.get_stance_display()
            who = _("%(claimant)s %(stance)s") % {"claimant": voice.claimant.name, "stance": stance}
            yield Dated(voice.attribution.stated_on, claim.claim.statement, who, f"#claim-{claim.claim.key}")


def name_voices(voices: Iterable[VoiceLine]) -> str:
    """Who says so, on one line."""
    return ", ".join(voice.claimant.name for voice in voices)


def draw_event_map(account: EventAccount, locale: str) -> PlaceMap:
    """Where it happened, and every place that an account names."""
    own = [link.place_id for link in account.places]
    claimed = [place.pk for claim in account.claims for place in claim.claim.places.all()]
    order = {pk: position for position, pk in enumerate(dict.fromkeys([*own, *claimed]))}
    places = sorted(places_with_names().filter(pk__in=order), key=lambda place: order[place.pk])
    return build_map(places, locale)
