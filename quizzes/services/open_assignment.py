"""Open an assignment: its questions are judged again, and those of a test frozen as they are then."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from history.facts.reading import read_revision
from quizzes.models import AssignedQuestion, Assignment, Question
from quizzes.models.clock import clock_of
from quizzes.questions.seating import seat_questions
from quizzes.questions.values import AnyQuestion, Rejection
from quizzes.services.ask_questions import Ready, prepare_question
from quizzes.services.refresh_questions import store_contents


@dataclass(frozen=True, slots=True)
class Dropped:
    """A question of the set that the assignment does not have, and why.

    `beside`: the question that it cannot be in one test with; None where it cannot be asked at all.
    """

    question: Question
    rejections: tuple[Rejection, ...]
    beside: Question | None = None


@dataclass(frozen=True, slots=True)
class Lineup:
    """The questions that an assignment has, in order, and those that it cannot have."""

    ready: tuple[Ready, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """It can be worked on, with these questions."""

    lineup: Lineup


@dataclass(frozen=True, slots=True)
class OpenBefore:
    """Somebody opened it before; nothing was written."""


@dataclass(frozen=True, slots=True)
class NothingToAsk:
    """None of the questions can be asked; nothing was written."""

    lineup: Lineup


@dataclass(frozen=True, slots=True)
class EndsBefore:
    """Its end has passed; nothing was written."""


Outcome = Opened | OpenBefore | NothingToAsk | EndsBefore


def line_up(questions: Sequence[Question], *, is_test: bool) -> Lineup:
    """What asking these questions comes to now. In a test none may tell another, whichever is met first."""
    revision = read_revision()
    ready, dropped = list[Ready](), list[Dropped]()
    for question in questions:
        judged = prepare_question(question, revision)
        if isinstance(judged, Ready):
            ready.append(judged)
        else:
            dropped.append(Dropped(question, judged.rejections))
    if not is_test:
        return Lineup(tuple(ready), tuple(dropped))
    seated, unseated = seat_questions([drafted(one) for one in ready])
    dropped += [
        Dropped(
            ready[one.place].question,
            (one.rejection,),
            beside=None if one.beside is None else ready[one.beside].question,
        )
        for one in unseated
    ]
    return Lineup(tuple(ready[place] for place in seated), tuple(dropped))


def drafted(ready: Ready) -> AnyQuestion:
    """What the rules judged just now."""
    assert ready.drafted is not None
    return ready.drafted


def open_assignment(assignment: Assignment, questions: Sequence[Question]) -> Outcome:
    """Let pupils work on a draft, with these questions in this order, each as it is shown now.

    Judging takes its time, so it is done before the row is held; who opens at the same moment finds it open.
    """
    lineup = line_up(questions, is_test=assignment.is_test)
    if not lineup.ready:
        return NothingToAsk(lineup)
    with transaction.atomic():
        held = Assignment.objects.select_for_update(of=("self",)).with_clock().get(pk=assignment.pk)
        now = clock_of(held)
        if held.opened_at is not None:
            return OpenBefore()
        if held.closes_at is not None and held.closes_at <= now:
            return EndsBefore()
        freeze_questions(held, lineup)
        held.opened_at = now
        held.save(update_fields=["opened_at"])
    assignment.opened_at = held.opened_at
    return Opened(lineup)


def freeze_questions(assignment: Assignment, lineup: Lineup) -> None:
    """Keep each question as it is shown now."""
    store_contents([ready.shown for ready in lineup.ready])
    assignment.questions.all().delete()
    AssignedQuestion.objects.bulk_create(
        AssignedQuestion(assignment=assignment, position=position, question=ready.question, shown_id=ready.shown.digest)
        for position, ready in enumerate(lineup.ready)
    )
