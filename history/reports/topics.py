"""A topic's page: its events in time and on a map, who speaks in it, and whose content it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch
from django.db.models.functions import Coalesce

from history.models import Attribution, Claim, Event, EventPlace, Topic
from history.reports.events import EventListing, list_events
from history.reports.listing import MOST_TOLD, events_of_topic, first_in_time
from history.reports.maps import PlaceMap, build_map, places_with_names
from history.reports.timelines import MOST_ROWS, Dated, Timeline, build_timeline
from history.search.words import fold_name

MAPPED = 30
ASSERTING = ("asserts", "confirms", "reports")


@dataclass(frozen=True, slots=True)
class PartyVoices:
    """Those who speak for one party (`name` empty: for none): how many they are, and how often they say what."""

    name: str
    claimants: int
    affirms: int
    denies: int


@dataclass(frozen=True, slots=True)
class TopicReport:
    """All that the page says.

    Of a large topic (`has_more`) all but the list is of its first `count` events in time: counting, ranking and drawing
    all of them would cost what the topic holds.
    """

    topic: Topic
    events: EventListing
    count: int
    has_more: bool
    timeline: Timeline
    map: PlaceMap
    places: int
    voices: tuple[PartyVoices, ...]


def describe_topic(topic: Topic, locale: str, after: str, before: str) -> TopicReport:
    """The page of a public topic; its list of events goes on from a key. Picture and map show so much and no more."""
    events = events_of_topic(topic.key)
    read = first_in_time(events, MOST_TOLD + 1)
    first = read[:MOST_TOLD]
    return TopicReport(
        topic=topic,
        events=list_events(events, locale, after, before),
        count=len(first),
        has_more=len(read) > MOST_TOLD,
        timeline=draw_topic_timeline(first, locale),
        map=draw_topic_map(first, locale),
        places=EventPlace.objects.filter(event__in=first).order_by().values("place").distinct().count(),
        voices=tuple(count_voices(first)),
    )


def draw_topic_timeline(events: Sequence[int], locale: str) -> Timeline:
    """The first with a date of these events (ids, in time order), and the first statements about them."""
    dated = Event.objects.filter(pk__in=events[: MOST_ROWS + 1], earliest_day__isnull=False)
    happened = [
        Dated(event.happened, event.title, href=event.key) for event in dated.order_by("earliest_day", "title", "pk")
    ]
    happened += dates_by_accounts(events)
    said = Attribution.objects.filter(claim__event__in=events, needs_review=False).exclude(stated_on="")
    rows = said.select_related("claimant", "claim__event").order_by("stated_on", "pk")[: MOST_ROWS + 1]
    stated = [
        Dated(row.stated_on, row.claim.statement, f"{row.claimant} {row.get_stance_display()}", row.claim.event.key)
        for row in rows
    ]
    return build_timeline(happened, stated, locale)


def dates_by_accounts(events: Sequence[int]) -> Iterable[Dated]:
    """The first dates that claims give for these events (ids), each with those who stand behind it."""
    standing = Attribution.objects.filter(needs_review=False, stance__in=ASSERTING).select_related("claimant")
    claims = Claim.objects.filter(event__in=events).exclude(happened="")
    first = Coalesce("earliest_day", "latest_day")
    rows = claims.select_related("event").prefetch_related(Prefetch("attributions", standing)).order_by(first, "pk")
    for claim in rows[: MOST_ROWS + 1]:
        if voices := claim.attributions.all():
            yield Dated(
                claim.happened, claim.statement, ", ".join(said.claimant.name for said in voices), claim.event.key
            )


def draw_topic_map(events: Sequence[int], locale: str) -> PlaceMap:
    """The places where most of these events (ids) happened."""
    held = EventPlace.objects.filter(event__in=events).order_by().values("place")
    counted = held.annotate(count=Count("event", distinct=True))
    most = [row["place"] for row in counted.order_by("-count", "place")[:MAPPED]]
    places = sorted(places_with_names().filter(pk__in=most), key=lambda place: (fold_name(place.name), place.key))
    return build_map(places, locale)


def count_voices(events: Sequence[int]) -> Iterable[PartyVoices]:
    """Who speaks of these events (ids), party by party in the order of the alphabet, those of no party last."""
    said = Attribution.objects.filter(claim__event__in=events, needs_review=False).order_by()
    stances = said.values_list("claimant__speaks_for__name", "stance").annotate(count=Count("pk"))
    speakers = said.values_list("claimant__speaks_for__name").annotate(count=Count("claimant", distinct=True))
    said_by: Mapping[str | None, Counter[str]] = defaultdict(Counter)
    for party, stance, count in stances:
        said_by[party]["affirms" if stance in ASSERTING else "denies"] += count
    for party, count in sorted(speakers, key=lambda row: (row[0] is None, fold_name(row[0] or ""))):
        yield PartyVoices(party or "", count, said_by[party]["affirms"], said_by[party]["denies"])
