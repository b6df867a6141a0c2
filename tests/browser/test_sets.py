"""A teacher builds a set with the keyboard alone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from quizzes.models import QuizSet
from quizzes.services.choose_set import questions_of_set
from tests.browser.complaints import Complaints
from tests.browser.hands import Hands
from tests.browser.visiting import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def keys() -> list[str]:
    """The questions of the only set, in order."""
    return [question.key for question in questions_of_set(QuizSet.objects.get())]


def test_five_from_here_and_five_from_there_with_the_keyboard_alone(visit: Visit) -> None:
    visit.sign_in()
    visit.open("quizzes:sets")
    page, hands = visit.page, Hands(visit.page)
    hands.write("title", "Monday")
    page.keyboard.press("Enter")
    expect(page.locator("#questions-title")).to_have_text("10 questions")
    hands.press("Add a part")
    expect(page.locator(".part")).to_have_count(2)
    page.evaluate("window.stayed = true")
    hands.write("p0-wanted", "5")
    hands.go_to(page.get_by_label("who said what").first)
    page.keyboard.press("Space")
    hands.write("p1-wanted", "4")
    hands.go_to(page.get_by_label("when", exact=True).nth(1))
    page.keyboard.press("Space")
    expect(page.locator("#questions-title")).to_have_text("9 questions")
    expect(page.locator("#fits-1")).to_contain_text("5 of")
    expect(page.locator("#fits-2")).to_contain_text("4 of")

    before = keys()
    hands.press("Swap")
    expect(page.locator(".chosen__line--fresh")).to_contain_text("It came instead of")
    expect(page.get_by_role("status")).to_contain_text("It came instead of")
    # What was swapped took its button along: the focus is on that of what came.
    expect(page.locator(".chosen__line--fresh button", has_text="Swap")).to_be_focused()
    swapped = keys()
    assert swapped[1:] == before[1:]
    assert swapped[0] != before[0]

    hands.press("Down")
    expect(page.locator("#questions li").nth(1)).to_contain_text("It came instead of")
    expect(page.locator("#questions li").nth(1).get_by_role("button", name="Down")).to_be_focused()
    assert keys() == [swapped[1], swapped[0], *swapped[2:]]
    assert page.evaluate("window.stayed") is True

    hands.press("Preview as a pupil", role="link", key="Shift+Tab")
    expect(page.locator("#question")).to_contain_text("Question 1 of 9")
    expect(page.locator("#question")).not_to_contain_text("The right answer")
    hands.press("Show the answer")
    expect(page.locator("#question")).to_contain_text("The right answer")


def test_the_same_without_javascript(
    chromium: Browser, live_server: LiveServer, complaints: Complaints, page: Page, visit: Visit
) -> None:
    visit.sign_in()
    visit.open("quizzes:sets")
    state = page.context.storage_state()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state)
    plain = context.new_page()
    complaints.listen(plain)
    plain.goto("/sets/")
    plain.locator("#id_title").fill("Monday")
    plain.get_by_role("button", name="Make a set").click()
    plain.locator("#id_p0-topic").fill("Battle of had")
    complaints.expect(422)
    plain.locator("#id_p0-topic").press("Enter")
    plain.get_by_label("Battle of Hadrut").check()
    plain.get_by_role("button", name="Show questions").click()
    expect(plain.locator("#fits-1")).to_have_text(re.compile(r"10 of \d+ that fit"))
    before = keys()
    plain.get_by_role("button", name="Leave out").first.click()
    assert set(before) - set(keys()) == {before[0]}
    plain.get_by_role("button", name="Hide answers").click()
    expect(plain.locator(".chosen__answer")).to_have_count(0)
    context.close()
