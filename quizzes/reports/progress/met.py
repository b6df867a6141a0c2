"""The facts a learner has met: what she remembers of each, and what the record says it belongs to.

Here, and in `answers.py`, is decided what counts on the page "Progress".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from quizzes.models import Answer, Learner, Progress, Question, SetAside
from quizzes.models.progress import ProgressQuerySet
from quizzes.questions.lines import Line
from quizzes.reports.tally import tally_bank
from quizzes.scheduling import Memory
from quizzes.scheduling.forecast import recall_probability

# How far ahead "if you stop today" looks.
STOP_DAYS = 30
# Of more facts the page is reckoned from about so many, and from those that she forgot most often.
MOST_READ = 2000
MOST_FORGOTTEN = 40
# Any two numbers without a common factor, the second much larger than the facts of a session.
MIXER, PRIME = 7919, 10007
HOME = ("fact_key", "topic", "event_key", "family")
# A memory that holds for three weeks (stability, in days) counts as learned; below that, as being learned.
LEARNED_DAYS = 21


@dataclass(frozen=True, slots=True)
class Home:
    """What a fact belongs to: keys of its topic and event (empty: without one) and its family."""

    topic: str
    event: str
    family: str


@dataclass(frozen=True, slots=True)
class MetFact:
    """One fact she has met, and how likely she recalls it now and in 30 days if she stops (0 to 1).

    `home` is None where no live question asks about the fact any more. It still counts: she may well know it.
    `is_asked_when_new`: it is among those that a session asks of somebody new. `is_suspended`: set aside for good.
    """

    key: str
    memory: Memory
    now: float
    later: float
    home: Home | None
    is_asked_when_new: bool
    is_suspended: bool

    @property
    def is_learned(self) -> bool:
        """Whether the memory holds for three weeks."""
        return self.memory.stability >= LEARNED_DAYS


@dataclass(frozen=True, slots=True)
class Met:
    """The facts that she has met: how many, and those from which the page is reckoned.

    These are all of them; of very many some, drawn as if by chance, with those most often forgotten apart.
    """

    count: int
    facts: tuple[MetFact, ...]
    forgotten: tuple[MetFact, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether not all were read."""
        return len(self.facts) < self.count

    def of_all(self, some: float) -> float:
        """What a number of the facts that were read comes to among all."""
        return some * self.count / len(self.facts) if self.is_drawn and self.facts else some


@dataclass(frozen=True, slots=True)
class Remembered:
    """What counts on this page: all memories of hers but those of `untold` facts, which a running test moved.

    `aside` are the facts that she does not want to be asked about, each with the end of that (None: for good): they
    are still remembered.
    """

    rows: ProgressQuerySet
    aside: Mapping[str, datetime | None]


def find_remembered(learner: Learner, now: datetime) -> Remembered:
    """Her memories."""
    untold = Answer.objects.untold_facts(learner)
    aside = SetAside.objects.active(at=now).filter(learner=learner).order_by().values_list("fact_key", "until")
    return Remembered(Progress.objects.filter(learner=learner).told(untold), dict(aside))


def find_met(remembered: Remembered, now: datetime) -> Met:
    """The facts that she has a memory of."""
    count = remembered.rows.count()
    if count <= MOST_READ:
        facts = meet_facts(remembered.rows, remembered, now)
        return Met(count, facts, facts)
    drawn = meet_facts(draw_rows(remembered.rows, count), remembered, now)
    forgotten = remembered.rows.filter(lapses__gt=0).order_by("-lapses", "pk")[:MOST_FORGOTTEN]
    return Met(count, drawn, (*meet_facts(forgotten, remembered, now), *drawn))


def draw_rows(rows: ProgressQuerySet, count: int) -> ProgressQuerySet:
    """About so many of these as are read, the same each time, as if by chance; the database looks at their ids alone.

    Neighbours were met in one session: a number is mixed before every so many are taken.
    """
    mixed = (F("pk") * MIXER) % PRIME
    return rows.alias(turn=mixed % -(-count // MOST_READ)).filter(turn=0)


def meet_facts(rows: ProgressQuerySet, remembered: Remembered, now: datetime) -> tuple[MetFact, ...]:
    """Each fact with its place on the forgetting curve, and what it belongs to."""
    found = list(rows.values_list("fact_key", "memory"))
    homes: dict[str, Home] = {}
    asked: set[str] = set()
    live = Question.objects.live().filter(fact_key__in=[key for key, _memory in found]).order_by()
    for key, topic, event, family, line in live.values_list(*HOME, "line").distinct():
        homes[key] = Home(topic, event, family)
        if line == Line.MIXED:
            asked.add(key)
    suspended = {key for key, until in remembered.aside.items() if until is None}
    return tuple(
        meet(key, Memory.from_json(memory), now, homes.get(key), asked=key in asked, suspended=key in suspended)
        for key, memory in found
    )


def meet(key: str, memory: Memory, now: datetime, home: Home | None, *, asked: bool, suspended: bool) -> MetFact:
    """One fact."""
    return MetFact(
        key=key,
        memory=memory,
        now=recall_probability(memory, now),
        later=recall_probability(memory, now + timedelta(days=STOP_DAYS)),
        home=home,
        is_asked_when_new=asked,
        is_suspended=suspended,
    )


def count_unmet(met: Met) -> int:
    """How many facts could be asked that she has no memory of: all that can be, without those that she has one of."""
    hers = round(met.of_all(sum(fact.is_asked_when_new for fact in met.facts)))
    return max(0, sum(one.facts for one in tally_bank()) - hers)
