"""Somebody who has read nothing takes a session: with htmx, with the keyboard alone, and without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from quizzes.models import Answer, AskedQuestion, QuizSession
from tests.browser.answering import answer_by_keys, answer_on
from tests.browser.complaints import Complaints
from tests.quizzes import responses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def waiting() -> AskedQuestion:
    """The question that waits in the only session."""
    session = QuizSession.objects.get()
    return session.asked.select_related("shown", "session").get(position=session.version)


def answer_in(page: Page, *, right: bool) -> None:
    """Answer the question that waits."""
    asked = waiting()
    answer_on(page, asked, responses.right(asked) if right else responses.wrong(asked))


def test_a_newcomer_with_htmx_answers_without_leaving_the_page(page: Page) -> None:
    page.evaluate("window.stayed = true")
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_url("**/session/**")
    page.evaluate("window.stayed = true")
    for right in (True, False, True):
        answer_in(page, right=right)
        expect(page.locator("#question :focus")).to_be_visible()
        expect(page.locator("#question")).to_contain_text("Right." if right else "Not right.")
        expect(page.get_by_role("status")).to_contain_text("Right." if right else "Not right.")
        expect(page.locator("#question")).to_contain_text("Battle of Hadrut")
        page.get_by_role("link", name="Continue").click()
        expect(page.locator("#question")).to_contain_text(waiting().shown.content["prompt"])
    assert page.evaluate("window.stayed") is True
    assert Answer.objects.count() == 3


def test_the_keyboard_alone_takes_a_session_to_its_end(page: Page) -> None:
    page.locator("main").get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/session/**")
    while QuizSession.objects.get().finished_at is None:
        asked = waiting()
        expect(page.get_by_role("heading", level=1)).to_contain_text(asked.shown.content["prompt"])
        answer_by_keys(page, asked)
        page.wait_for_selector("#question [data-continue]")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).not_to_contain_text(asked.shown.content["prompt"])
    assert Answer.objects.count() >= 10
    expect(page.locator("#question")).to_contain_text("How it went")


def test_without_javascript_the_same_session_works(
    chromium: Browser, live_server: LiveServer, published: None, complaints: Complaints
) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    complaints.listen(page)
    page.goto("/")
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_url("**/session/**")
    while QuizSession.objects.get().finished_at is None:
        answer_in(page, right=True)
        expect(page.locator("#question")).to_contain_text("Right.")
        page.locator("#question").get_by_role("link").last.click()
    session = QuizSession.objects.get()
    expect(page).to_have_url(f"{live_server.url}{reverse('quizzes:session', args=[session.key])}")
    assert Answer.objects.count() == 10
    context.close()
