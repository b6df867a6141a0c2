"""Move the record's revision: every path that changes the record calls this, in the change's own transaction."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.db.models import F
from django.utils.module_loading import import_string

from history.models import Revision


def record_changed(topics: Iterable[str] = ()) -> None:
    """Say that the record moved, and let the apps above follow (`HISTORY_AFTER_PUBLISH`).

    Call inside the transaction of the change. `topics` are keys of the topics touched; empty means any.
    """
    if not Revision.objects.filter(pk=1).update(number=F("number") + 1):
        Revision.objects.create(pk=1, number=1)
    touched = tuple(topics)
    for path in settings.HISTORY_AFTER_PUBLISH:
        follow: Callable[[tuple[str, ...]], None] = import_string(path)
        follow(touched)
