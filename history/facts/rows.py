"""The record's rows as plain values, between the database and the facts. Pure."""

from dataclasses import dataclass, field

from history.dates import HistoricalDate
from history.facts.values import Passage


@dataclass(frozen=True, slots=True)
class ClaimantRow:
    """A claimant as stored; keys where rows point at others."""

    key: str
    name: str
    kind: str
    speaks_for: str = ""
    party_name: str = ""
    holds: tuple[str, ...] = ()
    part_of: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BearingRow:
    """In which direction a place lies from another."""

    origin: str
    direction: str
    citations: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as stored, with all its names; `owners` are the parties (key, name) whose names these are."""

    key: str
    name: str
    kind: str
    within: str = ""
    names: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    bearing: BearingRow | None = None
    owners: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AttributionRow:
    """A claimant's stance on a claim. `stated_on` is EDTF or empty."""

    claimant: str
    stance: str
    stated_on: str = ""
    needs_review: bool = False
    citations: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its attributions. `happened` is EDTF or empty; `opposes` and `same_as` hold keys of claims."""

    key: str
    statement: str
    about: str = "occurrence"
    happened: str = ""
    places: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    attributions: tuple[AttributionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRow:
    """A published event with its places (key, role) and claims. `happened` is EDTF or empty.

    `after` holds keys of events that it came after, `above` those of the events it is part of, the nearest first.
    """

    key: str
    title: str
    topic: str = ""
    conflict: str = ""
    conflict_title: str = ""
    happened: str = ""
    places: tuple[tuple[str, str], ...] = ()
    same_as: str = ""
    after: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    citations: tuple[Passage, ...] = ()
    claims: tuple[ClaimRow, ...] = ()


@dataclass(frozen=True, slots=True)
class NamesakeRow:
    """An event at home in another topic whose title shares a name with one of this one.

    `topics` are the titles of all of its own; `dates` are all that are given for it.
    """

    key: str
    title: str
    topics: frozenset[str] = frozenset()
    dates: tuple[HistoricalDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything the facts of one topic are gathered from.

    `elsewhere` are published events outside the topic whose titles share a name with one of it; `until` is the last
    day (a day number) on which an event of the whole record may have happened; `outside_claims` are claims of
    other topics that claims here are marked the same as, oppose or are opposed by, and what those are linked to.
    Where the rows are a part of a topic, `asked` are the keys of the events that facts are wanted of: the others are
    there because these look at them. None: of all events.
    """

    topic: str
    events: tuple[EventRow, ...]
    claimants: tuple[ClaimantRow, ...]
    places: tuple[PlaceRow, ...]
    topic_title: str = ""
    elsewhere: tuple[NamesakeRow, ...] = ()
    outside_claims: tuple[ClaimRow, ...] = field(default=())
    until: int | None = None
    asked: frozenset[str] | None = None
