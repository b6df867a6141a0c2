"""What is not asked about an event, as whoever reads the record is told."""

import re

import pytest

from quizzes.questions.rules import GROUP_RULES, OPTION_RULES, QUESTION_RULES, SEQUENCE_RULES
from quizzes.reports.refusal_words import WHY
from quizzes.reports.refusals import Refused, explain_refusals

# Words of the code, which nobody meets on the pages.
OF_THE_CODE = {"key", "keys", "stem", "fact", "facts", "row", "rows", "distractor", "folded", "bank", "predicate"}


def test_every_rule_has_a_reason_in_words_of_its_own() -> None:
    rules = {rule.__name__ for rule in (*OPTION_RULES, *QUESTION_RULES, *SEQUENCE_RULES, *GROUP_RULES)}
    assert set(WHY) == rules
    assert len({str(why) for why in WHY.values()}) == len(rules)


@pytest.mark.parametrize("rule", list(WHY))
def test_a_reason_is_one_sentence_in_everyday_words(rule: str) -> None:
    text = str(WHY[rule])
    assert text.endswith(".")
    assert not OF_THE_CODE & set(re.findall("[a-z]+", text.casefold()))


def test_what_is_asked_in_another_way_is_told_apart_from_what_is_never_asked() -> None:
    refused: list[Refused] = [
        ("Where was it?", "choice", ("no_leak", "enough_options")),
        ("Where was it?", "typed", ("no_leak",)),
        ("When was it?", "timeline", ("even_steps",)),
    ]
    told = explain_refusals(refused, {"When was it?"})
    assert [(one.rule, [two.prompt for two in one.questions]) for one in told.never] == [
        ("no_leak", ["Where was it?"]),
    ]
    [scale] = told.in_some_forms
    assert (scale.rule, scale.questions[0].forms) == ("even_steps", ("place on a timeline",))


def test_a_rule_shows_three_of_its_questions_and_says_how_many_more_there_are() -> None:
    told = explain_refusals([(f"Question {number}?", "choice", ("no_leak",)) for number in range(5)], ())
    assert [(len(one.questions), one.more) for one in told.never] == [(3, 2)]
