"""What quizzes keep: learners, questions, sessions, answers and what is remembered."""

from quizzes.models.answers import Answer, Mark
from quizzes.models.learners import Learner
from quizzes.models.progress import Progress
from quizzes.models.questions import Question, ShownContent
from quizzes.models.sessions import AskedQuestion, QuizSession

__all__ = [
    "Answer",
    "AskedQuestion",
    "Learner",
    "Mark",
    "Progress",
    "Question",
    "QuizSession",
    "ShownContent",
]
