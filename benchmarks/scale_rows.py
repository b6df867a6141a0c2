"""A made-up record of up to a million events with its bank of questions, and learners with up to a million answers.

All of it is written straight into the tables, a few rows an event. The bank's rows are what a refresh makes of the
choices about an event's date, its place and its claim; what they show is kept once for each sort of question, for a
row is a hint: what is asked is made anew from the record.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from benchmarks.fast_rows import Table, batches, go_on_counting
from benchmarks.made_up import CONFLICT_SIZE, SPEAKERS, MadeUp, claimant_rows

AT_ONCE = 5000
# One event in so many has a claim, by three claimants.
VOICED = 10
VOICES = 3
# The names of so many events and their places can be searched for.
MOST_SEARCHED = 100_000
# So many answers has a learner, and the busiest of them a tenth of all up to so many.
ANSWERS_EACH = 100
MOST_ANSWERS = 10_000
LEARNERS_AT_ONCE = 100
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
PREDICATE_OF = {"asserts": "asserted", "denies": "denied", "reports": "reported"}


class Kind(NamedTuple):
    """A sort of question: what its row has that does not depend on the event."""

    family: str
    shown: str
    difficulty: str


def write_record(first: int, last: int, topic_size: int, *, is_flat: bool) -> None:
    """Events from one number to another, in topics of so many; `is_flat`: no event is part of another."""
    from history.models import Attribution, Claim, Claimant, Event, Place

    for numbers in batches(first, last, AT_ONCE):
        made = [MadeUp(number) for number in numbers]
        write_voices(made)
        write_events(made, topic_size, is_flat=is_flat)
        if numbers.stop <= MOST_SEARCHED:
            write_names(made)
    go_on_counting([Event, Place, Claim, Claimant, Attribution])


def write_voices(made: list[MadeUp]) -> None:
    """The claimants of the conflicts that begin here, and the topics' and the source's rows where they are missing."""
    from history.models import Claimant, Source

    Source.objects.get_or_create(pk=1, defaults={"key": "made-up", "title": "A made-up chronicle"})
    begun = [one.conflict for one in made if one.position == 0]
    rows = (row for conflict in begun for row in claimant_rows(range(conflict, conflict + 1)))
    numbered = zip((conflict * SPEAKERS + n for conflict in begun for n in range(SPEAKERS)), rows, strict=True)
    Table(Claimant, "id", "key", "name", "kind").write((n + 1, row.key, row.name, row.kind) for n, row in numbered)


def write_events(made: list[MadeUp], topic_size: int, *, is_flat: bool) -> None:
    """The events with their places, claims, stances and passages."""
    from history.dates import read_edtf
    from history.facts.titles import name_title
    from history.models import Citation, Event, EventPlace, Place, Topic

    topics = range(made[0].number // topic_size, made[-1].number // topic_size + 1)
    Topic.objects.bulk_create(
        (Topic(pk=n + 1, key=f"topic-{n}", title=f"Topic {n}") for n in topics), ignore_conflicts=True
    )
    Table(Place, "id", "key", "name", "kind", "latitude", "longitude").write(
        (one.number + 1, f"place-{one.number}", one.place, one.kind, one.latitude, one.longitude) for one in made
    )
    columns = ("id", "key", "title", "title_name", "status", "part_of_id")
    dated = ("happened", "earliest_day", "latest_day", "precision")
    days = [(one, read_edtf(one.day)) for one in made]
    Table(Event, *columns, *dated).write(
        (
            *(one.number + 1, one.key, one.title, name_title(one.title).name, "published"),
            None if is_flat or one.position == 0 else one.conflict * CONFLICT_SIZE + 1,
            *(day.edtf, day.earliest_day, day.latest_day, str(day.precision)),
        )
        for one, day in days
    )
    Table(EventPlace, "event_id", "place_id").write((one.number + 1, one.number + 1) for one in made)
    Table(Event.topics.through, "event_id", "topic_id").write(
        (one.number + 1, one.number // topic_size + 1) for one in made
    )
    Table(Citation, "source_id", "event_id", "locator").write((1, one.number + 1, "1") for one in made)
    write_claims([one for one in made if one.position % VOICED == 0])


def worded(statement: str) -> tuple[str, str]:
    """A statement with the digest that stands beside it."""
    from history.facts.wordings import digest_wording

    return statement, digest_wording(statement)


def write_claims(voiced: list[MadeUp]) -> None:
    """A claim about each of these, by three claimants."""
    from history.models import Attribution, Citation, Claim

    Table(Claim, "id", "event_id", "key", "statement", "wording", "about").write(
        (*(one.number // VOICED + 1, one.number + 1, f"claim-{one.number}"), *worded(one.statement), "figure")
        for one in voiced
    )
    said = [
        (one.number // VOICED * VOICES + n + 1, one, speaker, stance)
        for one in voiced
        for n, (speaker, stance) in enumerate(one.stances)
    ]
    Table(Attribution, "id", "claim_id", "claimant_id", "stance", "stated_on").write(
        (pk, one.number // VOICED + 1, one.conflict * SPEAKERS + speaker + 1, stance, one.day)
        for pk, one, speaker, stance in said
    )
    Table(Citation, "source_id", "attribution_id", "locator").write((1, pk, "1") for pk, *_rest in said)


def write_names(made: list[MadeUp]) -> None:
    """By what names these are searched for."""
    from history.search.indexing import add_names

    add_names("event", {one.key: [one.title] for one in made})
    add_names("place", {f"place-{one.number}": [one.place] for one in made})


def read_kinds() -> dict[str, Kind]:
    """What a refresh made of each sort of question about the first conflict; its rows make room for those to come."""
    from quizzes.models import Question

    live = Question.objects.live().filter(form="choice").order_by("pk")
    kinds: dict[str, Kind] = {}
    for row in live:
        kinds.setdefault(row.fact_key.partition(":")[0], Kind(row.family, row.shown_id or "", row.difficulty_guessed))
    Question.objects.all().delete()
    return kinds


def write_bank(first: int, last: int, topic_size: int, kinds: dict[str, Kind], *, is_flat: bool) -> None:
    """The questions about the events from one number to another."""
    from quizzes.models import Question

    columns = ("key", "fact_key", "family", "form", "topic", "event_key", "passage", "prompt", "shown_id")
    table = Table(
        Question, *columns, "difficulty_guessed", "draw", "line", "place_in_line", "vicinity", "day", "is_live"
    )
    made = map(MadeUp, range(first, last))
    table.write(row for one in made for row in rows_about(one, f"topic-{one.number // topic_size}", kinds, is_flat))
    go_on_counting([])


def rows_about(made: MadeUp, topic: str, kinds: dict[str, Kind], is_flat: bool) -> Iterator[tuple[Any, ...]]:
    """The questions about one event."""
    from history.dates import read_edtf
    from quizzes.questions.drawing import draw_number
    from quizzes.questions.lines import line_of, place_of

    day = read_edtf(made.day)
    conflict = topic if is_flat else f"event-{made.conflict * CONFLICT_SIZE}"
    for name, fact in facts_of(made):
        kind, key = kinds[name], f"{fact}#choice"
        vicinity = f"{conflict} {day.precision}" if kind.family == "date" else conflict
        yield (
            *(key, fact, kind.family, "choice", topic, made.key, "made-up/1", made.title, kind.shown),
            *(kind.difficulty, draw_number(key), line_of("choice"), place_of(fact), vicinity, day.earliest_day, True),
        )


def facts_of(made: MadeUp) -> Iterator[tuple[str, str]]:
    """The keys of the facts about an event, each with its sort."""
    yield "happened", f"happened:event/{made.key}"
    yield "place", f"place:event/{made.key}/place-{made.number}/at"
    if made.position % VOICED == 0:
        for speaker, stance in made.stances:
            sort = PREDICATE_OF[stance]
            yield sort, f"{sort}:claim/claim-{made.number}/claimant-{made.conflict}-{speaker}"


def write_answers(first: int, last: int) -> int:
    """Learners with a hundred answers each, the first of them with more, so that there are `last` in all.

    Gives the id of that first one.
    """
    from quizzes.models import Answer, AskedQuestion, Learner, Question, QuizSession

    learners = list(share_answers(last - first, next_id(Learner), next_id(QuizSession), next_id(AskedQuestion)))
    bank = next_id(Question) - 1
    for numbers in batches(0, len(learners), LEARNERS_AT_ONCE):
        some = learners[numbers.start : numbers.stop]
        Table(Learner, "id", "key", "answers_given", "created_at").write(
            (one.pk, UUID(int=one.pk), one.answers, SINCE) for one in some
        )
        Table(QuizSession, "id", "key", "learner_id", "version", "started_at", "finished_at").write(
            (one.session, UUID(int=one.session), one.pk, one.answers, SINCE, SINCE + timedelta(hours=1)) for one in some
        )
        write_answered([row for one in some for row in answered_by(one, bank)])
    go_on_counting([Answer, AskedQuestion, Learner, QuizSession])
    return learners[0].pk


def next_id(model: Any) -> int:
    """The first id beyond those in use."""
    return (model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1


class Answerer(NamedTuple):
    """A learner and her session by id, how many answers she gives, and the first one's id: they stand in a row."""

    pk: int
    session: int
    answers: int
    begin: int


def share_answers(total: int, learner: int, session: int, begin: int) -> Iterator[Answerer]:
    """Who gives so many answers: learners, sessions and answers from these ids on. The first gives a tenth."""
    count = min(total, max(ANSWERS_EACH, min(total // 10, MOST_ANSWERS)))
    while total > 0:
        yield Answerer(learner, session, count, begin)
        learner, session, begin, total = learner + 1, session + 1, begin + count, total - count
        count = min(total, ANSWERS_EACH)


class Answered(NamedTuple):
    """An answer by its id: of which session, at which position, to which question with what shown."""

    pk: int
    session: int
    learner: int
    position: int
    question: int
    fact: str
    shown: str


def answered_by(one: Answerer, bank: int) -> Iterator[Answered]:
    """Her answers to questions of the bank one after the other, beginning anywhere in its first half."""
    from quizzes.models import Question

    rows = Question.objects.filter(pk__gt=one.pk * 7919 % max(1, bank // 2)).order_by("pk")
    for position, row in enumerate(rows.values_list("pk", "fact_key", "shown_id")[: one.answers]):
        yield Answered(one.begin + position, one.session, one.pk, position, *row)


def write_answered(told: list[Answered]) -> None:
    """These answers, all of them right, with their marks and what is remembered."""
    from quizzes.models import Answer, AskedQuestion, Mark, Progress
    from quizzes.scheduling import SCHEDULER_VERSION, Rating, review

    memory = review(None, Rating.GOOD, SINCE)
    kept = memory.to_json()
    Table(AskedQuestion, "id", "session_id", "position", "question_id", "shown_id", "order_seed", "asked_at").write(
        (one.pk, one.session, one.position, one.question, one.shown, one.position, SINCE) for one in told
    )
    given = ("id", "learner_id", "learner_seq", "asked_id", "fact_key", "value", "rating", "mapping_version")
    Table(Answer, *given, "scheduler", "memory_after", "taken_ms", "answered_at").write(
        (
            *(one.pk, one.learner, one.position + 1, one.pk, one.fact, "made-up", 3, 1),
            *(SCHEDULER_VERSION, kept, 5000, SINCE),
        )
        for one in told
    )
    Table(Mark, "answer_id", "fact_key", "verdict", "marked_at").write(
        (one.pk, one.fact, "right", SINCE) for one in told
    )
    Table(Progress, "learner_id", "fact_key", "memory", "due_at", "reviews").write(
        (one.learner, one.fact, kept, memory.due, 1) for one in told
    )
