"""A teacher with her class, and pupils at the browsers of a school."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from accounts.models import User
from quizzes.models import Classroom, Enrolment
from tests.factories import UserFactory

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Reply

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SCHOOL = "192.0.2.7"


@dataclass
class Teacher:
    """Somebody who signed herself up, at her browser."""

    client: Client
    user: User

    @classmethod
    def come(cls) -> "Teacher":
        """Somebody new."""
        client, user = Client(REMOTE_ADDR=SCHOOL), UserFactory.create()
        client.force_login(user, backend=BACKEND)
        return cls(client, user)

    def make_class(self, *names: str, title: str = "8b", is_open: bool = False) -> Classroom:
        """Make a class with these pupils, by the forms."""
        fields = {"title": title, **({"is_open": "on"} if is_open else {})}
        made = self.client.post(reverse("quizzes:class-new"), fields)
        found = re.search(r"[0-9a-f-]{36}", made["Location"])
        assert found
        classroom = Classroom.objects.get(key=found.group())
        if names:
            added = self.add(classroom, *names)
            assert added.status_code == 302, added.content.decode()
        return classroom

    def add(self, classroom: Classroom, *names: str) -> "Reply":
        """Paste names."""
        return self.client.post(reverse("quizzes:class-pupils-add", args=[classroom.key]), {"names": "\n".join(names)})

    def get(self, page: str, /, *arguments: object) -> "Reply":
        """Open a page."""
        return self.client.get(reverse(f"quizzes:{page}", args=arguments))

    def post(self, page: str, /, *arguments: object, **fields: object) -> "Reply":
        """Send a form."""
        return self.client.post(reverse(f"quizzes:{page}", args=arguments), fields)


def pupil_named(classroom: Classroom, name: str) -> Enrolment:
    return classroom.enrolments.present().select_related("learner").get(name=name)


def sign_pupil_in(client: Client, classroom: Classroom, name: str, pin: str, **more: str) -> "Reply":
    """Type name and PIN on the page behind the code."""
    url = reverse("quizzes:join-class", args=[classroom.shown_code])
    return client.post(url, {"name": name, "pin": pin, **more})


def sign_in_with_slip(client: Client, pupil: Enrolment, **more: str) -> "Reply":
    """The same with all that the slip says."""
    classroom = Classroom.objects.get(pk=pupil.classroom_id)
    return sign_pupil_in(client, classroom, pupil.name, pupil.shown_pin, **more)


def who_is_in(client: Client) -> str:
    """Whom the head of the page names; empty where it names nobody."""
    found = re.search(r'<span class="signed-in__who">(.*?)</span>', client.get("/").content.decode(), re.DOTALL)
    return re.sub(r"<[^>]*>", "", found.group(1)) if found else ""
