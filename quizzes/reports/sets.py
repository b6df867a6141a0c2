"""A set as its teacher sees it: each question with its answer and who says so, what is left out, what is gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.models import Question, QuizSet, SetPick
from quizzes.models.sets import QuizSetQuerySet
from quizzes.questions.difficulty import Difficulty
from quizzes.questions.sets import MOST_COUNTED, Choice, Chosen
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.reports.sayings import stance_in_words

# Of those who say so, so many are named in a line.
MOST_VOICES = 4


@dataclass(frozen=True, slots=True)
class LineView:
    """A question of a set. `part` counts from 1, 0: none. `instead_of` is the prompt of what it was swapped for.

    `difficulty` is as learners found it where `is_measured`, else a guess.
    """

    pk: int
    key: str
    number: int
    prompt: str
    answer: str
    voices: tuple[str, ...]
    more_voices: int
    sources: tuple[str, ...]
    family: str
    form: str
    difficulty: str
    is_measured: bool
    is_contested: bool
    part: int
    is_pinned: bool
    instead_of: str


@dataclass(frozen=True, slots=True)
class PartView:
    """How many of what fits a part are in the set. `is_many`: more fit than were counted."""

    number: int
    fits: int
    is_many: bool
    taken: int
    is_short: bool


@dataclass(frozen=True, slots=True)
class LostView:
    """A question that is not in the set: left out by the teacher, or withdrawn by the record for these reasons."""

    key: str
    prompt: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetView:
    """All that a page tells of a set."""

    lines: tuple[LineView, ...]
    parts: tuple[PartView, ...]
    out: tuple[LostView, ...]
    gone: tuple[LostView, ...]

    @property
    def total(self) -> int:
        """How many questions it has."""
        return len(self.lines)


def describe_set(quiz_set: QuizSet, choice: Choice) -> SetView:
    """The set as chosen: three queries however many questions."""
    picks = {pick.question_key: pick for pick in quiz_set.picks.all()}
    out = [key for key, pick in picks.items() if pick.kind == SetPick.Kind.EXCLUDE]
    before = [pick.in_place_of for pick in picks.values() if pick.in_place_of]
    rows = Question.objects.select_related("shown").in_bulk(
        {*choice.keys, *out, *before, *choice.gone}, field_name="key"
    )
    lines = [
        describe_line(number, one, rows[one.key], picks, rows)
        for number, one in enumerate((one for one in choice.chosen if one.key in rows), start=1)
    ]
    # What was swapped is told beside what came for it.
    swapped = set(before)
    return SetView(
        lines=tuple(lines),
        parts=tuple(describe_parts(quiz_set, choice)),
        out=tuple(LostView(key, rows[key].prompt) for key in out if key in rows and key not in swapped),
        gone=tuple(LostView(key, rows[key].prompt, reasons_of(rows[key])) for key in choice.gone if key in rows),
    )


def describe_line(
    number: int, one: Chosen, row: Question, picks: Mapping[str, SetPick], rows: Mapping[str, Question]
) -> LineView:
    """One question of the set."""
    shown = shown_from_json(row.shown.content) if row.shown else None
    voices = voices_of(shown) if shown else []
    pick = picks.get(one.key)
    swapped = rows.get(pick.in_place_of) if pick else None
    difficulty = row.difficulty_measured or row.difficulty_guessed
    return LineView(
        pk=row.pk,
        key=row.key,
        number=number,
        prompt=row.prompt,
        answer=answer_of(shown) if shown else "",
        voices=tuple(voices[:MOST_VOICES]),
        more_voices=max(0, len(voices) - MOST_VOICES),
        sources=tuple(dict.fromkeys(source[1] for source in shown.sources)) if shown else (),
        family=family_in_words(row.family),
        form=form_in_words(row.form),
        difficulty=difficulty_in_words(difficulty) if difficulty else "",
        is_measured=bool(row.difficulty_measured),
        is_contested=row.standing == "contested",
        part=0 if one.part is None else one.part + 1,
        is_pinned=one.is_pinned,
        instead_of=swapped.prompt if swapped else "",
    )


def describe_parts(quiz_set: QuizSet, choice: Choice) -> Iterable[PartView]:
    """How many fit each part, and how many of them are in."""
    for number, (part, fits) in enumerate(zip(quiz_set.parts.all(), choice.fits, strict=True)):
        taken = choice.count(number)
        is_short = part.wanted is not None and taken < part.wanted
        yield PartView(number + 1, fits, fits >= MOST_COUNTED, taken, is_short)


def answer_of(shown: Shown) -> str:
    """The right answer in one line; of a question about several Facts, each with what belongs to it."""
    if not shown.parts:
        return shown.answer_text
    return " · ".join(f"{part.text}: {part.answer_text}" for part in shown.parts)


def voices_of(shown: Shown) -> list[str]:
    """Who says so, in the order of the record: "Denied by the President of Artsakh"."""
    voices = [voice for part in shown.parts for voice in part.voices] or list(shown.voices)
    said = [(voice[1], voice[0]) for voice in voices] + [(account[1], account[0]) for account in shown.accounts]
    return [f"{stance_in_words(stance)} {who}" for stance, who in dict.fromkeys(said)]


def reasons_of(row: Question) -> tuple[str, ...]:
    """Why the record bears it no longer, in the rules' words."""
    return tuple(str(rejection).partition(": ")[2] or str(rejection) for rejection in row.rejections)


def family_in_words(family: str) -> str:
    """What a question asks for."""
    return {"date": _("when"), "place": _("where"), "claimant": _("who said what")}.get(family, family)


def form_in_words(form: str) -> str:
    """How it is answered."""
    words = {
        "choice": _("choose"),
        "typed": _("type"),
        "flashcard": _("flashcard"),
        "order": _("put in order"),
        "before-after": _("which came first"),
        "match": _("match"),
        "disagree": _("say whether the accounts agree"),
        "select-all": _("tick all that are right"),
        "map": _("point on the map"),
        "timeline": _("place on a timeline"),
    }
    return words.get(form, form)


def difficulty_in_words(difficulty: str) -> str:
    """How hard it is."""
    return {Difficulty.EASY: _("easy"), Difficulty.MIDDLING: _("middling"), Difficulty.HARD: _("hard")}[
        Difficulty(difficulty)
    ]


def list_sets(sets: QuizSetQuerySet) -> QuizSetQuerySet:
    """Sets for a list, the latest changed first."""
    return sets.order_by("-changed_at", "pk")
