"""The pages that stand where another was wanted."""

from tests.browser.states.accounts import sign_in
from tests.browser.states.sessions import choice
from tests.browser.visiting import Visit, state


@state("")
def nothing_at_this_address(visit: Visit) -> None:
    visit.open_path("/nowhere/", status=404)


@state("")
def somebody_elses_session(visit: Visit) -> None:
    key = visit.begin().session.key
    visit.client.cookies.clear()
    visit.page.context.clear_cookies()
    visit.open("quizzes:session", key, status=404)


@state("")
def not_hers_to_open(visit: Visit) -> None:
    visit.sign_in()
    visit.open("admin:login", status=403)


@state("")
def sent_from_a_page_that_is_too_old(visit: Visit) -> None:
    sign_in(visit)
    visit.complaints.expect(403)
    visit.page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((one) => one.remove())")
    visit.send(login="ada", password="secret")
    visit.wait_for("too old")


@state("")
def too_many_at_once(visit: Visit) -> None:
    visit.settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(visit)
    visit.complaints.expect(429)
    for _attempt in range(2):
        visit.send(login="ada", password="wrong")
        visit.page.wait_for_load_state()
    visit.wait_for("Too many at once")


@state("")
def broken(visit: Visit) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("planted")

    visit.begin().answer_right()
    visit.patch.setattr("quizzes.views.progress.report_progress", fail)
    visit.open("quizzes:progress", status=500)


@state("quizzes:session")
def broken_while_answering(visit: Visit) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("planted")

    choice(visit)
    visit.patch.setattr("quizzes.views.sessions.answer_question", fail)
    visit.complaints.expect(500)
    visit.page.locator("button[name=value]").first.click()
    visit.wait_for("could not answer", part="#trouble")
