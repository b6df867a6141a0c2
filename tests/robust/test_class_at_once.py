"""A class, and four and more, press the button at one moment: every answer counts once, and nobody sees an error."""

from functools import partial

import pytest

from quizzes.models import Answer, QuizSession
from tests.robust.browser import Browser, together
from tests.robust.classroom import Pupil, give_test, secret_of, sit_together
from tests.robust.site import Site

pytestmark = pytest.mark.long

QUESTIONS = 3


@pytest.mark.parametrize("count", [12, pytest.param(130, marks=pytest.mark.journey)])
def test_pupils_start_and_answer_at_once(site: Site, count: int) -> None:
    with secret_of(site.scratch):
        assignment, slips = give_test(count, QUESTIONS)
    pupils = [Pupil(Browser(site.port), slip) for slip in slips]
    together(*[partial(pupil.sign_in) for pupil in pupils])
    sit_together(pupils, assignment)
    asked = assignment.questions.count()
    assert asked >= 2
    assert [pupil.given for pupil in pupils] == [asked] * count
    sessions = QuizSession.objects.filter(assignment=assignment)
    assert {session.key for session in sessions} == {pupil.session for pupil in pupils}
    assert not sessions.filter(finished_at=None).exists()
    answers = Answer.objects.filter(asked__session__assignment=assignment)
    given = answers.values_list("learner", "asked__question")
    assert len(given) == len(set(given)) == count * asked
