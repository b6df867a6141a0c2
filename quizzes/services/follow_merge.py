"""Memory follows a merge: what is remembered of a row's Facts goes by the row that it was merged into.

Answers stay as they are, for they tell what was shown. `history.facts.fact_keys.Moves` says what their Facts are
called now, and replay goes by that (docs/merging.md).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import ngettext

from history.facts.fact_keys import Moves, rename_fact
from history.facts.reading_moves import read_moves
from history.facts.reading_places import in_portions
from quizzes.models import Answer, Learner, Progress, Question, QuizSession, SetAside
from quizzes.services.rebuild_progress import rebuild_learner, replay_answers
from quizzes.services.record_answer import store_memories
from quizzes.services.refresh_questions import withdraw_all

AT_ONCE = 400
NEVER = datetime.max.replace(tzinfo=UTC)


@transaction.atomic
def follow_merge(kind: str, old: str, new: str) -> str:
    """Move what is remembered of the row `old` to `new` (wired as `HISTORY_AFTER_MERGE`); a sentence for the editor.

    `old` and `new` the same: the row stands by itself again, and what was answered about it is its own.
    """
    if old == new:
        return restore_memories(old)
    moves = read_moves()
    hold_sessions(old)
    whose = find_learners(kind, old, new)
    hold_learners(whose)
    follow = move_memories(kind, old, new, moves)
    move_set_aside(kind, old, new)
    withdraw_renamed(kind, old, new)
    if not follow:
        return ""
    told = ngettext("The memory of one learner follows.", "The memories of %(count)d learners follow.", follow)
    return told % {"count": follow}


def restore_memories(old: str) -> str:
    """Replay whoever answered about a row that stands by itself again."""
    answers = Answer.objects.filter(fact_key__contains=f"/{old}").order_by()
    learners = Learner.objects.filter(pk__in=answers.values("learner")).order_by("pk")
    hold_learners(set(learners.values_list("pk", flat=True)))
    for learner in learners:
        rebuild_learner(learner)
    return ""


def hold_sessions(old: str) -> None:
    """Let whoever is answering about the row finish first: sessions before learners, as answering takes them."""
    sessions = waiting_about(old).select_for_update(of=("self",))
    list(sessions.order_by("pk"))


def waiting_about(old: str) -> QuerySet[QuizSession]:
    """Running sessions whose waiting question may be about the row."""
    named = Cast("asked__shown__content", TextField())
    running = QuizSession.objects.running().filter(asked__position=F("version"))
    return running.annotate(named=named).filter(named__contains=f"/{old}")


def find_learners(kind: str, old: str, new: str) -> set[int]:
    """Ids of the learners who remember something of the row, set it aside, or are asked about it right now."""
    found = set(waiting_about(old).order_by().values_list("learner", flat=True))
    for model in (Progress, SetAside):
        rows = model._default_manager.filter(fact_key__contains=f"/{old}").order_by()
        found |= {
            pk for pk, fact in rows.values_list("learner", "fact_key") if rename_fact(fact, kind, old, new) != fact
        }
    return found


def hold_learners(pks: Iterable[int]) -> None:
    """Keep others from writing for them, and let whoever read their memories before read them again."""
    for some in in_portions(sorted(pks)):
        list(Learner.objects.select_for_update().filter(pk__in=some).order_by("pk"))
        Learner.objects.filter(pk__in=some).update(memories_moved=F("memories_moved") + 1)


def move_memories(kind: str, old: str, new: str, moves: Moves) -> int:
    """Rename memories, and replay where both Facts are remembered; how many learners' memories moved."""
    rows = Progress.objects.filter(fact_key__contains=f"/{old}").select_related("learner")
    moved = [row for row in rows if rename_fact(row.fact_key, kind, old, new) != row.fact_key]
    renamed = {row.pk: rename_fact(row.fact_key, kind, old, new) for row in moved}
    both: dict[Learner, set[str]] = defaultdict(set)
    alone = []
    for some in in_portions(moved):
        facts = {renamed[row.pk] for row in some}
        there = Progress.objects.filter(learner__in={row.learner_id for row in some}, fact_key__in=facts)
        taken = set(there.values_list("learner", "fact_key"))
        for row in some:
            if (row.learner_id, renamed[row.pk]) in taken:
                both[row.learner].add(renamed[row.pk])
                row.delete()
            else:
                row.fact_key = renamed[row.pk]
                alone.append(row)
    Progress.objects.bulk_update(alone, ["fact_key"], batch_size=AT_ONCE)
    for learner, facts in both.items():
        names = {name for fact in facts for name in moves.names(fact)}
        store_memories(learner, replay_answers(Answer.objects.counted().on_facts(learner, names), moves))
    return len({row.learner_id for row in moved})


def move_set_aside(kind: str, old: str, new: str) -> None:
    """What was set aside stays so; where both Facts were, for the longer time."""
    for row in SetAside.objects.filter(fact_key__contains=f"/{old}"):
        fact = rename_fact(row.fact_key, kind, old, new)
        if fact == row.fact_key:
            continue
        other = SetAside.objects.filter(learner=row.learner_id, fact_key=fact).first()
        if other is None:
            SetAside.objects.filter(pk=row.pk).update(fact_key=fact)
            continue
        other.until = None if None in (row.until, other.until) else max(row.until or NEVER, other.until or NEVER)
        other.save(update_fields=["until"])
        row.delete()


def withdraw_renamed(kind: str, old: str, new: str) -> None:
    """Take out of the bank what asks by the old name; the refresh that follows brings it back by the new one."""
    named = Q(fact_key__contains=f"/{old}") | Q(named__contains=f"/{old}")
    rows = Question.objects.live().annotate(named=Cast("companions", TextField())).filter(named)
    found = rows.order_by().values_list("key", "fact_key", "companions")
    withdraw_all(
        "key",
        [
            key
            for key, fact, companions in found
            if any(rename_fact(one, kind, old, new) != one for one in (fact, *companions))
        ],
    )
