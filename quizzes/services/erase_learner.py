"""A learner goes, with everything that was ever kept about her."""

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from quizzes.models import Learner, QuizSession
from quizzes.services.classes.erasing import leave_classes


def erase_learner(learner: Learner | None, user_id: int | None) -> None:
    """Delete the learner (sessions, answers, marks, memory with her) and the user, where there is one.

    What was shown stays: it is the same for everybody and says nothing about anybody. Classes that she alone taught
    go with her.
    """
    with transaction.atomic():
        if learner is not None:
            # In the order in which answering takes these rows.
            list(QuizSession.objects.select_for_update().filter(learner=learner).order_by("pk"))
            Learner.objects.filter(pk=learner.pk).delete()
        if user_id is not None:
            leave_classes(user_id)
            get_user_model().objects.filter(pk=user_id).delete()


def overwrite_traces() -> bool:
    """Leave no byte of what was deleted in SQLite's files; True unless somebody was reading the log just then.

    `PRAGMA secure_delete` overwrites deleted rows, but not what stays behind where pages were split and merged
    before: only writing the file anew does. Then the log is emptied; where somebody reads in it, that happens with
    a later write. Elsewhere this does nothing: deleted rows leave PostgreSQL with its next vacuum.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        # Not in memory, where connections keep temporary things otherwise: the whole database passes through.
        cursor.execute("PRAGMA temp_store=FILE")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy: int = cursor.fetchone()[0]
    return not busy
