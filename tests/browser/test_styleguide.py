"""The style guide: there in development, nowhere else; true, and without a barrier."""

import importlib
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import clear_url_caches
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

import config.urls
from quizzes.questions.marking import Verdict
from quizzes.questions.values import Form
from quizzes.views.styleguide import PAIRS, contrast_of, list_states, measure_pairs, read_tokens
from tests.browser.accessibility import DESKTOP, PHONE, find_barriers, find_overflow


def route() -> None:
    """Read the paths again, as they are under the settings of the moment."""
    importlib.reload(config.urls)
    clear_url_caches()


@pytest.fixture
def development(settings: Settings) -> Iterator[None]:
    """The site as `make dev` serves it."""
    settings.DEBUG = True
    route()
    yield
    settings.DEBUG = False
    route()


@pytest.mark.django_db
def test_is_there_in_development(client: Client, development: None) -> None:
    page = client.get("/styleguide/").content.decode()
    for name, _state, _context in list_states():
        assert f'<p class="guide__name">{name}</p>' in page
    for verdict in Verdict:
        assert f"verdict--{verdict}" in page


@pytest.mark.django_db
def test_is_nowhere_else(client: Client) -> None:
    assert client.get("/styleguide/").status_code == 404


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_that_meet_can_be_told_apart(scheme: int) -> None:
    pairs = measure_pairs(read_tokens()[scheme])
    assert len(pairs) == len(PAIRS)
    assert [pair for pair in pairs if pair.contrast < pair.least] == []


def test_contrast_is_the_one_that_is_defined() -> None:
    assert contrast_of("#000", "#ffffff") == pytest.approx(21)
    assert contrast_of("#777", "#fff") == pytest.approx(4.478, abs=0.001)


def test_dark_is_not_light() -> None:
    light, dark = read_tokens()
    assert light["paper"] != dark["paper"]
    assert light["text"] == dark["text"]


def test_every_state_of_a_session_is_shown() -> None:
    """A new state of the session's page comes into the guide with it, and so does a new form of question."""
    folder = settings.BASE_DIR / "templates" / "quizzes" / "session"
    states = {str(file.relative_to(folder).with_suffix("")) for file in folder.rglob("*.html")}
    shown = {state for _name, state, _context in list_states()}
    inside = {"asking/items", "changed", "outcomes", "said", "scale", "scale_axis"}  # parts of others
    inside |= {
        "account",
        "asking",
        "contest",
        "done_about_it",
        "more",
        "note",
        "place",
        "pointed",
        "sayings",
        "sent",
        "undo",
    }
    assert states - inside == shown
    assert {f"asking/{form}" for form in Form} <= shown


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_bars_nobody(development: None, page: Page) -> None:
    page.goto("/styleguide/")
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        # Many parts on one page have the same headings; on their own pages they are judged by all rules.
        found = [barrier for barrier in find_barriers(page) if not barrier.startswith(("landmark-", "heading-order"))]
        assert [*found, *find_overflow(page)] == []
