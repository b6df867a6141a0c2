"""What must hold of questions, answers and memories (wired as `HISTORY_INVARIANTS`; docs/integrity.md)."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, Max, OuterRef
from django.db.models.functions import Coalesce

from history.facts.fact_keys import Moves
from history.facts.invariants import Breach, Invariant
from history.facts.reading_moves import read_moves
from quizzes.models import Answer, Learner, Mark, Progress, SetAside, ShownContent
from quizzes.questions.shown import shown_from_json
from quizzes.services import keep_questions
from quizzes.services.follow_merge import move_set_aside
from quizzes.services.rebuild_progress import rebuild_learner, replay_answers
from quizzes.services.record_answer import make_progress

AT_ONCE = 2000


def check_contents() -> Iterator[Breach]:
    """What was shown, kept under an address that is not its own."""
    rows = ShownContent.objects.order_by("pk").values_list("digest", "content")
    for digest, content in rows.iterator(chunk_size=AT_ONCE):
        try:
            found = shown_from_json(content).digest
        except (KeyError, TypeError, ValueError):
            found = ""
        if found != digest:
            yield Breach("showncontent", digest, "its content is not the one that was kept under this address")


def check_answers_marked() -> Iterator[Breach]:
    """Answers without a verdict."""
    rows = Answer.objects.filter(~Exists(Mark.objects.filter(answer=OuterRef("pk")))).order_by("pk")
    for pk, fact in rows.values_list("pk", "fact_key").iterator(chunk_size=AT_ONCE):
        yield Breach("answer", str(pk), f"it has no mark ({fact})")


def miscounted() -> Any:
    """Learners whose count lies below the number of an answer of theirs: the next answer could not be recorded."""
    return Learner.objects.annotate(last=Coalesce(Max("answers__learner_seq"), 0)).filter(answers_given__lt=F("last"))


def check_answers_counted() -> Iterator[Breach]:
    """Learners who gave more answers than were counted."""
    for key, given, last in miscounted().order_by("pk").values_list("key", "answers_given", "last").iterator():
        yield Breach("learner", str(key), f"{given} answers are counted, the last has number {last}")


def repair_answers_counted() -> int:
    """Count up to the last answer."""
    found = list(miscounted().values_list("pk", "last"))
    for pk, last in found:
        Learner.objects.filter(pk=pk).update(answers_given=last)
    return len(found)


def learners_misremembered() -> Iterator[int]:
    """Ids of learners whose Progress is not what their answers lead to; both logs are read once, side by side."""
    answers = Answer.objects.counted().order_by("learner_id", "learner_seq").iterator(chunk_size=AT_ONCE)
    kept = Progress.objects.order_by("learner_id", "pk").iterator(chunk_size=AT_ONCE)
    remembered, moves = by_learner(kept), read_moves()
    waiting = next(remembered, None)
    for learner, given in by_learner(answers):
        while waiting is not None and waiting[0] < learner:
            yield waiting[0]
            waiting = next(remembered, None)
        expected = make_progress(Learner(pk=learner), replay_answers(given, moves))
        found: Iterable[Progress] = ()
        if waiting is not None and waiting[0] == learner:
            found = list(waiting[1])
        if as_read(expected) != as_read(found):
            yield learner
        if waiting is not None and waiting[0] == learner:
            waiting = next(remembered, None)
    while waiting is not None:
        yield waiting[0]
        waiting = next(remembered, None)


def by_learner(rows: Iterable[Any]) -> Iterator[tuple[int, Iterator[Any]]]:
    """Rows in the order of their learners, one group for each."""
    return groupby(rows, key=lambda row: int(row.learner_id))


def as_read(rows: Iterable[Progress]) -> dict[str, tuple[Any, ...]]:
    """What Progress says, by fact."""
    return {row.fact_key: (row.memory, row.due_at, row.reviews, row.lapses) for row in rows}


def check_progress() -> Iterator[Breach]:
    """Learners whose Progress is another."""
    for learner in learners_misremembered():
        yield Breach("learner", str(learner), "her Progress is not what her answers lead to")


def repair_progress() -> int:
    """Replay the answers of those learners."""
    wrong = list(learners_misremembered())
    for learner in Learner.objects.filter(pk__in=wrong).order_by("pk"):
        rebuild_learner(learner)
    return len(wrong)


def under_old_names(model: type[Progress] | type[SetAside], moves: Moves) -> Iterator[int]:
    """The learner of each row that stands under what its Fact is not called any more."""
    if not moves.into:
        return
    rows = model._default_manager.order_by("learner_id", "pk").values_list("learner_id", "fact_key")
    for learner, fact in rows.iterator(chunk_size=AT_ONCE):
        if moves.fact(fact) != fact:
            yield learner


def check_names() -> Iterator[Breach]:
    """Learners of whom something stands under an old name."""
    moves = read_moves()
    for model, what in ((Progress, "a memory of hers"), (SetAside, "what she set aside")):
        for learner, _rows in groupby(under_old_names(model, moves)):
            yield Breach("learner", str(learner), f"{what} stands under the name of a row that was merged")


def repair_names() -> int:
    """Replay the answers of those learners, and move what was set aside as the merges did."""
    moves = read_moves()
    wrong, aside = set(under_old_names(Progress, moves)), list(under_old_names(SetAside, moves))
    for learner in Learner.objects.filter(pk__in=wrong).order_by("pk"):
        rebuild_learner(learner)
    for (kind, old), new in moves.into.items() if aside else ():
        move_set_aside(kind, old, new)
    return len(wrong) + len(aside)


INVARIANTS = (
    *keep_questions.INVARIANTS,
    Invariant("contents_as_shown", "What was shown is kept under the digest of its content.", check_contents),
    Invariant("answers_marked", "Every answer has a mark.", check_answers_marked),
    Invariant(
        "answers_counted",
        "No answer has a higher number than its learner's count.",
        check_answers_counted,
        repair_answers_counted,
    ),
    Invariant(
        "memories_by_present_names",
        "What is remembered or set aside stands under the name that its fact has now.",
        check_names,
        repair_names,
    ),
    Invariant(
        "progress_as_replayed",
        "Progress is what the answers lead to when they are replayed.",
        check_progress,
        repair_progress,
    ),
)
