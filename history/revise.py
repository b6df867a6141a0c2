"""Move the record's revision: every path that changes the record calls this, in the change's own transaction."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.db.models import F
from django.utils.module_loading import import_string

from history.models import Revision

# Stands for no event where the record moved and no event was touched.
NO_EVENT = ""


def record_changed(topics: Iterable[str] = (), events: Iterable[str] = ()) -> None:
    """Say that the record moved, and let the apps above follow (`HISTORY_AFTER_PUBLISH`).

    Call inside the transaction of the change. `topics` are keys of topics of which anything may be touched, `events`
    keys of single events (`history.touching` finds them); both empty: anything may be touched.
    """
    if not Revision.objects.filter(pk=1).update(number=F("number") + 1):
        Revision.objects.create(pk=1, number=1)
    touched = tuple(topics), tuple(events)
    for path in settings.HISTORY_AFTER_PUBLISH:
        follow: Callable[[tuple[str, ...], tuple[str, ...]], None] = import_string(path)
        follow(*touched)


def events_changed(events: set[str] | None) -> None:
    """Say that these events (keys) were touched; None: any. An empty set touches no question, yet moves the record."""
    if events is None:
        record_changed()
    else:
        record_changed(events=sorted(events) or [NO_EVENT])
