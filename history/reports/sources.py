"""A source's page: what it is, where it is to be had, and what rests on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet

from history.models import Citation, Source, Status, Topic
from history.reports.in_words import date_in_words
from history.reports.listing import KeyPage, cut_page
from history.reports.public import public_citations

PASSAGES_A_PAGE = 40
# Beyond this the page says "more than".
MOST_COUNTED = 1000
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class SourceReport:
    """All that the page says. `topics` are those whose content rests on it, with their licences."""

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
    return SourceReport(
        source=source,
        published=date_in_words(source.published_on, locale),
        topics=tuple(topics_resting_on(source)),
        passages=cut_page(
            lambda size: read_passages(source, begin, size),
            lambda one: str(one.pk),
            PASSAGES_A_PAGE,
            from_key=False,
            backwards=False,
        ),
        count=count_passages(source),
    )


def read_passages(source: Source, after: int, count: int) -> list[Citation]:
    """The next passages of the source that support something the public sees, as they came on record."""
    chosen = list(islice(walk_passages(source, after), count))
    return list(
        Citation.objects.filter(pk__in=chosen)
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


def count_passages(source: Source) -> int:
    """How many passages support something the public sees, counted no further than matters."""
    return sum(1 for _pk in islice(walk_passages(source), MOST_COUNTED + 1))


def walk_passages(source: Source, after: int = 0) -> Iterator[int]:
    """The ids of those passages, in order: some of the source's are looked at at a time, however many it has."""
    own = Citation.objects.filter(source=source).order_by("pk").values_list("pk", flat=True)
    while some := list(own.filter(pk__gt=after)[:LOOKED_AT]):
        seen: set[int] = set()
        for rows in public_citations(Citation.objects.filter(pk__in=some).order_by()):
            seen.update(rows.values_list("pk", flat=True))
        yield from (pk for pk in some if pk in seen)
        after = some[-1]


def topics_resting_on(source: Source) -> QuerySet[Topic]:
    """Topics of which a published event, or a stance on a claim about it, rests on the source."""
    cited = Citation.objects.filter(source=source)
    events = cited.filter(event__status=Status.PUBLISHED, event__topics=OuterRef("pk"))
    said = cited.filter(
        attribution__claim__event__status=Status.PUBLISHED, attribution__claim__event__topics=OuterRef("pk")
    )
    return Topic.objects.filter(Exists(events) | Exists(said)).order_by("title", "key")
