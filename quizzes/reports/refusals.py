"""What is not asked about an event, and why, in words for whoever reads the record."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from quizzes.reports.refusal_words import WHY
from quizzes.reports.sets import form_in_words

PROMPTS_SHOWN: Final = 3
WEIGHTS: Final = {rule: place for place, rule in enumerate(WHY)}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that is left out: what it would ask, and the ways of answering in which it is refused."""

    prompt: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedByRule:
    """A rule in plain words, some questions that it refused, and how many more. Their answers are not told.

    A question that several rules refuse stands with the one that weighs most.
    """

    rule: str
    why: str | Promise
    questions: tuple[LeftOut, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Refusals:
    """What is asked in no way at all, and what is asked, but not in every way."""

    never: tuple[RefusedByRule, ...]
    in_some_forms: tuple[RefusedByRule, ...]


# A prompt, the form in which it is refused, and the rules that refuse it.
Refused = tuple[str, str, tuple[str, ...]]


def explain_refusals(refused: Iterable[Refused], asked: Collection[str]) -> Refusals:
    """The rules that refused these questions; `asked` are the prompts that are asked in some way or other."""
    never, in_some_forms = list[Refused](), list[Refused]()
    for one in refused:
        (in_some_forms if one[0] in asked else never).append(one)
    return Refusals(gather_by_rule(never), gather_by_rule(in_some_forms))


def gather_by_rule(refused: Iterable[Refused]) -> tuple[RefusedByRule, ...]:
    """Each rule with the questions that it refused, those that refused most first."""
    by_rule: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for prompt, form, rules in refused:
        by_rule[min(rules, key=WEIGHTS.__getitem__)][prompt][form_in_words(form)] = None
    told = []
    for rule, by_prompt in sorted(by_rule.items(), key=lambda one: (-len(one[1]), one[0])):
        questions = tuple(LeftOut(prompt, tuple(forms)) for prompt, forms in by_prompt.items())
        more = max(0, len(questions) - PROMPTS_SHOWN)
        told.append(RefusedByRule(rule, WHY[rule], questions[:PROMPTS_SHOWN], more))
    return tuple(told)
