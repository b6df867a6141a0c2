"""What quizzes keep: learners, questions, sessions, answers, what is remembered, set aside or remarked."""

from quizzes.models.answers import Answer, Mark, Undo
from quizzes.models.learners import Learner
from quizzes.models.progress import Progress
from quizzes.models.questions import Question, ShownContent
from quizzes.models.regrades import Regrade
from quizzes.models.remarks import Challenge, Flag, Remark
from quizzes.models.sessions import AskedQuestion, QuizSession
from quizzes.models.set_aside import SetAside

__all__ = [
    "Answer",
    "AskedQuestion",
    "Challenge",
    "Flag",
    "Learner",
    "Mark",
    "Progress",
    "Question",
    "QuizSession",
    "Regrade",
    "Remark",
    "SetAside",
    "ShownContent",
    "Undo",
]
