"""An editor moves an answer key with Chromium, by keyboard; a learner in another window is told."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from history.models import Event
from quizzes.models import Mark, Regrade
from tests.browser.complaints import Complaints
from tests.desk.people import sign_in
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_regrade import KEY, answer, ask, own

IS_OURS = "(target) => Boolean(document.querySelector(target)?.closest('.effect'))"


def barriers(page: Page, complaints: Complaints) -> list[str]:
    """What axe finds in the part that says what an edit does, on a phone and at a desk, light and dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            # Django's links fade from one colour to the other.
            page.wait_for_timeout(300)
            heard = len(complaints.found)
            violations = Axe().run(page).response["violations"]
            # axe writes style attributes of its own on pages of widgets; without it nothing complains.
            del complaints.found[heard:]
            for violation in violations:
                ours = [node for node in violation["nodes"] if page.evaluate(IS_OURS, node["target"][-1])]
                found += [f"{violation['id']}: {node['html'][:160]}" for node in ours]
            box = page.locator(".effect").bounding_box()
            assert box is not None
            found += [f"reaches over the side at {width} px"] if box["x"] + box["width"] > width else []
    return found


def become(page: Page, client: Client, live_server: LiveServer) -> None:
    """Go on as whoever this client is."""
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])


@pytest.mark.journey
def test_an_editor_sees_the_effect_keeps_it_and_has_answers_marked_anew(
    page: Page, live_server: LiveServer, complaints: Complaints
) -> None:
    asked = ask(GuestFactory.create(), "typed")
    given = answer(asked, text="10 October 2020")
    event = Event.objects.get(key=KEY)
    become(page, sign_in("Editors", "ada"), live_server)
    page.goto(f"/admin/history/event/{event.pk}/change/")
    page.locator("#id_happened").fill("2020-10-11")
    page.locator("#id_summary").fill("Typed with care.")
    page.locator("#id_happened").press("Enter")
    expect(page.locator("#effect")).to_be_focused()
    expect(page.locator(".effect del").first).to_have_text("10 October 2020")
    expect(page.get_by_text("Of 1 learner 1 would be marked differently")).to_be_visible()
    expect(page.locator("#id_summary")).to_have_value("Typed with care.")
    assert barriers(page, complaints) == []
    page.get_by_role("button", name="Save, with this effect").press("Enter")
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.goto(f"/admin/history/event/{event.pk}/change/")
    page.get_by_role("link", name="1 answer would be marked differently").press("Enter")
    expect(page.get_by_role("heading", name="What becomes of these answers")).to_be_visible()
    assert barriers(page, complaints) == []
    page.get_by_role("button", name="Mark 1 answer anew").press("Enter")
    expect(page.get_by_text("The answers are being marked anew.")).to_be_visible()
    assert Regrade.objects.get().state == "done"
    assert [mark.verdict for mark in Mark.objects.filter(answer=given)] == ["right", "wrong"]
    become(page, own(Client(), given.learner), live_server)
    page.goto("/")
    page.get_by_role("button", name="I have seen it").press("Enter")
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
    expect(page.get_by_role("button", name="I have seen it")).to_have_count(0)


def test_a_withdrawal_from_the_list_is_asked_about(page: Page, live_server: LiveServer, complaints: Complaints) -> None:
    become(page, sign_in("Editors", "ada"), live_server)
    page.goto("/admin/history/event/")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("unpublish")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).first.press("Enter")
    expect(page.get_by_role("heading", name="Nothing was changed yet")).to_be_focused()
    assert barriers(page, complaints) == []
    page.get_by_role("link", name="No, leave it as it is").press("Enter")
    assert not Event.objects.exclude(status="published").exists()
