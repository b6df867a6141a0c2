"""How far a wrong date keeps from the key, so that it is wrong whatever the record leaves unsaid. Pure.

A source often gives one day of what lasted several: a battle's first, a siege's. And it often gives a round year
for what nobody can date to the year. A wrong option stands far enough off to be wrong all the same, and is as round
as the key, so that its roundness tells nothing.
"""

from collections.abc import Iterable

from history.dates import HistoricalDate, Precision, Shape, from_day_number
from history.facts.values import DateFact, DateLine, Predicate
from quizzes.questions.folding import words_of

# Of the battles that three data sets give with their ends, one in fifty lasted longer.
DAYS_OF_A_BATTLE = 30
# In a conflict of weeks, days count: a tenth of the time between its first date and its last, no less than this.
SHORTEST_BATTLE = 4
# With fewer dates than these nobody can say how long the conflict was.
FEWEST_DATES = 5
DAYS_OF_A_CAMPAIGN = 90
# Of the battles that three data sets give with their ends, one in two hundred lasted longer than two months; none half
# a year. In a conflict a battle is taken to last no longer than a tenth of it, what lasts no longer than a third.
TWO_MONTHS = 60
HALF_A_YEAR = 180
YEARS_OF_A_CAMPAIGN = 3
DAYS_A_YEAR = 365
# Before this, years on record are often estimates; each 250 years further back leave one more year open.
FIRST_CERTAIN_YEAR = 1500
YEARS_A_DOUBT = 250
# Until then round years are on record far more often than others.
FIRST_EVEN_YEAR = 1850
# Words of titles for what went on for weeks and longer.
LASTING = frozenset(
    (
        *(
            "siege",
            "sieges",
            "blockade",
            "blockades",
            "war",
            "wars",
            "campaign",
            "campaigns",
            "offensive",
            "offensives",
        ),
        *("operation", "operations", "offensives", "expedition", "invasion", "occupation", "intervention", "conflict"),
        *("revolt", "revolts", "rebellion", "rebellions", "uprising", "uprisings", "revolution", "insurgency"),
        *(
            "insurrection",
            "mutiny",
            "crisis",
            "clashes",
            "protests",
            "riots",
            "unrest",
            "troubles",
            "strike",
            "strikes",
        ),
        *("march", "retreat", "evacuation", "airlift", "bombing", "bombardment", "blitz", "raids", "genocide", "purge"),
        *("deportation", "deportations", "famine", "epidemic", "pandemic", "plague", "talks", "conference", "congress"),
    )
)


def days_apart(fact: DateFact, length: int | None) -> int:
    """How many days at least lie from the key to a wrong option; 1: the next day will do.

    What was said was said on that day. An interval states the end as well, a day or two this way or that. `length` is
    how many days the conflict lasted (`length_of`).
    """
    value = fact.value
    if fact.predicate is not Predicate.HAPPENED:
        return 1
    if value.shape not in (Shape.SINGLE, Shape.ONE_OF):
        return SHORTEST_BATTLE if value.precision is Precision.DAY else 1
    lasting = lasts(fact)
    if value.precision is Precision.DAY:
        tenth = DAYS_OF_A_BATTLE if length is None else length // 10
        return DAYS_OF_A_CAMPAIGN if lasting else min(max(tenth, SHORTEST_BATTLE), DAYS_OF_A_BATTLE)
    if value.precision is Precision.YEAR and value.earliest_day is not None:
        years = max(years_of_doubt(value.earliest_day), YEARS_OF_A_CAMPAIGN if lasting else 1)
        return (years - 1) * DAYS_A_YEAR + 1
    return DAYS_OF_A_CAMPAIGN if lasting and value.precision is Precision.MONTH else 1


def days_between(earlier: DateFact, later: DateFact, length: int | None) -> int:
    """How many days at least lie between two events that are asked about together, so that one was over before.

    A choice has one event that may have lasted on; of several, each may. So the day on record of the earlier one keeps
    as far from the later one as hardly any battle lasted.
    """
    return max(days_after(earlier, length), days_before(later, length))


def days_after(fact: DateFact, length: int | None) -> int:
    """How many days what happened may have gone on beyond its date on record."""
    value = fact.value
    is_open = value.shape in (Shape.SINGLE, Shape.ONE_OF) and value.precision in (Precision.DAY, Precision.MONTH)
    if not is_open or fact.predicate is not Predicate.HAPPENED:
        return days_apart(fact, length)
    if length is None:
        return HALF_A_YEAR if lasts(fact) else TWO_MONTHS
    return min(max(length // (3 if lasts(fact) else 10), SHORTEST_BATTLE), HALF_A_YEAR)


def days_before(fact: DateFact, length: int | None) -> int:
    """How many days what happened may have begun before its date on record: a siege is often told by its end."""
    apart = days_apart(fact, length)
    if length is None or not lasts(fact) or fact.value.precision is not Precision.DAY:
        return apart
    return min(apart, max(length // 3, SHORTEST_BATTLE))


def length_of(lines: Iterable[DateLine]) -> int | None:
    """How many days a conflict lasted by the days on record in it; None where they are too few to say."""
    days = [line.days for line in lines if line.days]
    if sum(map(len, days)) < FEWEST_DATES:
        return None
    return max(line[-1] for line in days) - min(line[0] for line in days)


def lasts(fact: DateFact) -> bool:
    """Whether the title names what goes on for weeks and longer."""
    return fact.event is not None and not LASTING.isdisjoint(words_of(fact.event.title))


def years_of_doubt(day: int) -> int:
    """1 for years that are known, more the older they are."""
    return 1 + max(0, FIRST_CERTAIN_YEAR - from_day_number(day)[0]) // YEARS_A_DOUBT


def gap_days(one: HistoricalDate, other: HistoricalDate) -> int:
    """Days from the end of the earlier to the beginning of the later; 0 where they overlap or have no days."""
    if None in (one.earliest_day, one.latest_day, other.earliest_day, other.latest_day):
        return 0
    assert one.earliest_day is not None and one.latest_day is not None  # noqa: PT018 - told to the type checker
    assert other.earliest_day is not None and other.latest_day is not None  # noqa: PT018 - likewise
    return max(0, other.earliest_day - one.latest_day, one.earliest_day - other.latest_day)


def roundness(value: HistoricalDate) -> int:
    """How round a year of old is: 2 for hundreds, 1 for tens, 0 for others, for later years and finer dates."""
    if value.shape is not Shape.SINGLE or value.precision is not Precision.YEAR or value.earliest_day is None:
        return 0
    year = from_day_number(value.earliest_day)[0]
    if year >= FIRST_EVEN_YEAR:
        return 0
    shown = year if year > 0 else 1 - year
    return 2 if shown % 100 == 0 else 1 if shown % 10 == 0 else 0


def is_alike(value: HistoricalDate, key: HistoricalDate) -> bool:
    """Whether a date leaves as many days open as the key, and is as round."""
    return len(value.members) == len(key.members) and roundness(value) == roundness(key)


def step_of(value: HistoricalDate, apart: int) -> int:
    """By how many units of its precision (days, months, years) a date is moved to lie `apart` days off."""
    if value.precision is Precision.YEAR:
        years = -(-(apart - 1) // DAYS_A_YEAR) + 1
        tens = 10 ** roundness(value)
        return int(-(-years // tens) * tens)
    if value.precision is Precision.MONTH:
        return 4 if apart > 1 else 1
    return apart
