"""Rules on the words of a question."""

import re
from collections.abc import Iterator
from functools import lru_cache

from history.dates import HistoricalDate, Precision, from_day_number, read_typed
from history.facts.values import BearingFact, ClaimantFact, DateFact, EventName, PlaceFact, PlaceName, Predicate
from quizzes.questions.folding import holds_phrase
from quizzes.questions.prompts import fitting
from quizzes.questions.values import Question, Rejection, Stem

MOST_WORDS = 40
MOST_WORDS_OF_A_DATE = 5
# Months in any language, but not in lower case where that is an English verb.
NOT_MONTHS = frozenset({"may", "march"})
# Words that point outside the sentence, and the marks of a citation.
DANGLING = re.compile(
    r"\b(same (year|month|day|place|town|village|city)|that (year|month|day|town|village|city)"
    r"|the (town|village|city)|(the )?(former|latter)|aforementioned|there(after|upon)"
    r"|he|she|they|his|her|their)\b",
    re.IGNORECASE,
)
CITATION_MARK = re.compile(r"\[\d+\]|\[citation needed\]", re.IGNORECASE)


def unique_referent(question: Question) -> Rejection | None:
    """The words of the stem fit exactly one event or claim of the record (events marked the same count once)."""
    fact = question.fact
    if fact.event is not None and fits_another(question.stem, fact.event):
        return Rejection("unique_referent", f"“{fact.event.title}” is also the title of another event")
    if question.stem.has("statement") and fact.claim is not None and fact.claim.namesakes:
        return Rejection("unique_referent", f"“{fact.claim.statement}” is also said elsewhere in the record")
    if isinstance(fact, BearingFact) and fact.namesakes:
        return Rejection("unique_referent", f"another place is called {fact.place.name} or {fact.origin.name}")
    return None


def fits_another(stem: Stem, event: EventName) -> bool:
    """Whether the words that name the event would name another one as well."""
    told = {name for name, text in stem.given if text}
    # Where somebody speaks, the date in the stem is that of speaking, not of the event.
    return "event" in told and bool(fitting(event, told - {"date"} if "claimant" in told else told))


def no_leak(question: Question) -> Rejection | None:
    """No whole name of the key, and no part of a date that tells the options apart, stands in the stem."""
    for word in telling_words(question):
        if holds_phrase(question.stem.text, word):
            return Rejection("no_leak", f"the stem holds “{word}”")
    for date in telling_dates(question):
        return Rejection("no_leak", f"the stem holds “{date}”")
    return None


def telling_words(question: Question) -> list[str]:
    """What the stem must not hold, given what the key is."""
    match question.fact:
        case DateFact() as fact:
            return telling_date_parts(fact, question)
        case PlaceFact(value=value):
            return [*value.names, *telling_ancestors(value, question)]
        case ClaimantFact(value=value):
            return [*value.names, *value.stand_ins]
        case BearingFact():
            return [question.key.text]


def telling_date_parts(fact: DateFact, question: Question) -> list[str]:
    """The key in words, and its year where the year is asked for or not all options share it."""
    if fact.value.earliest_day is None:
        return [fact.value.show()]
    year = from_day_number(fact.value.earliest_day)[0]
    shared = all(has_year(option.subject, year) for option in question.distractors)
    is_asked = fact.value.precision in (Precision.YEAR, Precision.DECADE, Precision.CENTURY)
    words = [question.key.text, *(member.show() for member in (fact.value, *fact.value.members))]
    return [*words, str(abs(year) if year > 0 else 1 - year)] if is_asked or not shared else words


def telling_dates(question: Question) -> Iterator[HistoricalDate]:
    """Dates in the stem, in any usual form, that tell the key or that only some of the options fall in."""
    fact = question.fact
    if not isinstance(fact, DateFact):
        return
    is_fine = fact.value.precision in (Precision.DAY, Precision.MONTH) and fact.value.earliest_day is not None
    year = from_day_number(fact.value.earliest_day or 0)[0] if is_fine else None
    dates = [option.subject for option in question.distractors if isinstance(option.subject, HistoricalDate)]
    for found in dates_told(question.stem.text, year):
        fits_some = found.overlaps(fact.value) and not all(map(found.overlaps, dates))
        if fact.value.contains(found) or fits_some:
            yield found


@lru_cache(maxsize=10_000)
def dates_told(text: str, year: int | None) -> tuple[HistoricalDate, ...]:
    """Every date that some words of the text make, the year added where they leave it out."""
    words = [word.strip("“”\"'‘’.,:;()?!") for word in text.split()]
    ends = [position for position, word in enumerate(words) if is_of_a_date(word)]
    runs = [(first, last) for first in ends for last in ends if 0 <= last - first < MOST_WORDS_OF_A_DATE]
    read = (read_typed(" ".join(words[first : last + 1]), year=year) for first, last in runs)
    return tuple(date for date in read if date is not None)


@lru_cache(maxsize=100_000)
def is_of_a_date(word: str) -> bool:
    """Whether a date may begin or end with the word: a number, a month, an era."""
    if any(character.isdigit() for character in word) or word.rstrip(".").casefold() in ("bc", "bce", "ad", "ce"):
        return True
    return word not in NOT_MONTHS and read_typed(word) is not None


def has_year(value: object, year: int) -> bool:
    """Whether a date lies in the year."""
    if not isinstance(value, HistoricalDate) or value.earliest_day is None:
        return False
    return from_day_number(value.earliest_day)[0] == year


def telling_ancestors(value: PlaceName, question: Question) -> list[str]:
    """Places around the key whose name would tell it apart: those that not all options lie within."""
    others = [option.subject for option in question.distractors if isinstance(option.subject, PlaceName)]
    return [
        name
        for upper in value.above
        if others and not all(upper.key in other.ancestors for other in others)
        for name in upper.names
    ]


def self_contained(question: Question) -> Rejection | None:
    """The stem stands alone: nothing points outside it, no citation marks, at most 40 words."""
    text = question.stem.text
    if len(text.split()) > MOST_WORDS:
        return Rejection("self_contained", f"the stem has {len(text.split())} words")
    if found := DANGLING.search(text) or CITATION_MARK.search(text):
        return Rejection("self_contained", f"“{found.group()}” points outside the sentence")
    return None


def provenance(question: Question) -> Rejection | None:
    """The key rests on a citation."""
    if question.fact.citations:
        return None
    return Rejection("provenance", "no source supports the answer")


def dispute_attributed(question: Question) -> Rejection | None:
    """Where the sources disagree, or only one side speaks, the stem says according to whom."""
    fact = question.fact
    if isinstance(fact, ClaimantFact):
        has_statement = question.stem.has("statement")
        return None if has_statement else Rejection("dispute_attributed", "no statement to ask about")
    if not (fact.contested or fact.one_sided or fact.predicate is Predicate.STATED):
        return None
    if fact.attributed_to and question.stem.has("claimant"):
        return None
    return Rejection("dispute_attributed", "the sources disagree, and the stem does not say according to whom")
