"""Monday morning: a teacher makes a class, pastes thirty names, prints slips; a pupil comes in with hers."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from quizzes.models import Classroom
from tests.accounts.people import PASSWORD
from tests.browser.complaints import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = [f"{number}.\tSurname{number}, Əli" for number in range(1, 31)]
PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


def sign_up(page: Page, name: str) -> None:
    page.goto("/account/sign-up/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)
    page.locator("main .button--main").click()


@pytest.mark.journey
def test_a_class_of_thirty_is_ready_and_a_pupil_comes_in_with_her_slip(
    page: Page, chromium: Browser, live_server: LiveServer, complaints: Complaints
) -> None:
    sign_up(page, "mrs.teacher")
    page.get_by_role("link", name="Classes").click()
    page.get_by_role("link", name="Make a class").click()
    page.get_by_label("Name of the class").fill("8b")
    page.get_by_role("button", name="Make the class").click()

    names = page.get_by_label("Names, one a line")
    names.fill("\n".join([*NAMES, NAMES[0]]))
    expect(page.locator("#reading")).to_contain_text("line 1 has the same name")
    names.fill("\n".join(NAMES))
    expect(page.locator("#reading")).to_contain_text("30 names are read like this")
    expect(page.locator("#reading")).not_to_contain_text("same name")
    page.get_by_role("button", name="Add these pupils").click()
    expect(page.locator("main")).to_contain_text("30 pupils were added.")

    page.get_by_role("link", name="Print slips").click()
    slips = page.locator(".slip")
    expect(slips).to_have_count(30)
    assert len(PAGE_OF_PDF.findall(page.pdf(format="A4"))) <= 3
    slip = slips.filter(has_text="Əli Surname7").first
    code, pin = slip.locator("strong").all_inner_texts()

    classroom = Classroom.objects.get()
    page.goto(f"/classes/{classroom.key}/projector/")
    expect(page.locator("#arrivals")).to_contain_text("0 of 30")

    context = chromium.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    phone = context.new_page()
    complaints.listen(phone)
    phone.goto("/")
    phone.get_by_role("link", name="Join your class with its code").click()
    phone.get_by_label("Code of the class").fill(code.lower().replace("-", " "))
    phone.get_by_label("Code of the class").press("Enter")
    phone.get_by_label("Your name").fill("əli  surname7")
    phone.get_by_label("PIN").fill(pin)
    phone.get_by_label("PIN").press("Enter")
    expect(phone.locator(".signed-in")).to_contain_text("Əli Surname7, 8b")
    # The wall tells it without being touched.
    expect(page.locator("#arrivals")).to_contain_text("1 of 30")
    phone.get_by_role("button", name="Not you? Sign out").click()
    expect(phone.locator(".signed-in")).to_have_count(0)
    context.close()
