"""A topic in outline: what has to be known of all its events before the facts of some can be told.

Read in a few passes over few columns, so that a topic of 100,000 events fits in little memory.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from django.db.models import QuerySet

from history.facts.kin import read_claimants
from history.facts.naming import find_above, gather_same, name_bare, name_claimants, name_place, title_group
from history.facts.reading import find_conflicts, read_last_day, topic_titles
from history.facts.reading_places import ROWS_AT_ONCE, in_portions, place_rows
from history.facts.reading_places import find_above as find_uppers
from history.facts.registers import Register
from history.facts.rows import ClaimantRow, ClaimRow
from history.facts.surroundings import Mentions, Surroundings
from history.facts.values import PlaceName
from history.facts.wordings import digest_wording
from history.models import Attribution, Claim, Event, EventPlace

AnyKey = TypeVar("AnyKey", int, str)


class EventLine(NamedTuple):
    """An event in outline."""

    pk: int
    key: str
    title: str
    part_of_id: int | None
    same_as_id: int | None
    earliest_day: int | None


class Outline:
    """The published events at home in a topic, how they hang together, and which words several of them share.

    `keys` are the events' keys by id. Little is kept of each: a topic may have a hundred thousand. `wordings` are those
    of its claims, each with a claim's key. Of a window (`history.facts.windows`) it holds some events alone; `upper`
    are ids of those that have parts, for not all parts are among these.
    """

    def __init__(
        self,
        topic: str,
        lines: Sequence[EventLine],
        wordings: Iterable[tuple[str, str]],
        upper: Collection[int] = frozenset(),
    ) -> None:
        self.topic = topic
        self.title = topic_titles([topic]).get(topic, "")
        self.until = read_last_day()
        self.keys = {line.pk: line.key for line in lines}
        self.conflicts = find_conflicts(lines, upper)
        linked = [line for line in lines if line.same_as_id is not None]
        same = gather_same((str(line.pk), [str(line.same_as_id)]) for line in linked)
        self._same = {int(pk): [int(other) for other in group if int(other) in self.keys] for pk, group in same.items()}
        alike = keep_shared((title_group(line.title), line.pk) for line in lines)
        self._alike = {pk: group for group in alike.values() for pk in group}
        self._claims = keep_shared(wordings)
        self._order = self._put_in_order(lines)

    def conflict_of(self, pk: int) -> str:
        """The key of the conflict that an event belongs to: the root of its tree, else the topic."""
        return self.conflicts.get(pk, ("", ""))[0] or self.topic

    def _put_in_order(self, lines: Iterable[EventLine]) -> list["array[int]"]:
        """The events of each conflict by id, in the order of time."""
        by_conflict: dict[str, list[EventLine]] = defaultdict(list)
        for line in lines:
            by_conflict[self.conflict_of(line.pk)].append(line)
        for some in by_conflict.values():
            some.sort(key=lambda line: (line.earliest_day is None, line.earliest_day or 0, line.pk))
        return [array("q", (line.pk for line in some)) for _conflict, some in sorted(by_conflict.items())]

    def portions(self, size: int) -> Iterator[list[int]]:
        """The events by id, at most so many at once: whole conflicts as far as they fit, else in the order of time."""
        portion: list[int] = []
        for pks in self._order:
            if len(portion) + len(pks) > size and portion:
                yield portion
                portion = []
            portion += pks
            while len(portion) > size:
                yield portion[:size]
                portion = portion[size:]
        if portion:
            yield portion

    def alike(self, pks: Iterable[int]) -> set[int]:
        """Ids of the events of the topic that are the same as one of these, or whose titles may be taken for theirs."""
        return {other for pk in pks for found in (self._same, self._alike) for other in found.get(pk, ())}

    def claims_alike(self, claims: Iterable[ClaimRow]) -> Iterator[ClaimRow]:
        """Other claims of the topic in the words of one of these, without what is on record about them."""
        for claim in claims:
            for key in self._claims.get(digest_wording(claim.statement), ()):
                if key != claim.key:
                    yield ClaimRow(key=key, statement=claim.statement)


def outline_topic(topic: str) -> Outline:
    """A whole topic in outline."""
    lines = list(read_lines(Event.objects.published().at_home_in(topic)))
    return Outline(topic, lines, read_wordings(line.pk for line in lines))


def read_wordings(events: Iterable[int]) -> Iterator[tuple[str, str]]:
    """The wordings of the claims about these events (ids), each with the claim's key."""
    for some in in_portions(events):
        yield from Claim.objects.filter(event__in=some).order_by().values_list("wording", "key")


def read_lines(events: QuerySet[Event]) -> Iterator[EventLine]:
    """These events in outline, in the record's order."""
    for line in events.order_by("pk").values_list(*EventLine._fields).iterator(chunk_size=ROWS_AT_ONCE):
        yield EventLine(*line)


def keep_shared(pairs: Iterable[tuple[str, AnyKey]]) -> dict[str, list[AnyKey]]:
    """By word, the keys of those that share it; words of one only are left out."""
    first: dict[str, AnyKey] = {}
    shared: dict[str, list[AnyKey]] = {}
    for word, key in pairs:
        if word in first:
            shared.setdefault(word, [first[word]]).append(key)
        else:
            first[word] = key
    return shared


def read_surroundings(
    outline: Outline, named: set[int], claimants: Collection[ClaimantRow] | None = None
) -> Surroundings:
    """What surrounds the facts of the outlined topic; `named` are the ids of the places that it names.

    `claimants`: those that can matter; all on record where none are given.
    """
    mentions = Mentions()
    for some in in_portions(outline.keys):
        for pk, happened in Event.objects.filter(pk__in=some).order_by().values_list("pk", "happened"):
            mentions.add_date(outline.conflict_of(pk), happened)
        mentions.add_places(EventPlace.objects.filter(event__in=some).order_by().values_list("place__key", flat=True))
        voices = Attribution.objects.filter(claim__event__in=some, needs_review=False).order_by()
        columns = ("claim__event_id", "claimant__key", "stance", "stated_on", "claim__happened")
        for pk, claimant, stance, stated_on, happened in voices.values_list(*columns):
            mentions.add_voice(outline.conflict_of(pk), claimant, stance, stated_on, happened)
    claimants = list(read_claimants()) if claimants is None else claimants
    return Surroundings(
        claimant_rows={row.key: row for row in claimants},
        claimants=Register(name_claimants(claimants)),
        places=Register(name_many_places(named)),
        speakers=mentions.speakers(),
        dates=mentions.dates(),
        answers=mentions.answers,
    )


def name_many_places(named: set[int]) -> dict[str, PlaceName]:
    """The places as questions see them, by key, in the record's order: rows are read in portions and forgotten."""
    above = find_uppers(named)
    uppers = {row.key: row for row in place_rows(above, named)}
    bare: dict[str, PlaceName] = {}
    return {
        row.key: name_place(row, (name_bare(upper, bare) for upper in find_above(row, uppers)))
        for row in place_rows(named | above, named)
    }
