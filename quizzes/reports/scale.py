"""A scale of time as the page draws it: before the answer with what else lies there, afterwards with key and answer."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from history.dates import HistoricalDate, Precision, from_day_number, read_edtf
from quizzes.questions.responses import FactMark
from quizzes.questions.shown import Shown, arrange_options
from quizzes.questions.values import Form
from quizzes.questions.verdicts import Verdict

# What is narrower (in per cent of the scale) is a point.
POINT = 1.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where days lie on the scale, in per cent of its width.

    A point has no `width`; `fades` ("start", "end", "both") names the end that is open or lies beyond the scale.
    """

    x: str
    width: str
    fades: str


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """Something on the scale: its date and what it is, in words that say all that is drawn.

    `kind` is "mark", "key", "given" or "reach"; `spot` None: it does not lie on the scale.
    """

    when: str
    what: str
    kind: str
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class ScaleView:
    """The scale: the dates at its ends and in its middle, where its steps lie, and what stands on it.

    `off` says how far off the answer was; empty before the answer, and for a right one.
    """

    first: str
    middle: str
    last: str
    ticks: tuple[str, ...]
    rows: tuple[ScaleRow, ...]
    off: str = ""


def describe_scale(shown: Shown) -> ScaleView | None:
    """The scale of a question that waits; None where it is none on a timeline. Nothing here tells the key."""
    return draw_scale(shown, ()) if shown.form == Form.TIMELINE else None


def describe_placed(shown: Shown, marks: Sequence[FactMark]) -> ScaleView | None:
    """The same after the answer: with the key, the answer, and how far the sources lie apart."""
    if shown.form != Form.TIMELINE:
        return None
    return draw_scale(shown, tuple(list_placed(shown, marks)), off_in_words(shown, marks))


def draw_scale(shown: Shown, placed: Sequence[ScaleRow], off: str = "") -> ScaleView:
    """The scale with these rows, and below them what is there for orientation."""
    steps = steps_of(shown)
    texts = [text for _value, text in shown.options]
    marks = tuple(
        ScaleRow(read_edtf(value).show(), title_of_mark(title, is_disputed=is_disputed), "mark", place(value, steps))
        for title, value, is_disputed in shown.marks
    )
    return ScaleView(
        first=texts[0],
        middle=texts[len(texts) // 2],
        last=texts[-1],
        ticks=tuple(per_cent(number / (len(steps) - 1)) for number in range(len(steps))),
        rows=(*placed, *marks),
        off=off,
    )


def title_of_mark(title: str, *, is_disputed: bool) -> str:
    """What stands beside a mark's date."""
    return _("%(title)s (the sources disagree)") % {"title": title} if is_disputed else title


def list_placed(shown: Shown, marks: Sequence[FactMark]) -> Iterator[ScaleRow]:
    """The key, the answer where it is another, and all that the sources give where they disagree."""
    steps = steps_of(shown)
    given = marks[0].value if marks else ""
    is_right = given == shown.answer
    what = _("the right answer, and yours") if is_right else _("the right answer")
    yield ScaleRow(shown.answer_text, what, "key", place(shown.answer, steps))
    if given and not is_right:
        yield ScaleRow(dict(shown.options).get(given, ""), _("your answer"), "given", place(given, steps))
    if shown.reach:
        yield ScaleRow(read_edtf(shown.reach).show(), _("all accounts together"), "reach", place(shown.reach, steps))


def steps_of(shown: Shown) -> list[HistoricalDate]:
    """The steps of the scale, in the order of time."""
    return [read_edtf(value) for value, _text in arrange_options(shown, 0)]


def place(value: str, steps: Sequence[HistoricalDate]) -> Spot | None:
    """Where a date lies: between the steps, whatever their distance. None where it lies beyond them."""
    date, days = read_edtf(value), [step.earliest_day for step in steps if step.earliest_day is not None]
    first, last, end_of_all = date.earliest_day, date.latest_day, steps[-1].latest_day or days[-1]
    if (first is not None and first > end_of_all) or (last is not None and last < days[0]):
        return None
    if date in steps and date.precision is not Precision.DAY:
        last = first
    opens, closes = first is None or first < days[0], last is None or last > end_of_all
    begin = 0.0 if opens or first is None else share_of(first, days)
    end = 1.0 if closes or last is None else share_of(last, days)
    fades = "both" if opens and closes else "start" if opens else "end" if closes else ""
    is_point = 100 * (end - begin) < POINT and not fades
    return Spot(per_cent(begin), "" if is_point else per_cent(max(end - begin, POINT / 100)), fades)


def share_of(day: int, days: Sequence[int]) -> float:
    """Where a day lies on the scale, from 0 to 1: steps lie at even distances, however long the month."""
    at = min(bisect_right(days, day), len(days) - 1)
    before, after = days[at - 1], days[at]
    return min(1.0, (at - 1 + (day - before) / (after - before)) / (len(days) - 1))


def per_cent(share: float) -> str:
    """As SVG writes it, in every language."""
    return f"{100 * share:.2f}%"


def off_in_words(shown: Shown, marks: Sequence[FactMark]) -> str:
    """How far off the answer was: "3 days too early". Empty for a right one, and where none was given."""
    given = marks[0].value if marks else ""
    if not given or marks[0].verdict is Verdict.RIGHT or given == shown.answer:
        return ""
    key, answer = read_edtf(shown.answer), read_edtf(given)
    off = count_in(answer) - count_in(key)
    numbers = {"count": abs(off)}
    early, late = {
        Precision.YEAR: (
            ngettext("%(count)d year too early", "%(count)d years too early", abs(off)),
            ngettext("%(count)d year too late", "%(count)d years too late", abs(off)),
        ),
        Precision.MONTH: (
            ngettext("%(count)d month too early", "%(count)d months too early", abs(off)),
            ngettext("%(count)d month too late", "%(count)d months too late", abs(off)),
        ),
    }.get(
        key.precision,
        (
            ngettext("%(count)d day too early", "%(count)d days too early", abs(off)),
            ngettext("%(count)d day too late", "%(count)d days too late", abs(off)),
        ),
    )
    return (early if off < 0 else late) % numbers


def count_in(date: HistoricalDate) -> int:
    """The number of its first day, month or year, whichever it is given by."""
    assert date.earliest_day is not None
    year, month, _day = from_day_number(date.earliest_day)
    if date.precision is Precision.YEAR:
        return year
    return year * 12 + month if date.precision is Precision.MONTH else date.earliest_day
