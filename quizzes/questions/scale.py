"""A scale of time on which a date is placed: dates like the key at even distances, and what else lies there. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from random import Random

from history.dates import DateError, HistoricalDate, Precision, Shape, read_edtf
from history.facts.stretches import begins
from history.facts.values import DateFact, Neighbourhood, Predicate, Stretch
from quizzes.questions.candidates import (
    Dated,
    draw_lot,
    keep_apart,
    length_of_conflict,
    line_of,
    move_set,
    move_single,
    nearness,
    write_day,
)
from quizzes.questions.rules.scale import STEPS, no_telling_mark
from quizzes.questions.spacing import TWO_MONTHS, days_after, step_of
from quizzes.questions.values import Question, ScaleMark

MOST_MARKS = 3
# So many steps at least a conflict lasts that has a scale of days.
FEWEST_WITHIN = 3
# Of the events on a scale so many are looked at: in a large conflict thousands lie there.
MOST_LOOKED_AT = 24


def propose_steps(fact: DateFact, around: Neighbourhood, chance: Random) -> list[Dated]:
    """The wrong steps of the key's scale, in the order of time; none where no scale can hold it.

    They keep at least the distance that wrong dates keep (`quizzes.questions.spacing`). Where the key stands is drawn
    first. A scale that is shorter than its conflict is moved into it: so each place is as likely over a whole conflict,
    as an end is left out as often as the other. None reaches beyond the last day on record.
    """
    value, stride = fact.value, stride_of(fact, around)
    if value.earliest_day is None or value.latest_day is None or is_too_wide(fact, stride, around):
        return []
    rank = place_key(chance.randrange(STEPS), fact, stride, around)
    moved = [move(value, number * stride) for number in range(-rank, STEPS - rank) if number]
    steps = [step for step in moved if step is not None]
    if len(steps) < STEPS - 1:
        return []
    line = line_of(fact, around)
    return [(step, 0.35 + 0.15 * nearness(step, value, line.gap)) for step in steps]


def is_too_wide(fact: DateFact, stride: int, around: Neighbourhood) -> bool:
    """Whether the conflict was over so soon that hardly a step but the key's falls into it."""
    length = length_of_conflict(fact, around)
    return fact.value.precision is Precision.DAY and length is not None and stride * FEWEST_WITHIN > length


def stride_of(fact: DateFact, around: Neighbourhood) -> int:
    """How many days, months or years lie between the beginnings of two steps."""
    value, apart = fact.value, keep_apart(fact, around)
    if value.precision is Precision.DAY:
        # A choice draws some of the days that may be wrong; a scale always has the one next to the key.
        apart = max(apart, min(days_after(fact, length_of_conflict(fact, around)), TWO_MONTHS))
    stride = step_of(value, apart)
    if value.shape is Shape.SINGLE or value.earliest_day is None or value.latest_day is None:
        return stride
    return stride + value.latest_day - value.earliest_day


def place_key(rank: int, fact: DateFact, stride: int, around: Neighbourhood) -> int:
    """Which step the key is to be, given the one that was drawn."""
    first, last = ends_of_conflict(fact, around)
    fewest, most = STEPS - 1 - count_room(fact.value, stride, last), count_room(fact.value, -stride, first)
    if fewest <= most:
        return min(max(rank, fewest), most)
    if around.until is None:
        return rank
    return max(rank, STEPS - 1 - count_room(fact.value, stride, around.until))


def ends_of_conflict(fact: DateFact, around: Neighbourhood) -> tuple[int, int]:
    """The first and the last day on which anything in the conflict begins that is dated as finely as the key."""
    assert fact.event is not None and fact.value.earliest_day is not None  # noqa: PT018 - told to the type checker
    kinds = (
        (fact.event.conflict, shape, fact.value.precision) for shape in (Shape.SINGLE, Shape.ONE_OF, Shape.INTERVAL)
    )
    days = [around.dates[kind].days for kind in kinds if kind in around.dates]
    known = [fact.value.earliest_day, *(line[0] for line in days if line), *(line[-1] for line in days if line)]
    return min(known), max(known)


def count_room(value: HistoricalDate, stride: int, bound: int) -> int:
    """How many steps of so many units (fewer than nought: back) lie between a date and a day; at most a whole scale."""
    steps = (move(value, number * stride) for number in range(1, STEPS))
    days = (step.earliest_day for step in steps if step is not None)
    return sum(day is not None and (day <= bound if stride > 0 else day >= bound) for day in days)


def move(value: HistoricalDate, shift: int) -> HistoricalDate | None:
    """The date moved by so many days, months or years, whatever its shape; None where there is no such date."""
    text = move_text(value, shift)
    if text is None:
        return None
    try:
        return read_edtf(text)
    except DateError:
        return None


def move_text(value: HistoricalDate, shift: int) -> str | None:
    """The same as EDTF text."""
    first, last = value.earliest_day, value.latest_day
    if value.qualifier or first is None or last is None:
        return None
    if value.shape is Shape.SINGLE:
        return move_single(first, value.precision, shift)
    if value.precision is not Precision.DAY:
        return None
    if value.shape is Shape.ONE_OF:
        return move_set(value, shift)
    return f"{write_day(first + shift)}/{write_day(last + shift)}" if value.shape is Shape.INTERVAL else None


def mark_scale(question: Question, around: Neighbourhood) -> Question:
    """The same question with some other events on its scale, in the order of time, as far as the rules let them."""
    fact = question.fact
    assert isinstance(fact, DateFact)
    if not question.distractors or fact.event is None:
        return question
    stretches = around.stretches.get(fact.event.conflict, {})
    coming = (mark for stretch in look_at(question, tuple(stretches.values())) if (mark := make_mark(stretch)))
    able = (mark for mark in coming if suits(mark, fact) and no_telling_mark(replace(question, marks=(mark,))) is None)
    chosen = sorted(islice(able, MOST_MARKS), key=lambda mark: (mark.extent.earliest_day or 0, mark.event.key))
    own = stretches.get(fact.event.key)
    reach = None
    if fact.predicate is Predicate.HAPPENED and own is not None and own.is_disputed:
        reach = hold_all(own.dates)
    return replace(question, marks=tuple(chosen), reach=reach)


def look_at(question: Question, stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """What begins on the scale, in an order drawn by lot; first of all one about which the sources disagree."""
    first, last = ends_of(question)
    here = stretches[bisect_left(stretches, first, key=begins) : bisect_right(stretches, last, key=begins)]
    begin = int(draw_lot(question.fact, "marks"), 16) % len(here) if here else 0
    some = [*here[begin:], *here[:begin]][:MOST_LOOKED_AT]
    some.sort(key=lambda stretch: draw_lot(question.fact, stretch.event.key))
    disputed = [stretch for stretch in some if stretch.is_disputed][:1]
    yield from disputed
    yield from (stretch for stretch in some if stretch not in disputed)


def ends_of(question: Question) -> tuple[int, int]:
    """The first day of the scale's first step, and the last day of its last."""
    dates = [option.subject for option in question.options if isinstance(option.subject, HistoricalDate)]
    firsts = [date.earliest_day for date in dates if date.earliest_day is not None]
    lasts = [date.latest_day for date in dates if date.latest_day is not None]
    return min(firsts), max(lasts)


def suits(mark: ScaleMark, fact: DateFact) -> bool:
    """Whether a mark is as fine as the scale: what lasted for months may be what the event is a part of."""
    if mark.is_disputed:
        return True
    finer = (Precision.DAY, fact.value.precision)
    return mark.extent.shape in (Shape.SINGLE, Shape.ONE_OF) and mark.extent.precision in finer


def make_mark(stretch: Stretch) -> ScaleMark | None:
    """The stretch as a mark; None where nothing bounds it."""
    extent = hold_all(stretch.dates) if stretch.is_disputed else stretch.dates[0]
    return ScaleMark(stretch.event, extent, stretch.dates, stretch.is_disputed) if extent is not None else None


def hold_all(dates: Iterable[HistoricalDate]) -> HistoricalDate | None:
    """The span that holds all of these dates, open where one of them is; None where both its ends are open."""
    given = list(dates)
    if len({date.edtf for date in given}) == 1:
        return given[0]
    firsts, lasts = [date.earliest_day for date in given], [date.latest_day for date in given]
    first = None if None in firsts else write_day(min(day for day in firsts if day is not None))
    last = None if None in lasts else write_day(max(day for day in lasts if day is not None))
    if first is None and last is None:
        return None
    if first is None or last is None:
        return read_edtf(f"[..{last}]" if first is None else f"[{first}..]")
    return read_edtf(first if first == last else f"{first}/{last}")
