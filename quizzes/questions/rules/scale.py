"""Rules on a scale of time and on what stands there."""

from itertools import pairwise

from history.dates import HistoricalDate, Precision, from_day_number
from history.facts.values import DateFact
from quizzes.questions.folding import holds_phrase
from quizzes.questions.rules.stem import dates_told
from quizzes.questions.values import Form, Question, Rejection, ScaleMark

# So many dates a finger can tell apart on a phone.
STEPS = 15


def even_steps(question: Question) -> Rejection | None:
    """A timeline has fifteen steps at even distances, and the key is one of them."""
    if question.form is not Form.TIMELINE:
        return None
    if len(question.options) != STEPS:
        return Rejection("even_steps", f"no scale of {STEPS} dates like “{question.key.text}” fits")
    places = sorted(place for option in question.options if (place := place_of(option.subject)) is not None)
    if len(places) < STEPS or len({later - earlier for earlier, later in pairwise(places)}) != 1:
        return Rejection("even_steps", "the steps lie at uneven distances, and the key may be told by its own")
    return None


def place_of(subject: object) -> int | None:
    """The number of the day, month or year in which a date begins, whichever it is given by; None: it has none."""
    if not isinstance(subject, HistoricalDate) or subject.earliest_day is None:
        return None
    year, month, _day = from_day_number(subject.earliest_day)
    if subject.precision is Precision.YEAR:
        return year
    return year * 12 + month if subject.precision is Precision.MONTH else subject.earliest_day


def no_telling_mark(question: Question) -> Rejection | None:
    """No mark on a timeline is the event itself, a part of it or what it is a part of, nor names it or its date."""
    fact = question.fact
    if not isinstance(fact, DateFact) or fact.event is None:
        return None
    own = {fact.event.key, *fact.event.bound_up, *fact.event.namesakes}
    for mark in question.marks:
        if mark.event.key in own:
            return Rejection("no_telling_mark", f"“{mark.event.title}” is bound up with what is asked about")
        if holds_phrase(mark.event.title, fact.event.title) or holds_phrase(fact.event.title, mark.event.title):
            return Rejection("no_telling_mark", f"“{mark.event.title}” names what is asked about")
        if tells_date(mark, fact):
            return Rejection("no_telling_mark", f"“{mark.event.title}” names the date")
    return None


def tells_date(mark: ScaleMark, fact: DateFact) -> bool:
    """Whether the title names a date that may be the key."""
    day = fact.value.earliest_day
    year = from_day_number(day)[0] if day is not None else None
    return any(told.overlaps(fact.value) for told in dates_told(mark.event.title, year))


def disputed_as_span(question: Question) -> Rejection | None:
    """What the sources disagree about stands on a timeline as a span that holds every date given, and says so."""
    for mark in question.marks:
        if mark.is_disputed:
            if not all(mark.extent.contains(date) for date in mark.given):
                return Rejection("disputed_as_span", f"{mark.extent} leaves out a date of “{mark.event.title}”")
        elif mark.event.happened != mark.extent:
            return Rejection("disputed_as_span", f"the sources do not agree on {mark.extent} for “{mark.event.title}”")
    return None
