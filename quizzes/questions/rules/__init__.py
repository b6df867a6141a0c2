"""The validity rules (docs/question-validity.md): each takes a question and returns a Rejection or nothing.

`OPTION_RULES` judge options and are also run on the key and one candidate alone, to choose the wrong options;
`QUESTION_RULES` judge the stem and the question as a whole; `SEQUENCE_RULES` a question that follows others;
`GROUP_RULES` judge questions about several Facts, whose items the others judge as choices of their own.
"""

from collections.abc import Callable, Mapping

from history.facts.values import AgreementFact, BearingFact, ClaimantFact, DateFact, Fact, PlaceFact
from quizzes.questions.grouping.choices import as_choices
from quizzes.questions.rules.agreement import (
    both_answers,
    no_dispute_cue,
    nothing_pending,
    one_right_agreement,
    several_accounts,
)
from quizzes.questions.rules.claimants import closed_world, exclusive, no_identity_cue
from quizzes.questions.rules.dates import era, one_right_date, precision, set_as_a_whole, which_date
from quizzes.questions.rules.groups import (
    decidable_order,
    enough_items,
    no_order_cue,
    one_voice,
    set_apart,
    unique_matching,
)
from quizzes.questions.rules.options import enough_options, no_option_cue
from quizzes.questions.rules.places import level_stated, no_nesting, one_bearing, one_right_place
from quizzes.questions.rules.pointing import map_tolerance, map_view, no_name_on_map
from quizzes.questions.rules.scale import disputed_as_span, even_steps, no_telling_mark
from quizzes.questions.rules.selection import (
    as_places,
    no_ticking_cue,
    none_of_the_wrong,
    right_and_wrong,
    wrong_statements,
)
from quizzes.questions.rules.sequence import SequenceRule, asked_once, marked_by_the_site, no_cross_leak
from quizzes.questions.rules.stem import (
    dispute_attributed,
    find_telling,
    no_leak,
    provenance,
    self_contained,
    unique_referent,
)
from quizzes.questions.values import Form, GroupQuestion, Question, Rejection

Rule = Callable[[Question], Rejection | None]
GroupRule = Callable[[GroupQuestion], Rejection | None]

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
    several_accounts,
    one_right_agreement,
    nothing_pending,
    no_dispute_cue,
    both_answers,
    map_tolerance,
    map_view,
    no_name_on_map,
    even_steps,
    no_telling_mark,
    disputed_as_span,
)

# Rules on a question that follows others: run where a test is put together.
SEQUENCE_RULES: tuple[SequenceRule, ...] = (marked_by_the_site, asked_once, no_cross_leak)
GROUP_RULES: tuple[GroupRule, ...] = (
    enough_items,
    one_voice,
    set_apart,
    decidable_order,
    no_order_cue,
    unique_matching,
    right_and_wrong,
    none_of_the_wrong,
    no_ticking_cue,
)
# What each item of a group question must hold to as a choice. An order asks for no date, so its dates need not be
# of one precision, nor askable one by one.
ITEM_RULES: tuple[Rule, ...] = (unique_referent, self_contained, provenance, dispute_attributed)
# Those that look at what belongs to the other items: in an order, and in a match.
BESIDE_RULES: tuple[Rule, ...] = (no_leak,)
MATCH_RULES: tuple[Rule, ...] = (no_leak, no_option_cue, *OPTION_RULES)

# What these find is for all items together: it says nothing against any one of them, nor any two.
OF_ALL_ITEMS = frozenset({enough_items.__name__, no_identity_cue.__name__})
# Where all that is right is to be ticked: what a wrong statement must hold to, and places among each other.
WRONG_STATEMENT_RULES: tuple[Rule, ...] = (unique_referent, self_contained)
TICKED_PLACE_RULES: tuple[Rule, ...] = (no_leak, level_stated, no_nesting, no_option_cue)

# Those that look at the other questions of a topic.
OF_THE_BANK = frozenset({both_answers.__name__})

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
    map_tolerance: (PlaceFact,),
    map_view: (PlaceFact,),
    no_name_on_map: (PlaceFact,),
    exclusive: (ClaimantFact,),
    closed_world: (ClaimantFact,),
    no_identity_cue: (ClaimantFact,),
    several_accounts: (AgreementFact,),
    one_right_agreement: (AgreementFact,),
    nothing_pending: (AgreementFact,),
    no_dispute_cue: (AgreementFact,),
    both_answers: (AgreementFact,),
    even_steps: (DateFact,),
    no_telling_mark: (DateFact,),
    disputed_as_span: (DateFact,),
}


def rules_about(rules: tuple[Rule, ...], kind: type[Fact]) -> tuple[Rule, ...]:
    """Those of the rules that say anything about facts of this type."""
    return tuple(rule for rule in rules if rule not in CONCERNS or kind in CONCERNS[rule])


FACTS: tuple[type[Fact], ...] = (DateFact, PlaceFact, BearingFact, ClaimantFact, AgreementFact)
OPTION_RULES_ABOUT = {kind: rules_about(OPTION_RULES, kind) for kind in FACTS}
ALL_RULES_ABOUT = {kind: rules_about((*QUESTION_RULES, *OPTION_RULES), kind) for kind in FACTS}
MATCH_RULES_ABOUT = {kind: rules_about(MATCH_RULES, kind) for kind in FACTS}
WHOLE_MATCH_RULES_ABOUT = {kind: rules_about((no_identity_cue,), kind) for kind in FACTS}


def judge(question: Question) -> tuple[Rejection, ...]:
    """Every reason for which the question is not asked; empty when it is live."""
    found = [rule(question) for rule in ALL_RULES_ABOUT[type(question.fact)]]
    return tuple(rejection for rejection in found if rejection is not None)


def may_stand_beside(question: Question) -> bool:
    """Whether the options of a question that has just the key and one candidate respect each other."""
    rules = OPTION_RULES_ABOUT[type(question.fact)]
    return all(rule(question) is None for rule in rules) and not find_telling(question)


def judge_group(question: GroupQuestion) -> tuple[Rejection, ...]:
    """Every reason for which a question about several Facts is not asked, each rule once; empty when it is live."""
    found = [rule(question) for rule in GROUP_RULES]
    for choice in as_choices(question):
        whole = WHOLE_MATCH_RULES_ABOUT[type(choice.fact)] if question.form is Form.MATCH else ()
        found += [rule(choice) for rule in (*ITEM_RULES, *rules_beside(question.form, choice), *whole)]
    if question.form is Form.SELECT_ALL:
        found += [rule(wrong) for wrong in wrong_statements(question) for rule in WRONG_STATEMENT_RULES]
        found += [rule(place) for place in as_places(question) for rule in TICKED_PLACE_RULES]
    by_rule = {rejection.rule: rejection for rejection in reversed(found) if rejection is not None}
    return tuple(by_rule.values())[::-1]


def may_be_item(question: GroupQuestion) -> bool:
    """Whether the one item of this question may stand in such a question at all, whatever stands beside it."""
    if any(rule(question) is not None for rule in GROUP_RULES if rule is not enough_items):
        return False
    choices = as_choices(question)
    return not any(
        rule(one) is not None for one in choices for rule in (*ITEM_RULES, *rules_beside(question.form, one))
    )


def may_stand_together(question: GroupQuestion) -> bool:
    """Whether the two items of this question, each of which may be an item, respect each other."""
    if any(rule(question) is not None for rule in GROUP_RULES if rule is not enough_items):
        return False
    return not any(rule(one) is not None for one in as_choices(question) for rule in rules_beside(question.form, one))


def rules_beside(form: Form, choice: Question) -> tuple[Rule, ...]:
    """The rules on an item that look at what belongs to the others."""
    if form is Form.SELECT_ALL:
        return ()
    return MATCH_RULES_ABOUT[type(choice.fact)] if form is Form.MATCH else BESIDE_RULES
