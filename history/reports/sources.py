"""A source's page: what it is, where it is to be had, and what rests on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet

from history.models import Citation, Event, Source, Topic
from history.reports.in_words import date_in_words
from history.reports.listing import KeyPage, cut_page
from history.reports.public import public_citations

PASSAGES_A_PAGE = 40
# Beyond this the page says "more than".
MOST_COUNTED = 1000
LOOKED_AT = MOST_COUNTED + 1


@dataclass(frozen=True, slots=True)
class SourceReport:
    """All that the page says. `topics` are those whose content rests on the passages counted, with their licences."""

    source: Source
    published: str
    topics: tuple[Topic, ...]
    passages: KeyPage[Citation]
    count: int

    @property
    def has_many(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > MOST_COUNTED


def describe_source(source: Source, locale: str, after: str) -> SourceReport:
    """The page of a public source; its passages go on from the one with this id."""
    begin = int(after[:18]) if after.isascii() and after.isdigit() else 0
    first = list(islice(walk_passages(source), MOST_COUNTED + 1))
    return SourceReport(
        source=source,
        published=date_in_words(source.published_on, locale),
        topics=tuple(topics_resting_on(first[:MOST_COUNTED])),
        passages=cut_page(
            lambda size: read_passages(list(islice(go_on(source, first, begin), size))),
            lambda one: str(one.pk),
            PASSAGES_A_PAGE,
            from_key=False,
            backwards=False,
        ),
        count=len(first),
    )


def go_on(source: Source, first: Sequence[int], after: int) -> Iterator[int]:
    """The ids of its passages beyond one; those that were read already are not looked at again."""
    yield from (pk for pk in first if pk > after)
    if len(first) > MOST_COUNTED:
        yield from walk_passages(source, max(after, first[-1]))


def read_passages(ids: Sequence[int]) -> list[Citation]:
    """These passages with what they support, as they came on record."""
    return list(
        Citation.objects.filter(pk__in=ids)
        .select_related(
            "event",
            "attribution__claim__event",
            "attribution__claimant",
            "place",
            "place_name__place",
            "bearing__place",
        )
        .order_by("pk")
    )


def walk_passages(source: Source, after: int = 0) -> Iterator[int]:
    """The ids of its passages that support something the public sees, in order, however many it has.

    Some of the source's are looked at at a time.
    """
    own = Citation.objects.filter(source=source).order_by("pk").values_list("pk", flat=True)
    while some := list(own.filter(pk__gt=after)[:LOOKED_AT]):
        seen: set[int] = set()
        for rows in public_citations(Citation.objects.filter(pk__in=some).order_by()):
            seen.update(rows.values_list("pk", flat=True))
        yield from (pk for pk in some if pk in seen)
        if len(some) < LOOKED_AT:
            return
        after = some[-1]


def topics_resting_on(passages: Sequence[int]) -> QuerySet[Topic]:
    """Topics of which an event, or a stance on a claim about it, rests on one of these passages (ids)."""
    cited = Citation.objects.filter(pk__in=passages).order_by().values_list("event", "attribution__claim__event")
    events = {event for pair in cited for event in pair if event is not None}
    gathered = Event.topics.through.objects.filter(event__in=events)
    return Topic.objects.filter(pk__in=gathered.values("topic")).order_by("title", "key")
