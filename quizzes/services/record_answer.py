"""The rows that one answer comes to: an Answer and a Mark for each Fact, and what is remembered of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from history.facts.fact_keys import NO_MOVES, Moves
from quizzes.models import Answer, AskedQuestion, Learner, Mark, Progress
from quizzes.questions.marking import FactMark
from quizzes.questions.shown import Shown
from quizzes.scheduling import SCHEDULER_VERSION, Memory, Rating, review
from quizzes.services.rating import MAPPING_VERSION, rate, rate_parts
from quizzes.services.read_facts import moves_at

LONGEST_TAKEN = timedelta(minutes=10)
MEMORY_FIELDS = ["memory", "due_at", "reviews", "lapses"]


@dataclass(frozen=True, slots=True)
class Step:
    """What an answer does to the memory of one Fact. `rating` None: it says too little, and nothing moves."""

    mark: FactMark
    rating: Rating | None
    before: Memory | None
    after: Memory | None


def take_steps(
    shown: Shown, marks: Sequence[FactMark], memories: Mapping[str, Memory], now: datetime, moves: Moves = NO_MOVES
) -> list[Step]:
    """A step for each mark, from what is remembered of its Fact. Memories and marks are by the Facts' names as shown.

    Where two Facts shown have become one (`moves`), the second step goes on from the first.
    """
    ratings = rate_parts(shown.form, shown.fact, marks, memories) if shown.parts else [rate(mark) for mark in marks]
    left: dict[str, Memory | None] = {moves.fact(mark.fact): memories.get(mark.fact) for mark in marks}
    steps = []
    for mark, rating in zip(marks, ratings, strict=True):
        step = take_step(mark, rating, left[moves.fact(mark.fact)], now)
        left[moves.fact(mark.fact)] = step.after
        steps.append(step)
    return steps


def take_step(mark: FactMark, rating: Rating | None, before: Memory | None, now: datetime) -> Step:
    """The step that a rating stands for."""
    return Step(mark, rating, before, before if rating is None else review(before, rating, now))


def write_steps(
    asked: AskedQuestion, steps: Sequence[Step], now: datetime, taken: timedelta, moves: Moves = NO_MOVES
) -> None:
    """Keep the answer: one query a table. Inside a transaction in which the learner's numbers were taken.

    The answer names each Fact as it was shown, the memory goes by what it is called now (`moves`).
    """
    learner = asked.session.learner
    first = learner.answers_given - len(steps) + 1
    taken_ms = clamp_taken(taken, now - asked.asked_at)
    answers = Answer.objects.bulk_create(
        Answer(
            learner=learner,
            learner_seq=seq,
            asked=asked,
            fact_key=step.mark.fact,
            value=step.mark.value,
            text=step.mark.text,
            rating=step.rating,
            mapping_version=MAPPING_VERSION,
            scheduler=SCHEDULER_VERSION,
            memory_before=step.before.to_json() if step.before else None,
            memory_after=step.after.to_json() if step.after else None,
            taken_ms=taken_ms,
            answered_at=now,
        )
        for seq, step in enumerate(steps, start=first)
    )
    Mark.objects.bulk_create(
        Mark(answer=answer, fact_key=step.mark.fact, verdict=step.mark.verdict, marked_at=now)
        for answer, step in zip(answers, steps, strict=True)
    )
    moved = {moves.fact(step.mark.fact): step.after for step in steps if step.after and step.rating is not None}
    store_memories(learner, moved)


def store_memories(learner: Learner, memories: Mapping[str, Memory]) -> None:
    """Write what is remembered of some Facts, whether or not anything was."""
    Progress.objects.bulk_create(
        make_progress(learner, memories),
        update_conflicts=True,
        unique_fields=["learner", "fact_key"],
        update_fields=MEMORY_FIELDS,
    )


def make_progress(learner: Learner, memories: Mapping[str, Memory]) -> Iterable[Progress]:
    """Memories as rows."""
    for fact_key, memory in memories.items():
        yield Progress(
            learner=learner,
            fact_key=fact_key,
            memory=memory.to_json(),
            due_at=memory.due,
            reviews=memory.reviews,
            lapses=memory.lapses,
        )


def memories_seen(asked: AskedQuestion) -> dict[str, Memory]:
    """What is remembered of the Facts asked about, as it came along with the asked question; by Fact as shown.

    What a merge has moved meanwhile stands under another name, and is read by it: one query more.
    """
    anchor = getattr(asked, "memory_seen")  # noqa: B009 - annotated by asked_to_answer
    found = {asked.question.fact_key: anchor, **(getattr(asked, "memories_seen") or {})}  # noqa: B009 - the same
    moves = moves_at(revision_of(asked))
    facts = {asked.question.fact_key, *asked.shown.content.get("facts", ())}
    moved = {fact: now for fact in facts if (now := moves.fact(fact)) != fact}
    if moved:
        rows = Progress.objects.filter(learner_id=asked.session.learner_id, fact_key__in=set(moved.values()))
        kept = dict(rows.values_list("fact_key", "memory"))
        found |= {fact: kept.get(now) for fact, now in moved.items()}
    return {fact: Memory.from_json(memory) for fact, memory in found.items() if memory}


def revision_of(asked: AskedQuestion) -> int:
    """The record's revision that came along with the asked question."""
    return getattr(asked, "revision") or 0  # noqa: B009 - annotated by asked_to_answer


def clamp_taken(taken: timedelta, possible: timedelta) -> int:
    """Milliseconds taken: the browser's word, within what the clock allows and ten minutes."""
    within = max(timedelta(0), min(taken, possible, LONGEST_TAKEN))
    return int(within.total_seconds() * 1000)
