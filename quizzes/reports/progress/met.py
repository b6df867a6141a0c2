"""The facts a learner has met: what she remembers of each, and what the record says it belongs to.

Here, and in `answers.py`, is decided what counts on the page "Progress".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from quizzes.models import Learner, Progress, Question, SetAside
from quizzes.models.progress import ProgressQuerySet
from quizzes.reports.tally import tally_bank
from quizzes.scheduling import Memory
from quizzes.scheduling.forecast import recall_probability

# How far ahead "if you stop today" looks.
STOP_DAYS = 30
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
    `due_at` is None while the fact is set aside for good; what is set aside for a while is due no sooner than that.
    """

    key: str
    memory: Memory
    due_at: datetime | None
    now: float
    later: float
    home: Home | None

    @property
    def is_learned(self) -> bool:
        """Whether the memory holds for three weeks."""
        return self.memory.stability >= LEARNED_DAYS


def find_met_facts(learner: Learner, now: datetime) -> list[MetFact]:
    """All facts that she has a memory of, in three queries."""
    homes = find_homes(learner)
    aside = find_set_aside(learner, now)
    rows = remembered_by(learner).values_list("fact_key", "memory", "due_at")
    return [
        meet(key, Memory.from_json(memory), put_off(due_at, key, aside), now, homes) for key, memory, due_at in rows
    ]


def meet(key: str, memory: Memory, due_at: datetime | None, now: datetime, homes: Mapping[str, Home]) -> MetFact:
    """One fact with its place on the forgetting curve."""
    return MetFact(
        key=key,
        memory=memory,
        due_at=due_at,
        now=recall_probability(memory, now),
        later=recall_probability(memory, now + timedelta(days=STOP_DAYS)),
        home=homes.get(key),
    )


def put_off(due_at: datetime, key: str, aside: Mapping[str, datetime | None]) -> datetime | None:
    """When the fact is asked again, as far as she has not set it aside."""
    if key not in aside:
        return due_at
    until = aside[key]
    return max(due_at, until) if until else None


def remembered_by(learner: Learner) -> ProgressQuerySet:
    """The memories that this page counts: all of hers but what a test moved whose results are not out.

    What is set aside is still remembered.
    """
    return Progress.objects.filter(learner=learner).told()


def find_set_aside(learner: Learner, now: datetime) -> dict[str, datetime | None]:
    """The facts that she does not want to be asked about, each with the end of that; None: for good."""
    aside = SetAside.objects.active(at=now).filter(learner=learner)
    return dict(aside.order_by().values_list("fact_key", "until"))


def find_homes(learner: Learner) -> dict[str, Home]:
    """What each of her facts belongs to, for those that a live question asks about."""
    hers = Question.objects.live().filter(fact_key__in=remembered_by(learner).values("fact_key"))
    rows = hers.order_by().values_list("fact_key", "topic", "event_key", "family").distinct()
    return {key: Home(topic, event, family) for key, topic, event, family in rows}


def count_unmet(learner: Learner) -> int:
    """How many facts could be asked that she has no memory of: all that can be, without those that she has one of."""
    hers = Question.objects.live().answerable().filter(fact_key__in=remembered_by(learner).values("fact_key"))
    met = hers.aggregate(facts=Count("fact_key", distinct=True))["facts"] or 0
    return max(0, sum(one.facts for one in tally_bank()) - met)
