"""Progress in words: due now, learned, the coming days."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizzes.models import Answer, Learner, Progress, Question
from quizzes.scheduling.days import day_of, end_of_day

DAYS_AHEAD = 14
# A memory that holds for three weeks (stability, in days) counts as learned; below that, as being learned.
LEARNED_DAYS = 21


@dataclass(frozen=True, slots=True)
class DayLoad:
    """How many facts fall due on a day of the learner's."""

    on: date
    facts: int


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """What a learner remembers. `learning` and `learned` add up to the facts she has met."""

    due: int
    learning: int
    learned: int
    unseen: int
    answers: int
    days: tuple[DayLoad, ...]
    later: int

    @property
    def met(self) -> int:
        """Facts she has been asked about."""
        return self.learning + self.learned

    @property
    def busiest(self) -> int:
        """The most facts that fall due on one of the coming days."""
        return max((day.facts for day in self.days), default=0)


def report_progress(learner: Learner, now: datetime) -> ProgressReport:
    """Due now (before her day ends), learned, and what falls due on each of the coming days."""
    zone = learner.zone
    until = end_of_day(now, zone)
    rows = list(Progress.objects.filter(learner=learner).values_list("fact_key", "due_at", "memory"))
    learned = sum(memory["stability"] >= LEARNED_DAYS for _key, _due, memory in rows)
    loads = Counter(day_of(due, zone) for _key, due, _memory in rows if due >= until)
    today = day_of(now, zone)
    coming = [today + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]
    askable = set(Question.objects.live().answerable().values_list("fact_key", flat=True))
    return ProgressReport(
        due=sum(due < until for _key, due, _memory in rows),
        learning=len(rows) - learned,
        learned=learned,
        unseen=len(askable - {key for key, _due, _memory in rows}),
        answers=Answer.objects.filter(learner=learner).count(),
        days=tuple(DayLoad(day, loads[day]) for day in coming),
        later=sum(facts for day, facts in loads.items() if day > coming[-1]),
    )
