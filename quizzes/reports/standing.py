"""What the first page says: what can be practised, and what waits for this learner."""

from dataclasses import dataclass
from datetime import date, datetime

from history.facts.reading import topic_titles
from quizzes.models import Answer, Learner, Progress, QuizSession, SetAside
from quizzes.reports.tally import tally_bank
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
    tallies = tally_bank()
    titles = topic_titles(one.topic for one in tallies)
    return [Quiz(one.topic, titles.get(one.topic, ""), one.facts) for one in tallies if one.topic]


def learner_today(learner: Learner, now: datetime) -> Today:
    """What waits for the learner now."""
    untold = Answer.objects.untold_facts(learner)
    mine = Progress.objects.filter(learner=learner).told(untold)
    due = mine.due(at=end_of_day(now, learner.zone)).order_by()
    aside = SetAside.objects.active(at=now).filter(learner=learner).values("fact_key")
    return Today(
        # Counted from what is set aside on: of all that is due, each would be looked up there.
        due=due.count() - due.filter(fact_key__in=aside).count(),
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
