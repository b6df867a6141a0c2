"""The page "Progress" as one value, in a constant number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models.fields.json import KeyTextTransform

from quizzes.models import Learner, Question
from quizzes.reports.progress.answers import Calendar, report_calendar
from quizzes.reports.progress.groups import Grouping, group_by_event, group_by_family, group_by_topic
from quizzes.reports.progress.hardest import HardFact, describe_hardest, pick_hardest
from quizzes.reports.progress.met import LEARNED_DAYS, STOP_DAYS, MetFact, count_unmet, find_met_facts
from quizzes.scheduling.days import day_of, end_of_day
from quizzes.scheduling.forecast import forecast_recall

__all__ = ["DAYS_AHEAD", "LEARNED_DAYS", "ProgressReport", "report_progress"]

DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class DayLoad:
    """How many facts fall due on a day of the learner's."""

    on: date
    facts: int


@dataclass(frozen=True, slots=True)
class DayRecall:
    """How many facts she is expected to recall on a day, if she stops today."""

    on: date
    facts: float


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """What a learner remembers. `learning` and `learned` add up to the facts she has met.

    `no_longer_asked`: facts met that no live question asks about any more.
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
    """Everything on the page. Work grows with the facts she has met; queries, and rows of answers read, do not."""
    zone = learner.zone
    facts = find_met_facts(learner, now)
    hardest = pick_hardest(facts)
    titles = find_event_titles(fact.home.event for fact in facts if fact.home)
    until = end_of_day(now, zone)
    today = day_of(now, zone)
    due_at = [fact.due_at for fact in facts if fact.due_at]
    loads = Counter(day_of(due, zone) for due in due_at if due >= until)
    coming = [today + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]
    learned = sum(fact.is_learned for fact in facts)
    return ProgressReport(
        due=sum(due < until for due in due_at),
        learning=len(facts) - learned,
        learned=learned,
        unseen=count_unmet(learner),
        recall=report_recall(facts, now, today),
        days=tuple(DayLoad(day, loads[day]) for day in coming),
        later=sum(loads.values()) - sum(loads[day] for day in coming),
        calendar=report_calendar(learner, now),
        topics=group_by_topic(facts),
        families=group_by_family(facts),
        events=group_by_event(facts, titles),
        hardest=describe_hardest(hardest, titles),
        no_longer_asked=sum(fact.home is None for fact in facts),
    )


def report_recall(facts: Iterable[MetFact], now: datetime, today: date) -> tuple[DayRecall, ...]:
    """The expected number of facts recalled, day by day."""
    expected = forecast_recall((fact.memory for fact in facts), now, STOP_DAYS)
    return tuple(DayRecall(today + timedelta(days=ahead), recalled) for ahead, recalled in enumerate(expected))


def find_event_titles(keys: Iterable[str]) -> dict[str, str]:
    """Titles of events as their live questions show them, in one query; live questions ask about published events."""
    asking = Question.objects.live().filter(event_key__in=set(keys) - {""})
    title = KeyTextTransform("event_title", "shown__content")
    return dict(asking.order_by().values_list("event_key", title).distinct())
