"""One raw file with the questions made of it, indexed for the checks. Standard library only."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.raw_checker.outlines import Box
from benchmarks.raw_checker.raw import RawFile, RawRow
from benchmarks.raw_checker.titles import core, may_mean

JSON = dict[str, Any]


@dataclass(slots=True)
class World:
    """The raw rows, their events by the core of their titles, and the last day that the file knows.

    `has_first_days`: the table that the questions were made of has the first day of each row only. `countries` are
    today's, as boxes around each piece of their land.
    """

    raw: RawFile
    has_first_days: bool = False
    countries: Mapping[str, Sequence[Box]] = field(default_factory=dict)
    by_name: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    last_day: int = 0

    def __post_init__(self) -> None:
        for row in self.raw.rows:
            if row.title:
                self.by_name[core(row.title)[0]].add(row.event)
        self.last_day = max((row.span[1] for row in self.raw.rows), default=0)

    def rows(self, event: str) -> list[RawRow]:
        """What the file says of an event."""
        return self.raw.by_event.get(event, [])

    def titles(self, event: str) -> list[str]:
        """Every title that a row gives the event."""
        return list(dict.fromkeys(row.title for row in self.rows(event) if row.title))

    def namesakes(self, title: str, event: str) -> set[str]:
        """Other events that the title fits as well."""
        others = self.by_name.get(core(title)[0], set()) - {event}
        return {other for other in others if any(may_mean(title, name) for name in self.titles(other))}


def wrong_choices(question: JSON) -> list[JSON]:
    """The choices that are not the answer."""
    return [choice for choice in question["choices"] if choice["value"] not in question["answer"]]


def rows_asked(question: JSON, world: World) -> list[RawRow]:
    """The rows that answer the question: those of the claimant that the stem names, else all of the event."""
    rows = world.rows(question["event"])
    speakers = set(question["attributed_to"])
    return [row for row in rows if row.claimant in speakers] if speakers else rows
