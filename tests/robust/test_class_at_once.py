"""Four classes and more press the button at one moment: every answer counts exactly once, and nobody sees an error."""

from functools import partial

import pytest

from quizzes.models import Answer, QuizSession
from tests.robust.browser import Browser, together
from tests.robust.classroom import Pupil, give_test, secret_of, sit_together
from tests.robust.site import Site

pytestmark = pytest.mark.long

PUPILS = 130
QUESTIONS = 3


def test_130_pupils_start_and_answer_at_once(site: Site) -> None:
    with secret_of(site.scratch):
        assignment, slips = give_test(PUPILS, QUESTIONS)
    pupils = [Pupil(Browser(site.port), slip) for slip in slips]
    together(*[partial(pupil.sign_in) for pupil in pupils])
    sit_together(pupils, assignment)
    asked = assignment.questions.count()
    assert asked >= 2
    assert [pupil.given for pupil in pupils] == [asked] * PUPILS
    sessions = QuizSession.objects.filter(assignment=assignment)
    assert {session.key for session in sessions} == {pupil.session for pupil in pupils}
    assert not sessions.filter(finished_at=None).exists()
    answers = Answer.objects.filter(asked__session__assignment=assignment)
    given = answers.values_list("learner", "asked__question")
    assert len(given) == len(set(given)) == PUPILS * asked
