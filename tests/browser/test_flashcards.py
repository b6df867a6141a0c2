"""Flashcards, undo and the menu beneath an answer in a real browser, with the keyboard and with htmx."""

import pytest
from playwright.sync_api import Page, expect

from quizzes.models import Answer, Challenge, Learner, QuizSession, SetAside
from tests.browser.test_short_journeys import answer_in, waiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def begin(page: Page, button: str) -> None:
    """Press a button of the first page."""
    page.get_by_role("button", name=button).first.click()
    page.wait_for_url("**/session/**")
    page.evaluate("window.stayed = true")


def test_a_flashcard_is_flipped_rated_and_taken_back_with_keys_alone(page: Page) -> None:
    begin(page, "Practise as flashcards")
    first = waiting().shown.content
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=2, name=first["answer_text"])).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text(first["answer_text"])
    expect(page.get_by_role("button", name="Good")).to_contain_text("in 8 days")
    page.keyboard.press("3")
    expect(page.get_by_text("Question 2 of 10")).to_be_visible()
    assert Answer.objects.get().rating == 3
    page.keyboard.press("u")
    expect(page.get_by_text("Question 1 of 10")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text(first["prompt"])
    assert Answer.objects.counted().count() == 0
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=first["answer_text"])).to_be_focused()
    page.keyboard.press("1")
    expect(page.get_by_text("Question 2 of 11")).to_be_visible()
    assert page.evaluate("window.stayed") is True
    assert str(QuizSession.objects.get().key) in page.url
    assert "flip" not in page.url


def test_a_key_pressed_the_moment_the_page_changes_is_htmxs_too(page: Page) -> None:
    """Before htmx has wired what it put on the page, a button would send its form plainly and load a new page."""
    begin(page, "Practise as flashcards")
    page.evaluate(
        """() => new MutationObserver((_changes, observer) => {
          observer.disconnect();
          document.querySelector("h2.verdict__text").dispatchEvent(
            new KeyboardEvent("keydown", { key: "3", bubbles: true, cancelable: true }));
        }).observe(document.querySelector("main"), { childList: true, subtree: true })"""
    )
    page.keyboard.press("Space")
    expect(page.get_by_text("Question 2 of 10")).to_be_visible()
    assert Answer.objects.get().rating == 3
    assert page.evaluate("window.stayed") is True


def test_a_verdict_is_contested_and_its_fact_set_aside_without_leaving_the_page(page: Page) -> None:
    begin(page, "Practise now")
    answer_in(page, right=False)
    page.locator("summary", has_text="I was right").click()
    page.get_by_label("Why, if you want to say").fill("u 1 2 3: my book says otherwise")
    page.get_by_role("button", name="Contest the mark").click()
    expect(page.locator("#question")).to_contain_text("the editors have your answer")
    page.locator("summary", has_text="More").click()
    page.get_by_role("button", name="until tomorrow").click()
    expect(page.locator("#question")).to_contain_text("not asked about this fact again before tomorrow")
    assert Challenge.objects.get().text == "u 1 2 3: my book says otherwise"
    assert SetAside.objects.count() == 1
    assert page.evaluate("window.stayed") is True


def test_the_browser_says_where_the_learners_day_begins(page: Page) -> None:
    zone = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    begin(page, "Practise now")
    assert Learner.objects.get().time_zone == zone


def test_a_double_click_sends_one_rating(page: Page) -> None:
    begin(page, "Practise as flashcards")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Good")).to_be_visible()
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.get_by_role("button", name="Good").dblclick(no_wait_after=True)
    expect(page.get_by_text("Question 2 of 10")).to_be_visible()
    assert len(sent) == 1
    assert Answer.objects.count() == 1
