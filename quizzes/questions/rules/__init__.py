"""The validity rules (docs/question-validity.md): each takes a question and returns a Rejection or nothing.

`OPTION_RULES` judge options and are also run on the key and one candidate alone, to choose the wrong options;
`QUESTION_RULES` judge the stem and the question as a whole.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from history.facts.values import BearingFact, ClaimantFact, DateFact, Fact, PlaceFact
from quizzes.questions.rules.claimants import closed_world, exclusive, no_identity_cue
from quizzes.questions.rules.dates import era, one_right_date, precision, set_as_a_whole, which_date
from quizzes.questions.rules.options import enough_options, no_option_cue
from quizzes.questions.rules.places import level_stated, no_nesting, one_bearing, one_right_place
from quizzes.questions.rules.stem import (
    dispute_attributed,
    no_leak,
    provenance,
    self_contained,
    unique_referent,
)
from quizzes.questions.values import Question, Rejection

Rule = Callable[[Question], Rejection | None]

OPTION_RULES: tuple[Rule, ...] = (
    precision,
    one_right_date,
    set_as_a_whole,
    era,
    one_right_place,
    one_bearing,
    no_nesting,
    exclusive,
    closed_world,
)
QUESTION_RULES: tuple[Rule, ...] = (
    unique_referent,
    no_leak,
    self_contained,
    provenance,
    dispute_attributed,
    which_date,
    level_stated,
    no_identity_cue,
    no_option_cue,
    enough_options,
)

# Rules that are about some facts only and find nothing in others: there they need not be run.
CONCERNS: Mapping[Rule, tuple[type[Fact], ...]] = {
    precision: (DateFact,),
    one_right_date: (DateFact,),
    set_as_a_whole: (DateFact,),
    era: (DateFact,),
    which_date: (DateFact,),
    one_right_place: (PlaceFact,),
    one_bearing: (BearingFact,),
    no_nesting: (PlaceFact,),
    level_stated: (PlaceFact,),
    exclusive: (ClaimantFact,),
    closed_world: (ClaimantFact,),
    no_identity_cue: (ClaimantFact,),
}


@lru_cache
def rules_about(kind: type[Fact]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The question rules and the option rules that say anything about facts of this type."""
    about = [
        tuple(rule for rule in rules if rule not in CONCERNS or kind in CONCERNS[rule])
        for rules in (QUESTION_RULES, OPTION_RULES)
    ]
    return about[0], about[1]


def judge(question: Question) -> tuple[Rejection, ...]:
    """Every reason for which the question is not asked; empty when it is live."""
    question_rules, option_rules = rules_about(type(question.fact))
    found = [rule(question) for rule in (*question_rules, *option_rules)]
    return tuple(rejection for rejection in found if rejection is not None)


def may_stand_beside(question: Question) -> bool:
    """Whether the options of a question that has just the key and one candidate respect each other."""
    _question_rules, option_rules = rules_about(type(question.fact))
    return all(rule(question) is None for rule in option_rules)
