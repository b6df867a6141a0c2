"""Rules on dates."""

from functools import lru_cache

from history.dates import Closeness, HistoricalDate, Precision, Shape, compare_typed, read_typed
from history.facts.values import DateFact, Predicate
from quizzes.questions.prompts import STATED, happened_template
from quizzes.questions.values import Question, Rejection

ASKABLE = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.MONTH_OF_YEAR})


def dates_of(question: Question) -> list[HistoricalDate]:
    """The wrong options' dates."""
    return [option.subject for option in question.distractors if isinstance(option.subject, HistoricalDate)]


def precision(question: Question) -> Rejection | None:
    """The key is no finer and no coarser than what is on record, and all options have its precision and form."""
    fact = question.fact
    if not isinstance(fact, DateFact):
        return None
    if fact.value.shape in (Shape.BY, Shape.SINCE) or fact.value.precision not in ASKABLE:
        return Rejection("precision", f"“{fact.value}” leaves an end open or is too coarse to be asked")
    if question.key.subject != fact.value or fact.value.qualifier:
        return Rejection("precision", f"“{fact.value}” is not a date as it stands on record without a qualifier")
    kind = (fact.value.shape, fact.value.precision)
    for date in dates_of(question):
        if (date.shape, date.precision) != kind or date.qualifier:
            return Rejection("precision", f"{date} has another precision than {fact.value}")
    return None


def one_right_date(question: Question) -> Rejection | None:
    """No wrong option shares a day with anything that counts as right, nor with another option."""
    fact = question.fact
    if not isinstance(fact, DateFact):
        return None
    for rival in fact.rivals:
        if rival.contradicts(fact.value):
            return Rejection("one_right_date", f"the record also gives {rival}")
    others = dates_of(question)
    for position, date in enumerate(others):
        for right in (fact.value, *fact.rivals, *others[:position]):
            if date.overlaps(right):
                return Rejection("one_right_date", f"{date} overlaps {right}")
    return None


def set_as_a_whole(question: Question) -> Rejection | None:
    """A one-of set is one option: none of its days is offered as another."""
    fact = question.fact
    if not isinstance(fact, DateFact) or fact.value.shape is not Shape.ONE_OF:
        return None
    members = {member.edtf for member in fact.value.members}
    for date in dates_of(question):
        if date.edtf in members:
            return Rejection("set_as_a_whole", f"{date} is one of {fact.value}")
    return None


def era(question: Question) -> Rejection | None:
    """Every date reads back as what it is: shown, then typed, it comes to the same days."""
    if not isinstance(question.fact, DateFact):
        return None
    for option in question.options:
        value = option.subject
        if not isinstance(value, HistoricalDate):
            return Rejection("era", f"{option.text} is no date")
        if not reads_back(value):
            return Rejection("era", f"“{value.show()}” does not read back")
    return None


@lru_cache(maxsize=10_000)
def reads_back(value: HistoricalDate) -> bool:
    """Whether a date in words, typed again, comes to the same days."""
    back = read_typed(value.show())
    return back is not None and compare_typed(back, value) is Closeness.RIGHT


def which_date(question: Question) -> Rejection | None:
    """The stem says which date it asks for: when it happened, or when it was said."""
    fact = question.fact
    if not isinstance(fact, DateFact):
        return None
    says_stated = question.stem.template in STATED.values()
    if (fact.predicate is Predicate.STATED) != says_stated:
        return Rejection("which_date", "the stem asks for another date than the key gives")
    is_plain = fact.predicate is Predicate.HAPPENED and not fact.attributed_to
    if is_plain and question.stem.template != happened_template(fact.value):
        return Rejection("which_date", "the stem asks for another precision than the key has")
    return None
