"""What a session may ask about some Facts, and what a learner knows of them: for as many as are named, no more."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from quizzes.models import Answer, Learner, Progress, Question, SetAside
from quizzes.models.progress import ProgressQuerySet
from quizzes.models.questions import QuestionQuerySet

# Memories read at once: the first time, and at most.
FIRST_PAGE = 20
LARGEST_PAGE = 640
# So many memories are gone along whatever the topic; beyond, whichever is less is looked through.
FEW_WAITING = 1000
MOST_COUNTED = 10_000

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


def first_met(scope: Scope, until: datetime, most: int, *, ahead: bool = False) -> Met:
    """The first `most` memories that wait `until` then and that the scope can ask about now, the longest waiting first.

    `ahead`: those that fall due from then on. Read page by page, each larger than the one before, for some may be
    barred.
    """
    found, live, size = dict[str, Progress](), dict[str, Forms](), FIRST_PAGE
    way = from_topic if is_smaller_topic(scope, until, ahead=ahead) else along_waiting
    asked = rest = way(scope, until, ahead=ahead)
    while len(found) < most:
        page = list(rest[:size])
        looked = look_at(scope, [row.fact_key for row in page])
        found |= {row.fact_key: row for row in page if looked.is_free(row.fact_key)}
        live |= looked.live
        if len(page) < size:
            break
        rest, size = asked.filter(beyond(page[-1])), min(2 * size, LARGEST_PAGE)
    return Met(dict(list(found.items())[:most]), live)


def is_smaller_topic(scope: Scope, until: datetime, *, ahead: bool) -> bool:
    """Whether the topic has fewer questions than memories wait, both counted no further than matters."""
    if not scope.topic:
        return False
    waits = Progress.objects.filter(waiting("due_at", until, ahead=ahead), learner=scope.learner)
    count = waits[: MOST_COUNTED + 1].count()
    if count <= FEW_WAITING:
        return False
    # In the order of an index, of which it takes a stretch.
    return scope.live().order_by("place_in_line")[:count].count() < min(count, MOST_COUNTED)


def along_waiting(scope: Scope, until: datetime, *, ahead: bool) -> ProgressQuerySet:
    """Go along her memories as they fall due: those of other topics the database passes over, one by one."""
    about = scope.live().filter(fact_key=OuterRef("fact_key"))
    hers = Progress.objects.filter(Exists(about), learner=scope.learner).alias(waits=F("due_at"))
    return hers.filter(waiting("waits", until, ahead=ahead)).order_by("waits", "pk")


def from_topic(scope: Scope, until: datetime, *, ahead: bool) -> ProgressQuerySet:
    """Look up what she remembers of each fact of the topic: nothing of other topics is passed over.

    What falls due when is an expression, for with an index of it a database would go along all that waits after all.
    """
    facts = scope.live().order_by().values("fact_key")
    hers = Progress.objects.filter(learner=scope.learner, fact_key__in=facts)
    due = hers.alias(waits=Coalesce("due_at", "due_at")).filter(waiting("waits", until, ahead=ahead))
    return due.order_by("waits", "pk")


def waiting(instant: str, until: datetime, *, ahead: bool) -> Q:
    """Of memories: that they fall due before that time, or from then on."""
    return Q(**{f"{instant}__gte" if ahead else f"{instant}__lt": until})


def beyond(row: Progress) -> Q:
    """Of memories with `waits`: that they have waited less long than this one."""
    return Q(waits__gte=row.due_at) & (Q(waits__gt=row.due_at) | Q(pk__gt=row.pk))
