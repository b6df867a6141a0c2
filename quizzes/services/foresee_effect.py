"""What a change of the record does to the questions, while it may still be taken back. Nothing is written here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, QuerySet

from history.facts.reading import count_events, home_topics, list_topics
from history.facts.reading_places import in_portions
from history.facts.streaming import Portion, stream_facts
from quizzes.models import AskedQuestion, Question, QuizSession
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import GROUP_FORMS
from quizzes.services.refresh_questions import GONE, judge_portion

# A record with more events than this is not judged anew for an editor who waits.
MOST_JUDGED = 500
# So many running sessions are looked into, the newest first.
MOST_SESSIONS = 1000
# Where there are more questions about several Facts, they are not looked through for an editor who waits.
MOST_GROUPS = 20_000


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


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change does. `is_whole`: too much to be judged one by one, so `changes` says nothing.

    `waiting` are running sessions in which a question that changes or is withdrawn waits, `planned` those to come.
    `groups` are live questions about several Facts that ask, as last put together, about one that changes or is
    withdrawn; `groups_waiting` running sessions in which such a one waits.
    """

    changes: tuple[QuestionChange, ...]
    waiting: int = 0
    planned: int = 0
    groups: int = 0
    groups_waiting: int = 0
    is_whole: bool = False
    live: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether no question is touched."""
        return not self.changes and not self.is_whole


def foresee_effect(events: Collection[str] | None) -> Foreseen:
    """What the questions of these events (keys; None: any event) are, against what the bank says they were."""
    if events is None and count_events() > MOST_JUDGED:
        running = QuizSession.objects.running().count()
        return Foreseen((), planned=running, is_whole=True, live=Question.objects.live().count())
    moved = sorted(find_moved(events), key=lambda one: one[0].key)
    waiting, planned = count_sessions({row.key for row, before, _after, _why in moved if before is not None})
    facts = {row.fact_key for row, before, _after, _why in moved if before is not None}
    topics = {row.topic for row, before, _after, _why in moved if before is not None}
    groups = count_groups(facts, topics)
    return Foreseen(tuple(group_changes(moved)), waiting, planned, groups, count_groups_waiting(facts, topics))


# A row of the bank or of what it would be, what was and what is shown of it, and why it is refused.
Moved = tuple[Question, Shown | None, Shown | None, tuple[str, ...]]


def find_moved(events: Collection[str] | None) -> Iterator[Moved]:
    """Every question about one Fact that is live before or after and differs in what counts."""
    seen, placeless = set[str](), set[str]()
    for topic, portion in portions_of(events):
        now = judge_portion(portion, topic)
        about_places = {key for key, row in now.rows.items() if not row.event_key}
        seen |= portion.events
        placeless |= about_places
        yield from compare(live_rows(portion.events, about_places), now.rows, now.shown)
    if events is None:
        left = {row.key: row for row in live_alone().exclude(event_key__in=seen).exclude(key__in=placeless)}
    else:
        left = live_rows(set(events) - seen, ())
    yield from compare(left, {}, {})


def portions_of(events: Collection[str] | None) -> Iterator[tuple[str, Portion]]:
    """The facts of these events, or of all, with the topic that each portion is of."""
    if events is None:
        for topic in list_topics():
            yield from ((topic, portion) for portion in stream_facts(topic))
        return
    by_topic: dict[str, set[str]] = defaultdict(set)
    for event, topic in home_topics(events).items():
        by_topic[topic].add(event)
    for topic, keys in sorted(by_topic.items()):
        yield from ((topic, portion) for portion in stream_facts(topic, keys))


def live_rows(events: Iterable[str], keys: Iterable[str]) -> dict[str, Question]:
    """The bank's live questions about one Fact of these events, and those with these keys, by key."""
    found: dict[str, Question] = {}
    for name, values in (("event_key__in", events), ("key__in", keys)):
        for some in in_portions(sorted(values)):
            found.update((row.key, row) for row in live_alone().filter(**{name: some}))
    return found


def live_alone() -> QuerySet[Question]:
    """The bank's live questions about one Fact, with what they show."""
    return Question.objects.live().exclude(form__in=GROUP_FORMS).select_related("shown")


def compare(before: dict[str, Question], rows: dict[str, Question], shown: dict[str, Shown]) -> Iterator[Moved]:
    """What differs between the bank's live questions and the same judged now."""
    for key in before.keys() | shown.keys():
        old = content_of(before[key]) if key in before else None
        new = shown.get(key)
        if old is None or new is None or side_of(old) != side_of(new):
            row = rows.get(key) or before[key]
            why = tuple(row.rejections) if key in rows else (GONE,)
            yield row, old, new, () if new else why


def content_of(row: Question) -> Shown | None:
    """What a row of the bank showed."""
    return shown_from_json(row.shown.content) if row.shown else None


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


def count_sessions(keys: set[str]) -> tuple[int, int]:
    """How many running sessions have one of these questions waiting now, and how many only in what is to come."""
    running = QuizSession.objects.running()
    waiting: set[int] = set()
    for some in in_portions(sorted(keys)):
        asked = AskedQuestion.objects.filter(session__finished_at=None, position=F("session__version"))
        waiting.update(asked.filter(question__key__in=some).values_list("session", flat=True))
    plans = running.order_by("-started_at").values_list("pk", "plan")[:MOST_SESSIONS] if keys else ()
    planned = sum(pk not in waiting and any(str(key) in keys for key, _again in plan) for pk, plan in plans)
    return len(waiting), planned


def count_groups(facts: set[str], topics: set[str]) -> int:
    """How many live questions about several Facts ask about one of these; 0 where there are too many to look at."""
    live = Question.objects.live().filter(form__in=GROUP_FORMS, topic__in=topics).order_by()
    rows = list(live.values_list("fact_key", "companions")[: MOST_GROUPS + 1]) if facts else []
    if len(rows) > MOST_GROUPS:
        return 0
    return sum(not facts.isdisjoint((fact, *companions)) for fact, companions in rows)


def count_groups_waiting(facts: set[str], topics: set[str]) -> int:
    """In how many running sessions a question about several Facts waits that was put together with one of these."""
    asked = AskedQuestion.objects.filter(session__finished_at=None, position=F("session__version"))
    asked = asked.filter(question__form__in=GROUP_FORMS, question__topic__in=topics).order_by("-pk")
    contents = asked.values_list("shown__content", flat=True)[:MOST_SESSIONS] if facts else ()
    shown = map(shown_from_json, contents)
    return sum(not facts.isdisjoint(part.fact for part in one.parts) for one in shown)
