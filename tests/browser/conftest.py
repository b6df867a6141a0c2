"""Debian's Chromium on a live server with the shipped record."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.complaints import Complaints
from tests.browser.visiting import Visit
from tests.conftest import kept_rows
from tests.house.requirements import require

CHROMIUM = shutil.which("chromium") or ""
# Without these, Chromium knocks at its maker's servers, and refuses to run as root in a container.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    require("Chromium", bool(CHROMIUM))
    # Playwright's loop makes Django think that it runs inside one; the tests use the ORM beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # Milliseconds: a machine that does much else at once is slow, not wrong.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def published(transactional_db: None) -> None:
    """The shipped record where the live server sees it."""
    kept_rows.put()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Fails the test at its end when a page complained."""
    heard = Complaints()
    yield heard
    assert heard.found == []


@pytest.fixture(params=[{"width": 1280, "height": 800}], ids=["desktop"])
def page(
    request: pytest.FixtureRequest,
    chromium: Browser,
    live_server: LiveServer,
    published: None,
    complaints: Complaints,
) -> Iterator[Page]:
    """A new browser window on the site's first page."""
    options = {"viewport": request.param, **getattr(request.module, "CONTEXT", {})}
    context = chromium.new_context(base_url=live_server.url, **options)
    window = context.new_page()
    complaints.listen(window)
    window.goto("/")
    yield window
    context.close()


@pytest.fixture
def visit(
    page: Page, client: Client, complaints: Complaints, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Visit:
    """A visitor on the first page."""
    return Visit(page, client, complaints, settings, monkeypatch)
