"""A class for the pictures: twelve pupils in the middle of a test about Hadrut.

    python -m scripts.picture_class      # on the database that DJANGO_VAR_DIR names

Prints the way to the class, its wall, its set and the grid of the test, a line each. Chance is the same on every run.
"""

import os
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from accounts.models import User
    from quizzes.models import Assignment, Classroom, Learner, QuizSession, QuizSet

TEACHER, PASSWORD = "t.meyer", "only-for-pictures"
PUPILS = (
    *("Ada Lindqvist", "Aydan Məmmədova", "Ben Okafor", "Chloé Martin", "Davit Petrosyan", "Emre Yıldız"),
    *("Fatima Haddad", "Jonas Weber", "Lilit Հարությունյան", "Marta Kowalska", "Noor de Vries", "Samir Əliyev"),
)
SET = "hadrut-ten-minutes"


def make_lesson() -> list[str]:
    """The class with everything; the paths of its pages."""
    from accounts.models import User

    teacher = User.objects.create_user(TEACHER, password=PASSWORD)
    classroom, quiz_set, assignment = give_test(teacher)
    chance = Random(8)  # noqa: S311 - the same pictures every time
    for number, enrolment in enumerate(classroom.enrolments.order_by("name")):
        sit(assignment, enrolment.learner, chance, most=99 if number % 3 else 7)
    return [
        f"classes/{classroom.key}/",
        f"classes/{classroom.key}/projector/",
        f"sets/{quiz_set.key}/",
        f"assignments/{assignment.key}/results/",
    ]


def give_test(teacher: "User") -> tuple["Classroom", "QuizSet", "Assignment"]:
    """A class of hers with a test that is open, made of a set that comes with the site."""
    from django.utils import timezone

    from quizzes.models import Assignment, QuizSet
    from quizzes.services.build_set import copy_set
    from quizzes.services.choose_set import questions_of_set
    from quizzes.services.classes.enrolling import add_pupils
    from quizzes.services.classes.teaching import make_class
    from quizzes.services.open_assignment import Opened, open_assignment

    now = timezone.now()
    classroom = make_class(teacher.pk, "8b History", is_open=False, time_zone="", now=now)
    add_pupils(classroom, PUPILS, now)
    quiz_set = copy_set(QuizSet.objects.get(starter=SET), teacher.pk, "Hadrut in ten minutes")
    assignment = Assignment.objects.create(
        classroom=classroom,
        quiz_set=quiz_set,
        title="Hadrut in ten minutes",
        kind=Assignment.Kind.TEST,
        feedback=Assignment.Feedback.AFTER_END,
        closes_at=now + timedelta(hours=1),
        made_by=teacher,
    )
    opened = open_assignment(assignment, questions_of_set(quiz_set))
    assert isinstance(opened, Opened), opened
    return classroom, quiz_set, assignment


def sit(assignment: "Assignment", learner: "Learner", chance: Random, *, most: int) -> None:
    """A pupil answers so many questions at most, three in four of them rightly."""
    from quizzes.services.run_session import Started
    from quizzes.services.sit_assignment import start_go

    outcome = start_go(assignment, learner)
    assert isinstance(outcome, Started), outcome
    for _question in range(most):
        if not answer_waiting(outcome.session, chance):
            return


def answer_waiting(session: "QuizSession", chance: Random) -> bool:
    """Answer what waits; False where nothing does."""
    from django.db.models import F
    from django.utils import timezone

    from quizzes.questions.marking import Response
    from quizzes.services.run_session import answer_question, asked_to_answer

    asked = asked_to_answer().filter(session=session, position=F("session__version"), session__finished_at=None).first()
    if asked is None:
        return False
    content = asked.shown.content
    is_right = chance.random() < 0.75
    if content["options"] and not content.get("parts"):
        wrong = [value for value, _text in content["options"] if value != content["answer"]]
        response = Response(value=content["answer"] if is_right else chance.choice(wrong))
    else:
        response = Response(text=content["answer_text"]) if is_right and not content.get("parts") else Response()
    answer_question(asked, response, timezone.now())
    return True


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print("\n".join(make_lesson()))  # noqa: T201 - that is what it is for
