"""What quizzes keep: learners, questions, sessions, answers, memories, remarks; classes, sets and assignments."""

from quizzes.models.answers import Answer, Mark, Undo
from quizzes.models.assignments import Accommodation, AssignedQuestion, Assignment
from quizzes.models.classrooms import Classroom, Enrolment, Group, Teaching
from quizzes.models.cursors import Cursor
from quizzes.models.decisions import TeacherDecision
from quizzes.models.learners import Learner
from quizzes.models.progress import Progress
from quizzes.models.questions import Bank, Question, ShownContent
from quizzes.models.regrades import Regrade
from quizzes.models.remarks import Challenge, Flag, Remark
from quizzes.models.sessions import AskedQuestion, QuizSession
from quizzes.models.set_aside import SetAside
from quizzes.models.sets import QuizSet, SetPart, SetPick

__all__ = [
    "Accommodation",
    "Answer",
    "AskedQuestion",
    "AssignedQuestion",
    "Assignment",
    "Bank",
    "Challenge",
    "Classroom",
    "Cursor",
    "Enrolment",
    "Flag",
    "Group",
    "Learner",
    "Mark",
    "Progress",
    "Question",
    "QuizSession",
    "QuizSet",
    "Regrade",
    "Remark",
    "SetAside",
    "SetPart",
    "SetPick",
    "ShownContent",
    "TeacherDecision",
    "Teaching",
    "Undo",
]
