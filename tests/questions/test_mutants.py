"""Every rule catches questions that are spoilt in its way, and leaves good ones alone."""

from dataclasses import replace
from functools import lru_cache

import pytest

from history.facts.gathering import gather_facts
from quizzes.questions.generating import generate
from quizzes.questions.rules import OPTION_RULES, QUESTION_RULES, judge
from quizzes.questions.values import Form, Question
from tests.questions.examples import name_of
from tests.questions.mutants import MUTATORS
from tests.questions.records import read_shipped, rows_of
from tests.questions.spoiling import with_fact
from tests.questions.test_properties import bank

CAUGHT = 0.95
REFUSED_WRONGLY = 0.10


@lru_cache(maxsize=1)
def good_questions() -> tuple[Question, ...]:
    """Live questions about Hadrut and about a made-up war."""
    around = (gather_facts(rows_of(read_shipped(), "battle-of-hadrut")), bank())
    return tuple(judged.question for topic in around for judged in generate(topic, seed=3) if judged.is_live)


def mutants_of(rule: str) -> list[tuple[str, Question]]:
    """Every good question spoilt in each way that fits it, with the name of the way."""
    made = [
        (f"{number}", mutate(question)) for number, mutate in enumerate(MUTATORS[rule]) for question in good_questions()
    ]
    return [(way, mutant) for way, mutant in made if mutant is not None]


def test_every_rule_has_its_mutants() -> None:
    assert set(MUTATORS) == {name_of(rule) for rule in (*QUESTION_RULES, *OPTION_RULES)}


@pytest.mark.parametrize("rule", MUTATORS)
def test_rule_catches_what_is_spoilt_in_three_ways(rule: str) -> None:
    made = mutants_of(rule)
    assert len({way for way, _mutant in made}) == len(MUTATORS[rule]) == 3
    missed = [mutant for _way, mutant in made if rule not in {found.rule for found in judge(mutant)}]
    examples = [(mutant.stem.text, [option.text for option in mutant.options]) for mutant in missed[:3]]
    assert len(missed) <= (1 - CAUGHT) * len(made), examples


def harmless(question: Question) -> list[Question]:
    """The question in other ways that are as good."""
    changed = [
        replace(question, distractors=question.distractors[::-1]),
        replace(question, key=replace(question.key, plausibility=0.9)),
        with_fact(question, citations=question.fact.citations * 2),
        with_fact(question, voices=()),
        replace(question, stem=replace(question.stem, text=f"Please say: {question.stem.text}")),
    ]
    if question.form is Form.CHOICE and len(question.distractors) > 2:
        changed += [
            replace(question, distractors=question.distractors[1:]),
            replace(question, distractors=question.distractors[:-1]),
        ]
    return changed


def test_good_controls_are_left_alone() -> None:
    controls = [control for question in good_questions() for control in harmless(question)]
    refused = [control for control in controls if judge(control)]
    assert len(controls) > 500
    assert len(refused) <= REFUSED_WRONGLY * len(controls), [judge(control) for control in refused[:5]]


def test_good_records_yield_live_questions() -> None:
    judged = list(generate(bank(), seed=5))
    assert sum(not one.is_live for one in judged) <= REFUSED_WRONGLY * len(judged)
