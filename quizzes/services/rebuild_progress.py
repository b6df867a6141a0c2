"""Progress from the log of answers: it holds nothing that the answers do not."""

from collections.abc import Iterable

from django.db import transaction

from history.facts.fact_keys import NO_MOVES, Moves
from history.facts.reading_moves import read_moves
from quizzes.models import Answer, Cursor, Learner, Progress
from quizzes.scheduling import Memory, Rating, review
from quizzes.services.record_answer import make_progress


def rebuild_learner(learner: Learner) -> int:
    """Replay a learner's answers in the order given; returns how many memories there are.

    Replay follows ratings, never marks, and the scheduler that each answer names. It passes over what was taken
    back: only the last answer on a Fact can be, so that no other answer built on it.
    """
    with transaction.atomic():
        Learner.objects.select_for_update().get(pk=learner.pk)
        answers = Answer.objects.counted().filter(learner=learner).order_by("learner_seq")
        memories = replay_answers(answers.iterator(chunk_size=2000), read_moves())
        Progress.objects.filter(learner=learner).delete()
        # What she passed because she knew it may be new to her now.
        Cursor.objects.filter(learner=learner).delete()
        Progress.objects.bulk_create(make_progress(learner, memories))
    return len(memories)


def replay_answers(answers: Iterable[Answer], moves: Moves = NO_MOVES) -> dict[str, Memory]:
    """The memory of each Fact that the answers lead to, by what the Facts are called now."""
    memories: dict[str, Memory] = {}
    for answer in answers:
        if answer.rating is None:
            continue
        fact = moves.fact(answer.fact_key)
        memories[fact] = review(memories.get(fact), Rating(answer.rating), answer.answered_at, answer.scheduler)
    return memories
