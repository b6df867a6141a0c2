"""Questions that wait in sessions, and all that reaches the browser that opens them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import islice
from random import Random
from uuid import UUID

from django.test import Client
from django.urls import reverse

from quizzes.models import AskedQuestion, Learner, Question, QuizSession, ShownContent
from quizzes.questions.shown import Shown
from quizzes.questions.values import Form
from tests.conftest import NOON
from tests.quizzes.drawn_records import draw_shown

OPTION = re.compile(
    r"<li[^<>]*>\s*<button[^<>]*\sname=\"value\".*?</button>\s*</li>|<option value=\"[^\"]+\".*?</option>", re.DOTALL
)
VALUE = re.compile(r"(?<=\svalue=\")[^\"]*(?=\")")
TEXT = re.compile(r"(?<=<span class=\"option__text\">).*?(?=</span>)|(?<=>)[^<>]*(?=</option>)", re.DOTALL)
# What stands on a scale of time, and the dates at its ends. `find_on_scales` looks at it.
ON_SCALE = re.compile(
    r"<li class=\"scale__row scale__row--(\w+)\">\s*<p[^<>]*><strong>(.*?)</strong> (.*?)</p>.*?</li>", re.DOTALL
)
ENDS = re.compile(r"(?<=<span>)[^<>]*(?=</span>)")
ALWAYS_RANDOM = (
    (re.compile(r"(?<=name=\"csrfmiddlewaretoken\" value=\")[^\"]+"), "TOKEN"),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "SESSION"),
)


@dataclass(frozen=True)
class Case:
    """A question as it waits in a session, fetched as a whole page or as the part that htmx swaps in."""

    shown: Shown
    record: int
    session: QuizSession
    order_seed: int
    whole: bool

    @property
    def group(self) -> tuple[str, str, int, int, bool, bool]:
        """Pages of one group differ in nothing but prompt, options, and what stands on a scale."""
        shown = self.shown
        return (shown.form, shown.family, len(shown.options), len(shown.marks), shown.year_given, self.whole)


@dataclass(frozen=True)
class Page:
    """All that reached the browser."""

    body: str
    headers: tuple[tuple[str, str], ...]

    @property
    def options(self) -> list[tuple[str, str]]:
        """The options' values and texts as written, in the order shown."""
        chunks = OPTION.findall(self.body)
        return [(VALUE.findall(chunk)[-1], TEXT.findall(chunk)[0]) for chunk in chunks]


Look = tuple[Case, Page]
Fetch = Callable[[Case], Page]


def make_cases(learner: Learner, number_of_cases: int) -> list[Case]:
    """The drawn questions, each waiting in a session of its own, half of them for htmx."""
    chance = Random(20201009)
    cases = []
    for number, (record, shown) in enumerate(islice(draw_shown(), number_of_cases)):
        key = UUID(int=chance.getrandbits(128), version=4)
        session = QuizSession(key=key, learner=learner, started_at=NOON, planned=10)
        cases.append(Case(shown, record, session, chance.randrange(2**31), whole=number % 2 == 0))
    contents = {case.shown.digest: case.shown.to_json() for case in cases}
    ShownContent.objects.bulk_create(
        [ShownContent(digest=digest, content=content) for digest, content in contents.items()], ignore_conflicts=True
    )
    QuizSession.objects.bulk_create([case.session for case in cases])
    rows = {question.form: question for question in Question.objects.live()}
    AskedQuestion.objects.bulk_create(
        AskedQuestion(
            session=case.session,
            position=0,
            question=rows[case.shown.form],
            shown_id=case.shown.digest,
            order_seed=case.order_seed,
            asked_at=NOON,
        )
        for case in cases
    )
    return cases


def fetch_with(client: Client) -> Fetch:
    """Through the whole site, with all that its middleware adds."""

    def fetch(case: Case) -> Page:
        url = reverse("quizzes:session", args=[case.session.key])
        response = client.get(url, headers={} if case.whole else {"HX-Request": "true"})
        assert response.status_code == 200
        assert ("<!DOCTYPE" in response.text) == case.whole
        headers = dict(response.items())
        # The length follows from the body, which is looked at itself.
        assert headers.pop("Content-Length", str(len(response.content))) == str(len(response.content))
        cookies = {f"Set-Cookie {name}": morsel.OutputString() for name, morsel in response.cookies.items()}
        return Page(response.text, tuple(sorted({**headers, **cookies}.items())))

    return fetch


def mask(case: Case, page: Page) -> str:
    """The page without what differs from question to question: placeholders in the order shown."""
    body = page.body.replace(escape(case.shown.prompt), "PROMPT")
    for pattern, placeholder in ALWAYS_RANDOM:
        body = pattern.sub(placeholder, body)

    def mask_option(found: re.Match[str]) -> str:
        return TEXT.sub("TEXT", VALUE.sub("VALUE", found.group()))

    if case.shown.form == Form.TIMELINE:
        body = ENDS.sub("END", ON_SCALE.sub("MARK", body))
    return OPTION.sub(mask_option, body)


def key_position(case: Case, page: Page) -> int:
    """Where the key stands among the options shown."""
    return [value for value, _text in page.options].index(escape(case.shown.answer))
