"""The class grid while pupils work: it follows within five seconds, and whoever reads in it stays where she was."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.visiting import Visit
from tests.factories import UserFactory
from tests.quizzes.results.lessons import join, make_test, sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WITHIN_MS = 5000


def test_an_answer_shows_within_five_seconds_and_the_focus_stays(visit: Visit) -> None:
    teacher = UserFactory.create()
    visit.client.force_login(teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    test = make_test(teacher)
    ada, eve = join(test, "Ada", "Eve")
    sit(ada, test, "rw-", timezone.now(), is_over=False)
    visit.open("quizzes:assignment-results", test.key)
    page = visit.page
    expect(page.locator(".cell--right a")).to_have_count(1)
    held = page.locator(".cell--wrong a").first
    held.focus()
    address = held.get_attribute("href")
    page.wait_for_timeout(300)
    sit(eve, test, "rr-", timezone.now(), is_over=False)
    expect(page.locator(".cell--right a")).to_have_count(3, timeout=WITHIN_MS)
    assert page.evaluate("document.activeElement.getAttribute('href')") == address
    assert page.locator("#status").text_content() == ""
