"""Which questions a set comes to: so many from here, so many from there, none twice. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from itertools import islice
from random import Random
from typing import Any

from history.dates import DateError, read_edtf
from history.facts.values import Standing
from quizzes.questions.difficulty import Difficulty
from quizzes.questions.passages import mix_passages, space_passages
from quizzes.questions.values import Family, Form

# A set has no more, so that a page shows it and a lesson holds it.
MOST_QUESTIONS = 200
MOST_PARTS = 12
# A new part wants so many, unless the teacher says otherwise.
FIRST_WANTED = 10
# Counting a million that fit to the end would keep the teacher waiting.
MOST_COUNTED = 1000
# Of so many at once that fit, questions of different passages and families are taken in turn.
POOL = 200
LONGEST_KEY = 120
# What a set may hold: a flashcard is rated by whoever sees it, so nobody else can mark it.
SET_FORMS = tuple(form for form in Form if form is not Form.FLASHCARD)


class FiltersError(ValueError):
    """Filters that mean nothing. `field` is the one at fault."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Filters:
    """From where a part takes its questions. What is empty leaves everything in.

    `topic`, `place` and `claimant` are keys; a place has what lies within it. `since` and `until` are EDTF: the first
    and the last day that they admit bound the period. Of standings, families, forms and difficulties any may fit.
    """

    topic: str = ""
    since: str = ""
    until: str = ""
    place: str = ""
    claimant: str = ""
    standings: tuple[Standing, ...] = ()
    families: tuple[Family, ...] = ()
    forms: tuple[Form, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()

    def __post_init__(self) -> None:
        first, last = self.first_day, self.last_day
        if first is not None and last is not None and first > last:
            raise FiltersError("until", "it ends before it begins")

    @property
    def first_day(self) -> int | None:
        """The number of the first day of the period; None: it has no beginning."""
        return read_edtf(self.since).earliest_day if self.since else None

    @property
    def last_day(self) -> int | None:
        """The number of its last day; None: it has no end."""
        return read_edtf(self.until).latest_day if self.until else None

    def to_json(self) -> dict[str, Any]:
        """Without what is empty; `Filters.from_json` gives back an equal value."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: [str(one) for one in v] if isinstance(v, tuple) else v for name, v in given.items() if v}

    @classmethod
    def from_json(cls, data: object) -> "Filters":
        """The filters that were kept. Raises FiltersError for what is no filter, or has no such value."""
        if not isinstance(data, Mapping):
            raise FiltersError("filters", "not an object")
        if unknown := sorted(str(name) for name in data.keys() - {one.name for one in fields(cls)}):
            raise FiltersError(unknown[0], "there is no such filter")
        read = {name: read_choices(name, data[name]) for name in CHOICES if name in data}
        keys = {name: read_key(name, data[name]) for name in KEYS if name in data}
        days = {name: read_day(name, data[name]) for name in DAYS if name in data}
        return cls(**read, **keys, **days)


CHOICES: Mapping[str, tuple[StrEnum, ...]] = {
    "standings": tuple(Standing),
    "families": tuple(Family),
    "forms": SET_FORMS,
    "difficulties": tuple(Difficulty),
}
KEYS = ("topic", "place", "claimant")
DAYS = ("since", "until")


def read_choices(name: str, value: object) -> Any:
    """Some of what a filter may have, once each, in one order. Raises FiltersError."""
    if not isinstance(value, list | tuple):
        raise FiltersError(name, "not a list")
    known = {str(choice): choice for choice in CHOICES[name]}
    if unknown := [one for one in value if not isinstance(one, str) or one not in known]:
        raise FiltersError(name, f"there is no {unknown[0]!r}")
    return tuple(choice for text, choice in known.items() if text in value)


def read_key(name: str, value: object) -> Any:
    """A key, of a row that may or may not be there. Raises FiltersError."""
    if not isinstance(value, str) or len(value) > LONGEST_KEY:
        raise FiltersError(name, "not a key")
    return value


def read_day(name: str, value: object) -> Any:
    """A date in EDTF that has a first and a last day. Raises FiltersError."""
    if value == "":
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_KEY:
        raise FiltersError(name, "not a date")
    try:
        date = read_edtf(value)
    except DateError as error:
        raise FiltersError(name, str(error)) from error
    if date.earliest_day is None or date.latest_day is None:
        raise FiltersError(name, "its days are not known")
    return date.edtf


@dataclass(frozen=True, slots=True)
class Candidate:
    """A live question that a set may take. `facts` are the keys of all that it asks about."""

    key: str
    facts: frozenset[str]
    passage: str
    family: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What fits a part: `offered` in the order drawn, and how many they are. `wanted` None: all.

    `known` are the keys of those questions that fit it among the pinned ones and those that stood in the set before.
    """

    offered: Iterable[Candidate]
    fits: int
    wanted: int | None = None
    known: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """How many it may have at most."""
        return MOST_QUESTIONS if self.wanted is None else min(self.wanted, MOST_QUESTIONS)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question of a set, and the number of the part that it counts for; None: it is pinned and counts for none."""

    candidate: Candidate
    part: int | None
    is_pinned: bool = False

    @property
    def key(self) -> str:
        """The question's."""
        return self.candidate.key

    @property
    def passage(self) -> str:
        """What its answer rests on."""
        return self.candidate.passage

    @property
    def family(self) -> str:
        """What it asks for."""
        return self.candidate.family


@dataclass(slots=True)
class Choosing:
    """A set while it is being chosen: what is in it, whom it counts for, and which Facts are spoken for."""

    offers: Sequence[Offer]
    barred: frozenset[str]
    chosen: dict[str, Chosen] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @property
    def scarcest_first(self) -> list[int]:
        """Numbers of the parts, first those that fewest questions fit, so that the others leave them theirs."""
        return sorted(range(len(self.offers)), key=lambda number: (self.offers[number].fits, number))

    def room(self, part: int) -> int:
        """How many more a part may have."""
        count = sum(one.part == part for one in self.chosen.values())
        return min(self.offers[part].size - count, MOST_QUESTIONS - len(self.chosen))

    def is_free(self, candidate: Candidate) -> bool:
        """Whether it may be taken: not left out, not in the set, and nothing in it asks about one of its Facts."""
        if candidate.key in self.chosen or candidate.key in self.barred:
            return False
        return self.taken.isdisjoint(candidate.facts) and self.barred.isdisjoint(candidate.facts)

    def take(self, candidate: Candidate, part: int | None, *, is_pinned: bool = False) -> None:
        """Put it into the set."""
        self.chosen[candidate.key] = Chosen(candidate, part, is_pinned)
        self.taken |= candidate.facts

    def make_room(self, key: str, tried: set[int]) -> int | None:
        """The part that a known question may count for, where need be by counting another one elsewhere.

        None where it fits no part, or each that it fits is full of what fits no other. `tried` are parts found full.
        """
        for part in self.scarcest_first:
            if key not in self.offers[part].known or part in tried:
                continue
            if self.room(part) > 0:
                return part
            tried.add(part)
            for other in [one for one in self.chosen.values() if one.part == part]:
                elsewhere = self.make_room(other.key, tried)
                if elsewhere is not None:
                    self.chosen[other.key] = replace(other, part=elsewhere)
                    return part
        return None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a set comes to: its questions in order, how many fit each part, and who was there and is gone.

    `gone` are the keys of questions that were pinned or stood in the set and that the record has withdrawn since.
    """

    chosen: tuple[Chosen, ...]
    fits: tuple[int, ...]
    gone: tuple[str, ...] = ()

    @property
    def keys(self) -> list[str]:
        """Of the questions, in order."""
        return [one.key for one in self.chosen]

    def part_of(self, key: str) -> int | None:
        """The part that a question counts for; None where it counts for none, or is not in the set."""
        return next((one.part for one in self.chosen if one.key == key), None)

    def count(self, part: int) -> int:
        """How many questions count for a part."""
        return sum(one.part == part for one in self.chosen)


def choose_questions(
    offers: Sequence[Offer],
    pins: Sequence[Candidate] = (),
    excluded: Iterable[Candidate] = (),
    kept: Iterable[Candidate] = (),
    seed: int = 1,
) -> list[Chosen]:
    """What the set comes to: the pins, what is `kept` of those that stood in it, and as many more as the parts want.

    No question is taken twice, and no two ask about one Fact unless both are pinned. What is left out is not asked in
    another form either. A pin counts for a part that it fits and that has room. Given part by part.
    """
    choosing = Choosing(offers, bar(excluded))
    for pin in pins:
        if pin.key not in choosing.barred and len(choosing.chosen) < MOST_QUESTIONS:
            choosing.take(pin, choosing.make_room(pin.key, set()), is_pinned=True)
    for candidate in kept:
        if choosing.is_free(candidate) and (part := choosing.make_room(candidate.key, set())) is not None:
            choosing.take(candidate, part)
    for part in choosing.scarcest_first:
        fill(choosing, part, Random(f"{seed}/{part}"))  # noqa: S311 - repeatable, not secret
    return sorted(choosing.chosen.values(), key=lambda one: len(offers) if one.part is None else one.part)


def bar(excluded: Iterable[Candidate]) -> frozenset[str]:
    """What is left out: the keys of questions, and the Facts of those that ask about one alone."""
    out = list(excluded)
    facts = (fact for one in out if len(one.facts) == 1 for fact in one.facts)
    return frozenset((*(one.key for one in out), *facts))


def fill(choosing: Choosing, part: int, chance: Random) -> None:
    """Take what a part still wants from what it is offered.

    Pool by pool, so that of a million that fit only a few hundred are looked at.
    """
    remaining = iter(choosing.offers[part].offered)
    while choosing.room(part) > 0 and (pool := list(islice(remaining, POOL))):
        for candidate in mix_passages(pool, chance):
            if choosing.room(part) > 0 and choosing.is_free(candidate):
                choosing.take(candidate, part)


def arrange(chosen: Sequence[Chosen], arrangement: Sequence[str]) -> list[Chosen]:
    """In the order by hand; what that does not name comes after, with facts of one passage apart."""
    by_key = {one.key: one for one in chosen}
    placed = [by_key.pop(key) for key in dict.fromkeys(arrangement) if key in by_key]
    last = placed[-1].passage if placed else None
    return placed + space_passages([one for one in chosen if one.key in by_key], last)


def move_key(order: Sequence[str], key: str, step: int) -> list[str]:
    """The order with one key moved up (-1) or down (1); unchanged where it would leave the list."""
    keys = list(order)
    if key not in keys:
        return keys
    place = keys.index(key)
    other = place + step
    if 0 <= other < len(keys):
        keys[place], keys[other] = keys[other], keys[place]
    return keys
