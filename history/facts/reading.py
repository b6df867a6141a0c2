"""Published rows → Facts. With `values`, the only door through which quizzes see the record.

Reading a topic takes a constant number of queries, however many events it has (deeper trees of places and
conflicts cost one more a level).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, Protocol

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from history.facts.gathering import gather_facts
from history.facts.kin import read_claimants, read_kin
from history.facts.naming import read_date
from history.facts.reading_places import (
    NO_TOPIC,
    ROWS_AT_ONCE,
    has_directions_alone,
    in_portions,
    passages,
    read_places,
)
from history.facts.rows import AttributionRow, ClaimRow, EventRow, NamesakeRow, Rows
from history.facts.values import Neighbourhood
from history.models import Attribution, Citation, Claim, Claimant, Event, EventPlace, Place, Revision, Status, Topic

# Up to so many claimants on record all are read with a topic, whoever speaks in it.
MOST_CLAIMANTS: Final = 500


def read_neighbourhood(topic: str) -> Neighbourhood:
    """The facts of the published events whose home is `topic` (a key; empty: events without a topic).

    Where the record has very many claimants, those who do not speak there are missing: names that a typed name could
    be taken for as well are then to be looked for in a window (`history.facts.windows`).
    """
    return gather_facts(read_rows(topic, speakers_alone=has_many_claimants()))


def has_many_claimants() -> bool:
    """Whether more claimants are on record than are read with each topic; they are counted no further."""
    return Claimant.objects.order_by()[: MOST_CLAIMANTS + 1].count() > MOST_CLAIMANTS


def read_revision() -> int:
    """How often the record has changed. What was computed from it stays true while this number stands."""
    return Revision.objects.values_list("number", flat=True).filter(pk=1).first() or 0


def revision_subquery() -> Subquery:
    """The same number as an expression, so that a query for something else can bring it along."""
    return Subquery(Revision.objects.filter(pk=1).values("number"))


def list_topics() -> list[str]:
    """Keys of the topics that are home to published events, in order.

    Empty for what has none: events without a topic, and directions of places that nothing names.
    """
    homes = set(Event.objects.published().homes().values())
    return sorted(homes | {NO_TOPIC} if has_directions_alone() else homes)


def count_events(topics: Collection[str] | None = None) -> int:
    """How many published events have a home among these topics (keys); all of them where none are named."""
    if not topics:
        return Event.objects.published().count()
    return sum(Event.objects.published().at_home_in(topic).count() for topic in topics)


def is_larger(topic: str, most: int) -> bool:
    """Whether more published events than so many are at home in a topic; they are counted no further.

    How many have no topic only a look at each event would tell, so all on record count: a window does for few as well.
    """
    published = Event.objects.published()
    here = published if topic == NO_TOPIC else published.at_home_in(topic)
    return here.order_by()[: most + 1].count() > most


def home_topics(events: Iterable[str]) -> dict[str, str]:
    """The home topic of each published event, by key."""
    found: dict[str, str] = {}
    for some in in_portions(sorted(events), ROWS_AT_ONCE):
        found |= Event.objects.published().filter(key__in=some).homes()
    return found


def home_topics_of_places(places: Iterable[str]) -> dict[str, str]:
    """The topic, by key of the place, in which the direction of a place is asked about: the last that names it.

    A place that no published event names has none, unless nothing at all names it.
    """
    found: dict[str, str] = {}
    for some in in_portions(sorted(places), ROWS_AT_ONCE):
        at = EventPlace.objects.filter(place__key__in=some, event__status=Status.PUBLISHED).order_by()
        said = Claim.objects.filter(places__key__in=some, event__status=Status.PUBLISHED).order_by()
        naming = {*at.values_list("place__key", "event__key").distinct()}
        naming |= {*said.values_list("places__key", "event__key").distinct()}
        homes = home_topics({event for _place, event in naming})
        for place, event in naming:
            found[place] = max(found.get(place, NO_TOPIC), homes[event])
        alone = Place.objects.filter(key__in=some, event_places__isnull=True, claims__isnull=True).order_by()
        found |= dict.fromkeys(alone.values_list("key", flat=True), NO_TOPIC)
    return found


def topic_titles(keys: Iterable[str]) -> dict[str, str]:
    """Titles of topics by key."""
    return dict(Topic.objects.filter(key__in=list(keys)).values_list("key", "title"))


def read_rows(topic: str, *, speakers_alone: bool = False) -> Rows:
    """Everything that the facts of one topic are gathered from.

    `speakers_alone`: of the claimants those who speak there, and whom they may be taken for by way of bodies, offices
    and sides; else all on record.
    """
    here = Event.objects.published().at_home_in(topic)
    earlier = Prefetch("after", Event.objects.only("key"))
    here = here.select_related("same_as").prefetch_related(*event_prefetches(), earlier)
    events = list(here.order_by("pk"))
    lines = find_lines(events)
    conflicts = find_conflicts(events)
    rows = tuple(event_row(event, topic, conflicts, lines) for event in events)
    claims = [claim for row in rows for claim in row.claims]
    outside = tuple(read_outside_claims(claims))
    speakers = {said.claimant for claim in (*claims, *outside) for said in claim.attributions}
    return Rows(
        topic=topic,
        events=rows,
        claimants=tuple(read_kin(speakers) if speakers_alone else read_claimants()),
        places=tuple(read_places([event.pk for event in events], topic)),
        topic_title=topic_titles([topic]).get(topic, ""),
        elsewhere=tuple(read_namesakes(topic, events)),
        outside_claims=outside,
        until=read_last_day(),
    )


def read_last_day() -> int | None:
    """The last day on which something published may have happened; None where nothing has a date."""
    # In the order of their indexes, each is the first row: of all rows the last day need not be reckoned.
    events = Event.objects.published().filter(latest_day__isnull=False).order_by("-latest_day")
    # Joined, a database may begin with the events, and few claims give a day.
    own = Event.objects.published().filter(pk=OuterRef("event"))
    claims = Claim.objects.filter(Exists(own), latest_day__isnull=False).order_by("-latest_day")
    last = [rows.values_list("latest_day", flat=True).first() for rows in (events, claims)]
    return max((day for day in last if day is not None), default=None)


def cited_sources() -> QuerySet[Citation]:
    """Citations with their sources."""
    return Citation.objects.select_related("source")


def event_prefetches(cited: QuerySet[Citation] | None = None) -> list[Prefetch[Any]]:
    """What an event's row needs, one query each; `cited`: the citations, if not all with their sources."""
    cited = cited_sources() if cited is None else cited
    return [
        Prefetch("citations", cited),
        Prefetch("event_places", EventPlace.objects.select_related("place")),
        Prefetch("claims", claims_with_voices(cited)),
    ]


def claims_with_voices(cited: QuerySet[Citation] | None = None) -> QuerySet[Claim]:
    """Claims with their places, links, and attributions with claimant and citations (`cited`: as above)."""
    cited = cited_sources() if cited is None else cited
    said = Attribution.objects.select_related("claimant").prefetch_related(Prefetch("citations", cited))
    return Claim.objects.prefetch_related(
        Prefetch("attributions", said),
        Prefetch("places", Place.objects.only("key")),
        Prefetch("opposes", Claim.objects.only("key")),
        Prefetch("same_as", Claim.objects.only("key")),
    )


def event_row(
    event: Event, topic: str, conflicts: dict[int, tuple[str, str]], lines: Mapping[int, list[str]] | None = None
) -> EventRow:
    """An event with its claims as a plain value."""
    conflict, conflict_title = conflicts.get(event.pk, ("", ""))
    return EventRow(
        key=event.key,
        title=event.title,
        topic=topic,
        conflict=conflict,
        conflict_title=conflict_title,
        happened=event.happened,
        places=tuple((link.place.key, link.role) for link in event.event_places.all()),
        same_as=event.same_as.key if event.same_as else "",
        after=tuple(sorted(earlier.key for earlier in event.after.all())) if lines else (),
        above=tuple(lines.get(event.pk, ())) if lines else (),
        citations=passages(event.citations.all()),
        claims=tuple(claim_row(claim) for claim in event.claims.all()),
    )


def claim_row(claim: Claim) -> ClaimRow:
    """A claim with its attributions as a plain value."""
    return ClaimRow(
        key=claim.key,
        statement=claim.statement,
        about=claim.about,
        happened=claim.happened,
        places=tuple(place.key for place in claim.places.all()),
        opposes=tuple(sorted(other.key for other in claim.opposes.all())),
        same_as=tuple(sorted(other.key for other in claim.same_as.all())),
        attributions=tuple(
            AttributionRow(
                claimant=said.claimant.key,
                stance=said.stance,
                stated_on=said.stated_on,
                needs_review=said.needs_review,
                citations=passages(said.citations.all()),
            )
            for said in claim.attributions.all()
        ),
    )


class PartOfTree(Protocol):
    """An event, or a line of an outline, that may be part of another."""

    @property
    def pk(self) -> int:
        """Its id."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def part_of_id(self) -> int | None:
        """The id of the event that it is part of."""


def find_conflicts(events: Collection[PartOfTree], upper: Collection[int] = ()) -> dict[int, tuple[str, str]]:
    """For each event inside a tree of parts: key and title of the tree's root. Others have the topic instead.

    `upper` are ids of events that have parts, where these are not all among the events.
    A root that is not published has no title here: what a draft says is nobody's to read.
    """
    parent: dict[int, int | None] = {event.pk: event.part_of_id for event in events}
    names: dict[int, tuple[str, str]] = {event.pk: (event.key, event.title) for event in events}
    missing = {above for above in parent.values() if above is not None} - parent.keys()
    while missing:
        for some in in_portions(missing, ROWS_AT_ONCE):
            uppers = Event.objects.filter(pk__in=some).values_list("pk", "part_of_id", "key", "title", "status")
            for pk, above, key, title, status in uppers:
                parent[pk], names[pk] = above, (key, title if status == Status.PUBLISHED else "")
        missing = {above for above in parent.values() if above is not None} - parent.keys()
    with_parts = {*parent.values(), *upper}
    return {
        event.pk: names[find_root(event.pk, parent)]
        for event in events
        if event.part_of_id is not None or event.pk in with_parts
    }


def find_root(pk: int, parent: dict[int, int | None]) -> int:
    """The top of the tree that `pk` hangs in; a cycle ends where it closes."""
    seen = {pk}
    while (above := parent.get(pk)) is not None and above not in seen:
        seen.add(above)
        pk = above
    return pk


def find_lines(events: Iterable[Event]) -> dict[int, list[str]]:
    """For each event: keys of all that it is part of, the nearest first."""
    parent: dict[int, int | None] = {event.pk: event.part_of_id for event in events}
    keys: dict[int, str] = {event.pk: event.key for event in events}
    while missing := {above for above in parent.values() if above is not None} - parent.keys():
        for some in in_portions(missing, ROWS_AT_ONCE):
            for pk, above, key in Event.objects.filter(pk__in=some).values_list("pk", "part_of_id", "key"):
                parent[pk], keys[pk] = above, key
    return {event.pk: [keys[pk] for pk in climb(event.pk, parent)] for event in events}


def climb(pk: int, parent: Mapping[int, int | None]) -> Iterator[int]:
    """What `pk` is part of, up to the top of the tree; a cycle ends where it closes."""
    seen = {pk}
    while (above := parent.get(pk)) is not None and above not in seen:
        seen.add(above)
        pk = above
        yield pk


def read_namesakes(topic: str, events: list[Event]) -> Iterator[NamesakeRow]:
    """Published events of another home whose titles share a name with one of this topic's titles."""
    names = {event.title_name for event in events}
    groups = {event.same_as_id or event.pk for event in events}
    elsewhere = Event.objects.published().away_from(topic).filter(title_name__in=names)
    # An event that is marked as one of ours, or that one of ours is marked as, is the same event.
    others = elsewhere.exclude(pk__in=groups).exclude(same_as__in=groups)
    for event in others.prefetch_related("topics", "claims"):
        texts = (event.happened, *(claim.happened for claim in event.claims.all()))
        yield NamesakeRow(
            key=event.key,
            title=event.title,
            topics=frozenset(row.title for row in event.topics.all()),
            dates=tuple(date for date in map(read_date, texts) if date is not None),
        )


def read_outside_claims(claims: Iterable[ClaimRow], cited: QuerySet[Citation] | None = None) -> Iterator[ClaimRow]:
    """Other claims that one of these is marked the same as, opposes, or is opposed by, at any remove."""
    keys = [claim.key for claim in claims]
    known = {pk for some in in_portions(keys) for pk in claim_ids(some)}
    for some in in_portions(sorted(follow_links(known) - known)):
        for claim in claims_with_voices(cited).filter(pk__in=some, event__status="published").order_by("pk"):
            yield claim_row(claim)


def claim_ids(keys: Collection[str]) -> QuerySet[Claim, int]:
    """Ids of the claims with these keys."""
    return Claim.objects.filter(key__in=keys).order_by().values_list("pk", flat=True)


def follow_links(claims: Iterable[int]) -> set[int]:
    """Ids of these claims and of all that they are linked to by way of published ones, at any remove.

    The tables of links are asked, and not the claims by way of them: that would look at every claim on record.
    """
    opposes, same_as = Claim.opposes.through.objects.order_by(), Claim.same_as.through.objects.order_by()
    found = waiting = set(claims)
    while waiting:
        linked: set[int] = set()
        for some in in_portions(sorted(waiting)):
            linked.update(opposes.filter(from_claim__in=some).values_list("to_claim_id", flat=True))
            linked.update(opposes.filter(to_claim__in=some).values_list("from_claim_id", flat=True))
            linked.update(same_as.filter(from_claim__in=some).values_list("to_claim_id", flat=True))
        fresh = linked - found
        found = found | fresh
        waiting = set[int]()
        for some in in_portions(sorted(fresh)):
            published = Claim.objects.filter(pk__in=some, event__status="published").order_by()
            waiting.update(published.values_list("pk", flat=True))
    return found
