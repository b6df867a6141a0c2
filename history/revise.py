"""Move the record's revision: every path that changes the record calls this, in the change's own transaction."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F
from django.utils.module_loading import import_string

from history.facts.touched_names import sort_names
from history.facts.unsettled import unsettled
from history.models import Revision

# Stands for no event where the record moved and no event was touched.
NO_EVENT = ""

# Keys of topics and of events that a change touches.
TouchedKeys = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True)
class Held:
    """Changes of the record that nobody follows yet."""

    changes: list[TouchedKeys] = field(default_factory=list)

    def let_go(self) -> None:
        """Let the apps above follow them after all. Call inside the transaction of the changes."""
        for touched in dict.fromkeys(self.changes):
            follow_change(touched)


_held: ContextVar[Held | None] = ContextVar("held", default=None)


@contextmanager
def hold_followers() -> Iterator[Held]:
    """Changes in the block move the revision, and nobody follows them unless the caller lets them go afterwards.

    They may still be taken back: nothing that is read meanwhile may be kept.
    """
    held = Held()
    token = _held.set(held)
    try:
        with unsettled():
            yield held
    finally:
        _held.reset(token)


def hold_record() -> int:
    """Go on when whoever is writing the record has done, and keep others from it until the transaction ends.

    Gives the record's revision, which nobody moves meanwhile.
    """
    Revision.objects.get_or_create(pk=1)
    # A lock on PostgreSQL; SQLite's transactions take turns by themselves.
    return Revision.objects.select_for_update().get(pk=1).number


def record_changed(topics: Iterable[str] = (), events: Iterable[str] = ()) -> None:
    """Say that the record moved, and let the apps above follow (`HISTORY_AFTER_PUBLISH`).

    Call inside the transaction of the change. `topics` are keys of topics of which anything may be touched, `events`
    keys of single events and names of directions (`history.touching` finds them); both empty: anything may be touched.
    """
    if not Revision.objects.filter(pk=1).update(number=F("number") + 1):
        Revision.objects.create(pk=1, number=1)
    touched = tuple(topics), tuple(events)
    if (held := _held.get()) is not None:
        held.changes.append(touched)
    else:
        follow_change(touched)


def follow_change(touched: TouchedKeys) -> None:
    """Call what `HISTORY_AFTER_PUBLISH` names."""
    for path in settings.HISTORY_AFTER_PUBLISH:
        follow: Callable[[tuple[str, ...], tuple[str, ...]], None] = import_string(path)
        follow(*touched)


def events_changed(names: set[str] | None) -> None:
    """Say that this was touched, by name (`history.touching`); None: anything.

    An empty set touches no question, yet moves the record.
    """
    if names is None:
        record_changed()
        return
    known = sort_names(names)
    events = sorted(known.events | known.directions)
    record_changed(sorted(known.topics), events if events or known.topics else [NO_EVENT])
