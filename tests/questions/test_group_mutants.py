"""Every rule of groups catches questions that are spoilt in its way, and leaves good ones alone."""

from dataclasses import replace
from functools import lru_cache

import pytest

from history.facts.gathering import gather_facts
from quizzes.questions.generating import generate_groups
from quizzes.questions.rules import GROUP_RULES, judge_group
from quizzes.questions.values import Form, GroupQuestion
from tests.questions.examples import name_of
from tests.questions.mutants_of_groups import GROUP_MUTATORS
from tests.questions.records import read_shipped, rows_of
from tests.questions.test_mutants import CAUGHT, REFUSED_WRONGLY
from tests.questions.test_properties import bank


@lru_cache(maxsize=1)
def good_groups() -> tuple[GroupQuestion, ...]:
    """Live questions about several Facts, of Hadrut and of a made-up war."""
    around = (gather_facts(rows_of(read_shipped(), "battle-of-hadrut")), bank())
    judged = (one for topic in around for seed in (3, 4) for one in generate_groups(topic, seed))
    return tuple(one.question for one in judged if one.is_live)


def mutants_of(rule: str) -> list[tuple[int, GroupQuestion]]:
    """Every good question spoilt in each way that fits it, with the number of the way."""
    made = [(way, mutate(question)) for way, mutate in enumerate(GROUP_MUTATORS[rule]) for question in good_groups()]
    return [(way, mutant) for way, mutant in made if mutant is not None]


def test_all_forms_and_families_are_spoilt() -> None:
    kinds = {(question.family, question.form) for question in good_groups()}
    assert kinds >= {("date", form) for form in (Form.ORDER, Form.BEFORE_AFTER, Form.MATCH)}
    assert kinds >= {("claimant", Form.MATCH), ("place", Form.MATCH)}


def test_every_rule_of_groups_has_its_mutants() -> None:
    assert set(GROUP_MUTATORS) >= {name_of(rule) for rule in GROUP_RULES}


@pytest.mark.parametrize("rule", GROUP_MUTATORS)
def test_rule_catches_what_is_spoilt_in_three_ways(rule: str) -> None:
    made = mutants_of(rule)
    assert len({way for way, _mutant in made}) == len(GROUP_MUTATORS[rule]) == 3
    missed = [(way, mutant) for way, mutant in made if rule not in {found.rule for found in judge_group(mutant)}]
    examples = [(way, mutant.form, [pair.left.text for pair in mutant.pairs]) for way, mutant in missed[:3]]
    assert len(missed) <= (1 - CAUGHT) * len(made), examples


def harmless(question: GroupQuestion) -> list[GroupQuestion]:
    """The question in other ways that are as good."""
    with_more = replace(question.pairs[0].fact, citations=question.pairs[0].fact.citations * 2)
    changed = [
        replace(question, pairs=(replace(question.pairs[0], fact=with_more), *question.pairs[1:])),
        replace(question, stem=replace(question.stem, text=f"Please say: {question.stem.text}")),
    ]
    if question.form is Form.MATCH:
        changed.append(replace(question, pairs=question.pairs[::-1]))
    if len(question.pairs) > 3:
        changed += [replace(question, pairs=question.pairs[1:]), replace(question, pairs=question.pairs[:-1])]
    return changed


def test_good_controls_are_left_alone() -> None:
    controls = [control for question in good_groups() for control in harmless(question)]
    refused = [control for control in controls if judge_group(control)]
    assert len(controls) > 200
    assert len(refused) <= REFUSED_WRONGLY * len(controls), [judge_group(control) for control in refused[:5]]
