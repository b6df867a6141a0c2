"""What a teacher does to a set. Each change is made on the version that she saw, or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from quizzes.models import QuizSet, SetPart, SetPick
from quizzes.questions.sets import FIRST_WANTED, MOST_PARTS, Choice, Filters, move_key
from quizzes.services.choose_set import choose_set


@dataclass(frozen=True, slots=True)
class PartWanted:
    """So many questions from here; None: all that fit."""

    filters: Filters
    wanted: int | None


@dataclass(frozen=True, slots=True)
class Built:
    """The set as it is now, and what it comes to. `fresh` is the key of what came for a question that was swapped."""

    quiz_set: QuizSet
    choice: Choice
    fresh: str = ""


@dataclass(frozen=True, slots=True)
class Stale:
    """The set was changed since the page was made, in another window."""

    quiz_set: QuizSet


@dataclass(frozen=True, slots=True)
class NothingElse:
    """No other question fits the part; nothing was changed."""

    quiz_set: QuizSet


class NothingElseError(Exception):
    """Raised to take a swap back that found nothing."""


Change = Callable[[QuizSet], str]
Outcome = Built | Stale | NothingElse


def create_set(owner_id: int, title: str, seed: int | None = None) -> QuizSet:
    """A new set with one part, so that there is something to look at. `seed` None: drawn by chance."""
    drawn = Random().randrange(1, 2**31) if seed is None else seed  # noqa: S311 - a draw is no secret
    with transaction.atomic():
        quiz_set = QuizSet.objects.create(owner_id=owner_id, title=title, seed=drawn)
        SetPart.objects.create(quiz_set=quiz_set, position=0, wanted=FIRST_WANTED)
        keep_order(quiz_set, choose_set(quiz_set).keys)
    return quiz_set


def change_set(quiz_set: QuizSet, version: int, change: Change) -> Outcome:
    """Make a change on the version that was seen, and keep the order that it comes to.

    What the teacher sees stays in the set from then on, as long as it fits.
    """
    try:
        with transaction.atomic():
            seen = QuizSet.objects.filter(pk=quiz_set.pk, version=version)
            if not seen.update(version=F("version") + 1, changed_at=timezone.now()):
                return Stale(QuizSet.objects.whole().get(pk=quiz_set.pk))
            changed = QuizSet.objects.get(pk=quiz_set.pk)
            fresh = change(changed)
            changed = QuizSet.objects.whole().get(pk=quiz_set.pk)
            choice = choose_set(changed)
            keep_order(changed, choice.keys)
            return Built(changed, choice, fresh)
    except NothingElseError:
        return NothingElse(QuizSet.objects.whole().get(pk=quiz_set.pk))


def keep_order(quiz_set: QuizSet, keys: Sequence[str]) -> None:
    """Note the questions in this order."""
    quiz_set.arrangement = list(keys)
    quiz_set.save(update_fields=["arrangement"])


def save_words(quiz_set: QuizSet, title: str, description: str) -> None:
    """What it is called and what it is for."""
    quiz_set.title, quiz_set.description = title, description
    quiz_set.save(update_fields=["title", "description"])


def save_parts(quiz_set: QuizSet, parts: Sequence[PartWanted]) -> None:
    """These parts instead of those it had."""
    quiz_set.parts.all().delete()
    SetPart.objects.bulk_create(
        SetPart(quiz_set=quiz_set, position=position, filters=part.filters.to_json(), wanted=part.wanted)
        for position, part in enumerate(parts[:MOST_PARTS])
    )


def pin_question(quiz_set: QuizSet, key: str) -> None:
    """Keep a question in, whatever the parts say."""
    pick(quiz_set, key, SetPick.Kind.PIN)


def leave_out(quiz_set: QuizSet, key: str) -> None:
    """Keep a question out, whatever the parts say."""
    pick(quiz_set, key, SetPick.Kind.EXCLUDE)


def pick(quiz_set: QuizSet, key: str, kind: SetPick.Kind, in_place_of: str = "") -> None:
    """Say of a single question that it is in or out."""
    wanted = {"kind": kind, "in_place_of": in_place_of}
    quiz_set.picks.update_or_create(question_key=key, defaults=wanted)


def unpick(quiz_set: QuizSet, key: str) -> None:
    """Leave it to the parts again whether a question is in."""
    quiz_set.picks.filter(question_key=key).delete()


def swap_question(quiz_set: QuizSet, key: str) -> str:
    """Another question of the same part in its place; gives its key. Raises NothingElseError where none fits."""
    before = choose_set(quiz_set)
    part = before.part_of(key)
    if part is None:
        raise NothingElseError
    leave_out(quiz_set, key)
    after = choose_set(forget_read(quiz_set))
    fresh = next((one.key for one in after.chosen if one.part == part and one.key not in before.keys), None)
    if fresh is None:
        raise NothingElseError
    pick(quiz_set, fresh, SetPick.Kind.PIN, in_place_of=key)
    keep_order(quiz_set, [fresh if one == key else one for one in before.keys])
    return fresh


def take_swap_back(quiz_set: QuizSet, key: str) -> str:
    """The question that this one came for, in its place again; gives its key."""
    swapped = quiz_set.picks.filter(question_key=key).exclude(in_place_of="").first()
    if swapped is None:
        return ""
    order = choose_set(quiz_set).keys
    unpick(quiz_set, key)
    unpick(quiz_set, swapped.in_place_of)
    keep_order(quiz_set, [swapped.in_place_of if one == key else one for one in order])
    return swapped.in_place_of


def move_question(quiz_set: QuizSet, key: str, step: int) -> None:
    """One place up (-1) or down (1)."""
    keep_order(quiz_set, move_key(choose_set(quiz_set).keys, key, step))


def shuffle_questions(quiz_set: QuizSet) -> None:
    """The same questions in an order drawn by chance."""
    keys = choose_set(quiz_set).keys
    Random().shuffle(keys)  # noqa: S311 - an order is no secret
    keep_order(quiz_set, keys)


def draw_others(quiz_set: QuizSet) -> None:
    """Other questions that fit, as far as there are some; what is pinned stays."""
    quiz_set.seed = Random().randrange(1, 2**31)  # noqa: S311 - a draw is no secret
    quiz_set.arrangement = []
    quiz_set.save(update_fields=["seed", "arrangement"])


def share_set(quiz_set: QuizSet) -> None:
    """Let whoever has the link read and copy it; each time it is another link."""
    quiz_set.share_key = uuid4()
    quiz_set.save(update_fields=["share_key"])


def stop_sharing(quiz_set: QuizSet) -> None:
    """Let the link lead nowhere."""
    quiz_set.share_key = None
    quiz_set.save(update_fields=["share_key"])


def copy_set(quiz_set: QuizSet, owner_id: int, title: str) -> QuizSet:
    """A set of one's own that comes to the same questions now; changes of either leave the other alone."""
    with transaction.atomic():
        mine = QuizSet.objects.create(
            owner_id=owner_id,
            title=title[:120],
            description=quiz_set.description,
            seed=quiz_set.seed,
            arrangement=choose_set(quiz_set).keys,
        )
        SetPart.objects.bulk_create(
            SetPart(quiz_set=mine, position=part.position, filters=part.filters, wanted=part.wanted)
            for part in quiz_set.parts.all()
        )
        SetPick.objects.bulk_create(
            SetPick(quiz_set=mine, question_key=one.question_key, kind=one.kind, in_place_of=one.in_place_of)
            for one in quiz_set.picks.all()
        )
    return mine


def forget_read(quiz_set: QuizSet) -> QuizSet:
    """The set without the rows that were read with it."""
    return QuizSet.objects.get(pk=quiz_set.pk)
