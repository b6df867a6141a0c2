"""How hard a question is."""

import pytest

from quizzes.questions.difficulty import ENOUGH_ANSWERS, Difficulty, guess_difficulty, measure_difficulty
from quizzes.questions.values import Form


@pytest.mark.parametrize(
    ("form", "plausibility", "difficulty"),
    [
        (Form.CHOICE, 0.4, Difficulty.EASY),
        (Form.CHOICE, 0.5, Difficulty.MIDDLING),
        (Form.BEFORE_AFTER, 0.9, Difficulty.EASY),
        (Form.MATCH, 0.4, Difficulty.MIDDLING),
        (Form.TYPED, 1.0, Difficulty.HARD),
        (Form.ORDER, 0.4, Difficulty.HARD),
    ],
)
def test_who_chooses_has_it_easier_than_who_types(form: Form, plausibility: float, difficulty: Difficulty) -> None:
    assert guess_difficulty(form, plausibility) is difficulty


@pytest.mark.parametrize(
    ("right", "difficulty"),
    [(20, Difficulty.EASY), (16, Difficulty.EASY), (15, Difficulty.MIDDLING), (10, Difficulty.MIDDLING), (9, "hard")],
)
def test_first_answers_say_how_hard_it_was(right: int, difficulty: str) -> None:
    assert measure_difficulty(right, ENOUGH_ANSWERS) == difficulty


def test_a_few_answers_say_nothing() -> None:
    assert measure_difficulty(0, ENOUGH_ANSWERS - 1) is None
