"""An editor hands a file in with Chromium: by keyboard, with the progress that turns into the plan by itself."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from history.models import Event
from history.uploads.receiving import LARGEST_AT_ONCE
from history.uploads.working import carry_on
from tests.browser.accessibility import find_barriers, find_overflow
from tests.desk.people import sign_in
from tests.desk.uploading import newest, rows

# Of Django's own pages, and of ours nothing.
NOT_OURS = ("nav-sidebar", "nav-filter", "toggle-nav-sidebar", "theme-toggle", 'id="header"', "breadcrumbs")


def find_barriers_of_ours(page: Page) -> list[str]:
    """What axe finds in the page's own part, on a phone and at a desk."""
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found += [*find_barriers(page), *find_overflow(page)]
    return [barrier for barrier in found if not any(name in barrier for name in NOT_OURS)]


@pytest.mark.journey
def test_an_editor_uploads_a_table_and_the_progress_turns_into_the_plan(
    page: Page, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    session = sign_in("Editors", "ada").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    file = tmp_path / "battles.csv"
    lines = [f"b{n},Battle {n},1862-04-06,Aton,Wars,Atlas,{'x' * 1000}" for n in range(LARGEST_AT_ONCE // 1000)]
    file.write_text(rows(*lines, "z,Battle of Z,1864-02-30,,,,"))
    page.goto("/admin/history/upload/add/")
    assert find_barriers_of_ours(page) == []
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Show the plan").press("Enter")
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert find_barriers_of_ours(page) == []
    carry_on(newest().pk)
    # Nobody reloads the page.
    expect(page.get_by_role("button", name="Apply: write")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("is not a day of the calendar")).to_be_visible()
    assert find_barriers_of_ours(page) == []
    page.get_by_role("button", name="Apply: write").press("Enter")
    expect(page.get_by_role("heading", name="The plan is being applied")).to_be_visible()
    carry_on(newest().pk)
    expect(page.get_by_role("heading", name="What became of it")).to_be_visible(timeout=10_000)
    assert find_barriers_of_ours(page) == []
    assert Event.objects.filter(key__startswith="b").exclude(key__startswith="battle").count() == len(lines)
