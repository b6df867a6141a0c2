"""Somebody at a browser, in front of a question about several Facts."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from quizzes.forms.learning import GroupAnswerForm, make_answer_form
from quizzes.models import AskedQuestion, Learner
from quizzes.questions.grouping.marking import wrong_of
from quizzes.questions.marking import Response
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import Form
from quizzes.services.run_session import asked_to_answer
from tests.quizzes.campaign import kept_campaign, let_learn
from tests.quizzes.factories import GuestFactory


def sit_down(client: Client, now: datetime) -> Learner:
    """A guest at this browser who was right once about every Fact of the campaign."""
    kept_campaign.put()
    learner = GuestFactory.create()
    let_learn(learner, now)
    session = client.session
    session["learner"] = str(learner.key)
    session.save()
    return learner


def shown_of(asked: AskedQuestion) -> Shown:
    return shown_from_json(asked.shown.content)


def right(asked: AskedQuestion) -> Response:
    """The right answer."""
    shown = shown_of(asked)
    if shown.form == Form.BEFORE_AFTER:
        return Response(value=shown.answer)
    return Response(given=tuple(part.answer for part in shown.parts))


def wrong(asked: AskedQuestion) -> Response:
    """An answer that is wrong: of an order and a match, in two places."""
    shown = shown_of(asked)
    if shown.form == Form.BEFORE_AFTER:
        return Response(value=shown.parts[1].value)
    if shown.form == Form.SELECT_ALL:
        return Response(given=(shown.parts[0].value, wrong_of(shown)[0]))
    one, other, *rest = right(asked).given
    return Response(given=(other, one, *rest))


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
