"""Every state of every public page: no barrier, nothing over the side, no complaint; and proof that each is seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.accessibility import find_barriers, find_barriers_everywhere, find_overflow
from tests.browser.complaints import Complaints
from tests.browser.visits import FEW, STATES, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("state", FEW, ids=lambda state: state.__name__)
def test_nothing_bars_the_way(visit: Visit, state: Callable[[Visit], None]) -> None:
    state(visit)
    assert find_barriers_everywhere(visit.page) == []


@pytest.mark.journey
@pytest.mark.parametrize("state", [state for state in STATES if state not in FEW], ids=lambda state: state.__name__)
def test_nothing_bars_the_way_anywhere_else(visit: Visit, state: Callable[[Visit], None]) -> None:
    state(visit)
    assert find_barriers_everywhere(visit.page) == []


def test_a_planted_barrier_is_found(page: Page) -> None:
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    page.evaluate("document.querySelector('h1').style.color = 'rgb(220 220 220)'")
    found = " ".join(find_barriers(page))
    assert "button-name" in found
    assert "color-contrast" in found


def test_a_planted_overflow_is_found(page: Page) -> None:
    assert find_overflow(page) == []
    page.evaluate("document.querySelector('h1').style.minWidth = '120vw'")
    assert "h1" in " ".join(find_overflow(page))


@pytest.mark.parametrize(
    "planted",
    [
        "document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))",
        "document.head.append(Object.assign(document.createElement('style'), {textContent: 'h1 {color: red}'}))",
        "document.querySelector('h1').setAttribute('style', 'color: red')",
        "document.head.append(Object.assign(document.createElement('script'), {src: 'https://example.com/a.js'}))",
        "console.error('something went wrong')",
        "window.setTimeout(() => { throw new Error('something went wrong') })",
    ],
    ids=["inline script", "inline style", "style attribute", "another site's script", "error said", "error thrown"],
)
def test_a_planted_complaint_is_heard(
    chromium: Browser, live_server: LiveServer, published: None, planted: str
) -> None:
    complaints = Complaints()
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    complaints.listen(page)
    page.goto("/")
    assert complaints.found == []
    page.evaluate(planted)
    page.wait_for_timeout(200)
    assert complaints.found
    assert page.evaluate("window.ran") is None
    context.close()
