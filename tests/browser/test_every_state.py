"""Every state of every public page: no barrier, nothing over the side, no complaint; and proof that each is seen."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.accessibility import EVERY_WAY, TWO_WAYS, Way, find_barriers, find_barriers_everywhere, find_overflow
from tests.browser.complaints import Complaints
from tests.browser.states import STATES
from tests.browser.visiting import PageState, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Paths that have no page of their own.
NO_PAGE = {
    "history:event-by-key": "leads on to the event",
    "quizzes:session-start": "takes POST, and leads to the session",
    "quizzes:assignment-open": "takes POST, and leads to the assignment",
    "quizzes:assignment-end": "takes POST, and leads to the assignment",
    "quizzes:assignment-reopen": "takes POST, and leads to the assignment",
    "quizzes:assignment-release": "takes POST, and leads to the assignment",
    "quizzes:assignment-allowances": "takes POST, and leads to the assignment",
    "quizzes:assignment-copy": "takes POST, and leads to the copy",
    "quizzes:assignment-delete": "takes POST, and leads to the class",
    "quizzes:session-later": "takes POST, and leads to the session",
    "quizzes:assigned-start": "takes POST, and leads to the session",
    "quizzes:session-undo": "takes POST, and leads to the session",
    "quizzes:session-contest": "takes POST, and leads to the answer; its errors are among the states of the answer",
    "quizzes:session-flag": "takes POST, and leads to the answer; its errors are among the states of the answer",
    "quizzes:session-set-aside": "takes POST, and leads to the answer",
    "quizzes:resume": "takes POST, and leads to what is set aside",
    "quizzes:answers-seen": "takes POST, and leads to the answers",
    "quizzes:notes-seen": "takes POST, and leads to the notes",
    "quizzes:answers-json": "a file",
    "quizzes:answers-csv": "a file",
    "quizzes:class-archive": "takes POST, and leads to the class",
    "quizzes:class-unarchive": "takes POST, and leads to the class",
    "quizzes:class-code": "takes POST, and leads to the class",
    "quizzes:class-selected": "takes POST, and leads to the class",
    "quizzes:class-pupil-pin": "takes POST, and leads to the pupil",
    "quizzes:class-pupil-remove": "takes POST, and leads to the class",
    "quizzes:class-pupil-return": "takes POST, and leads to the pupil",
    "quizzes:class-group-delete": "takes POST, and leads to the groups",
    "quizzes:class-teacher-owner": "takes POST, and leads to the teachers",
    "quizzes:class-teacher-remove": "takes POST, and leads to the teachers",
    "quizzes:class-qr": "a picture",
    "quizzes:leave-class": "takes POST, and leads to the account",
    "quizzes:pupil-sign-out": "takes POST, and leads to where a code is typed",
    "quizzes:assignment-pupils-csv": "a file",
    "quizzes:assignment-answers-csv": "a file",
    "quizzes:set-copy": "takes POST, and leads to the copy",
    "quizzes:set-shared-copy": "takes POST, and leads to the copy",
    "quizzes:set-answers": "takes POST, and leads to the set",
    "mfa_download_recovery_codes": "a file",
}


def name_paths(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of all paths but the admin's, whose pages are Django's own."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        elif pattern.app_name != "admin":
            yield from name_paths(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def look_at(visit: Visit, state: PageState, ways: Sequence[Way]) -> list[str]:
    """What bars the way in this state."""
    state.come(visit)
    path = urlsplit(visit.page.url).path
    if state.shows:
        assert resolve(path).view_name == state.shows
    return find_barriers_everywhere(visit.page, ways)


@pytest.mark.parametrize("state", [state for state in STATES if state.is_among_few], ids=lambda state: state.name)
def test_nothing_bars_the_way(visit: Visit, state: PageState) -> None:
    assert look_at(visit, state, TWO_WAYS) == []


@pytest.mark.journey
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_nothing_bars_the_way_anywhere_in_either_scheme(visit: Visit, state: PageState) -> None:
    assert look_at(visit, state, EVERY_WAY) == []


def test_every_path_has_a_state_or_no_page() -> None:
    paths = set(name_paths(get_resolver().url_patterns))
    assert len(paths) > 30
    shown = {state.shows for state in STATES} - {""}
    assert shown | set(NO_PAGE) == paths
    assert shown & set(NO_PAGE) == set()
    assert len({state.name for state in STATES}) == len(STATES)


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
