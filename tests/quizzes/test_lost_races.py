"""Whoever loses every race: her answer is recorded all the same, or there is nobody left to record it for."""

from datetime import datetime
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Learner, QuizSession
from quizzes.questions.marking import Response
from quizzes.services import run_session
from quizzes.services.erase_learner import erase_learner
from quizzes.services.run_session import MOST_TRIES, Recorded, answer_question, asked_to_answer, start_session
from tests.quizzes.factories import GuestFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db


def test_an_answer_that_loses_every_race_is_recorded_all_the_same(
    hadrut: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her other windows answer between each of its readings and its write."""
    learner = GuestFactory.create()
    for _window in range(MOST_TRIES + 1):
        start_session(learner, "battle-of-hadrut", now)
    asked, *others = asked_to_answer().filter(session__learner=learner, position=0)
    choose_next = run_session.choose_next

    def lose(session: QuizSession, revision: int) -> run_session.Following:
        if others:
            other = asked_to_answer().get(pk=others.pop().pk)
            monkeypatch.setattr(run_session, "choose_next", choose_next)
            answer_question(other, Response(), now)
            monkeypatch.setattr(run_session, "choose_next", lose)
        return choose_next(session, revision)

    monkeypatch.setattr(run_session, "choose_next", lose)
    assert isinstance(answer_question(asked, Response(), now), Recorded)
    assert Answer.objects.filter(learner=learner).count() == MOST_TRIES + 1


def test_an_answer_that_comes_while_its_learner_erases_herself_is_no_error_page(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    fields, choose_next = sitting.right_answer(), run_session.choose_next

    def erase_first(session: QuizSession, revision: int) -> run_session.Following:
        following = choose_next(session, revision)
        erase_learner(Learner.objects.get(), None)
        return following

    client.raise_request_exception = False
    with patch.object(run_session, "choose_next", erase_first):
        reply = client.post(reverse("quizzes:session-answer", args=[sitting.session.key]), {"position": "0", **fields})
    assert reply.status_code < 500
    assert not Answer.objects.exists()
