"""How hard a question is: by what learners made of it, else by its form and its wrong answers. Pure."""

from enum import StrEnum

from quizzes.questions.values import CHOSEN_FORMS, Form

# First answers of so many learners say how hard it is; fewer say how these learners were.
ENOUGH_ANSWERS = 20
# Of first answers so many right: easy; fewer than so many: hard.
EASY_FROM = 0.8
HARD_BELOW = 0.5
# Wrong answers of this plausibility lie as near as the record has them (`quizzes.questions.candidates`).
CLOSE_FROM = 0.5


class Difficulty(StrEnum):
    """How hard a question is."""

    EASY = "easy"
    MIDDLING = "middling"
    HARD = "hard"


def guess_difficulty(form: Form, plausibility: float) -> Difficulty:
    """How hard a question is likely to be: who chooses can exclude, who types, orders or points must know."""
    if form in (Form.TYPED, Form.ORDER, Form.MAP):
        return Difficulty.HARD
    if form in (Form.MATCH, Form.SELECT_ALL, Form.TIMELINE) or (form in CHOSEN_FORMS and plausibility >= CLOSE_FROM):
        return Difficulty.MIDDLING
    return Difficulty.EASY


def measure_difficulty(right: int, answers: int) -> Difficulty | None:
    """How hard it was for those who met it for the first time; None where they are too few to say."""
    if answers < ENOUGH_ANSWERS:
        return None
    share = right / answers
    if share >= EASY_FROM:
        return Difficulty.EASY
    return Difficulty.HARD if share < HARD_BELOW else Difficulty.MIDDLING
