"""Examples of rules as tests, kept in a register so that a rule without examples is noticed."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from quizzes.questions.rules import GroupRule, Rule
from quizzes.questions.values import GroupQuestion, Question, Rejection

Asked = TypeVar("Asked", Question, GroupQuestion)
Test = Callable[[], None]

ACCEPTED: dict[str, list[str]] = defaultdict(list)
REFUSED: dict[str, list[str]] = defaultdict(list)


def accepts(rule: Callable[[Asked], Rejection | None]) -> Callable[[Callable[[], Asked]], Test]:
    """Make a test of a function that builds a question: the rule must let it stand."""

    def register(example: Callable[[], Asked]) -> Test:
        ACCEPTED[name_of(rule)].append(example.__name__)

        @wraps(example)
        def test() -> None:
            rejection = rule(example())
            assert rejection is None, str(rejection)

        return test

    return register


def refuses(rule: Callable[[Asked], Rejection | None], saying: str) -> Callable[[Callable[[], Asked]], Test]:
    """Make a test of a function that builds a question: the rule must refuse it in its own name, `saying` why."""

    def register(example: Callable[[], Asked]) -> Test:
        REFUSED[name_of(rule)].append(example.__name__)

        @wraps(example)
        def test() -> None:
            rejection = rule(example())
            assert rejection is not None
            assert rejection.rule == name_of(rule)
            assert saying in rejection.reason

        return test

    return register


def name_of(rule: Rule | GroupRule) -> str:
    """The name under which a rule is known."""
    return str(getattr(rule, "__name__", ""))
