"""Where wrong answers come from, and how plausible each is (0 to 1).

Candidates are only proposed here; the rules decide which of them may stand beside the key.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from heapq import merge
from itertools import islice
from math import log
from typing import TypeVar

from history.dates import DateError, HistoricalDate, Precision, Shape, from_day_number, read_edtf
from history.facts.datelines import first_day, line_up
from history.facts.values import (
    BearingFact,
    ClaimantFact,
    ClaimantName,
    DateFact,
    DateLine,
    Fact,
    Neighbourhood,
    PlaceFact,
    PlaceName,
)
from quizzes.questions.distances import closeness, locate, sort_by_kind
from quizzes.questions.folding import fold, words_of
from quizzes.questions.spacing import days_apart, gap_days, is_alike, length_of, roundness, step_of

WEEK_DAYS = 7
# Dates on record that are looked at on either side of the key; at most three of them are shown.
NEIGHBOURS = 12
# How far invented dates stand from the key, in the units of its precision, where the record has too few.
SHIFTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14)
# EDTF writes months and days of years of four digits only.
LAST_YEAR_WITH_DAYS = 9999
CARDINAL = ("N", "E", "S", "W")
DIAGONAL = ("NE", "SE", "SW", "NW")

# Where the way to places cannot be measured, so many of them are looked at.
MOST_UNMEASURED = 300
# The third nearest date on record says how far apart dates lie there.
ONE_OF_NEAREST = 2
FEW_DAYS = 3
# Among so many of the most plausible candidates lots are drawn.
MOST_DRAWN = 40
# What is never an answer counts as much as this beside 1 for what is one once.
SELDOM = 0.25
# How many wrong options stand beside the key, and how surely the commonest answer is one of them elsewhere.
OPTIONS_BESIDE = 3
MOST_CERTAIN = 0.98
# From so many answers on a pupil could learn how often each is the right one.
FEWEST_TO_LEARN_FROM = 40
# So few speakers who said something else would be shown whatever the lot.
FEW_SPEAKERS = 4

Thing = TypeVar("Thing", ClaimantName, PlaceName)
Dated = tuple[HistoricalDate, float]


def propose_dates(fact: DateFact, around: Neighbourhood) -> Iterator[Dated]:
    """Dates of the key's shape and precision: first those on record in the conflict, then its neighbours."""
    yield from recorded_dates(fact, around)
    yield from made_up_dates(fact, around)


def recorded_dates(fact: DateFact, around: Neighbourhood) -> Iterator[Dated]:
    """Dates on record in the conflict: the nearer, measured in its median gap, the more plausible (0.5 to 1)."""
    line, apart = line_of(fact, around), keep_apart(fact, around)
    recorded = (date for date in near_dates(fact.value, line, apart) if is_far_enough(date, fact.value, apart))
    scored = [(date, 0.5 + 0.5 * nearness(date, fact.value, line.gap)) for date in recorded]
    yield from sorted(scored, key=lambda dated: (-dated[1], dated[0].edtf))


def made_up_dates(fact: DateFact, around: Neighbourhood) -> Iterator[Dated]:
    """Dates around the key that nothing on record bears, never later than the last day on record.

    They are worth less (0.35 to 0.5): whoever knows the conflict would not think of them.
    """
    line, apart = line_of(fact, around), keep_apart(fact, around)
    fine = wide = step_of(fact.value, apart)
    if fact.value.precision is Precision.DAY:
        # As far off as dates on record are: nearer, it would show which two belong together.
        distances = sorted(gap_days(date, fact.value) for date in near_dates(fact.value, line, apart))
        wide = max(fine, next((days for days in distances[ONE_OF_NEAREST:] if days >= apart), fine))
    lot = int(draw_lot(fact, "")[:8], 16)
    # Among days as dense as can be, a made-up one lies as close as those on record do.
    steps = {step: step - fine + FEW_DAYS if fact.value.precision is Precision.DAY else step for step in (wide, fine)}
    proposed = (date for step, spread in steps.items() for date in neighbouring_dates(fact.value, step, lot, spread))
    for date in proposed:
        is_past = around.until is None or date.earliest_day is None or date.earliest_day <= around.until
        if not line.holds(date.edtf, first_day(date)) and is_past and is_far_enough(date, fact.value, apart):
            yield date, 0.35 + 0.15 * nearness(date, fact.value, line.gap)


def line_of(fact: DateFact, around: Neighbourhood) -> DateLine:
    """The dates of the key's shape and precision in its conflict."""
    assert fact.event is not None
    kind = (fact.event.conflict, fact.value.shape, fact.value.precision)
    return around.dates.get(kind) or line_up([fact.value])


def keep_apart(fact: DateFact, around: Neighbourhood) -> int:
    """How many days at least lie between the key and a wrong option."""
    return days_apart(fact, length_of_conflict(fact, around))


def length_of_conflict(fact: DateFact, around: Neighbourhood) -> int | None:
    """How many days its conflict lasted by the days, sets of days and intervals on record; None: nobody can say."""
    assert fact.event is not None
    kinds = ((fact.event.conflict, shape, Precision.DAY) for shape in (Shape.SINGLE, Shape.ONE_OF, Shape.INTERVAL))
    return length_of(around.dates[kind] for kind in kinds if kind in around.dates)


def near_dates(value: HistoricalDate, line: DateLine, apart: int) -> tuple[HistoricalDate, ...]:
    """The nearest dates on record that begin so many days before the key or after it, in time order."""
    first = first_day(value)
    if apart == 1:
        return line.near(first, NEIGHBOURS)
    near = (*line.near(first - apart, NEIGHBOURS), *line.near(first + apart, NEIGHBOURS))
    return tuple(dict.fromkeys(near))


def is_far_enough(date: HistoricalDate, key: HistoricalDate, apart: int) -> bool:
    """Whether a date is wrong even if what it is about lasted, and neither rounder nor finer than the key."""
    return is_alike(date, key) and (date.shape is Shape.MONTH_ONLY or gap_days(date, key) >= apart)


def nearness(one: HistoricalDate, other: HistoricalDate, gap: float) -> float:
    """1 on the same day, falling by half every two median gaps; months without a year: by months."""
    if one.month is not None and other.month is not None and one.shape is Shape.MONTH_ONLY:
        apart = abs(one.month - other.month)
        return float(0.5 ** (min(apart, 12 - apart) / 3))
    if one.earliest_day is None or other.earliest_day is None:
        return 0.0
    return float(0.5 ** (abs(one.earliest_day - other.earliest_day) / (2 * gap)))


def neighbouring_dates(value: HistoricalDate, step: int, lot: int, spread: int) -> Iterator[HistoricalDate]:
    """Dates of the same shape, so many steps earlier and later, for each kind of date that can be moved.

    Each lies up to `spread` units further off, by lot: always at the same distance, the key would be found by it.
    """
    spread = 1 if roundness(value) else max(1, min(spread, step))
    for turn, distance in enumerate(SHIFTS):
        before, after = (lot >> turn) % spread, (lot >> turn + len(SHIFTS)) % spread
        for shift in (-distance * step - before, distance * step + after):
            text = move_date(value, shift)
            if text is None:
                continue
            try:
                yield read_edtf(text)
            except DateError:
                continue


def move_date(value: HistoricalDate, shift: int) -> str | None:
    """The EDTF text of the date moved by `shift` days, months or years; None where it cannot be moved."""
    if value.qualifier:
        return None
    if value.shape is Shape.MONTH_ONLY and value.month is not None:
        return f"XXXX-{(value.month - 1 + shift) % 12 + 1:02d}" if abs(shift) <= 6 else None
    if value.shape is Shape.ONE_OF and value.precision is Precision.DAY:
        # By more than the width of the set, so that neither the key nor its neighbours share a day.
        return move_set(value, shift + (len(value.members) if shift > 0 else -len(value.members)))
    if value.shape is Shape.INTERVAL and value.precision is Precision.DAY:
        return move_interval(value, shift)
    if value.shape is Shape.SINGLE and value.earliest_day is not None:
        return move_single(value.earliest_day, value.precision, shift)
    return None


def move_single(first_day: int, precision: Precision, shift: int) -> str | None:
    """A day, month or year that begins on `first_day`, moved by `shift` of its own units."""
    if precision is Precision.DAY:
        return write_day(first_day + shift)
    year, month, _day = from_day_number(first_day)
    if precision is Precision.MONTH:
        months = year * 12 + month - 1 + shift
        return f"{write_year(months // 12)}-{months % 12 + 1:02d}"
    return write_year(year + shift) if precision is Precision.YEAR else None


def move_set(value: HistoricalDate, shift: int) -> str | None:
    """A one-of set of days with each member moved by as many days."""
    days = [member.earliest_day for member in value.members]
    moved = [write_day(day + shift) for day in days if day is not None]
    written = [day for day in moved if day is not None]
    return f"[{','.join(written)}]" if len(written) == len(days) else None


def move_interval(value: HistoricalDate, shift: int) -> str | None:
    """An interval of as many days that lies `shift` days before or after."""
    first, last = value.earliest_day, value.latest_day
    if first is None or last is None:
        return None
    return write_interval(first, last, shift + (last - first if shift > 0 else first - last))


def write_interval(first: int, last: int, shift: int) -> str | None:
    """The interval of two days (their numbers) moved by so many days; None where EDTF cannot write it."""
    begin, end = write_day(first + shift), write_day(last + shift)
    return None if begin is None or end is None else f"{begin}/{end}"


def write_day(number: int) -> str | None:
    """A day number as an EDTF day; None where its year has more than four digits, which EDTF writes without a day."""
    year, month, day = from_day_number(number)
    return f"{write_year(year)}-{month:02d}-{day:02d}" if abs(year) <= LAST_YEAR_WITH_DAYS else None


def write_year(year: int) -> str:
    """A year as EDTF writes it: four digits, with a minus before year 0."""
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def propose_places(fact: PlaceFact, around: Neighbourhood) -> Iterator[tuple[PlaceName, float]]:
    """Places of the key's kind; those near it first. They are measured as far as somebody looks."""
    alike = around.places.derive(sort_by_kind).get(fact.value.kind)
    if alike is None:
        return iter(())
    near = ((place, plausibility_of(place, fact)) for place in alike.nearest(fact.value))
    is_located = locate(fact.value) is not None
    others = alike.unlocated if is_located else [*alike.located, *alike.unlocated]
    scored = [(place, plausibility_of(place, fact)) for place in draw_some(others, fact) if place.key != fact.value.key]
    rest = sorted(scored, key=lambda scored: -scored[1])
    return by_lot(merge(near, rest, key=lambda scored: -scored[1]), fact, around)


def plausibility_of(place: PlaceName, fact: PlaceFact) -> float:
    """How easily the place could be taken for the key: 0.4 anywhere, 1 at the same spot."""
    return 0.4 + 0.6 * closeness(place, fact.value)


def draw_some(places: Sequence[PlaceName], fact: PlaceFact) -> Sequence[PlaceName]:
    """All of them, or where they are very many a run of them that begins anywhere, the same each time."""
    if len(places) <= MOST_UNMEASURED:
        return places
    begin = int(draw_lot(fact, ""), 16) % len(places)
    return [*places[begin : begin + MOST_UNMEASURED], *places[: max(0, begin + MOST_UNMEASURED - len(places))]]


def by_lot(scored: Iterable[tuple[Thing, float]], fact: Fact, around: Neighbourhood) -> Iterator[tuple[Thing, float]]:
    """The most plausible candidates in an order drawn by lot, then the others as they come.

    The odds are how plausible a candidate is, times how often it must stand among the wrong options to be the answer
    no more often than they are: so the option that is met most often tells nothing. None where the key is the answer
    too often for that, and where very few come only those that the lot lets stand.
    """
    coming = iter(scored)
    nearest = list(islice(coming, MOST_DRAWN))
    times = {thing.key: max(around.answers.get(thing.key, 0), SELDOM) for thing, _plausibility in nearest}
    own = around.answers.get(key_of(fact), 0) or 1
    all_times = sum(times.values()) + own
    is_learnt = all_times >= FEWEST_TO_LEARN_FROM
    if is_learnt and lot_of(fact, "") * OPTIONS_BESIDE * own > all_times - own:
        return

    def needed(*things: Thing) -> float:
        share = sum(times[thing.key] for thing in things) / all_times
        return min(OPTIONS_BESIDE * share / max(1 - share, SELDOM), MOST_CERTAIN)

    def turn(scored: Sequence[tuple[Thing, float]]) -> float:
        # Weighted sampling without replacement: Efraimidis and Spirakis 2006.
        things, plausibility = [thing for thing, _plausibility in scored], scored[0][1]
        return -log(lot_of(fact, things[0].key)) / (-log(1 - needed(*things)) * plausibility**2)

    if is_learnt and isinstance(fact, ClaimantFact) and len(nearest) <= FEW_SPEAKERS:
        nearest = [one for one in nearest if lot_of(fact, one[0].key) > 1 - needed(one[0])]
    for alike in sorted(those_that_exclude_each_other(nearest), key=turn):
        yield from sorted(alike, key=lambda one: -log(lot_of(fact, f"{one[0].key} first")) / needed(one[0]))
    yield from coming


def those_that_exclude_each_other(scored: Sequence[tuple[Thing, float]]) -> list[list[tuple[Thing, float]]]:
    """Candidates alone, but one whose name holds another's together with it: West Virginia and Virginia.

    Only one of them can stand there. If each had a lot of its own, it would nearly always be the commoner one.
    """
    whole = {fold(thing.name): thing.key for thing, _plausibility in scored}
    found: dict[str, list[tuple[Thing, float]]] = {}
    for thing, plausibility in scored:
        held = next((whole[word] for word in words_of(thing.name) if word in whole), thing.key)
        found.setdefault(held, []).append((thing, plausibility))
    return list(found.values())


def lot_of(fact: Fact, key: str) -> float:
    """A lot between 0 and 1, the same each time."""
    return (int(draw_lot(fact, key)[:12], 16) + 1) / 16**12


def key_of(fact: Fact) -> str:
    """The key of the place or claimant that answers it."""
    return fact.value.key if isinstance(fact, PlaceFact | ClaimantFact) else ""


def draw_lot(fact: Fact, key: str) -> str:
    """Where a candidate stands among equally plausible ones: by lot, the same each time.

    By key, the first letters of the alphabet would be wrong more often than the last, and the key would show.
    """
    return sha256(f"{fact.key}:{key}".encode()).hexdigest()


def propose_directions(fact: BearingFact) -> list[tuple[str, float]]:
    """The other three points of the key's cross: 90 degrees apart each, so that none stands out."""
    cross = CARDINAL if fact.value in CARDINAL else DIAGONAL
    return [(point, 0.7) for point in cross if point != fact.value]


def propose_claimants(fact: ClaimantFact, around: Neighbourhood) -> Iterator[tuple[ClaimantName, float]]:
    """Those who have spoken in the same conflict; same side, same kind and the same week count for them."""
    assert fact.event is not None
    spoken = around.speakers.get(fact.event.conflict, {})
    takers = takers_of(fact)
    others = [(around.claimants[key], days) for key, days in spoken.items() if key not in takers]
    scored = [(claimant, likeness(claimant, days, fact)) for claimant, days in others]
    return by_lot(sorted(scored, key=lambda scored: -scored[1]), fact, around)


def takers_of(fact: ClaimantFact) -> frozenset[str]:
    """The keys of those who took the stance."""
    return frozenset((fact.value.key, *(claimant.key for claimant in fact.barred)))


def likeness(other: ClaimantName, days: Sequence[int], fact: ClaimantFact) -> float:
    """How easily the other could be taken for the key: 0.4, and 0.2 each for side, kind and week."""
    same_side = bool(other.party) and other.party == fact.value.party
    same_week = within_a_week(days, fact.stated)
    return round(0.4 + 0.2 * same_side + 0.2 * (other.kind == fact.value.kind) + 0.2 * same_week, 2)


def within_a_week(days: Sequence[int], date: HistoricalDate | None) -> bool:
    """Whether one of the days (numbers, in order) lies at most seven days from the date."""
    if date is None or date.earliest_day is None:
        return False
    place = bisect_left(days, date.earliest_day - WEEK_DAYS)
    return place < len(days) and days[place] <= date.earliest_day + WEEK_DAYS
