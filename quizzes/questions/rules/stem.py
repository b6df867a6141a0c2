"""Rules on the words of a question."""

import re
from collections.abc import Iterator
from functools import lru_cache

from history.dates import HistoricalDate, Precision, from_day_number, read_typed
from history.facts.values import (
    AgreementFact,
    BearingFact,
    ClaimantFact,
    DateFact,
    EventName,
    PlaceFact,
    PlaceName,
    Predicate,
)
from quizzes.questions.folding import holds_phrase, words_of
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
NUMBER = re.compile(r"(?<!\d)\d{2,4}(?!\d)")
# From here on a year may be called by its last two digits.
FIRST_YEAR_CALLED_SHORT = 1000
SHORTEST_TELLING_PART = 4
COMMON_IN_PLACES = frozenset(
    (
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower"),
        *("great", "little", "fort", "castle", "city", "town", "village", "district", "region", "province", "county"),
        *("state", "states", "united", "kingdom", "republic", "river", "creek", "lake", "sea", "island", "islands"),
        *("mountain", "mountains", "hill", "hills", "valley", "bridge", "station", "church", "cross", "road", "roads"),
        *("landing", "springs", "ford", "point", "port", "cape", "saint", "near", "site", "place"),
    )
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
    match question.fact:
        case DateFact() as fact:
            for found in telling_numbers(fact, question):
                return Rejection("no_leak", f"“{found}” in the stem is the year")
        case PlaceFact(value=value):
            for word in telling_parts(value, question):
                return Rejection("no_leak", f"“{word}” in the stem is a part of “{value.name}”")
        case _:
            pass
    told = find_telling(question)
    return Rejection("no_leak", f"the stem holds “{told}”") if told else None


def find_telling(question: Question) -> str:
    """What in the stem speaks for some options and against others; empty where nothing does. Run on candidates, too."""
    fact = question.fact
    if isinstance(fact, PlaceFact):
        names = telling_ancestors(fact.value, question)
        return next((name for name in names if holds_phrase(question.stem.text, name)), "")
    if isinstance(fact, DateFact):
        return next((str(date) for date in telling_dates(fact, question)), "") or find_stray_year(fact, question)
    return ""


def find_stray_year(fact: DateFact, question: Question) -> str:
    """A number in the stem that is the year of a wrong option and not of the key: "M1934", in service from 1935."""
    for number in NUMBER.findall(question.stem.text):
        is_year = len(number) == 4 and not has_year(fact.value, int(number))
        if is_year and any(has_year(option.subject, int(number)) for option in question.distractors):
            return str(number)
    return ""


def telling_words(question: Question) -> list[str]:
    """What the stem must not hold, whatever the options are."""
    match question.fact:
        case DateFact() as fact:
            dates = (fact.value, *fact.value.members)
            # A month alone may be a word: "may".
            brief = [question.key.text] if fact.value.earliest_day is not None else []
            return [*brief, *(date.show() for date in dates)]
        case PlaceFact(value=value):
            return list(value.names)
        case ClaimantFact(value=value):
            return [*value.names, *value.stand_ins]
        case BearingFact():
            return [question.key.text]
        case AgreementFact():
            return []


def telling_parts(value: PlaceName, question: Question) -> Iterator[str]:
    """Words of the key's names in the stem, those apart that many places bear or that a wrong option has, too."""
    places = [option.subject for option in question.distractors if isinstance(option.subject, PlaceName)]
    shared = {word for place in places for name in place.names for word in words_of(name)} | COMMON_IN_PLACES
    stem = words_of(question.stem.text)
    for word in {word for name in value.names for word in words_of(name)} - shared:
        if len(word) >= SHORTEST_TELLING_PART and word in stem:
            yield word


def telling_numbers(fact: DateFact, question: Question) -> Iterator[str]:
    """The key's year in the stem, whole or by its last two digits ("M1917", "Summer '95"), where it tells the key.

    It does where the year is asked for, or where not all options fall in it.
    """
    day = fact.value.earliest_day
    if day is None:
        return
    year = from_day_number(day)[0]
    is_asked = fact.value.precision in (Precision.YEAR, Precision.DECADE, Precision.CENTURY)
    if not is_asked and all(has_year(option.subject, year) for option in question.distractors):
        return
    shown = year if year > 0 else 1 - year
    for number in NUMBER.findall(question.stem.text):
        if int(number) == shown or (
            len(number) == 2 and shown >= FIRST_YEAR_CALLED_SHORT and shown % 100 == int(number)
        ):
            yield number


def telling_dates(fact: DateFact, question: Question) -> Iterator[HistoricalDate]:
    """Dates in the stem, in any usual form, that tell the key, speak for some options, or contradict the key.

    A title's own day that is not the key's ("Action of 8 September", dated to the 9th) leaves no right answer.
    """
    day = fact.value.earliest_day
    is_fine = fact.value.precision in (Precision.DAY, Precision.MONTH) and day is not None
    told = dates_told(question.stem.text, from_day_number(day)[0] if is_fine and day is not None else None)
    dates = [option.subject for option in question.distractors if isinstance(option.subject, HistoricalDate)]
    for found in told:
        if found.overlaps(fact.value):
            tells = fact.value.contains(found) or not all(map(found.overlaps, dates))
        elif found.precision in (Precision.MONTH, Precision.MONTH_OF_YEAR):
            tells = False  # a month by itself may be a word, or a name
        else:
            both_are_days = found.precision is fact.value.precision is Precision.DAY
            tells = both_are_days or any(map(found.overlaps, dates))
        if tells:
            yield found


@lru_cache(maxsize=10_000)
def dates_told(text: str, year: int | None) -> tuple[HistoricalDate, ...]:
    """Every date that some words of the text make, the year added where they leave it out."""
    words = [word.strip("“”\"'‘’.,:;()?!") for word in text.split()]
    ends = [position for position, word in enumerate(words) if is_of_a_date(word)]
    runs = [(first, last) for first in ends for last in ends if 0 <= last - first < MOST_WORDS_OF_A_DATE]
    read = (read_typed(" ".join(words[first : last + 1]), year=year) for first, last in runs)
    return tuple(date for date in read if date is not None)


@lru_cache(maxsize=20_000)
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
    if isinstance(fact, AgreementFact):
        names_one = question.stem.has("claimant")
        return Rejection("dispute_attributed", "the stem names one of several accounts") if names_one else None
    if not (fact.contested or fact.one_sided or fact.predicate is Predicate.STATED):
        return None
    if fact.attributed_to and question.stem.has("claimant"):
        return None
    return Rejection("dispute_attributed", "the sources disagree, and the stem does not say according to whom")
