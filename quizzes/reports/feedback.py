"""What the page says about one question, before and after it was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from history.facts.reading_moves import read_moves
from quizzes.models import Answer, AskedQuestion, QuizSession, SetAside
from quizzes.questions.marking import CONTESTABLE, OWN_RATINGS, FactMark, Verdict, verdict_of_answer
from quizzes.questions.shown import Shown, arrange_options, shown_from_json
from quizzes.questions.values import CHOSEN_FORMS, Form
from quizzes.reports.group_feedback import ItemView, answer_in_short, answered_part, describe_items, score_in_words
from quizzes.reports.outcomes import OutcomeView, describe_outcome
from quizzes.reports.pointing import MapToPoint, Pointed, describe_map, describe_pointed, spot_in_words
from quizzes.reports.readings import reading_in_words
from quizzes.reports.sayings import Sayings, describe_sayings
from quizzes.reports.scale import ScaleView, describe_placed, describe_scale
from quizzes.scheduling import Memory, review_each
from quizzes.scheduling.days import day_of

# From here on an interval is told in months, then in years.
MONTHS_FROM_DAYS = 60
YEARS_FROM_DAYS = 730
DAYS_A_MONTH = 30.4
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question that waits. Nothing here tells the key.

    `undo` is the position of the answer that can be taken back; None where there is none.
    """

    position: int
    number: int
    total: int
    prompt: str
    family: str
    form: str
    options: tuple[tuple[str, str], ...]
    year_given: bool
    again: bool
    undo: int | None
    map: MapToPoint | None = None
    scale: ScaleView | None = None


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option after the answer: whether it is the key, and whether it was chosen."""

    text: str
    is_key: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RatingView:
    """A button under a flipped flashcard: what it sends, what it says, and when the fact would come back."""

    value: str
    text: str
    comes_back: str


@dataclass(frozen=True, slots=True)
class Flipped:
    """A flashcard with its answer, before it is rated."""

    position: int
    number: int
    total: int
    prompt: str
    again: bool
    answer_text: str
    sayings: Sayings
    ratings: tuple[RatingView, ...]


@dataclass(frozen=True, slots=True)
class AsShown:
    """A question as one learner was shown it, with what she answered, for the editors."""

    prompt: str
    form: str
    options: tuple[OptionView, ...]
    answer_text: str
    accepted: tuple[str, ...]
    answered: str
    verdict_text: str
    sayings: Sayings
    fact: str
    items: tuple[ItemView, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the learner did about a question besides answering it.

    `aside` is "buried", "suspended" or empty. `is_sent` and `is_flagged`: the editors have her objection, her note;
    `decided` and `flag_decided` are what became of it (None: nobody has looked yet).
    """

    aside: str = ""
    is_sent: bool = False
    is_flagged: bool = False
    decided: OutcomeView | None = None
    flag_decided: OutcomeView | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was recorded for an answer, and who says so. `reading`: how a typed date was read, where that helps.

    Of a question about several Facts there is an item for each, and `score` says how many were right. `scale`: that of
    a timeline, with the key and the answer on it; it has no `options`.
    """

    position: int
    number: int
    total: int
    prompt: str
    verdict: str
    verdict_text: str
    answered: str
    answer_text: str
    options: tuple[OptionView, ...]
    sayings: Sayings
    is_last: bool
    is_own_rating: bool
    can_undo: bool
    can_contest: bool
    reading: str = ""
    items: tuple[ItemView, ...] = ()
    score: str = ""
    pointed: Pointed | None = None
    scale: ScaleView | None = None


def verdict_in_words(verdict: Verdict) -> str:
    """The verdict as the page says it."""
    return {
        Verdict.RIGHT: _("Right."),
        Verdict.LESS_PRECISE: _("Right as far as it goes, but the record is more precise."),
        Verdict.ONE_OF_OPEN: _("Right: one of those that the sources leave open."),
        Verdict.WRONG: _("Not right."),
        Verdict.UNANSWERED: _("Not answered."),
        Verdict.RECALLED: _("You knew it, by your own word."),
        Verdict.FORGOTTEN: _("You did not know it, by your own word."),
        Verdict.PARTLY_RIGHT: _("Partly right."),
        Verdict.VOID: _("Does not count: what the record says now was not among the options."),
    }[verdict]


def first_verdict_in_words(answer: Answer) -> str:
    """The first verdict on an answer that was marked anew since; empty for all others."""
    return verdict_in_words(answer.first_verdict) if answer.first_verdict != answer.verdict else ""


def first_verdict_of_all(answers: Iterable[Answer]) -> str:
    """The same for a question as a whole."""
    given = list(answers)
    marks = latest_marks(given)
    first = [replace(mark, verdict=one.first_verdict) for mark, one in zip(marks, given, strict=True)]
    was = verdict_of_answer(first)
    return verdict_in_words(was) if was is not verdict_of_answer(marks) else ""


def rating_in_words(value: str) -> str:
    """One of OWN_RATINGS as its button says it; empty for anything else."""
    words = {"again": _("Again"), "hard": _("Hard"), "good": _("Good"), "easy": _("Easy")}
    return words.get(value, "")


def interval_in_words(days: int) -> str:
    """How far off a day is, from today: "tomorrow", "in 8 days", "in 3 months"."""
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < MONTHS_FROM_DAYS:
        return _("in %(days)d days") % {"days": days}
    if days < YEARS_FROM_DAYS:
        return _("in %(months)d months") % {"months": round(days / DAYS_A_MONTH)}
    return _("in %(years)d years") % {"years": round(days / DAYS_A_YEAR)}


def count_questions(session: QuizSession) -> int:
    """How many questions the session comes to as things stand: those that count so far, and planned.

    A test has as many as it had at its beginning.
    """
    if session.is_test:
        return len(session.kept_conditions.order)
    waiting = 0 if session.finished_at else 1
    return session.version - session.skipped + waiting + len(session.plan)


def describe_question(session: QuizSession, asked: AskedQuestion, *, undo: int | None = None) -> QuestionView:
    """The question that waits, in the order this learner sees. `undo`: where the answer before it was given."""
    shown = shown_from_json(asked.shown.content)
    return QuestionView(
        position=asked.position,
        number=asked.number,
        total=count_questions(session),
        prompt=shown.prompt,
        family=shown.family,
        form=shown.form,
        options=offer_options(shown, asked.order_seed),
        year_given=shown.year_given,
        again=asked.again,
        undo=undo,
        map=describe_map(shown),
        scale=describe_scale(shown),
    )


def offer_options(shown: Shown, order_seed: int) -> tuple[tuple[str, str], ...]:
    """What is sent for each option, and what it says. Of two events the keys may tell years, so their numbers are sent.

    Items that are put in order or matched are no options.
    """
    arranged = arrange_options(shown, order_seed)
    if shown.form == Form.BEFORE_AFTER:
        return tuple((str(number), text) for number, (_value, text) in enumerate(arranged, start=1))
    return () if shown.parts else tuple(arranged)


def describe_flipped(session: QuizSession, asked: AskedQuestion, memory: Memory | None, now: datetime) -> Flipped:
    """The flashcard's other side. `memory`: what is remembered of its Fact, from which each rating goes on."""
    shown = shown_from_json(asked.shown.content)
    zone = session.learner.zone
    today = day_of(now, zone)
    days = [(day_of(after.due, zone) - today).days for after in review_each(memory, now).values()]
    return Flipped(
        position=asked.position,
        number=asked.number,
        total=count_questions(session),
        prompt=shown.prompt,
        again=asked.again,
        answer_text=shown.answer_text,
        sayings=describe_sayings(shown),
        ratings=tuple(
            RatingView(value, rating_in_words(value), interval_in_words(off))
            for value, off in zip(OWN_RATINGS, days, strict=True)
        ),
    )


def latest_marks(answers: Iterable[Answer]) -> tuple[FactMark, ...]:
    """What was answered on each Fact, with the verdict that holds now."""
    return tuple(FactMark(answer.fact_key, answer.value, answer.text, answer.verdict) for answer in answers)


def describe_feedback(
    session: QuizSession, asked: AskedQuestion, marks: Sequence[FactMark], *, can_undo: bool
) -> Feedback:
    """What was recorded for the answer to `asked`: a mark for each of its Facts."""
    shown = shown_from_json(asked.shown.content)
    verdict = verdict_of_answer(marks)
    return Feedback(
        position=asked.position,
        number=asked.number,
        total=count_questions(session),
        prompt=shown.prompt,
        verdict=verdict,
        verdict_text=verdict_in_words(verdict),
        answered=answered_in_all(shown, marks),
        answer_text=shown.answer_text,
        options=() if shown.parts or shown.form == Form.TIMELINE else describe_options(shown, asked, marks),
        sayings=describe_sayings(shown),
        is_last=session.finished_at is not None,
        is_own_rating=shown.form == "flashcard",
        can_undo=can_undo,
        can_contest=any(mark.verdict in CONTESTABLE for mark in marks),
        reading="" if shown.parts else reading_in_words(shown, marks[0].text),
        items=describe_items(shown, marks),
        score=score_in_words(shown, marks),
        pointed=describe_pointed(shown, marks),
        scale=describe_placed(shown, marks),
    )


def describe_options(shown: Shown, asked: AskedQuestion, marks: Sequence[FactMark]) -> tuple[OptionView, ...]:
    """The options in the order this learner saw, with the key and what was chosen."""
    chosen = marks[0].value if marks else None
    return tuple(
        OptionView(text, is_key=value == shown.answer, is_chosen=value == chosen)
        for value, text in arrange_options(shown, asked.order_seed)
    )


def describe_as_shown(asked: AskedQuestion, marks: Sequence[FactMark]) -> AsShown:
    """A question for the editors; no marks: it was flagged before it was answered."""
    shown = shown_from_json(asked.shown.content)
    return AsShown(
        prompt=shown.prompt,
        form=shown.form,
        options=() if shown.parts else describe_options(shown, asked, marks),
        answer_text=shown.answer_text,
        accepted=shown.accepted,
        answered=answered_in_all(shown, marks) if marks else "",
        verdict_text=verdict_in_words(verdict_of_answer(marks)) if marks else "",
        sayings=describe_sayings(shown),
        fact=shown.fact,
        items=describe_items(shown, marks),
    )


def describe_remarks(session: QuizSession, asked: AskedQuestion, now: datetime) -> Remarks:
    """What the learner did about it. `asked` comes with its answers' challenges and its flag."""
    fact = read_moves().fact(asked.shown.content["fact"])
    facts = SetAside.objects.active(at=now).filter(learner=session.learner, fact_key=fact)
    aside = facts.first()
    sent = [answer.challenge for answer in asked.answers.all() if hasattr(answer, "challenge")]
    return Remarks(
        aside="" if aside is None else "suspended" if aside.until is None else "buried",
        is_sent=bool(sent),
        is_flagged=hasattr(asked, "flag"),
        decided=describe_outcome(sent[0]) if sent else None,
        flag_decided=describe_outcome(getattr(asked, "flag", None)),
    )


def answered_text(shown: Shown, answer: Answer | FactMark) -> str:
    """The answer as it was given, on one Fact."""
    if (part := shown.part_about(answer.fact if isinstance(answer, FactMark) else answer.fact_key)) is not None:
        return answered_part(shown, part, answer.value)
    if shown.form == "flashcard":
        return rating_in_words(answer.value)
    if shown.target is not None:
        return spot_in_words(answer.text)
    return dict(shown.options).get(answer.value, "") if shown.form in CHOSEN_FORMS else answer.text


def answered_in_all(shown: Shown, marks: Sequence[FactMark]) -> str:
    """The whole answer as it was given, in one line."""
    return answer_in_short(shown, marks) if shown.parts else answered_text(shown, marks[0])
