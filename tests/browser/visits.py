"""Every state of every public page, and how a visitor comes to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from history.models import Event
from quizzes.models import Mark, Progress, Question
from tests.browser.complaints import Complaints
from tests.factories import UserFactory
from tests.quizzes.sitting import Sitting


@dataclass
class Visit:
    """A browser window, and a client behind the same cookie that can get it somewhere faster."""

    page: Page
    client: Client
    complaints: Complaints

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

    def begin(self, form: str = "") -> Sitting:
        """Begin a session whose questions are all of one form, where it is given."""
        if form == "flashcard":
            return Sitting.begin(self.client, form=form)
        if form:
            Question.objects.exclude(form=form).update(is_live=False)
        return Sitting.begin(self.client)

    def wait_for(self, text: str) -> None:
        """Wait until the question's part of the page says this."""
        expect(self.page.locator("#question")).to_contain_text(text)


def open_sitting(visit: Visit, sitting: Sitting) -> None:
    visit.open("quizzes:session", sitting.session.key)


def home_of_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:home")


def home_with_a_session_that_runs(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("quizzes:home")


def home_without_questions(visit: Visit) -> None:
    Question.objects.update(is_live=False)
    visit.open("quizzes:home")


def record(visit: Visit) -> None:
    visit.open("history:event-list")


def empty_record(visit: Visit) -> None:
    Event.objects.update(status="draft")
    visit.open("history:event-list")


def event(visit: Visit) -> None:
    visit.open("history:event-detail", "capture-of-hadrut")


def nothing_at_this_address(visit: Visit) -> None:
    visit.open_path("/nowhere/", status=404)


def choice(visit: Visit) -> None:
    open_sitting(visit, visit.begin("choice"))


def typed(visit: Visit) -> None:
    open_sitting(visit, visit.begin("typed"))


def typed_with_an_error(visit: Visit) -> None:
    typed(visit)
    visit.complaints.expect(422)
    visit.page.get_by_role("button", name="Answer", exact=True).click()
    visit.wait_for("Type an answer")


def flashcard(visit: Visit) -> None:
    open_sitting(visit, visit.begin("flashcard"))


def flashcard_flipped(visit: Visit) -> None:
    flashcard(visit)
    visit.page.get_by_role("button", name="Show the answer").click()
    visit.wait_for("Who says so")


def answered_rightly(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.answer_right()
    visit.open("quizzes:session-answered", sitting.session.key, 0)


def answered_wrongly(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.answer_wrong()
    visit.open("quizzes:session-answered", sitting.session.key, 0)


def typed_wrongly(visit: Visit) -> None:
    sitting = visit.begin("typed")
    sitting.answer_wrong()
    visit.open("quizzes:session-answered", sitting.session.key, 0)


def not_answered(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.post({"unknown": "1"})
    visit.open("quizzes:session-answered", sitting.session.key, 0)


def answered_less_precisely(visit: Visit) -> None:
    show_verdict(visit, "less-precise")


def answered_with_one_of_the_open_days(visit: Visit) -> None:
    show_verdict(visit, "one-of-open")


def show_verdict(visit: Visit, verdict: str) -> None:
    """A verdict that few questions of the record admit: a later mark says it of any."""
    sitting = visit.begin("typed")
    sitting.answer_right()
    Mark.objects.update(verdict=verdict)
    visit.open("quizzes:session-answered", sitting.session.key, 0)


def answered_in_another_window(visit: Visit) -> None:
    sitting = visit.begin("choice")
    open_sitting(visit, sitting)
    wrong = sitting.shown.options.index(next(o for o in sitting.shown.options if o[0] != sitting.shown.answer))
    text = sitting.shown.options[wrong][1]
    sitting.answer_right()
    visit.complaints.expect(409)
    visit.page.locator("button[name=value]").filter(has_text=text).first.click()
    visit.wait_for("answered before")


def site_out_of_reach(visit: Visit) -> None:
    choice(visit)
    visit.complaints.expect_lost_network()
    visit.page.route("**/answer/", lambda route: route.abort("internetdisconnected"))
    visit.page.locator("button[name=value]").first.click()
    expect(visit.page.get_by_role("alert")).to_be_visible()


def list_of_keys(visit: Visit) -> None:
    choice(visit)
    visit.page.keyboard.press("?")
    expect(visit.page.get_by_role("dialog")).to_be_visible()


def finish(visit: Visit) -> Sitting:
    """Take a session to its end: one wrong, one unknown, the rest right."""
    sitting = visit.begin()
    sitting.answer_wrong()
    sitting.post({"unknown": "1"})
    while not sitting.is_over():
        sitting.answer_right()
    return sitting


def finished(visit: Visit) -> None:
    open_sitting(visit, finish(visit))


def nothing_due(visit: Visit) -> None:
    finish(visit)
    visit.open("quizzes:nothing-due")


def progress_of_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:progress")


def progress(visit: Visit) -> None:
    finish(visit)
    visit.open("quizzes:progress")


def progress_with_facts_due(visit: Visit) -> None:
    finish(visit)
    Progress.objects.update(due_at=timezone.now() - timedelta(days=1))
    visit.open("quizzes:progress")


def answers(visit: Visit) -> None:
    finish(visit)
    visit.open("quizzes:answers")


def answers_of_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:answers")


def account_of_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:account")


def account_of_a_guest(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("quizzes:account")


def account_of_a_user(visit: Visit) -> None:
    visit.sign_in()
    visit.open("quizzes:account")


def afresh(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("quizzes:afresh")


def privacy(visit: Visit) -> None:
    visit.open("quizzes:privacy")


def erase(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("quizzes:erase")


def set_aside(visit: Visit) -> None:
    sitting = visit.begin()
    sitting.answer_right()
    visit.client.post(reverse("quizzes:session-set-aside", args=[sitting.session.key, 0]), {"kind": "suspend"})
    visit.open("quizzes:set-aside")


def sign_up(visit: Visit) -> None:
    visit.open("account_signup")


def sign_up_with_errors(visit: Visit) -> None:
    sign_up(visit)
    visit.page.locator("input[name=username]").fill("somebody")
    visit.page.locator("input[name=password1]").fill("short")
    visit.page.locator("input[name=password2]").fill("different")
    visit.page.locator("main button[type=submit]").click()
    expect(visit.page.locator("main")).to_contain_text("too short")


def sign_in(visit: Visit) -> None:
    visit.open("account_login")


def change_password(visit: Visit) -> None:
    visit.sign_in()
    visit.open("account_change_password")


def second_factor(visit: Visit) -> None:
    visit.sign_in()
    visit.open("mfa_index")


STATES: list[Callable[[Visit], None]] = [
    home_of_a_stranger,
    home_with_a_session_that_runs,
    home_without_questions,
    record,
    empty_record,
    event,
    nothing_at_this_address,
    choice,
    typed,
    typed_with_an_error,
    flashcard,
    flashcard_flipped,
    answered_rightly,
    answered_wrongly,
    typed_wrongly,
    not_answered,
    answered_less_precisely,
    answered_with_one_of_the_open_days,
    answered_in_another_window,
    site_out_of_reach,
    list_of_keys,
    finished,
    nothing_due,
    progress_of_a_stranger,
    progress,
    progress_with_facts_due,
    answers,
    answers_of_a_stranger,
    account_of_a_stranger,
    account_of_a_guest,
    account_of_a_user,
    afresh,
    privacy,
    erase,
    set_aside,
    sign_up,
    sign_up_with_errors,
    sign_in,
    change_password,
    second_factor,
]
# One of each kind, for `make test`.
FEW: list[Callable[[Visit], None]] = [home_of_a_stranger, choice, answered_wrongly, progress]
