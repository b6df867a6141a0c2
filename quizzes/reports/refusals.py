"""What is not asked about an event, and by which rule, in words for whoever reads the record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from inspect import getdoc
from typing import Final

from quizzes.questions.rules import GROUP_RULES, OPTION_RULES, QUESTION_RULES, SEQUENCE_RULES

PROMPTS_SHOWN: Final = 3
# Each rule says in the first sentence of its own description what it demands.
DEMANDS: Final = {
    rule.__name__: (getdoc(rule) or "").partition("\n")[0]
    for rule in (*OPTION_RULES, *QUESTION_RULES, *SEQUENCE_RULES, *GROUP_RULES)
}


@dataclass(frozen=True, slots=True)
class RefusedByRule:
    """A rule with what it demands, how many questions it refused, and some of them. Their answers are not told."""

    rule: str
    demand: str
    count: int
    prompts: tuple[str, ...]


def explain_refusals(refused: Iterable[tuple[str, Iterable[str]]]) -> list[RefusedByRule]:
    """The rules that refused these questions (each its prompt and the rules), those that refused most first."""
    prompts: dict[str, dict[str, None]] = defaultdict(dict)
    counts: dict[str, int] = defaultdict(int)
    for prompt, rules in refused:
        for rule in dict.fromkeys(rules):
            prompts[rule][prompt] = None
            counts[rule] += 1
    told = [
        RefusedByRule(rule, DEMANDS.get(rule, ""), counts[rule], tuple(prompts[rule])[:PROMPTS_SHOWN])
        for rule in prompts
    ]
    return sorted(told, key=lambda one: (-one.count, one.rule))
