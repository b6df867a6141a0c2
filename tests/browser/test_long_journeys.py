"""Whole visits, each as somebody makes them: `make journeys`."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from quizzes.models import Answer, AskedQuestion, Progress, QuizSession
from tests.browser.accessibility import DESKTOP, PHONE, find_barriers, find_overflow
from tests.browser.answering import answer_by_keys, answer_on, expect_told, push
from tests.browser.complaints import Complaints
from tests.browser.states.sessions import choice
from tests.browser.visiting import Visit
from tests.quizzes import responses

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DARK_PHONE: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
NO_JAVASCRIPT: dict[str, Any] = {"viewport": DESKTOP, "java_script_enabled": False}


@pytest.fixture
def window(
    request: pytest.FixtureRequest,
    chromium: Browser,
    live_server: LiveServer,
    published: None,
    complaints: Complaints,
) -> Iterator[Page]:
    """A window of a kind of its own, on the first page."""
    context = chromium.new_context(base_url=live_server.url, **request.param)
    page = context.new_page()
    complaints.listen(page)
    page.goto("/")
    yield page
    context.close()


def waiting() -> AskedQuestion:
    """The question that waits in the newest session."""
    session = QuizSession.objects.latest("pk")
    return session.asked.select_related("shown", "session").get(position=session.version)


def is_over() -> bool:
    return QuizSession.objects.latest("pk").finished_at is not None


def press(page: Page, *, tap: bool, name: str) -> None:
    """Press the first control of the main part that is called so."""
    push(page.locator("main").locator("a, button").filter(has_text=name).first, tap=tap)


def answer(page: Page, *, right: bool = True, tap: bool = False) -> None:
    """Answer the question that waits, and see the verdict."""
    asked = waiting()
    answer_on(page, asked, responses.right(asked) if right else responses.wrong(asked), tap=tap)
    expect_told(page, right=right)


def go_on(page: Page, *, tap: bool = False) -> None:
    """From the verdict to the next question, or to the end."""
    press(page, tap=tap, name="See how it went" if is_over() else "Continue")
    expect(page.locator(".prompt--answered")).to_have_count(0)


def read_swap(page: Page) -> None:
    """After a swap the focus is in the new part, and what the status region says is what is seen there."""
    first = "[data-first]" if page.locator("#question [data-first]").count() else "h1"
    expect(page.locator(f"#question {first}:focus")).to_have_count(1)
    news = page.locator("#question [data-news]")
    if news.count():
        expect(page.get_by_role("status")).to_contain_text(" ".join(news.first.inner_text().split()))
    else:
        expect(page.get_by_role("status")).to_be_empty()


def test_a_newcomer_answers_ten_questions_reads_the_record_and_sees_her_progress(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("teachers")
    press(page, tap=False, name="Practise now")
    page.wait_for_url("**/session/**")
    for number in range(10):
        if number:
            read_swap(page)
        answer(page, right=number != 1)
        read_swap(page)
        go_on(page)
    # What was missed comes once more.
    answer(page)
    go_on(page)
    expect(page.locator("#question")).to_contain_text("9 of 10 facts right at the first asking")
    read_swap(page)
    press(page, tap=False, name="See your progress")
    expect(page.locator("main")).to_contain_text("11 questions")
    page.get_by_role("link", name="Record", exact=True).click()
    page.get_by_role("link", name="Capture of Hadrut").first.click()
    expect(page.locator("main")).to_contain_text("What is said, and by whom")
    assert Answer.objects.count() == 11


def test_whoever_returns_goes_on_and_finds_what_is_due(page: Page) -> None:
    press(page, tap=False, name="Practise now")
    page.wait_for_url("**/session/**")
    answer(page)
    page.goto("/")
    press(page, tap=False, name="Go on where you stopped")
    page.locator("#prompt").wait_for()
    while not is_over():
        answer(page)
        go_on(page)
    # Eight days pass.
    met = set(Progress.objects.values_list("fact_key", flat=True))
    for row in Progress.objects.all():
        row.due_at -= timedelta(days=8)
        row.save(update_fields=["due_at"])
    due = Progress.objects.filter(due_at__lt=timezone.now()).count()
    assert due
    page.goto("/")
    expect(page.locator("main")).to_contain_text(f"{due} facts are due" if due > 1 else "1 fact is due")
    press(page, tap=False, name="Practise now")
    page.wait_for_url("**/session/**")
    assert waiting().question.fact_key in met
    answer(page)


def test_the_keyboard_alone_finds_starts_answers_and_leaves(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Practise now")
    page.keyboard.press("Enter")
    page.wait_for_url("**/session/**")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    while not is_over():
        prompt = waiting().shown.content["prompt"]
        expect(page.locator("#prompt")).to_have_text(prompt)
        answer_by_keys(page, waiting())
        expect(page.locator(".sayings, .outcomes").first).to_be_visible()
        read_swap(page)
        page.keyboard.press("Space")
        expect(page.locator(".prompt--answered")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("How it went")
    # Nothing takes the focus and keeps it: Tab reaches the footer and leaves the page.
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('footer'))"):
            return
    pytest.fail("Tab never reached the footer")


@pytest.mark.parametrize("window", [NO_JAVASCRIPT], indirect=True)
def test_without_javascript_all_is_told_and_back_and_reload_hold(window: Page) -> None:
    press(window, tap=False, name="Practise now")
    window.wait_for_url("**/session/**")
    expect(window.get_by_role("button", name="Keys")).to_have_count(0)
    while not is_over():
        answer(window, right=waiting().position != 0)
        window.reload()
        expect(window.locator(".verdict")).to_be_visible()
        go_on(window)
    expect(window.locator("h1")).to_have_text("How it went")
    window.go_back()
    expect(window.locator(".sayings, .outcomes").first).to_be_visible()
    assert Answer.objects.count() == 11


@pytest.mark.parametrize("window", [DARK_PHONE], indirect=True)
def test_on_a_phone_thumbs_do_it_all(window: Page) -> None:
    press(window, tap=True, name="Practise now")
    window.wait_for_url("**/session/**")
    for number in range(3):
        assert find_overflow(window) == []
        small = window.evaluate(
            """() => [...document.querySelectorAll("main :is(a.button, button), header a")]
              .filter((one) => one.offsetParent)
              .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
              .filter(([, box]) => box.height < 24 || box.width < 24).map(([text]) => text)"""
        )
        assert small == []
        answer(window, right=number != 1, tap=True)
        # What goes on is in reach without scrolling.
        expect(window.locator("[data-continue]")).to_be_in_viewport()
        assert find_overflow(window) == []
        go_on(window, tap=True)
        expect(window.locator("#prompt")).to_be_in_viewport()
    assert find_barriers(window) == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("change", ["200 %", "right to left"])
def test_large_text_and_right_to_left_hold(page: Page, change: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)

    def look() -> None:
        if change == "200 %":
            # A reader's own text size: what everything in rem follows.
            page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        else:
            page.evaluate("document.documentElement.dir = 'rtl'")
        assert find_overflow(page) == []

    look()
    for path in ("/record/", "/record/events/capture-of-hadrut/", "/progress/"):
        page.goto(path)
        look()
    page.goto("/")
    press(page, tap=False, name="Practise now")
    page.wait_for_url("**/session/**")
    look()
    answer(page, right=False)
    look()
    assert find_barriers(page) == []


def test_on_a_slow_network_the_page_shows_that_it_waits_and_sends_once(visit: Visit) -> None:
    choice(visit)
    page = visit.page
    held: list[Route] = []
    page.route("**/answer/", lambda route: held.append(route))
    option = page.locator("button[name=value]").first
    option.click()
    expect(page.locator("#loading")).to_be_visible()
    expect(page.locator("button[name=value]").last).to_be_disabled()
    expect(page.locator("button[name=value]").last).to_have_css("opacity", "0.6")
    # Pressed again, in the way that no waiting of the test's own can soften.
    option.evaluate("element => { element.click(); element.click(); }")
    page.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("#question")).to_contain_text("Who says so")
    expect(page.locator("#loading")).to_be_hidden()
    assert Answer.objects.count() == 1


def test_when_the_network_is_lost_nothing_is(visit: Visit) -> None:
    choice(visit)
    page = visit.page
    visit.complaints.expect_lost_network()
    page.context.set_offline(True)
    option = page.locator("button[name=value]").first
    option.click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    assert find_barriers(page) == []
    page.context.set_offline(False)
    option.click()
    expect(page.locator("#question")).to_contain_text("Who says so")
    expect(page.locator("#trouble")).to_be_hidden()
    assert Answer.objects.count() == 1
