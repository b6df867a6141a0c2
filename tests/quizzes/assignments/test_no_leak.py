"""Before its results are out, no page, list or file of a pupil tells what she got in a test.

Two pupils alike but for this: one answers everything rightly, the other wrongly. What each of their addresses shows is
the same to the byte once the answers that they gave themselves are masked; after the release it is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from quizzes.models import Answer, Assignment, QuizSession
from quizzes.questions.values import Form
from quizzes.reports.progress import report_progress
from quizzes.services.choose_questions import choose_plan
from quizzes.services.hand_in import hand_in
from quizzes.services.run_session import start_session
from quizzes.urls import urlpatterns
from tests.quizzes.assignments.conftest import FakeClock
from tests.quizzes.assignments.testing import answer, apart, browser_of, give_test, start, waiting
from tests.quizzes.class_factories import EnrolmentFactory
from tests.quizzes.factories import GuestFactory

pytestmark = pytest.mark.django_db

Feedback = Assignment.Feedback
UUIDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOKEN = re.compile(r"(?<=name=\"csrfmiddlewaretoken\" value=\")[^\"]+")
# In a test of so many questions so many are answered.
QUESTIONS, ANSWERED = 5, 4


@dataclass
class Pupil:
    """One of the two, at her browser."""

    client: Client
    session: QuizSession
    assignment: Assignment

    def looks(self) -> Iterator[tuple[str, str]]:
        """All addresses of the learner's part, and what she is shown there."""
        for pattern in urlpatterns:
            assert isinstance(pattern, URLPattern)
            for arguments in self.arguments_of(pattern):
                url = reverse(f"quizzes:{pattern.name}", kwargs=arguments)
                for headers in ({}, {"HX-Request": "true"}):
                    reply = self.client.get(url, headers=headers)
                    told = f"{reply.status_code} {reply.get('Location', '')} {reply.content.decode()}"
                    yield f"{pattern.name} {arguments.get('position', '')} {headers}", self.mask(told)
        flip = self.client.get(reverse("quizzes:session-flip", args=[self.session.key]), {"position": "0"})
        yield "flip", f"{flip.status_code}"

    def arguments_of(self, pattern: URLPattern) -> list[dict[str, object]]:
        """What the address takes: her session and its positions, or what was set for her."""
        wanted = set(pattern.pattern.converters)
        is_hers = str(pattern.name).startswith("session")
        key: UUID = self.session.key if is_hers else self.assignment.key
        if wanted <= {"key"}:
            return [{"key": key} if wanted else {}]
        if wanted == {"key", "position"}:
            return [{"key": key, "position": position} for position in range(QUESTIONS + 1)]
        return []

    def mask(self, told: str) -> str:
        """Without what is random, and without the answers that she gave herself."""
        for given in Answer.objects.filter(learner=self.session.learner).select_related("asked__shown"):
            for value, text in given.asked.shown.content["options"]:
                told = told.replace(text, "OPTION").replace(value, "VALUE")
        return TOKEN.sub("TOKEN", UUIDS.sub("KEY", told))


@pytest.fixture
def alike(hadrut: None, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> list[Pupil]:
    """A test with results to be released; one pupil got everything right so far, the other nothing."""
    monkeypatch.setattr("quizzes.services.run_session._chance.randrange", lambda _most: 7)
    assignment, one = give_test(apart(QUESTIONS), feedback=Feedback.RELEASE, is_shuffled=False)
    other = EnrolmentFactory.create(classroom=assignment.classroom)
    pupils = []
    for enrolment, rightly in ((one, True), (other, False)):
        session = start(assignment, enrolment.learner)
        for _question in range(ANSWERED):
            answer(session, rightly=rightly)
        pupils.append(Pupil(browser_of(enrolment.learner), session, assignment))
    return pupils


def differences(pupils: list[Pupil]) -> list[str]:
    """The addresses at which the two are not shown the same."""
    one, other = (dict(pupil.looks()) for pupil in pupils)
    assert one.keys() == other.keys()
    assert len(one) > 40
    return [name for name in one if one[name] != other[name]]


def test_no_address_tells_while_the_test_runs(alike: list[Pupil]) -> None:
    assert differences(alike) == []


def test_no_address_tells_after_she_handed_in(alike: list[Pupil]) -> None:
    for pupil in alike:
        hand_in(pupil.session)
    assert differences(alike) == []


def test_no_address_tells_when_what_was_missed_falls_due(alike: list[Pupil], clock: FakeClock) -> None:
    clock.pass_by(days=3)
    assert differences(alike) == []


def test_once_released_the_results_show_and_taken_back_they_do_not(alike: list[Pupil]) -> None:
    for pupil in alike:
        hand_in(pupil.session)
    Assignment.objects.update(released_at=timezone.now())
    seen = " ".join(differences(alike))
    for name in ("session ", "session-answered 0", "progress", "answers ", "answers-json", "answers-csv", "assigned "):
        assert name in seen, name
    Assignment.objects.update(released_at=None)
    assert differences(alike) == []


def test_what_is_asked_next_and_in_which_form_tells_nothing(
    alike: list[Pupil], clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.pass_by(days=3)
    # Otherwise each pupil begins at a place of her own.
    monkeypatch.setattr("quizzes.services.walk_line.draw_number", len)
    plans = [
        choose_plan(pupil.session.learner, "battle-of-hadrut", clock.at, ahead=True, seed="same") for pupil in alike
    ]
    assert plans[0] == plans[1]
    asked = set(Answer.objects.values_list("fact_key", flat=True))
    assert not {key.rpartition("#")[0] for key, _again in plans[0]} & asked


def test_a_flashcard_that_runs_beside_the_test_does_not_tell_when_the_fact_comes_back(
    alike: list[Pupil], clock: FakeClock
) -> None:
    told = []
    for pupil in alike:
        begun = start_session(GuestFactory.create(), "battle-of-hadrut", clock.at, form=Form.FLASHCARD)
        session = QuizSession.objects.latest("pk")
        assert begun
        fact = Answer.objects.filter(learner=pupil.session.learner).earliest("pk").fact_key
        waits = waiting(session)
        waits.question.fact_key = fact
        waits.question.save()
        QuizSession.objects.filter(pk=session.pk).update(learner=pupil.session.learner)
        url = reverse("quizzes:session-flip", args=[session.key])
        told.append(pupil.mask(pupil.client.get(url, {"position": "0"}).content.decode()))
        waits.question.fact_key = str(waits.question.key).rpartition("#")[0]
        waits.question.save()
    assert "rating__when" in told[0]
    when = [re.findall(r"rating__when\">([^<]*)<", page) for page in told]
    assert when[0] == when[1]


def test_the_progress_of_both_is_the_same_and_knows_nothing_of_the_test(alike: list[Pupil], clock: FakeClock) -> None:
    reports = [report_progress(pupil.session.learner, clock.at) for pupil in alike]
    assert reports[0] == reports[1]
    assert reports[0].met == 0
