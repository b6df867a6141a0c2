"""A date placed on a scale in a browser: by finger or mouse, by the keyboard alone, and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from quizzes.models import Answer
from quizzes.questions.shown import Shown
from tests.browser.states.timeline import begin
from tests.browser.visiting import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def key_number(shown: Shown) -> int:
    """Which step of the scale is the key, counted from nought."""
    return [value for value, _text in shown.options].index(shown.answer)


def where(slider: Locator, number: int, steps: int) -> tuple[float, float]:
    """Where on the screen the knob stands for a step."""
    box = slider.bounding_box()
    assert box is not None
    knob = 28
    return box["x"] + knob / 2 + (box["width"] - knob) * number / (steps - 1), box["y"] + box["height"] / 2


def expect_right(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text("Right.")
    expect(page.locator(".verdict__text")).to_be_focused()
    expect(page.locator(".scale__row--key")).to_contain_text("the right answer, and yours")
    assert Answer.objects.get().verdict == "right"


def test_a_click_places_it_and_a_drag_moves_it(visit: Visit) -> None:
    sitting = begin(visit)
    shown, steps = sitting.shown, len(sitting.shown.options)
    visit.open("quizzes:session", sitting.session.key)
    page, slider, listed = visit.page, visit.page.get_by_role("slider"), visit.page.locator("#value")
    expect(slider).to_have_attribute("aria-valuetext", "not placed yet")
    expect(listed).to_have_value("")
    # A click where the knob stands already is a choice, too.
    page.mouse.click(*where(slider, steps // 2, steps))
    expect(listed).to_have_value(shown.options[steps // 2][0])
    far = 0 if key_number(shown) else steps - 1
    page.mouse.click(*where(slider, far, steps))
    expect(listed).to_have_value(shown.options[far][0])
    page.mouse.move(*where(slider, far, steps))
    page.mouse.down()
    page.mouse.move(*where(slider, key_number(shown), steps), steps=5)
    page.mouse.up()
    expect(slider).to_have_attribute("aria-valuetext", shown.answer_text)
    expect(listed).to_have_value(shown.answer)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect_right(page)


def test_by_the_keyboard_alone(visit: Visit) -> None:
    sitting = begin(visit)
    shown = sitting.shown
    visit.open("quizzes:session", sitting.session.key)
    page, slider = visit.page, visit.page.get_by_role("slider")
    # Enter on the heading sends what is chosen, and nothing is.
    visit.complaints.expect(422)
    page.keyboard.press("Enter")
    expect(page.locator(".error")).to_be_focused()
    page.keyboard.press("Tab")
    expect(slider).to_be_focused()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", shown.options[0][1])
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", shown.options[-1][1])
    page.keyboard.press("PageDown")
    expect(slider).not_to_have_attribute("aria-valuetext", shown.options[-1][1])
    page.keyboard.press("Home")
    for _step in range(key_number(shown)):
        page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", shown.answer_text)
    page.keyboard.press("Enter")
    expect_right(page)
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_have_count(0)


def test_the_list_moves_the_knob(visit: Visit) -> None:
    sitting = begin(visit)
    shown = sitting.shown
    visit.open("quizzes:session", sitting.session.key)
    page = visit.page
    page.get_by_label("Your answer, a date on this scale").select_option(shown.answer)
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", shown.answer_text)
    expect(page.get_by_role("slider")).to_have_value(str(key_number(shown) + 1))
    page.get_by_role("button", name="Answer", exact=True).click()
    expect_right(page)


def test_without_javascript_the_dates_are_a_list(visit: Visit, chromium: Browser) -> None:
    sitting = begin(visit)
    shown = sitting.shown
    visit.open("quizzes:session", sitting.session.key)
    context = chromium.new_context(java_script_enabled=False, storage_state=visit.page.context.storage_state())
    page = context.new_page()
    page.goto(visit.page.url)
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".error")).to_contain_text("Choose one of the answers")
    wrong = next(value for value, _text in shown.options if value != shown.answer)
    page.locator("#value").select_option(wrong)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict__text")).to_contain_text("Not right.")
    expect(page.locator(".verdict")).to_contain_text(f"You placed it on {dict(shown.options)[wrong]}")
    expect(page.locator(".scale__row--reach")).to_contain_text("by 15 October 2020 all accounts together")
    context.close()
