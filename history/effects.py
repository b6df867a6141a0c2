"""What a change of the record does beyond the record, seen before it is kept: made, looked at, taken back.

The apps above say what they foresee (`HISTORY_EFFECT_PREVIEW`), and follow only what is kept (`HISTORY_AFTER_PUBLISH`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from history.facts.touched_names import whole_topic
from history.models import Rehearsal
from history.models.uploads import UNSEEN
from history.rehearsing.replaying import WideEdit, entries_since, newest_version
from history.revise import NO_EVENT, Held, hold_followers, hold_record
from history.touching import Touched, is_wide, narrow

T = TypeVar("T")
# Told how many events are looked at since it was told last.
Watch = Callable[[int], None]
# Says what a change does, as HTML, one piece for each thing worth saying; it is called while the change is written, or
# on a stage; then somebody watches. A piece may have an attribute `matter`, a text: what of it an editor must have
# seen. Without one it is all of it.
Preview = Callable[[Touched, Watch | None], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does beyond the record. `token` names it: another effect has another one; empty: there is none.

    `is_wide`: it touches too much to be looked at while somebody waits, so nothing is known of it; `edit` is then what
    it takes to look in the background, and `rehearsal` that look, where somebody arranged it.
    """

    pieces: tuple[str, ...]
    token: str
    is_wide: bool = False
    edit: WideEdit | None = None
    rehearsal: Rehearsal | None = None


NO_EFFECT = Effect((), "")


def wide_effect() -> Effect:
    """That of a change of which nobody who waits can be told what it does: whoever keeps it does so unseen."""
    said = _("This touches so much that it was not looked at which questions change, or whose answers.")
    return Effect((format_html("<p>{}</p>", said),), UNSEEN, is_wide=True)


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
            revision, version = hold_record(), newest_version()
            with hold_followers() as held:
                outcome = change()
                touched = touched_in(held)
                effect = foresee(touched)
                if effect.is_wide:
                    effect = replace(effect, edit=read_edit(touched, version, revision))
                if not is_seen(effect, seen):
                    raise Unseen(effect)
            held.let_go()
    except Unseen as unseen:
        return unseen.effect
    return outcome


def is_seen(effect: Effect, seen: str) -> bool:
    """Whether there is nothing to see, or an editor with this token has seen it, or does without."""
    if effect.token in ("", seen):
        return True
    if effect.edit is None or not seen:
        return False
    looked = Rehearsal.objects.filter(digest=effect.edit.digest, revision=effect.edit.revision)
    return looked.filter(state=Rehearsal.State.SEEN, token=seen).exists()


def read_edit(touched: Touched, version: int, revision: int) -> WideEdit:
    """What a change that was just made, and may be taken back, says since a version."""
    return WideEdit(entries_since(version), None if touched is None else sorted(touched), revision)


def foresee(touched: Touched, watch: Watch | None = None) -> Effect:
    """What the apps above say of a change that touches this (names; None: anything), as the record stands now.

    Where nobody watches, somebody waits, and the record is held: a wide change is not looked at then.
    """
    if touched is not None and not touched:
        return NO_EFFECT
    if watch is None and is_wide(touched):
        return wide_effect()
    pieces: list[str] = []
    for path in settings.HISTORY_EFFECT_PREVIEW:
        preview: Preview = import_string(path)
        pieces += preview(touched, watch)
    matter = [getattr(piece, "matter", piece) for piece in pieces]
    token = sha256("\0".join(matter).encode()).hexdigest() if pieces else ""
    return Effect(tuple(pieces), token)


def touched_in(held: Held) -> Touched:
    """What the changes held back touch, by name; None: anything."""
    found: set[str] = set()
    for topics, events in held.changes:
        if not topics and not events:
            return None
        found.update(events)
        found.update(whole_topic(key) for key in topics)
    found.discard(NO_EVENT)
    return narrow(found)
