"""Examples of rules as tests, kept in a register so that a rule without examples is noticed."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps

from quizzes.questions.rules import Rule
from quizzes.questions.values import Question

Example = Callable[[], Question]
Test = Callable[[], None]

ACCEPTED: dict[str, list[str]] = defaultdict(list)
REFUSED: dict[str, list[str]] = defaultdict(list)


def accepts(rule: Rule) -> Callable[[Example], Test]:
    """Make a test of a function that builds a question: the rule must let it stand."""

    def register(example: Example) -> Test:
        ACCEPTED[name_of(rule)].append(example.__name__)

        @wraps(example)
        def test() -> None:
            rejection = rule(example())
            assert rejection is None, str(rejection)

        return test

    return register


def refuses(rule: Rule, saying: str) -> Callable[[Example], Test]:
    """Make a test of a function that builds a question: the rule must refuse it in its own name, `saying` why."""

    def register(example: Example) -> Test:
        REFUSED[name_of(rule)].append(example.__name__)

        @wraps(example)
        def test() -> None:
            rejection = rule(example())
            assert rejection is not None
            assert rejection.rule == name_of(rule)
            assert saying in rejection.reason

        return test

    return register


def name_of(rule: Rule) -> str:
    """The name under which a rule is known."""
    return str(getattr(rule, "__name__", ""))
