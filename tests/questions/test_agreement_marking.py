"""What an answer to whether accounts agree is worth: then, and after the record has changed."""

import pytest

from history.facts.values import Agreement
from quizzes.questions.marking import Response, mark_response
from quizzes.questions.regrading import Given, regrade
from quizzes.questions.shown import Shown, show_question
from quizzes.questions.verdicts import Verdict
from quizzes.reports.sayings import describe_sayings
from tests.questions.test_rules_agreement import agreement, asked

AGREED = show_question(asked(agreement(Agreement.AGREE)))
DISPUTED = show_question(asked(agreement(Agreement.DISPUTED)))


@pytest.mark.parametrize(
    ("shown", "answer", "verdict"),
    [
        (AGREED, "agree", "right"),
        (AGREED, "disputed", "wrong"),
        (DISPUTED, "disputed", "right"),
        (DISPUTED, "agree", "wrong"),
        (DISPUTED, "", "unanswered"),
    ],
)
def test_agreement_and_dispute_claimed_where_there_is_none_are_both_wrong(
    shown: Shown, answer: str, verdict: str
) -> None:
    assert mark_response(shown, Response(value=answer)) == verdict


def test_who_said_that_they_agree_is_right_once_the_dispute_is_withdrawn() -> None:
    given = {DISPUTED.fact: Given("agree", "", Verdict.WRONG)}
    assert regrade(DISPUTED, given, [AGREED], {}) == {DISPUTED.fact: Verdict.RIGHT}
    # Nothing tells what is right of what is not asked any more.
    assert regrade(DISPUTED, given, [], {}) == {}


def test_each_account_stands_there_with_its_own_passage() -> None:
    sayings = describe_sayings(DISPUTED)
    assert sayings.are_weighed
    voices = [voice for account in sayings.accounts for column in account.columns for voice in column]
    assert [(voice.claimant, voice.gives) for voice in voices] == [("General", "2 May 1743"), ("Mayor", "2 May 1743")]
    assert all(voice.sources for voice in voices)
