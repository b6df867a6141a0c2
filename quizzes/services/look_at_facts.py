"""What a session may ask about some Facts, and what a learner knows of them: for as many as are named, no more."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from quizzes.models import Answer, Learner, Progress, Question, SetAside
from quizzes.models.progress import ProgressQuerySet
from quizzes.models.questions import QuestionQuerySet

# Memories read at once: the first time, and at most.
FIRST_PAGE = 20
LARGEST_PAGE = 640

Forms = list[Question]


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is asked, when, and from which line of questions; `topic` empty: of all topics."""

    learner: Learner
    at: datetime
    topic: str
    line: str

    def live(self) -> QuestionQuerySet:
        """The live questions that a session of this scope asks."""
        return Question.objects.live().in_line(self.line).in_topic(self.topic)


@dataclass(frozen=True, slots=True)
class Looked:
    """The live questions of a scope about some Facts, by Fact, and which of these may not be asked about now."""

    live: dict[str, Forms]
    barred: frozenset[str]

    def is_free(self, fact: str) -> bool:
        """Whether it can be asked about now."""
        return fact in self.live and fact not in self.barred


@dataclass(frozen=True, slots=True)
class Met:
    """What a learner remembers and can be asked about, the longest waiting first, with the questions by Fact."""

    memories: dict[str, Progress]
    live: dict[str, Forms]


def look_at(scope: Scope, facts: Collection[str]) -> Looked:
    """What there is about these Facts."""
    live = by_fact_of(scope.live().filter(fact_key__in=facts).order_by())
    return Looked(live, find_barred(scope.learner, facts, scope.at))


def by_fact_of(rows: QuerySet[Question]) -> dict[str, Forms]:
    """Questions with what choosing reads of them, by Fact."""
    by_fact: dict[str, Forms] = defaultdict(list)
    for row in rows.only("key", "fact_key", "form", "passage", "family"):
        by_fact[row.fact_key].append(row)
    return by_fact


def find_known(learner: Learner, facts: Collection[str]) -> set[str]:
    """Those of these Facts that she remembers."""
    rows = Progress.objects.filter(learner=learner, fact_key__in=facts)
    return set(rows.values_list("fact_key", flat=True))


def find_barred(learner: Learner, facts: Collection[str], at: datetime) -> frozenset[str]:
    """Those of these Facts that she set aside, or answered in a test whose results are not out."""
    aside = SetAside.objects.active(at=at).filter(learner=learner, fact_key__in=facts)
    untold = Answer.objects.counted().untold().filter(learner=learner, fact_key__in=facts)
    return frozenset((*fact_keys(aside), *fact_keys(untold)))


def fact_keys(rows: QuerySet[SetAside] | QuerySet[Answer]) -> list[str]:
    """The Facts that these are about."""
    return list(rows.order_by().values_list("fact_key", flat=True))


def first_met(scope: Scope, memories: ProgressQuerySet, most: int) -> Met:
    """The first `most` of these memories, the longest waiting first, that the scope can ask about now.

    Read page by page, each larger than the one before, for some may be barred. Memories of other topics the database
    passes over by itself, one by one: they are hers, and grow with her alone.
    """
    found, live, size = dict[str, Progress](), dict[str, Forms](), FIRST_PAGE
    asked = memories.filter(Exists(scope.live().filter(fact_key=OuterRef("fact_key")))).order_by("due_at", "pk")
    rest = asked
    while len(found) < most:
        page = list(rest[:size])
        looked = look_at(scope, [row.fact_key for row in page])
        found |= {row.fact_key: row for row in page if looked.is_free(row.fact_key)}
        live |= looked.live
        if len(page) < size:
            break
        rest, size = asked.after(page[-1]), min(2 * size, LARGEST_PAGE)
    return Met(dict(list(found.items())[:most]), live)
