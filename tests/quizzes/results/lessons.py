"""A class that sat an assignment: what each pupil answered is written as a word of letters.

`r` right, `w` wrong, `u` sent without an answer, `-` asked and left, `.` not asked.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from quizzes.models import AskedQuestion, AssignedQuestion, Assignment, Enrolment, Question, QuizSession
from quizzes.questions.marking import Response, mark_facts
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import Form
from quizzes.services.record_answer import take_steps, write_steps
from tests.quizzes.class_factories import AssignmentFactory, ClassroomFactory, EnrolmentFactory
from tests.quizzes.responses import right_to, wrong_to

NOT_ASKED, LEFT = ".", "-"
TAKEN = timedelta(seconds=7)


def live_questions(count: int, form: Form = Form.CHOICE) -> list[Question]:
    """So many questions of the bank."""
    found = list(Question.objects.live().filter(form=form).select_related("shown").order_by("key")[:count])
    assert len(found) == count
    return found


def make_test(teacher: object, count: int = 4, **fields: object) -> Assignment:
    """A test of so many questions in a class of this teacher's."""
    classroom = ClassroomFactory.create(teacher=teacher)
    questions = fields.pop("questions", None) or live_questions(count)
    kind = fields.pop("kind", Assignment.Kind.TEST)
    return AssignmentFactory.create(classroom=classroom, kind=kind, questions=questions, **fields)


def join(assignment: Assignment, *names: str) -> list[Enrolment]:
    """Pupils of the class, by name."""
    return [EnrolmentFactory.create(classroom=assignment.classroom, name=name) for name in names]


def respond(shown: Shown, letter: str) -> Response:
    """What a letter stands for at this question."""
    if letter == "u":
        return Response()
    return right_to(shown) if letter == "r" else wrong_to(shown)


def sit(
    pupil: Enrolment, assignment: Assignment, word: str, at: datetime, *, go: int = 1, is_over: bool = True
) -> QuizSession:
    """One go of a pupil at an assignment, a letter a question; a second word after a space is what came back."""
    learner = pupil.learner
    session = QuizSession.objects.create(
        learner=learner, assignment=assignment, go=go, started_at=at, finished_at=at + TAKEN if is_over else None
    )
    for position, (assigned, letter, again) in enumerate(asked_in(assignment, word)):
        asked = AskedQuestion.objects.create(
            session=session,
            position=position,
            question=assigned.question,
            shown=assigned.shown,
            order_seed=position,
            again=again,
            asked_at=at,
        )
        if letter != LEFT:
            answer(asked, respond(shown_from_json(assigned.shown.content), letter), at + TAKEN)
    return session


def asked_in(assignment: Assignment, word: str) -> Iterator[tuple[AssignedQuestion, str, bool]]:
    """The questions that a word says were asked, each with its letter and whether it came back."""
    assigned = list(assignment.questions.select_related("shown", "question"))
    for number, part in enumerate(word.split(" ")):
        yield from (
            (each, letter, number > 0) for each, letter in zip(assigned, part, strict=False) if letter != NOT_ASKED
        )


def answer(asked: AskedQuestion, response: Response, at: datetime) -> None:
    """Write an answer down as answering does."""
    shown, session = shown_from_json(asked.shown.content), asked.session
    marks = mark_facts(shown, response)
    learner = session.learner
    learner.answers_given += len(marks)
    learner.save()
    write_steps(asked, take_steps(shown, marks, {}, at), at, TAKEN)
    session.version = asked.position + 1
    session.save()
