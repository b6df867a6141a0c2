"""A teacher at the page on which a set is built."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from accounts.models import User
from quizzes.forms.sets import BuildForm
from quizzes.models import Question, QuizSet
from quizzes.services.build_set import create_set
from quizzes.services.choose_set import questions_of_set
from tests.factories import UserFactory

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Reply

HTMX = {"HX-Request": "true"}


@dataclass
class Builder:
    """Her browser, and a set of hers."""

    client: Client
    user: User
    quiz_set: QuizSet

    @classmethod
    def begin(cls, title: str = "Monday") -> "Builder":
        """Signed in, with a new set: one part of ten from everywhere."""
        user = UserFactory.create()
        client = Client()
        client.force_login(user)
        return cls(client, user, create_set(user.pk, title, seed=7))

    @property
    def address(self) -> str:
        """Of the set's page."""
        return reverse("quizzes:set", args=[self.quiz_set.key])

    def fields(self) -> dict[str, object]:
        """What the page's form holds when it was just opened."""
        self.quiz_set.refresh_from_db()
        form = BuildForm.of_set(QuizSet.objects.get(pk=self.quiz_set.pk))
        sent: dict[str, object] = {"version": form.version, "parts": len(form.parts)}
        for one in (form.words, *form.parts):
            for name in one.fields:
                value = one[name].value()
                if value not in (None, "", []):
                    sent[one.add_prefix(name)] = value
        return sent

    def send(self, do: str = "show", *, headers: dict[str, str] | None = None, **changed: object) -> "Reply":
        """Press a button; `p0_place="Hadrut"` changes a field before."""
        named = {name.replace("_", "-", 1): value for name, value in changed.items()}
        return self.client.post(self.address, {**self.fields(), **named, "do": do}, headers=headers or {})

    @property
    def questions(self) -> list[Question]:
        """What the set comes to."""
        return questions_of_set(QuizSet.objects.get(pk=self.quiz_set.pk))

    @property
    def keys(self) -> list[str]:
        """Of its questions, in order."""
        return [question.key for question in self.questions]
