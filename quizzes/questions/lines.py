"""The lines in which questions wait for those who have not met their Facts. Pure."""

from enum import StrEnum

from quizzes.questions.drawing import draw_number
from quizzes.questions.values import ANSWERABLE_FORMS, Form


class Line(StrEnum):
    """Where sessions find a question about a Fact that is new to a learner.

    A session that is of no form asks from the mixed line, one of flashcards from theirs.
    """

    MIXED = "mixed"
    FLASHCARD = "flashcard"
    # Questions about several Facts: those are met one by one before.
    NONE = ""


def line_of(form: str) -> Line:
    """The line in which a question of this form stands."""
    if form in ANSWERABLE_FORMS:
        return Line.MIXED
    return Line.FLASHCARD if form == Form.FLASHCARD else Line.NONE


def line_for(form: str) -> Line:
    """The line from which a session of this form asks; of none: the mixed one."""
    return line_of(form) if form else Line.MIXED


def place_of(fact: str) -> int:
    """Where a Fact (key) stands in its lines: all its questions beside one another, neighbours as if by chance."""
    return draw_number(fact)
