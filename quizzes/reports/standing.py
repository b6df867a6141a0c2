"""What the first page says: what can be practised, and what waits for this learner."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from history.facts.reading import topic_titles
from quizzes.models import Learner, Progress, Question, QuizSession, SetAside
from quizzes.questions.values import Family
from quizzes.scheduling.days import day_of, end_of_day


@dataclass(frozen=True, slots=True)
class Quiz:
    """A topic that can be practised, and how many facts it asks about."""

    topic: str
    title: str
    facts: int


@dataclass(frozen=True, slots=True)
class Today:
    """What waits for a learner: facts due before her day ends, and the session she left."""

    due: int
    known: int
    running: QuizSession | None


def list_quizzes() -> list[Quiz]:
    """The topics with live questions: first where most can be asked about who says what, then the largest."""
    rows = list(
        Question.objects.live()
        .answerable()
        .order_by()
        .values("topic")
        .annotate(
            facts=Count("fact_key", distinct=True),
            voices=Count("fact_key", distinct=True, filter=Q(family=Family.CLAIMANT.value)),
        )
        .order_by("-voices", "-facts", "topic")
    )
    titles = topic_titles(row["topic"] for row in rows)
    return [Quiz(row["topic"], titles.get(row["topic"], ""), row["facts"]) for row in rows if row["topic"]]


def learner_today(learner: Learner, now: datetime) -> Today:
    """What waits for the learner now."""
    mine = Progress.objects.filter(learner=learner).told()
    return Today(
        due=mine.due(at=end_of_day(now, learner.zone)).without_set_aside(at=now).count(),
        known=mine.count(),
        running=learner.sessions.running().filter(assignment=None).first(),
    )


@dataclass(frozen=True, slots=True)
class AsideLine:
    """A fact that a learner set aside, by the question she saw; `until` is her day, None: until she resumes it."""

    fact_key: str
    prompt: str
    until: date | None


def list_set_aside(learner: Learner, now: datetime) -> list[AsideLine]:
    """What the learner is not asked now, the latest first."""
    rows = SetAside.objects.active(at=now).filter(learner=learner).select_related("shown")
    zone = learner.zone
    return [AsideLine(row.fact_key, str(row.shown), day_of(row.until, zone) if row.until else None) for row in rows]
