"""Rules that are run on some facts only would find nothing in the others."""

from hypothesis import given

from history.facts.gathering import gather_facts
from quizzes.questions.generating import generate
from quizzes.questions.rules import CONCERNS, OPTION_RULES, QUESTION_RULES, judge
from tests.questions.records import JSON, read_shipped, rows_of
from tests.questions.strategies import records
from tests.questions.test_properties import briefly


def test_rule_that_concerns_some_facts_finds_nothing_in_others_of_the_shipped_record() -> None:
    questions = [one.question for one in generate(gather_facts(rows_of(read_shipped(), "battle-of-hadrut")))]
    assert {type(question.fact) for question in questions} == {kind for kinds in CONCERNS.values() for kind in kinds}
    for rule, kinds in CONCERNS.items():
        others = [question for question in questions if not isinstance(question.fact, kinds)]
        assert others
        assert not any(map(rule, others))


@briefly
@given(records())
def test_judging_finds_what_all_rules_find(record: JSON) -> None:
    for one in generate(gather_facts(rows_of(record, "war")), seed=8):
        found = [rule(one.question) for rule in (*QUESTION_RULES, *OPTION_RULES)]
        assert judge(one.question) == one.rejections == tuple(filter(None, found))
