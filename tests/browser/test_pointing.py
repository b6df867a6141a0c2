"""A map that is pointed at, in a browser: by pointer, by keyboard alone, and as a picture without JavaScript."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from quizzes.models import Answer, AskedQuestion
from quizzes.questions.pointing.globe import Target, read_spot
from tests.browser.accessibility import PHONE
from tests.browser.states.pointing import wait_with_map
from tests.browser.visiting import Visit
from tests.quizzes.marches import target_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shares(target: Target) -> tuple[float, float]:
    """Where on the map it lies, from 0 to 1 each way."""
    x, y = target.view.show(target.spot)
    return x / 300, y / 200


def size_of(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box is not None
    return box["width"], box["height"]


def answer_to(asked: AskedQuestion) -> Answer:
    answer: Answer = Answer.objects.get(asked=asked)
    return answer


def test_a_click_on_the_map_sets_the_cross_and_answers(visit: Visit) -> None:
    asked = wait_with_map(visit)
    target = target_of(asked)
    page = visit.page
    shown = page.locator(".pointing__map")
    expect(shown.locator("path.pointing__land").first).to_be_attached()
    (x, y), (wide, tall) = shares(target), size_of(shown)
    shown.click(position={"x": x * wide, "y": y * tall})
    expect(page.locator(".pointing__at")).to_contain_text("° N")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#status")).to_contain_text("Right.")
    expect(page.locator(".pointed .map__given")).to_be_visible()
    spot = read_spot(answer_to(asked).text)
    assert spot is not None
    # Leaflet and the server mean the same pixel: a few of them are a hundredth of the map.
    assert target.misses_by_km(spot) < target.view.km_across(target.latitude) / 100


def test_keys_alone_move_the_cross_and_send_it(visit: Visit) -> None:
    asked = wait_with_map(visit)
    target = target_of(asked)
    page = visit.page
    shown = page.locator(".pointing__map")
    expect(shown.locator("path.pointing__land").first).to_be_attached()
    (x, y), (wide, tall) = shares(target), size_of(shown)
    for _press in range(12):
        page.keyboard.press("Tab")
        if shown.evaluate("(element) => element === document.activeElement"):
            break
    across, down = (x - 0.5) * wide, (y - 0.5) * tall
    for length, keys in ((across, ("ArrowLeft", "ArrowRight")), (down, ("ArrowUp", "ArrowDown"))):
        key = keys[length > 0]
        for _press in range(int(abs(length) // 40)):
            page.keyboard.press(f"Shift+{key}")
        for _press in range(int(abs(length) % 40 // 4)):
            page.keyboard.press(key)
    expect(page.locator(".pointing__at")).to_contain_text("° N")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Right.")
    expect(page.locator(".verdict__text")).to_be_focused()
    assert answer_to(asked).verdict == "right"


def test_where_leaflet_does_not_arrive_the_picture_sends_the_click(visit: Visit) -> None:
    visit.page.route("**/leaflet.js", lambda route: route.abort())
    visit.complaints.expect_lost_network()
    asked = wait_with_map(visit)
    x, y = shares(target_of(asked))
    picture = visit.page.locator("input[type=image]:visible")
    wide, tall = size_of(picture)
    picture.click(position={"x": x * wide, "y": y * tall})
    expect(visit.page.locator("#status")).to_contain_text("Right.")


def test_without_javascript_the_picture_sends_the_click(visit: Visit, chromium: Browser) -> None:
    asked = wait_with_map(visit)
    x, y = shares(target_of(asked))
    context = chromium.new_context(java_script_enabled=False, storage_state=visit.page.context.storage_state())
    page = context.new_page()
    page.goto(visit.page.url)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".error")).to_contain_text("Click on the map")
    picture = page.locator("input[type=image]:visible")
    wide, tall = size_of(picture)
    picture.click(position={"x": x * wide, "y": y * tall})
    expect(page.locator(".verdict__text")).to_contain_text("Right.")
    assert answer_to(asked).verdict == "right"
    context.close()


def test_one_finger_moves_the_map_only_once_it_was_brought_nearer(visit: Visit, chromium: Browser) -> None:
    wait_with_map(visit)
    kind: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "user_agent": "Mobile"}
    context = chromium.new_context(storage_state=visit.page.context.storage_state(), **kind)
    page = context.new_page()
    page.goto(visit.page.url)
    shown = page.locator(".pointing__map")
    expect(page.locator(".pointing__fine path").first).to_be_attached()
    expect(shown).not_to_have_class(re.compile("leaflet-touch-drag"))
    page.get_by_role("button", name="Nearer").tap()
    expect(shown).to_have_class(re.compile("leaflet-touch-drag"))
    page.get_by_role("button", name="Farther").tap()
    expect(shown).not_to_have_class(re.compile("leaflet-touch-drag"))
    context.close()
