"""What people do on a Monday morning, each at a browser of her own and with the keyboard alone."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from playwright.sync_api import Browser, Locator, Page, expect

from quizzes.models import Assignment, QuizSession
from quizzes.questions.shown import shown_from_json
from tests.accounts.people import PASSWORD
from tests.browser.accessibility import DESKTOP
from tests.browser.complaints import Complaints
from tests.browser.hands import Hands

# Tells each key that goes down, on every page of a window.
TELL_KEYS = "addEventListener('keydown', (event) => window.tellKey(event.key), true)"
SET_TITLE = "Who took Hadrut"


@dataclass
class School:
    """Where all of it happens: one browser program, the site's address, and what its pages complained of."""

    chromium: Browser
    address: str
    complaints: Complaints

    def come(self, *, width: int = DESKTOP["width"], height: int = DESKTOP["height"]) -> "Person":
        """Somebody new sits down at a window on the first page."""
        context = self.chromium.new_context(base_url=self.address, viewport={"width": width, "height": height})
        person = Person(context.new_page(), self.complaints)
        context.expose_function("tellKey", person.count)
        context.add_init_script(TELL_KEYS)
        self.complaints.listen(person.page)
        person.page.goto("/")
        return person

    def go_home(self) -> None:
        """Everybody leaves."""
        for context in self.chromium.contexts:
            context.close()


@dataclass
class Person:
    """Somebody at a window, with what her hands do on the keys."""

    page: Page
    complaints: Complaints
    keys: Counter[str] = field(default_factory=Counter)
    steps: dict[str, float] = field(default_factory=dict)

    @property
    def hands(self) -> Hands:
        """On the keys."""
        return Hands(self.page)

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.locator("main")

    def count(self, key: str) -> None:
        """A key went down."""
        self.keys[key] += 1

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Notes how long something took."""
        begun = monotonic()
        yield
        self.steps[name] = monotonic() - begun

    def follow(self, link: str, *, shows: str, key: str = "Tab") -> None:
        """Follow a link, and see what the page is about."""
        self.hands.press(link, role="link", key=key)
        expect(self.page.locator("h1")).to_contain_text(shows)

    def press(self, button: str, *, shows: str) -> None:
        """Press a button, and see what the page says."""
        self.hands.press(button)
        expect(self.main).to_contain_text(shows)

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        self.hands.go_to(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def paste(self, label: str, text: str) -> None:
        """Paste into a field."""
        self.hands.go_to(self.page.get_by_label(label))
        self.page.keyboard.press("Control+V")  # counts; what it brings is put there, for clipboards are shared
        self.page.keyboard.insert_text(text)

    def sign_up(self, name: str) -> None:
        """From the page for signing in to an account of her own."""
        self.follow("I have no account yet", shows="Make an account")
        for part, text in (("username", name), ("password1", PASSWORD), ("password2", PASSWORD)):
            self.hands.write(part, text)
        self.page.keyboard.press("Enter")

    def is_refused(self, path: str) -> None:
        """An address is not there for her."""
        self.complaints.expect(404)
        response = self.page.goto(path)
        assert response is not None
        assert response.status == 404, path


def make_class(teacher: Person, title: str, names: list[str]) -> None:
    """From the first page, as a newcomer, to a class with these names."""
    teacher.follow("Teach a class", shows="Sign in")
    teacher.sign_up("mrs.teacher")
    expect(teacher.page.locator("h1")).to_have_text("Your classes")
    teacher.follow("Make a class", shows="A new class")
    teacher.hands.write("title", title)
    teacher.page.keyboard.press("Enter")
    expect(teacher.page.locator("h1")).to_have_text("Add pupils")
    teacher.paste("Names, one a line", "\n".join(names))
    expect(teacher.page.locator("#reading")).to_contain_text(f"{len(names)} names are read like this")
    teacher.press("Add these pupils", shows=f"{len(names)} pupils were added.")


def read_slips(teacher: Person, count: int) -> dict[str, tuple[str, str]]:
    """Print the slips; what stands on each: name → code and PIN."""
    teacher.follow("Print slips", shows="Slips for the pupils")
    expect(teacher.page.get_by_role("button", name="Print", exact=True)).to_be_visible()
    slips = teacher.page.locator(".slip")
    expect(slips).to_have_count(count)
    lines = [slip.locator(".slip__name, strong").all_inner_texts() for slip in slips.all()]
    teacher.follow("Back to the class", shows="8b")
    return {name: (code, pin) for name, code, pin in lines}


def show_wall(teacher: Person) -> None:
    """Put the code on the wall, and come back."""
    teacher.hands.press("Show the code on the wall", role="link")
    expect(teacher.page.locator(".wall__code")).to_be_visible()
    expect(teacher.page.locator("#arrivals")).to_contain_text("are in today")
    teacher.follow("Back to the class", shows="8b")


def build_set(teacher: Person, first: int, second: int) -> None:
    """So many from here, so many from there; one of them swapped for another."""
    teacher.follow("Sets", shows="Your sets")
    teacher.hands.write("title", SET_TITLE)
    teacher.page.keyboard.press("Enter")
    expect(teacher.page.locator("#questions-title")).to_have_text("10 questions")
    teacher.hands.press("Add a part")
    expect(teacher.page.locator(".part")).to_have_count(2)
    for number, wanted, asked in ((0, first, "who said what"), (1, second, "when")):
        part = teacher.page.locator(".part").nth(number)
        teacher.hands.write(f"p{number}-wanted", str(wanted))
        teacher.tick(part.get_by_label(asked, exact=True))
        teacher.hands.go_to(part.locator("summary"))
        teacher.page.keyboard.press("Enter")
        teacher.tick(part.get_by_label("choose", exact=True))
    expect(teacher.page.locator("#questions-title")).to_have_text(f"{first + second} questions")
    expect(teacher.page.locator("#fits-1")).to_contain_text(f"{first} of")
    expect(teacher.page.locator("#fits-2")).to_contain_text(f"{second} of")
    teacher.hands.press("Swap")
    expect(teacher.page.locator(".chosen__line--fresh")).to_contain_text("It came instead of")


def assign(teacher: Person, title: str, *, feedback: str) -> Assignment:
    """Give the set that she is at to her class as a test, and open it."""
    teacher.hands.press(f"Give it to {title}", key="Shift+Tab")
    expect(teacher.page.locator("h1")).to_have_text("A new assignment")
    expect(teacher.page.locator("#id_quiz_set option:checked")).to_have_text(SET_TITLE)
    teacher.hands.write("kind", "test")
    teacher.hands.write("feedback", feedback)
    expect(teacher.page.locator("#id_feedback option:checked")).to_have_text(feedback)
    teacher.hands.press("Save the draft")
    expect(teacher.main).to_contain_text("a draft: pupils see nothing of it")
    teacher.press("Open it", shows="It is open, with")
    return Assignment.objects.get()


def come_in(pupil: Person, name: str, code: str, pin: str) -> None:
    """Sign in with what the slip says."""
    pupil.follow("Join your class with its code", shows="Join your class")
    pupil.hands.write("code", code)
    pupil.page.keyboard.press("Enter")
    pupil.hands.write("name", name)
    pupil.hands.write("pin", pin)
    pupil.page.keyboard.press("Enter")
    expect(pupil.page.locator(".signed-in")).to_contain_text(name)


def begin_test(pupil: Person) -> None:
    """From the first page to the first question."""
    expect(pupil.main).to_contain_text("Set for you")
    pupil.follow(SET_TITLE, shows=SET_TITLE)
    pupil.hands.press("Begin")
    expect(pupil.page.locator("#place")).to_contain_text("Question 1 of")
    expect(pupil.page.locator("#keys-open")).to_be_visible()  # the keys answer from now on


def session_at(pupil: Person) -> QuizSession:
    """The session on her screen."""
    found = re.search(r"/session/([0-9a-f-]{36})/", pupil.page.url)
    assert found, pupil.page.url
    return QuizSession.objects.get(key=found.group(1))


def answer(pupil: Person, *, rightly: bool) -> None:
    """Answer the question that waits by its number, and read nothing about whether it was right."""
    session = session_at(pupil)
    shown = shown_from_json(session.asked.select_related("shown").get(position=session.version).shown.content)
    value = next(value for value, _text in shown.options if (value == shown.answer) == rightly)
    options = pupil.page.locator("#question button[name=value]")
    values = [option.get_attribute("value") for option in options.all()]
    pupil.page.keyboard.press(str(values.index(value) + 1))
    kept = re.compile(rf"\b{session.version + 1} questions? (is|are) answered|All questions are answered")
    expect(pupil.page.locator("#question")).to_contain_text(kept)
    sees_no_verdict(pupil)


def hand_in(pupil: Person) -> None:
    """Give it to the teacher."""
    pupil.hands.press("Hand in")
    expect(pupil.page.locator("h1")).to_contain_text("over")
    expect(pupil.main).to_contain_text("shown here once the results are out")
    sees_no_verdict(pupil)


def sees_no_verdict(pupil: Person) -> None:
    """Nothing on the page tells what was right."""
    expect(pupil.page.locator(".verdict, .score, .line--right, .line--wrong")).to_have_count(0)
    expect(pupil.main).not_to_contain_text("Right is")
