"""Ticks in a browser: set by the keys 1 to 9, sent by Enter; and as a plain form without JavaScript."""

import pytest
from playwright.sync_api import Browser, expect

from quizzes.models import Answer
from quizzes.questions.shown import shown_from_json
from quizzes.questions.values import Form
from tests.browser.states.groups import wait_with
from tests.browser.visiting import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_keys_set_ticks_and_take_them_away_and_enter_sends_them(visit: Visit) -> None:
    asked = wait_with(visit, Form.SELECT_ALL)
    right = {part.text for part in shown_from_json(asked.shown.content).parts}
    visit.open("quizzes:session", asked.session.key)
    page = visit.page
    texts = page.locator(".option__text").all_inner_texts()
    assert right < set(texts)
    for number, text in enumerate(texts, start=1):
        page.keyboard.press(str(number))
        expect(page.get_by_role("checkbox").nth(number - 1)).to_be_checked()
        if text not in right:
            page.keyboard.press(str(number))
            expect(page.get_by_role("checkbox").nth(number - 1)).not_to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Right.")
    expect(page.locator(".verdict__text")).to_be_focused()
    assert Answer.objects.filter(asked=asked, marks__verdict="right").count() == len(right)
    expect(page.locator(".outcome")).to_have_count(len(texts))


def test_without_javascript_all_ticked_is_worth_nothing(visit: Visit, chromium: Browser) -> None:
    asked = wait_with(visit, Form.SELECT_ALL)
    visit.open("quizzes:session", asked.session.key)
    context = chromium.new_context(java_script_enabled=False, storage_state=visit.page.context.storage_state())
    page = context.new_page()
    page.goto(visit.page.url)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".error")).to_contain_text("Tick at least one of them")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("none of it counts")
    expect(page.locator(".verdict__text")).to_contain_text("Not right.")
    context.close()
