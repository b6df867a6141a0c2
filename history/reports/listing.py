"""Lists page by page, each page found by the key of the row beside it: the last page costs what the first does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final, Generic, TypeVar

from django.db.models import Q, QuerySet

from history.models import Event, EventPlace, FoundName, Place
from history.reports.public import only_public

Row = TypeVar("Row")
Steps = tuple[tuple[str, Any], ...]

ROWS_A_PAGE: Final = 50
# A topic of more events is large.
MOST_TOLD: Final = 1000


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[Row]):
    """Some rows in order; `before` and `after` are the keys from which the neighbouring pages go on, or empty."""

    rows: tuple[Row, ...]
    before: str = ""
    after: str = ""

    @property
    def has_others(self) -> bool:
        """Whether there is any other page."""
        return bool(self.before or self.after)


def beyond(steps: Steps, *, forwards: bool) -> Q:
    """Of rows sorted by these fields: that they come after the row with these values, or before it.

    Where an index has the first field, a database begins there: of ways joined by OR it would try each row.
    """
    test = "gt" if forwards else "lt"
    first, limit = steps[0]
    ways = []
    for depth, (name, value) in enumerate(steps):
        same = dict(steps[:depth])
        ways.append(Q(**same, **{f"{name}__{test}": value}))
    return Q(**{f"{first}__{test}e": limit}) & reduce(or_, ways)


def cut_page(
    take: Callable[[int], Sequence[Row]], key_of: Callable[[Row], str], size: int, *, from_key: bool, backwards: bool
) -> KeyPage[Row]:
    """The page that `take` begins, which gives so many rows and is asked for one more: then there are others.

    `backwards`: they come in the reverse of the order in which they are shown.
    """
    found = list(take(size + 1))
    has_more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return KeyPage(())
    first, last = key_of(rows[0]), key_of(rows[-1])
    before = first if (has_more if backwards else from_key) else ""
    after = last if (backwards or has_more) else ""
    return KeyPage(tuple(rows), before, after)


def page_of_names(kind: str, after: str = "", before: str = "", size: int = ROWS_A_PAGE) -> KeyPage[FoundName]:
    """The main names of what the public sees of this kind, from A to Z whatever the script."""
    names = FoundName.objects.filter(kind=kind, is_main=True)
    beside = names.filter(key=after or before).first() if after or before else None
    backwards = beside is not None and not after

    def take(count: int) -> list[FoundName]:
        return take_public_names(kind, names, beside, count, forwards=not backwards)

    return cut_page(take, lambda name: name.key, size, from_key=beside is not None, backwards=backwards)


def take_public_names(
    kind: str, names: QuerySet[FoundName], beside: FoundName | None, count: int, *, forwards: bool
) -> list[FoundName]:
    """So many of the names beyond that one whose rows the public sees."""
    order = ("folded", "key") if forwards else ("-folded", "-key")
    found: list[FoundName] = []
    while True:
        rows = names
        if beside is not None:
            rows = names.filter(beyond((("folded", beside.folded), ("key", beside.key)), forwards=forwards))
        some = list(rows.order_by(*order)[: 2 * count])
        found += only_public(kind, some)
        if len(some) < 2 * count or len(found) >= count:
            return found[:count]
        beside = some[-1]


def page_of_events(
    events: QuerySet[Event], after: str = "", before: str = "", size: int = ROWS_A_PAGE
) -> KeyPage[Event]:
    """Events in time order, the undated last; those with a date and those without are two lists, one after the other.

    The database has each in order without looking at the whole.
    """
    beside = Event.objects.published().filter(key=after or before).first() if after or before else None
    backwards = beside is not None and not after

    def take(count: int) -> list[Event]:
        found: list[Event] = []
        for is_dated in (False, True) if backwards else (True, False):
            part = part_of_events(events, beside, is_dated=is_dated, forwards=not backwards)
            if part is not None and len(found) < count:
                found += part[: count - len(found)]
        return found

    return cut_page(take, lambda event: event.key, size, from_key=beside is not None, backwards=backwards)


def events_of_topic(key: str) -> QuerySet[Event]:
    """The published events of a topic."""
    return events_linked(Event.topics.through.objects.filter(topic__key=key), Q(topics__key=key))


def events_at(place: Place) -> QuerySet[Event]:
    """The published events at a place, each once whatever its roles there."""
    links = EventPlace.objects.filter(place=place).order_by()
    return events_linked(links, Q(pk__in=links.values("event")))


def events_linked(links: QuerySet[Any], whole: Q) -> QuerySet[Event]:
    """The published events of these links. Few are told by their ids, very many by the condition that they meet.

    So that each is read by the index that fits: a few and then sorted, of very many the rows of a page in the order of
    all events.
    """
    some = list(links.values_list("event", flat=True)[: MOST_TOLD + 1])
    if len(some) > MOST_TOLD:
        return Event.objects.published().filter(whole)
    return Event.objects.filter(pk__in=some).published_of_few()


def first_in_time(events: QuerySet[Event], count: int) -> list[int]:
    """The ids of the first so many of these events, in the order of `page_of_events`."""
    found: list[int] = []
    for is_dated in (True, False):
        part = part_of_events(events, None, is_dated=is_dated, forwards=True)
        if part is not None and len(found) < count:
            found += part.values_list("pk", flat=True)[: count - len(found)]
    return found


def part_of_events(
    events: QuerySet[Event], beside: Event | None, *, is_dated: bool, forwards: bool
) -> QuerySet[Event] | None:
    """Of the dated or the undated those beyond that event, in order; None where the page begins after all of them."""
    part = events.filter(earliest_day__isnull=not is_dated)
    order = ("earliest_day", "title", "pk") if is_dated else ("title", "pk")
    if beside is not None:
        stands_dated = beside.earliest_day is not None
        if stands_dated != is_dated and stands_dated != forwards:
            return None
        if stands_dated == is_dated:
            steps = tuple((name, getattr(beside, name)) for name in order)
            part = part.filter(beyond(steps, forwards=forwards))
    return part.order_by(*(order if forwards else [f"-{name}" for name in order]))
