"""A contributor and an editor at the desk with the keyboard alone, and the learner whose questions they move."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from history.models import Claim, Event, PlaceName, Status
from quizzes.models import Answer, AskedQuestion, Mark, Question, QuizSession
from tests.browser.complaints import Complaints
from tests.browser.hands import Hands
from tests.desk.forms import page_of
from tests.desk.people import sign_in
from tests.factories import TopicFactory
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_regrade import KEY, ask, own

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long one, only for this story"
SOURCE = "Chronicle of the ridge"
TITLE = "Fighting at Velm"
STATEMENT = "The ridge above Velm was taken."


@contextmanager
def window(chromium: Browser, live_server: LiveServer, complaints: Complaints) -> Iterator[Page]:
    """A browser of somebody's own; no page of it may fail."""

    def look(response: Response) -> None:
        if response.status >= 500:
            complaints.found.append(f"{response.status} {response.url}")

    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    complaints.listen(page)
    page.on("response", look)
    yield page
    context.close()


def come_to_the_desk(page: Page, group: str, name: str) -> Hands:
    """Sign in as somebody of this group, by keyboard."""
    sign_in(group, name)
    user = User.objects.get(username=name)
    user.set_password(PASSWORD)
    user.save()
    hands = Hands(page)
    page.goto("/admin/")
    hands.write("username" if page.locator("#id_username").count() else "login", name)
    hands.write("password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Waiting for an editor")).to_be_visible()
    return hands


def write_names(hands: Hands) -> None:
    """What an event needs: a topic, a source, sides, who speaks for them, a place under both its names."""
    page = hands.page
    page.goto("/admin/history/topic/add/")
    hands.write("title", "War of the ridge")
    hands.save(told="was added")
    page.goto("/admin/history/source/add/")
    hands.write("title", SOURCE)
    hands.save(told="was added")
    for party in ("Norland", "Sudmark"):
        page.goto("/admin/history/party/add/")
        hands.write("name", party)
        hands.save(told="was added")
    for claimant, party in (("General Oster", "Norland"), ("Minister Brandt", "Sudmark")):
        page.goto("/admin/history/claimant/add/")
        hands.write("name", claimant)
        hands.write("kind", "person")
        hands.search("speaks_for", party)
        hands.save(told="was added")
    page.goto("/admin/history/place/add/")
    hands.write("name", "Velm")
    hands.write("kind", "village")
    for at, (name, party) in enumerate((("Velm", "Norland"), ("Welmo", "Sudmark"))):
        hands.add_row("names")
        hands.write(f"names-{at}-name", name)
        hands.search(f"names-{at}-party", party)
        hands.search(f"names-{at}-cite_source", SOURCE)
    hands.save(told="was added")


def write_event(hands: Hands) -> None:
    """The event with its date, its place and what supports them."""
    page = hands.page
    page.goto("/admin/history/event/add/")
    hands.write("title", TITLE)
    hands.search("topics", "War of the ridge")
    hands.write("happened", "1912-10-09")
    expect(page.locator("#id_happened_reading")).to_contain_text("9 October 1912")
    hands.add_row("event_places")
    hands.search("event_places-0-place", "Velm")
    hands.add_row("citations")
    hands.search("citations-0-source", SOURCE)
    hands.write("citations-0-locator", "p. 4")
    hands.save(told="was added")


def write_claim(hands: Hands) -> None:
    """What one side says and the other denies, on the page that the event leads to."""
    page = hands.page
    page.goto(page_of(Event.objects.get()))
    hands.press("Add a claim with those who make it", role="link", key="Shift+Tab")
    page.wait_for_url("**/claim/add/**")
    hands.write("statement", STATEMENT)
    for at, (claimant, stance) in enumerate((("General Oster", "asserts"), ("Minister Brandt", "denies"))):
        hands.add_row("attributions")
        hands.search(f"attributions-{at}-claimant", claimant)
        hands.write(f"attributions-{at}-stance", stance)
        hands.write(f"attributions-{at}-stated_on", f"1912-10-1{at}")
        hands.search(f"attributions-{at}-cite_source", SOURCE)
        hands.write(f"attributions-{at}-cite_locator", f"p. {at + 5}")
    hands.save(told="was added")


def hand_in(hands: Hands, status: str) -> None:
    """Give the event that stands open this status."""
    hands.write("status", status)
    hands.write("why", "Both sides are heard.")
    hands.page.keyboard.press("Enter")


def keep_what_was_seen(page: Page, button: str) -> None:
    """The focus is on what the edit would do; read it, and keep it."""
    expect(page.locator("#effect")).to_be_focused()
    Hands(page).press(button)
    expect(page.locator(".messagelist .success")).to_be_visible()


def begin_to_practise(page: Page) -> None:
    """Open the first page and begin, by keyboard."""
    page.goto("/")
    Hands(page).go_to(page.locator("main").get_by_role("button").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/session/**")


def answer_all(page: Page, text: str) -> list[str]:
    """Take the session to its end, typing this or choosing what comes first; gives what was asked."""
    prompts = []
    while QuizSession.objects.get().finished_at is None:
        session = QuizSession.objects.get()
        content = session.asked.select_related("shown").get(position=session.version).shown.content
        prompts.append(content["prompt"])
        expect(page.get_by_role("heading", level=1)).to_contain_text(content["prompt"])
        if content["form"] == "typed":
            type_answer(page, text)
        else:
            page.keyboard.press("1")
        page.wait_for_selector("#question [data-continue]")
        expect(page.locator("#question")).to_contain_text(SOURCE)
        page.keyboard.press("Enter")
        expect(page.locator(".prompt--answered")).to_have_count(0)
    return prompts


def type_answer(page: Page, text: str) -> None:
    """Type an answer and send it."""
    Hands(page).go_to(page.get_by_role("textbox"))
    page.keyboard.type(text)
    page.keyboard.press("Enter")


@pytest.mark.journey
def test_from_an_empty_desk_to_questions_about_an_event_with_two_sides(
    chromium: Browser, live_server: LiveServer, complaints: Complaints
) -> None:
    with window(chromium, live_server, complaints) as page:
        hands = come_to_the_desk(page, "Contributors", "cleo")
        write_names(hands)
        write_event(hands)
        write_claim(hands)
        page.goto(page_of(Event.objects.get()))
        # Publishing is not hers.
        assert page.locator("#id_status option").all_inner_texts() == ["draft", "in review"]
        hand_in(hands, "in review")
        expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    event = Event.objects.get()
    assert event.status == Status.IN_REVIEW
    assert sorted(Claim.objects.values_list("attributions__stance", flat=True)) == ["asserts", "denies"]
    assert set(PlaceName.objects.values_list("name", "party__name")) == {("Velm", "Norland"), ("Welmo", "Sudmark")}
    assert not Question.objects.exists()
    with window(chromium, live_server, complaints) as page:
        hands = come_to_the_desk(page, "Editors", "ada")
        hands.press("in review", role="link")
        hands.press(TITLE, role="link")
        expect(page.locator("#id_status")).to_have_value(Status.IN_REVIEW)
        hand_in(hands, "published")
        expect(page.locator(".effect")).to_contain_text("questions appear")
        keep_what_was_seen(page, "Save, with this effect")
        page.goto(page_of(event))
        live = page.get_by_role("region", name="Live questions")
        expect(live).to_contain_text(f"Who stated this: “{STATEMENT}”?")
        expect(live).to_contain_text(f"Who denied this: “{STATEMENT}”?")
    with window(chromium, live_server, complaints) as page:
        begin_to_practise(page)
        prompts = answer_all(page, "General Oster")
    assert any(prompt.startswith("Who ") for prompt in prompts)
    # What is in dispute is quoted as what somebody says, and never told as having happened.
    assert [prompt for prompt in prompts if f"this: “{STATEMENT}”" not in prompt] == []
    assert Mark.objects.filter(verdict="right").exists()


def test_the_focus_stays_with_rows_that_are_added_and_taken_away(
    chromium: Browser, live_server: LiveServer, complaints: Complaints
) -> None:
    TopicFactory.create(title="War of the ridge")
    with window(chromium, live_server, complaints) as page:
        hands = come_to_the_desk(page, "Contributors", "cleo")
        page.goto("/admin/history/event/add/")
        for rows, field in (("event_places", "place"), ("claims", "statement")):
            hands.add_row(rows)
            expect(page.locator(f"#{rows}-0 .field-{field} :focus")).to_have_count(1)
        hands.go_to(page.locator("#claims-0 .inline-deletelink"), key="Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#claims-0")).to_have_count(0)
        expect(page.locator("#claims-group .add-row a")).to_be_focused()
        hands.go_to(page.locator("#id_title"), key="Shift+Tab")
        # Several rows are searched for in a box of another kind.
        hands.search("topics", "War of the ridge")


def look_at(page: Page, asked: AskedQuestion, live_server: LiveServer) -> None:
    """Be the learner who was asked this, with the question open."""
    value = own(Client(), asked.session.learner).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    page.goto(reverse("quizzes:session", args=[asked.session.key]))
    expect(page.get_by_role("heading", level=1)).to_contain_text(asked.shown.content["prompt"])


def test_a_question_that_somebody_looks_at_is_withdrawn(
    published: None, chromium: Browser, live_server: LiveServer, complaints: Complaints
) -> None:
    right, wrong = (ask(GuestFactory.create(), "typed") for _learner in range(2))
    with (
        window(chromium, live_server, complaints) as knowing,
        window(chromium, live_server, complaints) as guessing,
        window(chromium, live_server, complaints) as desk,
    ):
        look_at(knowing, right, live_server)
        look_at(guessing, wrong, live_server)
        hands = come_to_the_desk(desk, "Editors", "ada")
        desk.goto(page_of(Event.objects.get(key=KEY)))
        hands.write("happened", "")
        desk.keyboard.press("Enter")
        expect(desk.locator(".effect")).to_contain_text("withdrawn")
        expect(desk.locator(".effect")).to_contain_text("In 2 sessions one of these questions waits for an answer now.")
        keep_what_was_seen(desk, "Save, with this effect")
        for page, text, told in ((knowing, "10 October 2020", "Right."), (guessing, "1 May 2019", "Not right.")):
            type_answer(page, text)
            expect(page.locator(".verdict__text")).to_contain_text(told)
            expect(page.locator("#question")).to_contain_text("The record no longer bears this question")
            expect(page.locator("#question")).to_contain_text("Your answer was marked by what was shown to you.")
            # What was missed would come once more; this does not.
            page.keyboard.press("Enter")
            expect(page.locator("#question")).to_contain_text("How it went")
    verdicts = [answer.marks.get().verdict for answer in Answer.objects.order_by("pk")]
    assert verdicts == ["right", "wrong"]
    assert AskedQuestion.objects.count() == 2


@pytest.mark.journey
def test_an_earlier_version_is_restored(
    published: None, chromium: Browser, live_server: LiveServer, complaints: Complaints
) -> None:
    event = Event.objects.get(key=KEY)
    public = reverse("history:event-detail", args=[KEY])
    with window(chromium, live_server, complaints) as page:
        hands = come_to_the_desk(page, "Editors", "ada")
        page.goto(page_of(event))
        hands.write("title", "Fighting of the tenth day")
        page.keyboard.press("Enter")
        keep_what_was_seen(page, "Save, with this effect")
        page.goto(public)
        expect(page.get_by_role("heading", level=1)).to_have_text("Fighting of the tenth day")
        page.goto(page_of(event))
        hands.press("History", role="link")
        hands.press("Restore version 1")
        keep_what_was_seen(page, "Do it, with this effect")
        expect(page.locator(".version").first).to_contain_text("Restored as of")
        page.goto(public)
        expect(page.get_by_role("heading", level=1)).to_have_text(event.title)
