"""A date on a scale in a test: frozen like any question, and told when the test is over."""

import pytest
from django.urls import reverse

from quizzes.models import Answer, Assignment
from quizzes.questions.values import Form
from tests.quizzes.assignments.conftest import FakeClock
from tests.quizzes.assignments.testing import apart, give_test, sit

pytestmark = pytest.mark.django_db


def test_what_was_placed_is_kept_and_nothing_tells_what_it_was_worth(hadrut: None, clock: FakeClock) -> None:
    assignment, pupil = give_test(apart(1, Form.TIMELINE), feedback=Assignment.Feedback.AFTER_END)
    sitting = sit(assignment, pupil.learner)
    shown, fields = sitting.shown, sitting.wrong_answer()
    assert shown.form == Form.TIMELINE
    assert sitting.post(fields).status_code == 302
    kept = sitting.client.get(reverse("quizzes:session-answered", args=[sitting.session.key, 0])).content.decode()
    assert dict(shown.options)[fields["value"]] in kept
    assert shown.answer_text not in kept.replace(shown.prompt, "")
    assert "scale" not in kept.replace("scale.js", "").replace("initial-scale", "")
    assert Answer.objects.get().verdict == "wrong"
