"""What is kept about a learner besides her answers."""

from django.db.models import F

from quizzes.models import Learner


def move_to_zone(learner: Learner, time_zone: str) -> None:
    """Let her day begin at 04:00 where her browser is; empty: leave it as it was."""
    if not time_zone or time_zone == learner.time_zone:
        return
    learner.time_zone = time_zone
    learner.save(update_fields=["time_zone"])


def note_seen(learner: Learner, count: int) -> None:
    """She knows of so many answers that were marked anew; those marked while she reads are told the next time."""
    hers = Learner.objects.filter(pk=learner.pk, marked_anew__gte=count)
    hers.update(marked_anew=F("marked_anew") - count)


def note_outcomes_seen(learner: Learner, count: int) -> None:
    """She knows of so many notes that the editors decided about."""
    hers = Learner.objects.filter(pk=learner.pk, notes_answered__gte=count)
    hers.update(notes_answered=F("notes_answered") - count)
