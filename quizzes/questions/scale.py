"""A scale of time on which a date is placed: dates like the key at even distances, and what else lies there. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from random import Random

from history.dates import DateError, HistoricalDate, Precision, Shape, from_day_number, read_edtf
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
    write_interval,
)
from quizzes.questions.rules.scale import STEPS, no_telling_mark
from quizzes.questions.spacing import TWO_MONTHS, days_after, roundness, step_of
from quizzes.questions.values import Question, ScaleMark

MOST_MARKS = 3
# So many steps at least a conflict lasts that has a scale of days.
FEWEST_WITHIN = 3
# Of the events near a step so many are looked at: in a large conflict hundreds lie there.
MOST_LOOKED_AT = 6
# Fewer steps beyond one do not say how often a step has a mark.
FEWEST_BEYOND = 5
THOUSAND = 1000


def propose_steps(fact: DateFact, around: Neighbourhood, chance: Random) -> list[Dated]:
    """The wrong steps of the key's scale, in the order of time; none where no scale can hold it.

    They keep at least the distance that wrong dates keep (`quizzes.questions.spacing`). Where the key stands is drawn
    first. A scale that is shorter than its conflict is moved into it: so each place is as likely over a whole conflict,
    as an end is left out as often as the other. None reaches beyond the last day on record.
    """
    value, stride = fact.value, stride_of(fact, around)
    if value.earliest_day is None or value.latest_day is None or is_too_wide(fact, stride, around):
        return []
    rank = place_key(fact, stride, around, chance)
    moved = [move(value, number * stride) for number in range(-rank, STEPS - rank) if number]
    steps = [step for step in moved if step is not None and stays_round(step, value)]
    if len(steps) < STEPS - 1:
        return []
    line = line_of(fact, around)
    return [(step, 0.35 + 0.15 * nearness(step, value, line.gap)) for step in steps]


def stays_round(step: HistoricalDate, key: HistoricalDate) -> bool:
    """Whether a step beside a round year is one: a hundred years after 100 BC comes AD 1."""
    if not roundness(key) or step.earliest_day is None or key.earliest_day is None:
        return True
    return (from_day_number(step.earliest_day)[0] > 0) == (from_day_number(key.earliest_day)[0] > 0)


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


def place_key(fact: DateFact, stride: int, around: Neighbourhood, chance: Random) -> int:
    """Which step the key is to be: drawn, and moved as far as its conflict asks for."""
    rank = chance.randint(*ranks_in_its_era(fact.value, stride))
    first, last = ends_of_conflict(fact, around, chance)
    fewest, most = STEPS - 1 - count_room(fact.value, stride, last), count_room(fact.value, -stride, first)
    if fewest <= most:
        return min(max(rank, fewest), most)
    if around.until is None:
        return rank
    return max(rank, STEPS - 1 - count_room(fact.value, stride, around.until))


def ranks_in_its_era(value: HistoricalDate, stride: int) -> tuple[int, int]:
    """The first and the last step that a date may be, so that all steps beside a round year are round ones."""
    if not roundness(value) or value.earliest_day is None:
        return 0, STEPS - 1
    year = from_day_number(value.earliest_day)[0]
    if year > 0:
        return 0, min(STEPS - 1, (year - 1) // stride)
    return max(0, STEPS - 1 - (-year) // stride), STEPS - 1


def ends_of_conflict(fact: DateFact, around: Neighbourhood, chance: Random) -> tuple[int, int]:
    """The first and the last day of the conflict, as far as what is on record in it tells.

    It began before the first date on record and ended after the last, by about as much as lies between two of them
    (of dates that fall at random such gaps are drawn from an exponential distribution). Were it taken to begin with
    its first event, that one would always be the first step.
    """
    assert fact.event is not None and fact.value.earliest_day is not None  # noqa: PT018 - told to the type checker
    kinds = (
        (fact.event.conflict, shape, fact.value.precision) for shape in (Shape.SINGLE, Shape.ONE_OF, Shape.INTERVAL)
    )
    days = [around.dates[kind].days for kind in kinds if kind in around.dates]
    known = [fact.value.earliest_day, *(line[0] for line in days if line), *(line[-1] for line in days if line)]
    first, last = min(known), max(known)
    gap = (last - first) / max(sum(map(len, days)) - 1, 1)
    begin, end = (round(gap * chance.expovariate(1)) for _end in range(2))
    return first - begin, last + end if around.until is None else min(last + end, max(last, around.until))


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
    return write_interval(first, last, shift) if value.shape is Shape.INTERVAL else None


def mark_scale(question: Question, around: Neighbourhood) -> Question:
    """The same question with some other events on its scale, in the order of time, as far as the rules let them."""
    fact = question.fact
    assert isinstance(fact, DateFact)
    if not question.distractors or fact.event is None:
        return question
    stretches = around.stretches.get(fact.event.conflict, {})
    found = find_marks(question, fact, tuple(stretches.values()))
    drawn = sorted(found, key=lambda mark: (not mark.is_disputed, draw_lot(fact, mark.event.key)))[:MOST_MARKS]
    chosen = sorted(drawn, key=lambda mark: (mark.extent.earliest_day or 0, mark.event.key))
    own = stretches.get(fact.event.key)
    reach = None
    if fact.predicate is Predicate.HAPPENED and own is not None and own.is_disputed:
        reach = hold_all(own.dates)
    return replace(question, marks=tuple(chosen), reach=reach)


def find_marks(question: Question, fact: DateFact, stretches: Sequence[Stretch]) -> list[ScaleMark]:
    """What may stand on the scale, one for each step near which anything lies."""
    first, last = ends_of(question)
    days = days_of(question)
    edges = [first, *((one + other + 1) // 2 for one, other in pairwise(days)), last + 1]
    by_step: dict[int, list[ScaleMark]] = {}
    for number, (begin, end) in enumerate(pairwise(edges)):
        here = stretches[bisect_left(stretches, begin, key=begins) : bisect_left(stretches, end, key=begins)]
        if marks := list(islice(able_marks(question, fact, here), 2)):
            by_step[number] = marks
    own = days.index(fact.value.earliest_day) if fact.value.earliest_day in days else 0
    return list(thin_out(by_step, own, fact).values())


def thin_out(by_step: Mapping[int, list[ScaleMark]], own: int, fact: DateFact) -> Mapping[int, ScaleMark]:
    """The first of each step's marks, as many as leave no more near the key's own step than far from it.

    What happened in a conflict lies close together: whoever took a step with a mark, or one beside it, would be right
    too often. So from the farthest step to the key's own each mark is kept as often as steps beyond it have one, next
    to how often a step so near to a marked one has a mark itself. (What is near the key is as likely as that.)
    """
    kept: dict[int, ScaleMark] = {}
    others = {step: len(marks) for step, marks in by_step.items() if step != own}
    for number in sorted(by_step, key=lambda step: -abs(step - own)):
        away = abs(number - own)
        beyond = [step for step in range(STEPS) if abs(step - own) > away]
        far = sum(step in kept for step in beyond) / len(beyond) if len(beyond) >= FEWEST_BEYOND else 1.0
        near = share_marked(others, away, far)
        if int(draw_lot(fact, f"step {number}"), 16) % THOUSAND < THOUSAND * far / (near or 1):
            kept[number] = by_step[number][0]
    return kept


def share_marked(marks: Mapping[int, int], away: int, far: float) -> float:
    """How many of the steps so far from a marked one are marked themselves (none away: twice); `far` as one of them."""
    if away == 0:
        again = [number > 1 for number in marks.values()]
    else:
        again = [step + side in marks for step in marks for side in (-away, away) if 0 <= step + side < STEPS]
    return (sum(again) + far) / (len(again) + 1)


def able_marks(question: Question, fact: DateFact, here: Sequence[Stretch]) -> Iterator[ScaleMark]:
    """What the rules let stand of some events, by lot; first of all one about which the sources disagree."""
    begin = int(draw_lot(fact, "marks"), 16) % len(here) if here else 0
    some = list(islice((*here[begin:], *here[:begin]), MOST_LOOKED_AT))
    for stretch in sorted(some, key=lambda one: (not one.is_disputed, draw_lot(fact, one.event.key))):
        mark = make_mark(stretch)
        if mark and suits(mark, fact) and no_telling_mark(replace(question, marks=(mark,))) is None:
            yield mark


def days_of(question: Question) -> list[int]:
    """The first days of the steps, in the order of time."""
    dates = [option.subject for option in question.options if isinstance(option.subject, HistoricalDate)]
    return sorted(date.earliest_day for date in dates if date.earliest_day is not None)


def ends_of(question: Question) -> tuple[int, int]:
    """The first day of the scale's first step, and the last day of its last."""
    dates = [option.subject for option in question.options if isinstance(option.subject, HistoricalDate)]
    return days_of(question)[0], max(date.latest_day for date in dates if date.latest_day is not None)


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
    """The span that holds all of these dates, open where one of them is or has no written day; None: on both sides."""
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
