"""What a change does to the questions, gathered portion by portion: counted, and the first of each kind in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from django.db.models import F

from history.facts.reading_places import in_portions
from quizzes.models import AskedQuestion, Question, QuizSession
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import GROUP_FORMS

# So many changes of a kind are told one by one; the rest is counted.
MOST_TOLD: Final = 50
# So many running sessions are looked into, the newest first.
MOST_SESSIONS: Final = 1000
# Where a topic has more questions about several Facts, they are not looked through.
MOST_GROUPS: Final = 20_000

# A row of the bank or of what it would be, what was and what is shown of it, and why it is refused.
Moved = tuple[Question, Shown | None, Shown | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Side:
    """What a question is before or after the change: its words, its answer, and what may be typed."""

    prompt: str
    answer: str
    accepted: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One question that the change touches, in the forms in which it does so alike.

    `before` None: it appears. `after` None: it is withdrawn, by the rules and for the reasons in `reasons`.
    """

    fact: str
    forms: tuple[str, ...]
    before: Side | None
    after: Side | None
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Told:
    """Changes of one kind: how many, and the first of them."""

    all: int = 0
    told: list[QuestionChange] = field(default_factory=list)

    def add(self, change: QuestionChange) -> None:
        """Count one more."""
        self.all += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(change)

    @property
    def left(self) -> int:
        """How many are not told."""
        return self.all - len(self.told)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change does; `digest` stands for all of the questions that change, appear or are withdrawn.

    `waiting` are running sessions in which a question that changes or is withdrawn waits, `planned` those to come.
    `groups` are live questions about several Facts that ask, as last put together, about one that changes or is
    withdrawn; `groups_waiting` running sessions in which such a one waits. `has_more_groups`: in some topic there are
    too many to be looked through. `has_more_sessions`: older ones were not looked into for what is to come.
    """

    changed: Told
    appearing: Told
    withdrawn: Told
    digest: str
    waiting: int = 0
    planned: int = 0
    groups: int = 0
    groups_waiting: int = 0
    has_more_groups: bool = False
    has_more_sessions: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether no question is touched."""
        return not (self.changed.all or self.appearing.all or self.withdrawn.all)


class Gathered:
    """What was found so far. What it keeps follows the sessions that run, not the questions that move."""

    def __init__(self) -> None:
        self._changed, self._appearing, self._withdrawn = Told(), Told(), Told()
        self._digest = sha256()
        self._sessions = Sessions()
        self._groups = Groups()

    def add(self, moved: Sequence[Moved]) -> None:
        """Count some more; all forms of a Fact come together."""
        for change in group_changes(moved):
            kind = (
                self._appearing if change.before is None else self._withdrawn if change.after is None else self._changed
            )
            kind.add(change)
            self._digest.update(repr(change).encode())
        asked = [row for row, before, _after, _why in moved if before is not None]
        if asked:
            self._sessions.add({row.key for row in asked})
            by_topic: dict[str, set[str]] = defaultdict(set)
            for row in asked:
                by_topic[row.topic].add(row.fact_key)
            for topic, facts in by_topic.items():
                self._groups.add(topic, facts)

    def sum_up(self) -> Foreseen:
        """All of it."""
        return Foreseen(
            changed=self._changed,
            appearing=self._appearing,
            withdrawn=self._withdrawn,
            digest=self._digest.hexdigest(),
            waiting=len(self._sessions.waiting),
            planned=len(self._sessions.planned - self._sessions.waiting),
            groups=len(self._groups.asking),
            groups_waiting=len(self._groups.waiting),
            has_more_groups=self._groups.has_more,
            has_more_sessions=self._sessions.has_more,
        )


class Sessions:
    """Running sessions in which a question that moves waits now, or may still come."""

    def __init__(self) -> None:
        self.waiting: set[int] = set()
        self.planned: set[int] = set()
        self.has_more = False
        self._planning: dict[str, set[int]] | None = None

    def add(self, keys: set[str]) -> None:
        """Look for these questions (keys)."""
        for some in in_portions(sorted(keys)):
            asked = AskedQuestion.objects.filter(session__finished_at=None, position=F("session__version"))
            self.waiting.update(asked.filter(question__key__in=some).values_list("session", flat=True))
        planning = self._read_plans() if self._planning is None else self._planning
        for key in keys & planning.keys():
            self.planned |= planning[key]

    def _read_plans(self) -> dict[str, set[int]]:
        self._planning = defaultdict(set)
        plans = QuizSession.objects.running().order_by("-started_at").values_list("pk", "plan")
        for number, (pk, plan) in enumerate(plans[: MOST_SESSIONS + 1]):
            self.has_more = number == MOST_SESSIONS
            for key, _again in plan if not self.has_more else ():
                self._planning[str(key)].add(pk)
        return self._planning


class Groups:
    """Live questions about several Facts that ask about one that moves, and sessions in which such a one waits."""

    def __init__(self) -> None:
        self.asking: set[int] = set()
        self.waiting: set[int] = set()
        self.has_more = False
        self._topic: str | None = None
        self._by_fact: dict[str, set[int]] = {}
        self._shown: dict[str, set[int]] | None = None

    def add(self, topic: str, facts: set[str]) -> None:
        """Look for these Facts (keys) of a topic."""
        if topic != self._topic:
            self._topic, self._by_fact = topic, self._read_topic(topic)
        if self._shown is None:
            self._shown = read_groups_waiting()
        for fact in facts:
            self.asking |= self._by_fact.get(fact, set())
            self.waiting |= self._shown.get(fact, set())

    def _read_topic(self, topic: str) -> dict[str, set[int]]:
        live = Question.objects.live().filter(form__in=GROUP_FORMS, topic=topic).order_by()
        rows = list(live.values_list("pk", "fact_key", "companions")[: MOST_GROUPS + 1])
        found: dict[str, set[int]] = defaultdict(set)
        if len(rows) > MOST_GROUPS:
            self.has_more = True
            return found
        for pk, fact, companions in rows:
            for one in (fact, *companions):
                found[one].add(pk)
        return found


def read_groups_waiting() -> dict[str, set[int]]:
    """The asked questions about several Facts that wait for an answer, the newest, by each Fact."""
    asked = AskedQuestion.objects.filter(session__finished_at=None, position=F("session__version"))
    asked = asked.filter(question__form__in=GROUP_FORMS).order_by("-pk")
    found: dict[str, set[int]] = defaultdict(set)
    for pk, content in asked.values_list("pk", "shown__content")[:MOST_SESSIONS]:
        for part in shown_from_json(content).parts:
            found[part.fact].add(pk)
    return found


def side_of(shown: Shown) -> Side:
    """What of a question counts when two are compared: not its wrong options, which any edit nearby may move."""
    sources = tuple(f"{title}, {locator}" if locator else title for _key, title, _by, _url, locator in shown.sources)
    return Side(shown.prompt, shown.answer_text, shown.accepted, sources)


def group_changes(moved: Iterable[Moved]) -> Iterator[QuestionChange]:
    """Forms of one Fact that change alike as one change; what is typed of it counts for all."""
    grouped: dict[tuple[str, object, object, tuple[str, ...]], list[Moved]] = defaultdict(list)
    for row, old, new, why in moved:
        grouped[row.fact_key, words_of(old), words_of(new), why].append((row, old, new, why))
    for (fact, _old, _new, why), alike in grouped.items():
        forms = tuple(sorted(row.form for row, *_rest in alike))
        sides = [(side_of(old) if old else None, side_of(new) if new else None) for _row, old, new, _why in alike]
        before = max((old for old, _new in sides if old), key=lambda side: len(side.accepted), default=None)
        after = max((new for _old, new in sides if new), key=lambda side: len(side.accepted), default=None)
        yield QuestionChange(fact, forms, before, after, why)


def words_of(shown: Shown | None) -> object:
    """What of a question does not depend on its form."""
    return None if shown is None else (shown.prompt, shown.answer_text, side_of(shown).sources)
