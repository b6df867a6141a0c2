"""Keep the bank of questions in step with the record."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from history.facts.reading import count_events, home_topics, home_topics_of_places, list_topics, read_neighbourhood
from history.facts.reading_places import in_portions
from history.facts.streaming import Portion, stream_facts
from history.facts.touched_names import PLACE, SortedNames, bearing_fact, direction_of, sort_names
from history.facts.values import Neighbourhood
from quizzes.models import Bank, Question, ShownContent
from quizzes.questions.difficulty import guess_difficulty
from quizzes.questions.drawing import draw_number
from quizzes.questions.generating import generate, generate_groups
from quizzes.questions.grouping.showing import show_any
from quizzes.questions.lines import line_of, place_of
from quizzes.questions.shown import Shown
from quizzes.questions.values import GROUP_FORMS, AnyJudged
from quizzes.questions.vicinities import vicinity_of
from quizzes.services.recipe import name_ingredients, note_made_of
from quizzes.services.wording import current_wording

BATCH = 500
REFRESHED_FIELDS = [
    "fact_key",
    "companions",
    "family",
    "form",
    "topic",
    "event_key",
    "passage",
    "prompt",
    "shown",
    "standing",
    "difficulty_guessed",
    "draw",
    "line",
    "place_in_line",
    "vicinity",
    "day",
    "rejections",
    "is_live",
]
# The same as attributes of a row.
COMPARED = ["shown_id" if name == "shown" else name for name in REFRESHED_FIELDS]
# Up to so many events companions are chosen from the whole topic, in larger ones from the portion at hand.
MOST_FOR_COMPANIONS = 3000
# The event of a question that is about none.
NO_EVENT = ""
GONE = "provenance: the record no longer holds this fact"

# Told the number of events done since it was told last.
Watch = Callable[[int], None]


def ignore(_events: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh found: how many questions are live, refused, or gone from the record."""

    live: int
    refused: int
    gone: int

    def __add__(self, other: "Refreshed") -> "Refreshed":
        return Refreshed(self.live + other.live, self.refused + other.refused, self.gone + other.gone)


NOTHING = Refreshed(0, 0, 0)


def refresh_all(watch: Watch = ignore) -> Refreshed:
    """Every topic that is home to published events, and every topic that was."""
    # Read first: what is edited meanwhile has a refresh of its own, and is not taken for seen here.
    ingredients = name_ingredients()
    topics = {*list_topics(), *Question.objects.order_by().values_list("topic", flat=True).distinct()}
    done = refresh_topics(topics, watch)
    note_made_of(ingredients)
    return done


def refresh_topics(topics: Iterable[str], watch: Watch = ignore) -> Refreshed:
    """The questions of these topics, made anew from the record; `watch` is told how many events are done."""
    total = NOTHING
    for topic in sorted(set(topics)):
        total += refresh_topic(topic, watch)
    return total


def refresh_topic(topic: str, watch: Watch = ignore) -> Refreshed:
    """The questions of one topic, made anew; rows keep their identity, those gone from the record are withdrawn.

    Portion by portion, each in a transaction of its own: a large topic fits in memory, and nobody who answers waits
    for all of it.
    """
    total, events, placeless = NOTHING, set[str](), set[str]()
    whole = read_companions(topic)
    for portion in stream_facts(topic):
        done, keys = refresh_portion(portion, topic, whole, is_alone=False)
        total += done
        events |= portion.events
        placeless |= keys
        watch(len(portion.events))
    return total + Refreshed(0, 0, withdraw_strays(topic, events, placeless))


def refresh_events(names: Collection[str]) -> Refreshed:
    """The questions of these events (keys) and directions ("place/KEY") alone, made anew from the record.

    Questions about several Facts stay as they are until their topic is refreshed: their companions are chosen from
    the whole of it. Like all rows they are hints, and judged again when they are asked.
    """
    known = sort_names(names)
    total, seen, found = NOTHING, set[str](), set[str]()
    for topic, keys in sorted(by_home(known).items()):
        for portion in stream_facts(topic, keys):
            done, placeless = refresh_portion(portion, topic)
            total += done
            seen |= portion.events
            found |= placeless
    lost = set(keys_about(known.directions)) - found
    return total + Refreshed(0, 0, withdraw_all("event_key", known.events - seen) + withdraw_all("key", lost))


def at_home_elsewhere(names: Iterable[str], topics: Collection[str]) -> set[str]:
    """Those events and directions that are at home in none of these topics: the others are made with their topic."""
    found = set(names)
    if topics:
        homes = by_home(sort_names(found))
        found -= {name for topic in homes.keys() & set(topics) for name in homes[topic]}
    return found


def by_home(names: SortedNames) -> dict[str, set[str]]:
    """The events and directions among these names by the topic in which they are asked about."""
    found: dict[str, set[str]] = defaultdict(set)
    for event, topic in home_topics(names.events).items():
        found[topic].add(event)
    places = home_topics_of_places(name.removeprefix(PLACE) for name in names.directions) if names.directions else {}
    for place, topic in places.items():
        found[topic].add(direction_of(place))
    return found


def keys_about(directions: Iterable[str]) -> Iterator[str]:
    """Keys of the bank's live questions about these directions."""
    for some in in_portions(sorted(directions)):
        facts = [bearing_fact(name) for name in some]
        live = Question.objects.live().filter(event_key=NO_EVENT, fact_key__in=facts).order_by()
        yield from live.values_list("key", flat=True)


def read_companions(topic: str) -> Neighbourhood | None:
    """The whole topic, from which companions are chosen; None where it is too large to be read at once."""
    return read_neighbourhood(topic) if count_events([topic]) <= MOST_FOR_COMPANIONS else None


def judge_together(whole: Neighbourhood | None, portion: Portion, seed: int = 0) -> Iterator[AnyJudged]:
    """The questions about several Facts that are known by one of the portion's.

    Companions come from the whole topic, or from the portion where the topic is too large: from those that lie
    near in time, because portions are cut in the order of time.
    """
    around = portion.around if whole is None else whole
    keys = {fact.key for fact in portion.facts}
    anchors = [fact for fact in around.facts if fact.key in keys]
    yield from generate_groups(around, seed, current_wording(), anchors)


@dataclass(frozen=True, slots=True)
class PortionJudged:
    """The questions of a portion as rows, and what the live ones show, by key."""

    rows: dict[str, Question]
    shown: dict[str, Shown]


def judge_portion(
    portion: Portion, topic: str, whole: Neighbourhood | None = None, *, is_alone: bool = True
) -> PortionJudged:
    """The questions of a portion as the record stands; `is_alone`: without those about several Facts."""
    wording = current_wording()
    judged: list[AnyJudged] = list(generate(portion.around, wording=wording, only=portion.facts))
    if not is_alone:
        judged += judge_together(whole, portion)
    shown = {one.question.identity: show_any(one.question, wording) for one in judged if one.is_live}
    rows = {one.question.identity: question_row(one, topic, shown.get(one.question.identity)) for one in judged}
    return PortionJudged(rows, shown)


def refresh_portion(
    portion: Portion, topic: str, whole: Neighbourhood | None = None, *, is_alone: bool = True
) -> tuple[Refreshed, set[str]]:
    """The questions of a portion, written where they changed; gives also the keys of those about no event."""
    judged = judge_portion(portion, topic, whole, is_alone=is_alone)
    rows, shown = judged.rows, judged.shown
    placeless = {key for key, row in rows.items() if not row.event_key}
    of_events = Question.objects.filter(event_key__in=portion.events)
    of_places = Question.objects.filter(key__in=placeless)
    stored = {row.key: row for query in (of_events, of_places) for row in query}
    if is_alone:
        stored = {key: row for key, row in stored.items() if row.form not in GROUP_FORMS}
    changed = [row for key, row in rows.items() if key not in stored or differs(row, stored[key])]
    with transaction.atomic():
        store_contents(shown[row.key] for row in changed if row.key in shown)
        store_questions(changed, stored)
        gone = withdraw_all("key", stored.keys() - rows.keys())
    live = sum(row.is_live for row in rows.values())
    return Refreshed(live=live, refused=len(rows) - live, gone=gone), placeless


def store_questions(rows: Sequence[Question], stored: Mapping[str, Question]) -> None:
    """Write these rows, and note which of them become live here and now. Inside a transaction."""
    risen = [row for row in rows if row.is_live and not is_live_there(row, stored.get(row.key))]
    keys = {row.key for row in risen}
    number = Bank.objects.next_number() if risen else 0
    for row in risen:
        row.live_since = number
    upsert_questions(risen, [*REFRESHED_FIELDS, "live_since"])
    upsert_questions([row for row in rows if row.key not in keys], REFRESHED_FIELDS)


def is_live_there(row: Question, stored: Question | None) -> bool:
    """Whether the row was live before, at the place where it stands now."""
    return stored is not None and stored.is_live and (stored.topic, stored.line) == (row.topic, row.line)


def upsert_questions(rows: Sequence[Question], fields: Sequence[str]) -> None:
    """Write these fields of the rows, known by their keys."""
    Question.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["key"], update_fields=fields
    )


def differs(row: Question, stored: Question) -> bool:
    """Whether a row is not what is stored already."""
    return any(getattr(row, attribute) != getattr(stored, attribute) for attribute in COMPARED)


def withdraw_strays(topic: str, events: set[str], placeless: set[str]) -> int:
    """Withdraw what the topic has of events that are no longer at home there, and of bearings that are gone."""
    live = Question.objects.live().filter(topic=topic).order_by()
    strays = set(live.exclude(event_key="").values_list("event_key", flat=True).distinct()) - events
    lost = set(live.filter(event_key="").values_list("key", flat=True)) - placeless
    return withdraw_all("event_key", strays) + withdraw_all("key", lost)


def withdraw_all(named_by: str, values: Iterable[str]) -> int:
    """Take the live questions with these values out of the bank: the record no longer holds their facts."""
    gone = 0
    for some in in_portions(sorted(values)):
        live = Question.objects.live().filter(**{f"{named_by}__in": some})
        gone += live.update(is_live=False, rejections=[GONE])
    return gone


def store_contents(contents: Iterable[Shown]) -> None:
    """Keep what is or will be shown; what is there already stays as it is."""
    rows = [ShownContent(digest=shown.digest, content=shown.to_json()) for shown in contents]
    ShownContent.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def question_row(judged: AnyJudged, topic: str, shown: Shown | None) -> Question:
    """The row of one judged question."""
    question = judged.question
    fact = question.fact
    cited = fact.citations[0] if fact.citations else None
    vicinity, day = vicinity_of(fact)
    return Question(
        key=question.identity,
        fact_key=fact.key,
        companions=[str(other) for other in shown.facts[1:]] if shown else [],
        family=question.family,
        form=question.form,
        topic=topic,
        event_key=fact.event.key if fact.event else "",
        passage=f"{cited.source}/{cited.locator}" if cited else "",
        prompt=question.stem.text,
        shown_id=shown.digest if shown else None,
        standing=shown.standing if shown else "",
        difficulty_guessed=guess_difficulty(question.form, question.plausibility),
        draw=draw_number(question.identity),
        line=line_of(question.form),
        place_in_line=place_of(fact.key),
        vicinity=vicinity,
        day=day,
        rejections=[str(rejection) for rejection in judged.rejections],
        is_live=judged.is_live,
    )
