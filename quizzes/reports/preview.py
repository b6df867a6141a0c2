"""The answer of a question that nobody answered: what a teacher sees who goes through a set."""

from dataclasses import dataclass

from quizzes.questions.shown import Shown
from quizzes.reports.sayings import Sayings, describe_sayings


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One Fact of a question about several, what belongs to it, and who says so."""

    text: str
    answer: str
    sayings: Sayings


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The right answer and who says so; `items` for a question about several Facts."""

    prompt: str
    answer: str
    sayings: Sayings
    items: tuple[ItemAnswer, ...]


def describe_answer(shown: Shown) -> AnswerView:
    """What is right, and who says so."""
    items = tuple(ItemAnswer(part.text, part.answer_text, describe_sayings(part)) for part in shown.parts)
    return AnswerView(shown.prompt, shown.answer_text, describe_sayings(shown), items)
