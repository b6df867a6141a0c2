"""The page "Progress" as one value, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models.fields.json import KeyTextTransform

from quizzes.models import Learner, Question
from quizzes.reports.progress.answers import Calendar, report_calendar
from quizzes.reports.progress.groups import Grouping, group_by_event, group_by_family, group_by_topic
from quizzes.reports.progress.hardest import HardFact, describe_hardest, pick_hardest
from quizzes.reports.progress.loads import DAYS_AHEAD, DayLoad, count_loads
from quizzes.reports.progress.met import LEARNED_DAYS, STOP_DAYS, Met, count_unmet, find_met, find_remembered
from quizzes.scheduling.days import day_of
from quizzes.scheduling.forecast import forecast_recall

__all__ = ["DAYS_AHEAD", "LEARNED_DAYS", "ProgressReport", "report_progress"]


@dataclass(frozen=True, slots=True)
class DayRecall:
    """How many facts she is expected to recall on a day, if she stops today."""

    on: date
    facts: float


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """What a learner remembers. `learning` and `learned` add up to the facts she has met.

    `no_longer_asked`: facts met that no live question asks about any more.
    `drawn`: very many were met, and what is said of them is reckoned from so many; 0: from all. What falls due, and
    how many questions were answered, is counted.
    `recall` begins today and ends in 30 days; `days` begin tomorrow, `later` is what falls due after them.
    """

    due: int
    learning: int
    learned: int
    unseen: int
    recall: tuple[DayRecall, ...]
    days: tuple[DayLoad, ...]
    later: int
    calendar: Calendar
    topics: Grouping
    families: Grouping
    events: Grouping
    hardest: tuple[HardFact, ...]
    no_longer_asked: int
    drawn: int = 0

    @property
    def met(self) -> int:
        """Facts she has been asked about."""
        return self.learning + self.learned

    @property
    def questions(self) -> int:
        """All questions she ever answered."""
        return self.calendar.total

    @property
    def recalled_now(self) -> float:
        """How many of them she is expected to recall now."""
        return self.recall[0].facts

    @property
    def recalled_later(self) -> float:
        """How many she is expected to recall in 30 days if she stops today."""
        return self.recall[-1].facts

    @property
    def percent_now(self) -> int:
        """The share of the facts met that she is expected to recall now, in per cent."""
        return round(100 * self.recalled_now / self.met)

    @property
    def percent_later(self) -> int:
        """The share in 30 days if she stops today, in per cent."""
        return round(100 * self.recalled_later / self.met)

    @property
    def busiest(self) -> DayLoad:
        """The first of the coming days on which the most facts fall due."""
        return max(self.days, key=lambda day: day.facts)

    @property
    def coming(self) -> int:
        """How many facts fall due on the coming days that are listed."""
        return sum(day.facts for day in self.days)


def report_progress(learner: Learner, now: datetime) -> ProgressReport:
    """Everything on the page. Queries are as many for whoever has met much; of very many facts some are read."""
    remembered = find_remembered(learner, now)
    met = find_met(remembered, now)
    hardest = pick_hardest(met.forgotten)
    titles = find_event_titles(fact.home.event for fact in (*met.facts, *hardest) if fact.home)
    loads = count_loads(remembered, now, learner.zone)
    learned = round(met.of_all(sum(fact.is_learned for fact in met.facts)))
    return ProgressReport(
        due=loads.due,
        learning=met.count - learned,
        learned=learned,
        unseen=count_unmet(met),
        recall=report_recall(met, now, day_of(now, learner.zone)),
        days=loads.days,
        later=loads.later,
        calendar=report_calendar(learner, now),
        topics=group_by_topic(met.facts),
        families=group_by_family(met.facts),
        events=group_by_event(met.facts, titles),
        hardest=describe_hardest(hardest, titles),
        no_longer_asked=sum(fact.home is None for fact in met.facts),
        drawn=len(met.facts) if met.is_drawn else 0,
    )


def report_recall(met: Met, now: datetime, today: date) -> tuple[DayRecall, ...]:
    """The expected number of facts recalled, day by day."""
    expected = forecast_recall((fact.memory for fact in met.facts), now, STOP_DAYS)
    return tuple(
        DayRecall(today + timedelta(days=ahead), met.of_all(recalled)) for ahead, recalled in enumerate(expected)
    )


def find_event_titles(keys: Iterable[str]) -> dict[str, str]:
    """Titles of events as their live questions show them, in one query; live questions ask about published events."""
    asking = Question.objects.live().filter(event_key__in=set(keys) - {""})
    title = KeyTextTransform("event_title", "shown__content")
    return dict(asking.order_by().values_list("event_key", title).distinct())
