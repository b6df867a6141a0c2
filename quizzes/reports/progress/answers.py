"""How many questions were answered on which of the learner's days.

A question about several Facts has an Answer for each; here it is one question.

A day begins at 04:00 in her zone, and a database knows nothing of that: SQLite has no time zones, and taking four
hours off is wrong on the two days a year when the clocks change. So the days' beginnings are reckoned here, by the
same rule as everywhere, and the database counts between those instants: exact, and one row a day comes back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, IntegerField, Value, When

from quizzes.models import Answer, Learner
from quizzes.scheduling.days import DAY_BEGINS, day_of

WEEKS_BACK = 12
BEFORE = -1


@dataclass(frozen=True, slots=True)
class DayQuestions:
    """How many questions she answered on one of her days."""

    on: date
    questions: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The last twelve weeks, Monday to Sunday, this one included; its days to come are left out.

    `total` counts all questions she answered, also those before these weeks.
    """

    days: tuple[DayQuestions, ...]
    total: int

    @property
    def weeks(self) -> list[tuple[DayQuestions, ...]]:
        """The days by week."""
        return [self.days[start : start + 7] for start in range(0, len(self.days), 7)]

    @property
    def practised(self) -> int:
        """On how many of the days she answered."""
        return sum(day.questions > 0 for day in self.days)

    @property
    def questions(self) -> int:
        """How many questions she answered in these weeks."""
        return sum(day.questions for day in self.days)

    @property
    def busiest(self) -> DayQuestions:
        """The day on which she answered the most, the latest such."""
        return max(reversed(self.days), key=lambda day: day.questions)


def report_calendar(learner: Learner, now: datetime) -> Calendar:
    """Questions answered per day of hers, in two queries."""
    today = day_of(now, learner.zone)
    first = today - timedelta(days=today.weekday(), weeks=WEEKS_BACK - 1)
    days = [first + timedelta(days=ahead) for ahead in range((today - first).days + 1)]
    counts = count_questions_since(learner, days)
    return Calendar(
        days=tuple(DayQuestions(day, counts.get(number, 0)) for number, day in enumerate(days)),
        total=sum(counts.values()),
    )


def count_questions_since(learner: Learner, days: Sequence[date]) -> dict[int, int]:
    """Questions answered by the number of their day in `days` (one after the other); BEFORE for older ones.

    What a clock that ran ahead dated later counts for the last day.
    """
    starts = [(start_of_day(day, learner.zone), Value(number)) for number, day in enumerate(days)]
    # First the week, then the day in it: an answer is compared with some ten instants instead of some forty.
    weeks = [starts[first : first + 7] for first in range(0, len(starts), 7)]
    day_number = latest_begun([(week[0][0], latest_begun(week, "answered_at")) for week in weeks], "answered_at")
    hers = Answer.objects.counted().filter(learner=learner).order_by()
    questions = Count("asked_id", distinct=True)
    rows = hers.filter(answered_at__gte=starts[0][0]).values(day=day_number).annotate(questions=questions)
    # What is older is only counted.
    older = hers.filter(answered_at__lt=starts[0][0]).aggregate(questions=questions)["questions"]
    return {BEFORE: older, **dict(rows.values_list("day", "questions"))}


def latest_begun(starts: Sequence[tuple[datetime, Case | Value]], instant: str) -> Case:
    """What belongs to the latest of these beginnings (the earliest first) that a row's instant does not precede."""
    latest_first = [When(**{f"{instant}__gte": start}, then=what) for start, what in reversed(starts)]
    return Case(*latest_first, default=Value(BEFORE), output_field=IntegerField())


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """When that day of hers began."""
    return datetime.combine(day, DAY_BEGINS, tzinfo=zone)
