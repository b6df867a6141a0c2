"""Somebody at a browser, in front of a question about several Facts."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from quizzes.forms.learning import GroupAnswerForm, make_answer_form
from quizzes.models import AskedQuestion, Learner
from quizzes.questions.responses import Response
from quizzes.questions.values import Form
from quizzes.services.run_session import asked_to_answer
from tests.quizzes.campaign import kept_campaign, let_learn
from tests.quizzes.factories import GuestFactory
from tests.quizzes.responses import shown_of


def sit_down(client: Client, now: datetime) -> Learner:
    """A guest at this browser who was right once about every Fact of the campaign."""
    kept_campaign.put()
    learner = GuestFactory.create()
    let_learn(learner, now)
    session = client.session
    session["learner"] = str(learner.key)
    session.save()
    return learner


def fields_of(asked: AskedQuestion, response: Response) -> dict[str, str]:
    """What the browser sends for it."""
    form = make_answer_form(asked)
    assert isinstance(form, GroupAnswerForm)
    values = [value for value, _text in form.arranged]
    if form.shown.form == Form.SELECT_ALL:
        return {f"item{values.index(value) + 1}": "1" for value in response.given}
    if response.value:
        return {"value": str(values.index(response.value) + 1)}
    given = dict(zip([part.fact for part in shown_of(asked).parts], response.given, strict=True))
    numbers = [given[part.fact] for part in form.parts]
    if form.shown.form == Form.MATCH:
        numbers = [str(values.index(value) + 1) if value else "" for value in numbers]
    return {f"item{place}": number for place, number in enumerate(numbers, start=1)}


def send(client: Client, asked: AskedQuestion, fields: dict[str, str], **headers: str) -> Any:
    url = reverse("quizzes:session-answer", args=[asked.session.key])
    return client.post(url, {"position": str(asked.position), **fields}, headers=headers)


def read(asked: AskedQuestion) -> AskedQuestion:
    """The question as a request reads it."""
    return asked_to_answer().get(pk=asked.pk)
