"""Stories about the rules on options as a whole; and every rule of the house has its examples."""

from dataclasses import replace

import pytest

from quizzes.questions.rules import GROUP_RULES, OPTION_RULES, QUESTION_RULES, GroupRule, Rule, judge
from quizzes.questions.rules.options import enough_options, no_option_cue
from quizzes.questions.values import Form, Question
from tests.questions import (
    test_rules_agreement,
    test_rules_claimants,
    test_rules_dates,
    test_rules_groups,
    test_rules_places,
    test_rules_pointing,
    test_rules_scale,
    test_rules_selection,
    test_rules_stem,
)
from tests.questions.builders import a_claimant, a_place, ask, claimant_fact, date_fact, place_fact
from tests.questions.examples import ACCEPTED, REFUSED, accepts, name_of, refuses

RULES: tuple[Rule | GroupRule, ...] = (*OPTION_RULES, *QUESTION_RULES, *GROUP_RULES)
STORIES = (
    test_rules_agreement,
    test_rules_claimants,
    test_rules_dates,
    test_rules_groups,
    test_rules_places,
    test_rules_pointing,
    test_rules_scale,
    test_rules_selection,
    test_rules_stem,
)


@accepts(no_option_cue)
def test_accepts_options_that_read_differently() -> Question:
    return ask(date_fact(), "2020-10-11", "2020-10-13")


@refuses(no_option_cue, "read the same")
def test_refuses_wrong_option_that_reads_like_the_key() -> Question:
    return ask(claimant_fact(), a_claimant("another-general", "general"))


@refuses(no_option_cue, "read the same")
def test_refuses_two_wrong_options_that_read_the_same() -> Question:
    return ask(place_fact(), a_place("belo"), replace(a_place("cari"), name="BELO"))


@accepts(enough_options)
def test_accepts_two_wrong_options() -> Question:
    return ask(date_fact(), "2020-10-11", "2020-10-13")


@accepts(enough_options)
def test_accepts_typed_question_without_options() -> Question:
    return ask(date_fact(), form=Form.TYPED)


@refuses(enough_options, "0 good wrong options")
def test_refuses_choice_without_wrong_options() -> Question:
    return ask(date_fact())


@refuses(enough_options, "1 good wrong options")
def test_refuses_choice_between_two() -> Question:
    return ask(date_fact(), "2020-10-11")


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_every_rule_has_an_accepted_and_two_refused_examples(rule: Rule | GroupRule) -> None:
    assert STORIES  # importing them filled the register
    assert len(ACCEPTED[name_of(rule)]) >= 1
    assert len(REFUSED[name_of(rule)]) >= 2


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_every_rule_says_in_its_docstring_what_it_asks_for(rule: Rule | GroupRule) -> None:
    assert rule.__doc__


def test_no_example_tells_a_story_twice() -> None:
    stories = [name for told in (*ACCEPTED.values(), *REFUSED.values()) for name in told]
    assert len(stories) == len(set(stories))


def test_judging_names_every_rule_that_a_question_breaks() -> None:
    question = ask(replace(date_fact(contested=True), citations=()))
    assert {rejection.rule for rejection in judge(question)} == {
        "dispute_attributed",
        "enough_options",
        "provenance",
    }


def test_a_question_in_order_is_live() -> None:
    assert judge(ask(date_fact(), "2020-10-11", "2020-10-13")) == ()
