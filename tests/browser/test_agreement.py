"""Whether accounts agree, in a browser: answered with one key, and the accounts stand side by side."""

import pytest
from playwright.sync_api import expect

from quizzes.models import Answer
from tests.browser.visiting import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_whether_accounts_agree_is_answered_with_one_key(visit: Visit) -> None:
    sitting = visit.begin("disagree")
    asked = sitting.asked
    visit.open("quizzes:session", sitting.session.key)
    page = visit.page
    expect(page.locator(".option")).to_have_count(2)
    place = page.locator(".option__text").all_inner_texts().index(sitting.shown.answer_text)
    page.keyboard.press(str(place + 1))
    expect(page.locator("#status")).to_contain_text("Right.")
    expect(page.locator(".verdict__text")).to_be_focused()
    assert Answer.objects.get(asked=asked).verdict == "right"
    for account in asked.shown.content["accounts"]:
        told = page.locator(".accounts li", has_text=account[0]).first
        expect(told).to_be_visible()
        expect(told.locator(".source").first).to_contain_text("sentence")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_have_count(0)
