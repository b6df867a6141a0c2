"""A made-up class that sat a test, written straight into the tables: forty pupils answer two hundred questions."""

from datetime import datetime
from random import Random

from quizzes.models import (
    Answer,
    AskedQuestion,
    AssignedQuestion,
    Assignment,
    Classroom,
    Enrolment,
    Learner,
    Mark,
    Question,
    QuizSession,
    Teaching,
)

# Of ten answers so many are right.
RIGHT = 6


def make_class(teacher: int, pupils: int, questions: int, at: datetime, *, kind: str = "test") -> Assignment:
    """A class of this user's with an assignment that everybody has sat. The bank must have as many questions."""
    classroom = Classroom.objects.create(title="Large class")
    Teaching.objects.create(classroom=classroom, user_id=teacher, is_owner=True)
    assignment = Assignment.objects.create(classroom=classroom, title="Large test", kind=kind, opened_at=at)
    bank = list(Question.objects.live().filter(form="choice").select_related("shown").order_by("key")[:questions])
    assert len(bank) == questions, f"the bank has {len(bank)} questions"
    AssignedQuestion.objects.bulk_create(
        AssignedQuestion(assignment=assignment, position=position, question=row, shown_id=row.shown_id or "")
        for position, row in enumerate(bank)
    )
    learners = Learner.objects.bulk_create(Learner(answers_given=questions) for _pupil in range(pupils))
    Enrolment.objects.bulk_create(
        Enrolment(classroom=classroom, learner=one, name=f"Pupil {n}", folded_name=f"pupil {n:03d}", joined_at=at)
        for n, one in enumerate(learners)
    )
    sessions = QuizSession.objects.bulk_create(
        QuizSession(learner=one, assignment=assignment, go=1, version=questions, started_at=at, finished_at=at)
        for one in learners
    )
    write_answers(sessions, bank, at)
    return assignment


def write_answers(sessions: list[QuizSession], bank: list[Question], at: datetime) -> None:
    """Every session answers every question, six of ten rightly."""
    chance = Random(0)
    asked = AskedQuestion.objects.bulk_create(
        AskedQuestion(session=session, position=n, question=row, shown_id=row.shown_id or "", order_seed=n, asked_at=at)
        for session in sessions
        for n, row in enumerate(bank)
    )
    answers = Answer.objects.bulk_create(answer_of(one, chance) for one in asked)
    right = {row.pk: row.shown.content["answer"] for row in bank if row.shown}
    Mark.objects.bulk_create(
        Mark(
            answer=one,
            fact_key=one.fact_key,
            verdict="right" if one.value == right[one.asked.question_id] else "wrong",
            marked_at=at,
        )
        for one in answers
    )


def answer_of(asked: AskedQuestion, chance: Random) -> Answer:
    """One answer."""
    content = asked.question.shown.content if asked.question.shown else {}
    wrong = [value for value, _text in content["options"] if value != content["answer"]]
    value = content["answer"] if chance.randrange(10) < RIGHT else chance.choice(wrong)
    return Answer(
        learner_id=asked.session.learner_id,
        learner_seq=asked.position + 1,
        asked=asked,
        fact_key=content["fact"],
        value=value,
        mapping_version=1,
        scheduler="made up",
        taken_ms=5000,
        answered_at=asked.asked_at,
    )
