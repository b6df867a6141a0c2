"""Somebody at a page with a question of any form: she answers it by pointer or finger, or by keys alone."""

from playwright.sync_api import Locator, Page, expect

from quizzes.models import AskedQuestion
from quizzes.questions.pointing.globe import read_spot
from quizzes.questions.responses import Response
from quizzes.questions.values import GROUP_FORMS, Form
from tests.browser.hands import Hands
from tests.quizzes import group_sitting, sitting
from tests.quizzes.responses import shown_of

# Forms in which each option is a button that sends.
SENT_BY_OPTION = (Form.CHOICE, Form.DISAGREE, Form.BEFORE_AFTER)


def push(control: Locator, *, tap: bool = False) -> None:
    """Click, or tap with a finger."""
    if tap:
        control.tap()
    else:
        control.click()


def answer_on(page: Page, asked: AskedQuestion, response: Response, *, tap: bool = False) -> None:
    """Give this answer to the question that waits on the page."""
    form, fields = shown_of(asked).form, fields_of(asked, response)
    if form in SENT_BY_OPTION:
        push(page.locator(f'button[name=value][value="{fields["value"]}"]'), tap=tap)
        return
    fill_in(page, form, fields, tap=tap)
    push(page.get_by_role("button", name="Answer", exact=True), tap=tap)


def fields_of(asked: AskedQuestion, response: Response) -> dict[str, str]:
    """What the page's form sends for an answer, by the names of its fields."""
    form = shown_of(asked).form
    if form in GROUP_FORMS:
        return group_sitting.fields_of(asked, response)
    if form == Form.MAP:
        spot = read_spot(response.text)
        assert spot is not None
        return sitting.fields_of(spot)
    return {"value": response.value} if response.value else {"text": response.text}


def fill_in(page: Page, form: str, fields: dict[str, str], *, tap: bool) -> None:
    """Choose, tick or type what is to be sent."""
    if form == Form.MAP:
        push(page.locator("summary", has_text="Give latitude and longitude"), tap=tap)
    if form == Form.ORDER and page.locator(".item__move").count():
        put_in_order(page, fields, tap=tap)
        return
    for name, value in fields.items():
        field = page.locator(f"#question [name={name}]")
        if form == Form.SELECT_ALL:
            push(field, tap=tap)
        elif form in (Form.TIMELINE, Form.MATCH, Form.ORDER):
            field.select_option(value)
        else:
            field.fill(value)


def put_in_order(page: Page, fields: dict[str, str], *, tap: bool) -> None:
    """Move each event up to its place, the earliest first."""
    for place, name in sorted((int(place), name) for name, place in fields.items()):
        item = page.locator(".item", has=page.locator(f"[name={name}]"))
        while item.evaluate("(item) => [...item.parentElement.children].indexOf(item)") > place - 1:
            push(item.locator(".item__move").first, tap=tap)


def answer_by_keys(page: Page, asked: AskedQuestion) -> None:
    """Answer the question that waits by keys alone, in the way that its form invites; right or not."""
    form = shown_of(asked).form
    keys, hands = page.keyboard, Hands(page)
    if form == Form.TYPED:
        keys.type("Hadrut")
        keys.press("Enter")
    elif form == Form.MAP:
        hands.go_to(page.locator(".pointing__map"))
        for key in ("ArrowUp", "Shift+ArrowLeft", "Enter"):
            keys.press(key)
    elif form == Form.TIMELINE:
        hands.go_to(page.get_by_role("slider"))
        keys.press("Home")
        keys.press("Enter")
    elif form == Form.SELECT_ALL:
        keys.press("2")
        keys.press("Enter")
    elif form in (Form.ORDER, Form.MATCH):
        if form == Form.MATCH:
            hands.go_to(page.locator("#question select").first)
            keys.press("ArrowDown")
        hands.press("Answer")
    else:
        keys.press("2")


def expect_told(page: Page, *, right: bool) -> None:
    """The verdict stands there, with whoever says so."""
    verdict = expect(page.locator(".verdict__text"))
    if right:
        verdict.to_contain_text("Right")
    else:
        verdict.not_to_contain_text("Right")
    expect(page.locator(".sayings, .outcomes").first).to_be_visible()
