"""The page of what was found: each hit with what tells it from others of its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from history.models import Claimant, Event, Place, Source, Topic
from history.reports.in_words import date_in_words
from history.search.finding import MOST_WORDS, Found, find_by_name
from history.search.words import words_in

LONGEST_QUERY: Final = 200
GROUPS: Final[Mapping[str, Any]] = {
    "event": _("Events"),
    "place": _("Places"),
    "claimant": _("Claimants"),
    "source": _("Sources"),
    "topic": _("Topics"),
}


@dataclass(frozen=True, slots=True)
class HitLine:
    """A row that was found. `matched` is the name that fits where it is not the title; `told` what else it is."""

    kind: str
    key: str
    title: str
    matched: str
    told: str


@dataclass(frozen=True, slots=True)
class HitGroup:
    """What was found of one kind."""

    kind: str
    heading: str
    lines: tuple[HitLine, ...]
    has_more: bool
    is_near: bool


@dataclass(frozen=True, slots=True)
class SearchReport:
    """What was looked for and found. `is_cut`: not all that was typed was looked for; `is_empty`: nothing could be."""

    text: str
    groups: tuple[HitGroup, ...]
    is_cut: bool
    is_empty: bool

    @property
    def count(self) -> int:
        """How many hits the page shows."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def is_near(self) -> bool:
        """Whether nothing bears the name, and all that is shown is only like it."""
        return bool(self.groups) and all(group.is_near for group in self.groups)


def search_record(typed: str, locale: str) -> SearchReport:
    """What the public finds under what was typed."""
    text = " ".join(typed.replace("\0", " ").split())
    short = text[:LONGEST_QUERY]
    words = words_in(short)
    groups = tuple(describe_found(found, locale) for found in find_by_name(short))
    return SearchReport(short, groups, text != short or len(words) > MOST_WORDS, not words)


def describe_found(found: Found, locale: str) -> HitGroup:
    """The hits of one kind with their titles, in the order in which they were found."""
    rows = DESCRIBERS[found.kind]([hit.key for hit in found.hits], locale)
    lines = tuple(
        HitLine(found.kind, hit.key, title, hit.name if hit.name != title else "", told)
        for hit in found.hits
        if hit.key in rows
        for title, told in [rows[hit.key]]
    )
    return HitGroup(found.kind, str(GROUPS[found.kind]), lines, found.has_more, found.is_near)


# The title of each of these rows (keys), and what else it is.
Described = dict[str, tuple[str, str]]


def describe_events(keys: Sequence[str], locale: str) -> Described:
    """When, and in which topic."""
    rows = Event.objects.filter(key__in=keys).prefetch_related("topics")
    return {
        row.key: (row.title, join(date_in_words(row.happened, locale), *(topic.title for topic in row.topics.all())))
        for row in rows
    }


def describe_places(keys: Sequence[str], _locale: str) -> Described:
    """Of which kind, and within what."""
    rows = Place.objects.filter(key__in=keys).select_related("within")
    return {row.key: (row.name, join(row.get_kind_display(), row.within.name if row.within else "")) for row in rows}


def describe_claimants(keys: Sequence[str], _locale: str) -> Described:
    """Of which kind, and for whom."""
    rows = Claimant.objects.filter(key__in=keys).select_related("speaks_for")
    return {
        row.key: (
            row.name,
            join(
                row.get_kind_display(),
                pgettext("of a claimant", "speaks for %(party)s") % {"party": row.speaks_for.name}
                if row.speaks_for
                else "",
            ),
        )
        for row in rows
    }


def describe_sources(keys: Sequence[str], locale: str) -> Described:
    """By whom, and when."""
    rows = Source.objects.filter(key__in=keys)
    return {row.key: (row.title, join(row.publisher, date_in_words(row.published_on, locale))) for row in rows}


def describe_topics(keys: Sequence[str], _locale: str) -> Described:
    """Its title says it."""
    return {row.key: (row.title, "") for row in Topic.objects.filter(key__in=keys)}


def join(*texts: str) -> str:
    """What there is, on one line."""
    return " · ".join(text for text in texts if text)


DESCRIBERS: Final[Mapping[str, Callable[[Sequence[str], str], Described]]] = {
    "event": describe_events,
    "place": describe_places,
    "claimant": describe_claimants,
    "source": describe_sources,
    "topic": describe_topics,
}
