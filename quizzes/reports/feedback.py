"""What the page says about one question, before and after it was answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.models import Answer, AskedQuestion, QuizSession
from quizzes.questions.marking import Verdict
from quizzes.questions.shown import Shown, arrange_options, shown_from_json


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question that waits. Nothing here tells the key."""

    position: int
    number: int
    total: int
    prompt: str
    family: str
    form: str
    options: tuple[tuple[str, str], ...]
    year_given: bool
    again: bool


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option after the answer: whether it is the key, and whether it was chosen."""

    text: str
    is_key: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Who stands where: "denied by", and "9 October 2020" (empty where no day is on record)."""

    claimant: str
    stance: str
    stated: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """A statement with those who give it and those who deny or dispute it."""

    statement: str
    supporters: tuple[VoiceView, ...]
    opponents: tuple[VoiceView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A passage that the answer rests on."""

    title: str
    publisher: str
    url: str
    locator: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was recorded for an answer, and who says so."""

    number: int
    total: int
    prompt: str
    verdict: str
    verdict_text: str
    answered: str
    answer_text: str
    options: tuple[OptionView, ...]
    attributed_to: tuple[str, ...]
    is_contested: bool
    accounts: tuple[AccountView, ...]
    sources: tuple[SourceView, ...]
    event: str
    event_title: str
    is_last: bool


def verdict_in_words(verdict: Verdict) -> str:
    """The verdict as the page says it."""
    return {
        Verdict.RIGHT: _("Right."),
        Verdict.LESS_PRECISE: _("Right as far as it goes, but the record is more precise."),
        Verdict.ONE_OF_OPEN: _("Right: one of those that the sources leave open."),
        Verdict.WRONG: _("Not right."),
        Verdict.UNANSWERED: _("Not answered."),
    }[verdict]


def stance_in_words(stance: str) -> str:
    """What a claimant does to a statement, as the page says it before the claimant's name (one or many)."""
    return {
        "asserts": _("Stated by"),
        "reports": _("Reported by"),
        "confirms": _("Confirmed by"),
        "denies": _("Denied by"),
        "disputes": _("Disputed by"),
    }[stance]


def count_questions(session: QuizSession) -> int:
    """How many questions the session comes to as things stand: asked so far, and planned."""
    waiting = 0 if session.finished_at else 1
    return session.version + waiting + len(session.plan)


def describe_question(session: QuizSession, asked: AskedQuestion) -> QuestionView:
    """The question that waits, in the order this learner sees."""
    shown = shown_from_json(asked.shown.content)
    return QuestionView(
        position=asked.position,
        number=asked.position + 1,
        total=count_questions(session),
        prompt=shown.prompt,
        family=shown.family,
        form=shown.form,
        options=tuple(arrange_options(shown, asked.order_seed)),
        year_given=shown.year_given,
        again=asked.again,
    )


def latest_verdict(answer: Answer) -> Verdict:
    """The verdict that holds now: the last of its marks."""
    return Verdict(list(answer.marks.all())[-1].verdict)


def describe_feedback(session: QuizSession, asked: AskedQuestion, verdict: Verdict) -> Feedback:
    """What was recorded for the answer to `asked`; Answer.DoesNotExist where there is none."""
    shown = shown_from_json(asked.shown.content)
    answer = asked.answer
    return Feedback(
        number=asked.position + 1,
        total=count_questions(session),
        prompt=shown.prompt,
        verdict=verdict,
        verdict_text=verdict_in_words(verdict),
        answered=answered_text(shown, answer),
        answer_text=shown.answer_text,
        options=tuple(
            OptionView(text, is_key=value == shown.answer, is_chosen=value == answer.value)
            for value, text in arrange_options(shown, asked.order_seed)
        ),
        attributed_to=shown.attributed_to,
        is_contested=shown.standing == "contested",
        accounts=describe_accounts(shown),
        sources=tuple(SourceView(*passage[1:]) for passage in shown.sources),
        event=shown.event,
        event_title=shown.event_title,
        is_last=session.finished_at is not None and asked.position == session.version - 1,
    )


def describe_accounts(shown: Shown) -> tuple[AccountView, ...]:
    """Who stands where, statement by statement, in the order of the record."""
    statements = dict.fromkeys(what for _who, _stance, what, _when in shown.voices)
    return tuple(
        AccountView(
            statement=statement,
            supporters=tuple(describe_voices(shown, statement, against=False)),
            opponents=tuple(describe_voices(shown, statement, against=True)),
        )
        for statement in statements
    )


def describe_voices(shown: Shown, statement: str, *, against: bool) -> Iterator[VoiceView]:
    """The voices for or against one statement."""
    for who, stance, what, when in shown.voices:
        if what == statement and (stance in ("denies", "disputes")) == against:
            yield VoiceView(who, stance_in_words(stance), when)


def answered_text(shown: Shown, answer: Answer) -> str:
    """The answer as it was given."""
    return dict(shown.options).get(answer.value, "") if shown.form == "choice" else answer.text
