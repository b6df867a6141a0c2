"""What a change of the record does to the questions, while it may still be taken back. Nothing is written here."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import QuerySet

from history.facts.reading import list_topics
from history.facts.reading_places import in_portions
from history.facts.streaming import Portion, stream_facts
from history.facts.touched_names import sort_names
from quizzes.models import Question
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import GROUP_FORMS
from quizzes.services.gather_effect import Foreseen, Gathered, Moved, side_of
from quizzes.services.refresh_questions import GONE, NO_EVENT, Watch, by_home, ignore, judge_portion, keys_about


def foresee_effect(names: Collection[str] | None, watch: Watch = ignore) -> Foreseen:
    """What the questions of what is touched are (names; None: all), against what the bank says they were.

    Portion by portion, so that memory does not follow the size of the change; `watch` is told how many events are done.
    """
    gathered = Gathered()
    for moved in find_moved_in_portions(names, watch):
        gathered.add(sorted(moved, key=lambda one: one[0].key))
    return gathered.sum_up()


def find_moved(names: Collection[str] | None) -> Iterator[Moved]:
    """Every question about one Fact that is live before or after and differs in what counts."""
    for moved in find_moved_in_portions(names):
        yield from moved


def find_moved_in_portions(names: Collection[str] | None, watch: Watch = ignore) -> Iterator[list[Moved]]:
    """The same, as many at once as the facts come; last what the record no longer holds."""
    seen, placeless = set[str](), set[str]()
    for topic, portion in portions_of(names):
        now = judge_portion(portion, topic)
        about_places = {key for key, row in now.rows.items() if not row.event_key}
        seen |= portion.events
        placeless |= about_places
        yield list(compare(live_rows(portion.events, about_places), now.rows, now.shown))
        watch(len(portion.events))
    events, keys = find_left(names, seen, placeless)
    for some in in_portions(sorted(events)):
        yield list(compare(live_rows(some, ()), {}, {}))
    for some in in_portions(sorted(keys)):
        yield list(compare(live_rows((), some), {}, {}))


def portions_of(names: Collection[str] | None) -> Iterator[tuple[str, Portion]]:
    """The facts of what is named (None: of all), with the topic that each portion is of."""
    known = None if names is None else sort_names(names)
    whole = set(list_topics()) if known is None else set(known.topics)
    for topic in sorted(whole):
        yield from ((topic, portion) for portion in stream_facts(topic))
    alone = by_home(known) if known is not None else {}
    for topic, own in sorted(alone.items()):
        if topic not in whole:
            yield from ((topic, portion) for portion in stream_facts(topic, own))


def find_left(names: Collection[str] | None, seen: set[str], placeless: set[str]) -> tuple[set[str], set[str]]:
    """What the bank asks about that was named and not seen: keys of events, and of questions about directions."""
    if names is None:
        return left_of(live_alone(), seen, placeless)
    known = sort_names(names)
    events, keys = set(known.events) - seen, set[str]()
    for topic in sorted(known.topics):
        of_topic, of_places = left_of(live_alone().filter(topic=topic), seen, placeless)
        events |= of_topic
        keys |= of_places
    return events, keys | (set(keys_about(known.directions)) - placeless)


def left_of(live: QuerySet[Question], seen: set[str], placeless: set[str]) -> tuple[set[str], set[str]]:
    """Of these questions: the events that were not seen, and the keys of those about no event that were not."""
    asked = live.order_by()
    events = set(asked.exclude(event_key=NO_EVENT).values_list("event_key", flat=True).distinct())
    return events - seen, set(asked.filter(event_key=NO_EVENT).values_list("key", flat=True)) - placeless


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
