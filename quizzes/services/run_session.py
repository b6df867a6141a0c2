"""Start a session and answer its questions: choose and compute outside, one short transaction each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from uuid import uuid4

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from history.facts.reading import read_revision, revision_subquery
from quizzes.models import Answer, AskedQuestion, AssignedQuestion, Learner, Progress, Question, QuizSession
from quizzes.models.clock import clock, clock_of
from quizzes.models.json_rows import GatherObject, TextsOf
from quizzes.questions.marking import FactMark, Response, Verdict, mark_facts, verdict_of_answer
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.services.ask_questions import Ready, prepare_question
from quizzes.services.choose_questions import choose_plan
from quizzes.services.read_facts import moves_at
from quizzes.services.record_answer import memories_seen, revision_of, take_steps, write_steps
from quizzes.services.refresh_questions import store_contents

# How many questions of the plan are read at once: what they look at in a large topic is read for all of them together.
LOOK_AHEAD = 4
MOST_TRIES = 5
ORDER_SEEDS = 2**31
# What comes back once more in the session.
MISSED = frozenset({Verdict.WRONG, Verdict.UNANSWERED, Verdict.LESS_PRECISE, Verdict.FORGOTTEN})

_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Started:
    """A session runs and its first question waits."""

    session: QuizSession


@dataclass(frozen=True, slots=True)
class NothingDue:
    """Nothing is due, and nothing is new."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on record for a question: a mark for each of its Facts."""

    asked: AskedQuestion
    marks: tuple[FactMark, ...]

    @property
    def verdict(self) -> Verdict:
        """What the answer was worth as a whole."""
        return verdict_of_answer(self.marks)


class Recorded(Kept):
    """The answer is on record."""


class Repeated(Kept):
    """The same answer was on record already; nothing was written."""


class Conflict(Kept):
    """Another answer is on record for this question; nothing was written."""


@dataclass(frozen=True, slots=True)
class SetBack:
    """The question no longer counts: its answer was taken back, or it was left; nothing was written."""

    asked: AskedQuestion


@dataclass(frozen=True, slots=True)
class Over:
    """The test was over before the answer came: her time was, or it was handed in or ended; nothing was written."""

    asked: AskedQuestion


@dataclass(frozen=True, slots=True)
class Gone:
    """The learner erased herself while her answer was on its way; there is nothing to write to."""


Outcome = Recorded | Repeated | Conflict | SetBack | Over | Gone


@dataclass(frozen=True, slots=True)
class Following:
    """What comes after an answer: the next question, or None at the end, and the plan that is left."""

    ready: Ready | None
    again: bool
    plan: list[list[str | bool]]


class MovedError(Exception):
    """Somebody else wrote first; roll back and look again."""


def start_session(
    learner: Learner, topic: str, now: datetime, *, ahead: bool = False, form: str = ""
) -> Started | NothingDue:
    """Begin a sitting over what is due and what is new in `topic` (empty: everywhere), all of it in `form` if given."""
    key = uuid4()
    plan = choose_plan(learner, topic, now, ahead=ahead, seed=str(key), form=form)
    session = QuizSession(
        key=key, learner=learner, topic=topic, form=form, plan=[list(entry) for entry in plan], started_at=now
    )
    following = choose_next(session, read_revision())
    if following.ready is None:
        return NothingDue()
    session.plan = following.plan
    session.planned = len(following.plan) + 1
    with transaction.atomic():
        session.save()
        ask(session, following, now)
    return Started(session)


def choose_next(session: QuizSession, revision: int) -> Following:
    """The first question of the plan that the record still bears; those it does not are dropped.

    What was merged meanwhile is asked about by the name it has now. A test asks what was frozen.
    """
    if session.is_test:
        return choose_frozen(session)
    moves = moves_at(revision)
    plan = [[moves.question(str(key)), again] for key, again in session.plan]
    while plan:
        keys = [str(key) for key, _again in plan[:LOOK_AHEAD]]
        rows = {row.key: row for row in Question.objects.filter(key__in=keys)}
        for key, again in plan[:LOOK_AHEAD]:
            plan = plan[1:]
            if (question := rows.get(str(key))) is None:
                continue
            # Whoever begins waits for her first question alone.
            following = [rows[ahead] for ahead in keys[keys.index(question.key) + 1 :] if ahead in rows]
            ready = prepare_question(question, revision, following if session.pk else ())
            if isinstance(ready, Ready):
                return Following(ready, bool(again), plan)
    return Following(None, False, [])


def choose_frozen(session: QuizSession) -> Following:
    """The next question of a test as it was shown to the teacher at opening: never judged anew, never withdrawn."""
    plan = session.plan
    while plan and session.assignment_id is not None:
        key, plan = str(plan[0][0]), plan[1:]
        frozen = AssignedQuestion.objects.select_related("question", "shown")
        row = frozen.filter(assignment=session.assignment_id, question__key=key).first()
        if row is not None:
            ready = Ready(row.question, shown_from_json(row.shown.content), kept_as=row.shown_id)
            return Following(ready, False, plan)
    return Following(None, False, [])


def plan_on(session: QuizSession, revision: int, now: datetime) -> Following:
    """What comes next by the session's plan; the session is set to it, nothing is written.

    A test whose questions are all answered waits to be handed in.
    """
    following = choose_next(session, revision)
    session.plan = following.plan
    session.finished_at = now if following.ready is None and not session.is_test else None
    return following


def ask(session: QuizSession, following: Following, now: datetime) -> AskedQuestion:
    """Put the next question before the learner. Inside a transaction."""
    assert following.ready is not None
    ready = following.ready
    digest = ready.kept_as or ready.shown.digest
    if not ready.kept_as and digest != ready.question.shown_id:
        # The record moved after the bank was last refreshed: what is shown now is new.
        store_contents([ready.shown])
    return AskedQuestion.objects.create(
        session=session,
        position=session.version,
        question=ready.question,
        shown_id=digest,
        order_seed=_chance.randrange(ORDER_SEEDS),
        again=following.again,
        skipped=count_skipped(session, ready.question),
        asked_at=now,
    )


def count_skipped(session: QuizSession, question: Question) -> int:
    """How many positions before this one do not count for the question's number.

    In a test the number is the question's own, however often it was left for later.
    """
    conditions = session.kept_conditions
    if not conditions.is_test:
        return session.skipped
    return session.version + 1 - conditions.number_of(question.key)


def asked_to_answer() -> QuerySet[AskedQuestion]:
    """Asked questions with all that answering one reads, in one query.

    `memory_seen` is what the learner remembers of its Fact (JSON or None), `memories_seen` the same of all Facts of
    a question about several, by Fact; `revision` is the record's, `clock` the time by the database.
    """
    hers = Progress.objects.filter(learner=OuterRef("session__learner")).order_by()
    memory = hers.filter(fact_key=OuterRef("question__fact_key")).values("memory")[:1]
    of_all = hers.filter(fact_key__in=TextsOf(OuterRef("shown__content__facts")))
    memories = of_all.values("learner").annotate(found=GatherObject("fact_key", "memory")).values("found")
    return AskedQuestion.objects.select_related("session__learner", "question__shown", "shown").annotate(
        memory_seen=Subquery(memory),
        memories_seen=Subquery(memories),
        revision=revision_subquery(),
        clock=clock(),
    )


def answer_question(
    asked: AskedQuestion, response: Response, now: datetime, *, taken: timedelta = timedelta(0)
) -> Outcome:
    """Record one answer once, move the memory of its Fact, and ask what comes next.

    `asked` comes from `asked_to_answer`. A race that is lost is looked at again: either this very question was
    answered (Repeated, Conflict) or set back, or another one was answered, and the learner's memory is read anew.
    What comes when the time of a test is over is not recorded (Over), and the session ends as of then.
    """
    outcome = try_answer(asked, response, now, taken)
    for _try in range(MOST_TRIES - 1):
        if outcome is not None:
            return outcome
        outcome = answer_again(asked.pk, response, now, taken)
    if outcome is not None:
        return outcome
    # She lost every race, so she waits her turn: while her rows are held nobody else writes for her.
    with transaction.atomic():
        hold_rows(asked.session)
        return answer_again(asked.pk, response, now, taken) or Gone()


def answer_again(asked_pk: int, response: Response, now: datetime, taken: timedelta) -> Outcome | None:
    """The same with everything read anew."""
    asked = asked_to_answer().filter(pk=asked_pk).first()
    return Gone() if asked is None else try_answer(asked, response, now, taken)


def try_answer(asked: AskedQuestion, response: Response, now: datetime, taken: timedelta) -> Outcome | None:
    """Record the answer on what was read; None where somebody wrote first."""
    session = asked.session
    if asked.position != session.version or session.finished_at is not None:
        return compare_with_recorded(asked, response)
    if session.is_time_over(clock_of(asked)):
        QuizSession.objects.filter(pk=session.pk).overdue().end(F("ends_at"))
        session.finished_at = session.ends_at
        return Over(asked)
    shown = shown_from_json(asked.shown.content)
    marks = mark_facts(shown, response)
    try:
        record_answer(asked, shown, marks, now, taken)
    except MovedError:
        return None
    return Recorded(asked, marks)


def hold_rows(session: QuizSession) -> None:
    """Keep others from writing for the session's learner until the transaction ends; in the order of joining."""
    QuizSession.objects.select_for_update().filter(pk=session.pk).first()
    Learner.objects.select_for_update().filter(pk=session.learner_id).first()


def record_answer(
    asked: AskedQuestion, shown: Shown, marks: tuple[FactMark, ...], now: datetime, taken: timedelta
) -> None:
    """Write answers, marks, memories and next question together. Raises MovedError where somebody wrote first."""
    session, learner = asked.session, asked.session.learner
    moves = moves_at(revision_of(asked))
    steps = take_steps(shown, marks, memories_seen(asked), now, moves)
    comes_back = not asked.again and not session.is_test
    if comes_back and any(mark.verdict in MISSED for mark in marks):
        session.plan = [*session.plan, [asked.question.key, True]]
    following = plan_on(session, revision_of(asked), now)
    with transaction.atomic():
        is_first = QuizSession.objects.advance(session, seen=asked.position)
        if not is_first or not Learner.objects.take_seq(learner, len(steps)):
            raise MovedError
        write_steps(asked, steps, now, taken, moves)
        if following.ready is not None:
            ask(session, following, now)


def compare_with_recorded(asked: AskedQuestion, response: Response) -> Repeated | Conflict | SetBack | Over:
    """What became of a question that no longer waits."""
    answers = Answer.objects.counted().prefetch_related("marks").filter(asked=asked).order_by("learner_seq")
    recorded = tuple(
        FactMark(answer.fact_key, answer.value, answer.text, Verdict(answer.marks.all()[0].verdict))
        for answer in answers
    )
    if not recorded:
        return Over(asked) if asked.session.is_test and asked.session.finished_at else SetBack(asked)
    sent = mark_facts(shown_from_json(asked.shown.content), response)
    is_same = {(mark.fact, mark.value, mark.text) for mark in recorded} == {
        (mark.fact, mark.value, mark.text) for mark in sent
    }
    return Repeated(asked, recorded) if is_same else Conflict(asked, recorded)
