"""A visitor, and the states of pages that she can come to: each page in each of its conditions."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from quizzes.models import Question
from tests.accounts.people import sign_up
from tests.browser.complaints import Complaints
from tests.factories import UserFactory
from tests.quizzes.sitting import Sitting


@dataclass
class Visit:
    """A browser window, and a client behind the same cookie that can get it somewhere faster."""

    page: Page
    client: Client
    complaints: Complaints
    settings: Settings
    patch: pytest.MonkeyPatch

    def open(self, name: str, *arguments: object, status: int = 200) -> None:
        """Open the page that has this name among the paths."""
        self.open_path(reverse(name, args=arguments), status=status)

    def open_path(self, path: str, *, status: int = 200) -> None:
        """Open an address of this site, as whoever the client is."""
        if cookie := self.client.cookies.get(settings.SESSION_COOKIE_NAME):
            self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.page.url}])
        if status >= 400:
            self.complaints.expect(status)
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status

    def sign_in(self) -> None:
        """Become somebody with an account."""
        self.client.force_login(UserFactory.create(), backend="allauth.account.auth_backends.AuthenticationBackend")

    def sign_up(self) -> None:
        """Become Ada, who has a password and has just typed it."""
        sign_up(self.client, "ada")
        self.client.get(reverse("quizzes:home"))  # what the sign-up had to say is said

    def begin(self, form: str = "") -> Sitting:
        """Begin a session whose questions are all of one form, where it is given."""
        if form == "flashcard":
            return Sitting.begin(self.client, form=form)
        if form:
            Question.objects.exclude(form=form).update(is_live=False)
        return Sitting.begin(self.client)

    def send(self, **typed: str) -> None:
        """Type into fields of the page's form, and send it."""
        for name, text in typed.items():
            self.page.locator(f"main [name={name}]").fill(text)
        self.page.locator("main form .button--main").click()

    def wait_for(self, text: str, *, part: str = "main") -> None:
        """Wait until a part of the page says this."""
        expect(self.page.locator(part)).to_contain_text(text)


State = Callable[[Visit], None]


@dataclass(frozen=True)
class PageState:
    """One page in one condition. `shows`: its name among the paths, empty where an error page stands instead."""

    come: State
    shows: str
    is_among_few: bool

    @property
    def name(self) -> str:
        """What the condition is called."""
        return self.come.__name__


STATES: list[PageState] = []


def state(shows: str, *, few: bool = False) -> Callable[[State], State]:
    """Enter the function that comes to a state. `few`: it is one of those that `make test` opens."""

    def enter(come: State) -> State:
        STATES.append(PageState(come, shows, few))
        return come

    return enter
