"""An order in a browser: moved by keys and heard by a screen reader; chosen from lists without JavaScript."""

import pytest
from playwright.sync_api import Browser, expect

from quizzes.models import Answer, AskedQuestion
from quizzes.questions.shown import shown_from_json
from quizzes.questions.values import Form
from tests.browser.states.groups import wait_with
from tests.browser.visiting import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def texts_in_order(asked: AskedQuestion) -> list[str]:
    return [part.text for part in shown_from_json(asked.shown.content).parts]


def test_events_are_put_in_order_with_the_keyboard_alone(visit: Visit) -> None:
    asked = wait_with(visit, Form.ORDER)
    wanted = texts_in_order(asked)
    visit.open("quizzes:session", asked.session.key)
    page = visit.page
    expect(page.locator("select:visible")).to_have_count(0)
    for place, text in enumerate(wanted):
        now = page.locator(".item__text").all_inner_texts().index(text)
        page.get_by_role("button", name=f"Move up: {text}").focus()
        for _step in range(now - place):
            page.keyboard.press("ArrowUp")
        # What was moved keeps the focus, and its place is said.
        expect(page.get_by_role("button", name=f"Move up: {text}")).to_be_focused()
        if now > place:
            expect(page.locator("#status")).to_contain_text(f"{text}: {['1st', '2nd', '3rd', '4th', '5th'][place]}")
    page.get_by_role("button", name="Answer", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Right.")
    expect(page.locator(".verdict__text")).to_be_focused()
    assert Answer.objects.filter(asked=asked, marks__verdict="right").count() == len(wanted)


def test_without_javascript_each_event_has_a_list_of_places(visit: Visit, chromium: Browser) -> None:
    asked = wait_with(visit, Form.ORDER)
    wanted = texts_in_order(asked)
    visit.open("quizzes:session", asked.session.key)
    context = chromium.new_context(java_script_enabled=False, storage_state=visit.page.context.storage_state())
    page = context.new_page()
    page.goto(visit.page.url)
    for text in wanted:
        page.get_by_label(text, exact=True).select_option("1")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".item .error").first).to_contain_text("“1st” is given to another one already.")
    for place, text in enumerate(wanted, start=1):
        page.get_by_label(text, exact=True).select_option(str(place))
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict__text")).to_contain_text("Right.")
    expect(page.locator(".outcome--right")).to_have_count(len(wanted))
    context.close()
