"""What a change of the record does beyond the record, seen before it is kept: made, looked at, taken back.

The apps above say what they foresee (`HISTORY_EFFECT_PREVIEW`), and follow only what is kept (`HISTORY_AFTER_PUBLISH`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from history.models import Event
from history.revise import NO_EVENT, Held, hold_followers, hold_record
from history.touching import MOST_EVENTS, Touched

T = TypeVar("T")
# Says what a change does, as HTML, one piece for each thing worth saying; it is called while the change is written.
# A piece may have an attribute `matter`, a text: what of it an editor must have seen. Without one it is all of it.
Preview = Callable[[Touched], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does beyond the record. `token` names it: another effect has another one; empty: there is none."""

    pieces: tuple[str, ...]
    token: str


NO_EFFECT = Effect((), "")


class Unseen(Exception):  # noqa: N818 (an outcome, not a fault of the program)
    """The change has an effect that its editor has not seen; it is to be taken back."""

    def __init__(self, effect: Effect) -> None:
        super().__init__(effect.token)
        self.effect = effect


class TakenBack(Unseen):
    """The same, for whoever only wanted to see."""


def rehearse(change: Callable[[], object]) -> Effect:
    """The effect that `change` would have. It is made, looked at and taken back; nobody follows it."""
    try:
        with transaction.atomic(), hold_followers() as held:
            hold_record()
            change()
            raise TakenBack(foresee(touched_in(held)))
    except TakenBack as taken:
        return taken.effect


def change_once_seen(change: Callable[[], T], seen: str) -> T | Effect:
    """Do what `change` does if it has no effect, or the one with the token `seen`; else give the effect.

    It is taken back then, as it is by what it raises. Whoever follows the record is called in its transaction.
    """
    try:
        with transaction.atomic():
            hold_record()
            with hold_followers() as held:
                outcome = change()
                effect = foresee(touched_in(held))
                if effect.token not in ("", seen):
                    raise Unseen(effect)
            held.let_go()
    except Unseen as unseen:
        return unseen.effect
    return outcome


def foresee(touched: Touched) -> Effect:
    """What the apps above say of a change that touches these events (keys; None: any), as the record stands now."""
    if touched is not None and not touched:
        return NO_EFFECT
    pieces: list[str] = []
    for path in settings.HISTORY_EFFECT_PREVIEW:
        preview: Preview = import_string(path)
        pieces += preview(touched)
    matter = [getattr(piece, "matter", piece) for piece in pieces]
    token = sha256("\0".join(matter).encode()).hexdigest() if pieces else ""
    return Effect(tuple(pieces), token)


def touched_in(held: Held) -> Touched:
    """The events that the changes held back touch; None: any."""
    found: set[str] = set()
    for topics, events in held.changes:
        if not topics and not events:
            return None
        found.update(events)
        if topics:
            gathered = Event.objects.filter(topics__key__in=topics).order_by().values_list("key", flat=True)
            found.update(gathered.distinct()[: MOST_EVENTS + 1])
    found.discard(NO_EVENT)
    return found if len(found) <= MOST_EVENTS else None
