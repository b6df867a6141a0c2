"""Facts: what can be asked, as frozen values. Pure: no Django, no rows, no clock.

A Fact carries all that a validity rule needs to judge a question about it: the admissible value, what other
live rows give for the same predicate, who may not stand among the wrong answers, and the passages it rests on.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from history.dates import HistoricalDate, Precision, Shape, read_edtf
from history.facts.registers import Deriving, Register

FactKey = NewType("FactKey", str)


class Predicate(StrEnum):
    """What a Fact settles about its subject."""

    HAPPENED = "happened"
    STATED = "stated"
    PLACE = "place"
    BEARING = "bearing"
    ASSERTED = "asserted"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    DISPUTED = "disputed"


class Standing(StrEnum):
    """How a Claim stands, computed from who says what about it."""

    CONTESTED = "contested"
    CORROBORATED = "corroborated"
    UNOPPOSED = "unopposed"


# What each stance lets us ask: "who asserted …".
PREDICATE_OF_STANCE: Mapping[str, Predicate] = {
    "asserts": Predicate.ASSERTED,
    "reports": Predicate.REPORTED,
    "confirms": Predicate.CONFIRMED,
    "denies": Predicate.DENIED,
    "disputes": Predicate.DISPUTED,
}
OPPOSING_STANCES = frozenset({"denies", "disputes"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A citation: the place in a source that supports a row, or some parts of it.

    `supports` names the parts ("happened", "places", "stated_on" …); empty: the row as a whole.
    """

    source: str
    title: str
    publisher: str
    url: str
    locator: str
    supports: frozenset[str] = frozenset()

    def bears(self, part: str) -> bool:
        """Whether it supports that part of its row."""
        return not self.supports or part in self.supports


def citations_for(part: str, citations: Iterable[Passage]) -> tuple[Passage, ...]:
    """The citations that support a part of their row."""
    return tuple(passage for passage in citations if passage.bears(part))


@dataclass(frozen=True, slots=True)
class ClaimantName:
    """A claimant as questions see one.

    `kin` are the keys of claimants that may be taken for this one: its office, the holders of it, the bodies it
    is part of and their parts, the side it speaks for as a whole. It never holds the claimant's own key.
    """

    key: str
    name: str
    kind: str
    party: str
    party_name: str
    names: tuple[str, ...]
    stand_ins: tuple[str, ...]
    kin: frozenset[str]

    def may_be(self, other: "ClaimantName") -> bool:
        """Whether an answer that names `other` could be said to name this claimant as well."""
        if other.key == self.key or other.key in self.kin or self.key in other.kin:
            return True
        # Nobody knows who an unnamed source is, so it may be anybody who speaks for no side.
        return ("unnamed" in (self.kind, other.kind)) and not self.party and not other.party


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as questions see one; `names` holds every name on record, its own first; degrees, WGS 84.

    `above` are the places it lies within, the nearest first; `seen_from` is the key of the place its bearing
    is given from, empty where none is. `owners` are the parties (key, name) whose names for it are on record, once
    each; both empty for names that are nobody's.
    """

    key: str
    name: str
    kind: str
    names: tuple[str, ...]
    above: tuple["PlaceName", ...]
    seen_from: str
    latitude: float | None
    longitude: float | None
    owners: tuple[tuple[str, str], ...] = ()

    @property
    def ancestors(self) -> frozenset[str]:
        """Keys of the places it lies within."""
        return frozenset(place.key for place in self.above)


@dataclass(frozen=True, slots=True)
class Apart:
    """What may tell an event apart from others of its title, and for each the keys of those it does not tell apart.

    `topic` is the title of its home topic, `place` where it happened and `year` when, as the record has it; empty
    where that is not known or not of one mind. `same_date` are those that may have happened on its very date.
    """

    topic: str = ""
    place: str = ""
    year: HistoricalDate | None = None
    same_topic: frozenset[str] = frozenset()
    same_place: frozenset[str] = frozenset()
    same_year: frozenset[str] = frozenset()
    same_date: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EventName:
    """An event as a stem names it.

    `context` is the title of the conflict it belongs to, empty where that says nothing new.
    `happened` is what the record says in its own voice: None where the sources disagree.
    `namesakes` are the keys of other published events with the same title (same_as counted once), `twins` those
    of them whose context is the same too: what "title (context)" would fit as well.
    `after` are the keys of the events that it came after on record, by way of others too; `bound_up` those of the
    events that are the same, that it is part of, or that are part of it. Both are told where a topic is read whole,
    and not where its facts come in portions; only questions about several facts ask for them.
    """

    key: str
    title: str
    context: str
    conflict: str
    topic: str
    happened: HistoricalDate | None
    namesakes: frozenset[str]
    twins: frozenset[str]
    apart: Apart = Apart()
    after: frozenset[str] = field(default=frozenset(), compare=False)
    bound_up: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class ClaimName:
    """A claim as a stem quotes it. `namesakes`: keys of other claims with the same words."""

    key: str
    statement: str
    about: str
    standing: Standing
    namesakes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who stands where on a claim, for the words after an answer. Held-back voices are never among them."""

    claimant: str
    stance: str
    statement: str
    stated: HistoricalDate | None


@dataclass(frozen=True, slots=True)
class BaseFact:
    """What all Facts have in common.

    `attributed_to` is empty where the record as a whole speaks. `contested` and `one_sided` are said of the
    predicate: asked without an attribution, such a fact would take a side.
    """

    key: FactKey
    predicate: Predicate
    event: EventName | None
    claim: ClaimName | None
    attributed_to: tuple[ClaimantName, ...]
    contested: bool
    one_sided: bool
    citations: tuple[Passage, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class DateFact(BaseFact):
    """When something happened, or was said.

    `stance` is the verb of what was said, for STATED. `rivals` are the other dates that count as right for what
    the stem asks: of that claimant where the stem attributes, else of all live rows.
    """

    value: HistoricalDate
    rivals: tuple[HistoricalDate, ...]
    stance: str


@dataclass(frozen=True, slots=True)
class PlaceFact(BaseFact):
    """Where something happened; `role` is at, near, toward or from.

    `admitted` holds the keys of all places that the rows give, `enclosing` those of the places around them: what
    happened in a village happened in its district too. `held_back` holds those that a stance gives which is held back.
    `elsewhere` are all other places that live rows give for the event, whoever says so.
    """

    value: PlaceName
    admitted: frozenset[str]
    enclosing: frozenset[str]
    role: str
    stated: HistoricalDate | None
    held_back: frozenset[str] = frozenset()
    elsewhere: tuple[PlaceName, ...] = ()


@dataclass(frozen=True, slots=True)
class BearingFact(BaseFact):
    """In which of the eight directions `place` lies as seen from `origin`.

    `namesakes` are the keys of other places that bear the name of one of the two.
    """

    value: str
    place: PlaceName
    origin: PlaceName
    namesakes: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClaimantFact(BaseFact):
    """Who took a stance on a claim.

    `barred` holds all who may be said to take the stance on the claim or one marked the same, held-back ones
    included, this claimant apart: none of them, nor anybody who may be one of them, can be a wrong answer.
    `spoken` holds the keys of all who have spoken in the conflict.
    """

    value: ClaimantName
    barred: tuple[ClaimantName, ...]
    spoken: frozenset[str]
    stance: str
    stated: HistoricalDate | None


class Agreement(StrEnum):
    """What the accounts on record of one matter come to."""

    AGREE = "agree"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Account:
    """One claimant's word on a matter: its stance on a statement, the date or places that gives, and the passages.

    `places` are names. Reports of what others said, and stances that are held back, are no accounts.
    """

    claimant: ClaimantName
    stance: str
    statement: str
    stated: HistoricalDate | None
    date: HistoricalDate | None
    places: tuple[str, ...]
    citations: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AgreementFact(BaseFact):
    """Whether the accounts on record agree: on an event's date (HAPPENED), on its place (PLACE), on a claim (ASSERTED).

    `clashes` are the accounts (two each, by where they stand in `accounts`) of different claimants that contradict each
    other, `concords` those of independent ones that say the same. `is_pending`: something is held back that could turn
    agreement into dispute.
    """

    value: Agreement
    accounts: tuple[Account, ...]
    clashes: tuple[tuple[int, int], ...]
    concords: tuple[tuple[int, int], ...]
    is_pending: bool


Fact = DateFact | PlaceFact | BearingFact | ClaimantFact | AgreementFact


@dataclass(frozen=True, slots=True)
class DateLine:
    """The distinct dates of one shape and precision in one conflict, in time order.

    `texts` are the dates in EDTF, read again when they are looked at: a topic may have a hundred thousand. `days` are
    their first days (the month's number where no year is stated); `gap` is the middle one of the distances between
    neighbours, in days; a week where there are too few.
    """

    texts: tuple[str, ...]
    days: "array[int]"
    gap: float

    def near(self, day: int, most: int) -> tuple[HistoricalDate, ...]:
        """Up to `most` dates on either side of a day."""
        place = bisect_left(self.days, day)
        return tuple(map(read_edtf, self.texts[max(0, place - most) : place + most + 1]))

    def holds(self, text: str, day: int) -> bool:
        """Whether a date (in EDTF, with its first day) is one of them."""
        return text in self.texts[bisect_left(self.days, day) : bisect_right(self.days, day)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """When an event happened by all live rows together: `dates` are those that they give, once each, all with days.

    `is_disputed`: the sources disagree about it. Else the record itself gives the one date.
    """

    event: EventName
    dates: tuple[HistoricalDate, ...]
    is_disputed: bool


DateKind = tuple[str, Shape, Precision]
# What Facts that can be asked together have in common (`history.facts.lines`).
LineKey = tuple[str, str, str]


class FactLine(Deriving, tuple[Fact, ...]):
    """Facts that can be asked together, dates and statements in the order of time."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The facts of one topic with what surrounds them: where wrong answers are taken from.

    `speakers` maps a conflict's key to those who have spoken in it (live), with the numbers of the first days on
    which they may have done so, in order;
    `dates` maps a conflict's key, a shape and a precision to the dates of that sort on record. `until` is the last
    day that the whole record knows of: no wrong date is made up beyond it. `answers` says how many events a
    place has and how many stances a claimant (by key): how often it may be an answer. `lines` holds the facts that
    can be asked together. It `is_whole` but for a window (`history.facts.windows`), which holds the facts of some
    events and what lies near them. `stretches` maps a conflict's key to when its events happened, by event and in time
    order; none is told where facts come in portions or windows.
    """

    topic: str
    facts: tuple[Fact, ...]
    claimants: Register[ClaimantName]
    places: Register[PlaceName]
    speakers: Mapping[str, Mapping[str, tuple[int, ...]]]
    dates: Mapping[DateKind, DateLine]
    until: int | None = None
    answers: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[LineKey, FactLine] = field(default_factory=dict)
    is_whole: bool = True
    stretches: Mapping[str, Mapping[str, Stretch]] = field(default_factory=dict)
