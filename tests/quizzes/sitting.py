"""Somebody at a browser, taking a session."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from quizzes.models import AskedQuestion, QuizSession
from quizzes.questions.pointing.globe import Spot, write_spot
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import CHOSEN_FORMS

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Reply

Headers = Mapping[str, str] | None


def fields_of(spot: Spot) -> dict[str, str]:
    """What a map's form sends for a point."""
    return dict(zip(("latitude", "longitude"), write_spot(spot).split(","), strict=True))


@dataclass
class Sitting:
    """A session as one browser sees it, with what the test knows about the question that waits."""

    client: Client
    session: QuizSession

    @classmethod
    def begin(cls, client: Client, topic: str | None = "battle-of-hadrut", **data: str) -> "Sitting":
        """Press the button on the first page."""
        body = data if topic is None else {"topic": topic, **data}
        response = client.post(reverse("quizzes:session-start"), body)
        assert response.status_code == 302
        found = re.search(r"/session/([0-9a-f-]{36})/", response["Location"])
        assert found, response["Location"]
        return cls(client, QuizSession.objects.select_related("learner").get(key=found.group(1)))

    @property
    def asked(self) -> AskedQuestion:
        """The question that waits."""
        self.session.refresh_from_db()
        return AskedQuestion.objects.select_related("shown", "question").get(
            session=self.session, position=self.session.version
        )

    @property
    def shown(self) -> Shown:
        """What it shows."""
        return shown_from_json(self.asked.shown.content)

    def page(self, **headers: str) -> "Reply":
        """Open the session's page."""
        return self.client.get(reverse("quizzes:session", args=[self.session.key]), headers=headers)

    def post(self, fields: Mapping[str, str], *, position: int | None = None, headers: Headers = None) -> "Reply":
        """Send an answer as it stands."""
        where = self.asked.position if position is None else position
        url = reverse("quizzes:session-answer", args=[self.session.key])
        return self.client.post(url, {"position": str(where), **fields}, headers=dict(headers or {}))

    def right_answer(self) -> dict[str, str]:
        """The fields of the right answer."""
        shown = self.shown
        if shown.target is not None:
            return fields_of(shown.target.spot)
        return {"value": shown.answer} if shown.form in CHOSEN_FORMS else {"text": shown.answer_text}

    def wrong_answer(self) -> dict[str, str]:
        """The fields of a wrong one."""
        shown = self.shown
        if shown.form in CHOSEN_FORMS:
            return {"value": next(value for value, _text in shown.options if value != shown.answer)}
        if shown.target is not None:
            return fields_of((-shown.target.latitude, shown.target.longitude))
        return {"text": "nobody and never"}

    def answer_right(self, **headers: str) -> "Reply":
        """Answer rightly."""
        return self.post(self.right_answer(), headers=headers)

    def answer_wrong(self, **headers: str) -> "Reply":
        """Answer wrongly."""
        return self.post(self.wrong_answer(), headers=headers)

    def is_over(self) -> bool:
        """Whether nothing more is asked."""
        self.session.refresh_from_db()
        return self.session.finished_at is not None
