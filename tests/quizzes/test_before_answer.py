"""Before a question is answered, nothing that reaches the browser tells its key: 2,000 pages are looked at.

Each page is masked: the prompt, what is random by nature, and the options in the order shown give way to
placeholders. What is left must be the same to the byte whichever option is the key, with the same headers and
cookies. Then only order and wording are left to tell something: positions are counted, and a predictor that has
learned from the pages about one half of the records must guess no better than chance about the other half.

Whoever knows the record guesses well: one president speaks more often than others. So most pages are made from
records drawn anew, in which names, days and directions have changed places.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from html import escape
from itertools import islice
from math import log, sqrt
from random import Random
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from history.facts.gathering import gather_facts
from history.facts.reading import read_revision
from history.facts.values import Fact, Neighbourhood
from quizzes.models import AskedQuestion, Learner, Question, QuizSession, ShownContent
from quizzes.questions.generating import forms_of, judge_fact
from quizzes.questions.shown import Shown, arrange_options, show_question
from quizzes.questions.values import GROUP_FORMS, Form
from quizzes.reports import feedback
from quizzes.services.read_facts import facts_of_topic
from tests.conftest import NOON
from tests.questions.records import JSON, read_shipped, rows_of

pytestmark = pytest.mark.django_db

RENDERS = 2000
TOPIC = "battle-of-hadrut"
# Of each record drawn anew only so many facts are asked, so that many records are.
FACTS_OF_A_RECORD = 24
# A position may be the key's this many standard errors more or less often than chance has it.
MOST_ERRORS = 4.0
# How much more often than chance the predictor may be right, over how many ways of halving the records.
MOST_ABOVE_CHANCE = 0.05
# The same for a predictor that also looks at the alphabet. Equally plausible candidates become wrong options in
# the order of their keys, so the key comes late in it: 8 points. Once the drafting draws lots, 0.05 holds (1.7).
MOST_BY_ALPHABET = 0.05
HALVINGS = 6

OPTION = re.compile(r"<li[^<>]*>\s*<button[^<>]*\sname=\"value\".*?</button>\s*</li>", re.DOTALL)
VALUE = re.compile(r"(?<=\svalue=\")[^\"]*(?=\")")
TEXT = re.compile(r"(?<=<span class=\"option__text\">).*?(?=</span>)", re.DOTALL)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
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
    def group(self) -> tuple[str, str, int, bool, bool]:
        """Pages of one group differ in nothing but prompt and options."""
        shown = self.shown
        return (shown.form, shown.family, len(shown.options), shown.year_given, self.whole)


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


@dataclass(frozen=True)
class Seen:
    """What the predictor is given of a page: features of each option, and where the key was."""

    record: int
    options: list[list[str]]
    key: int

    def without_alphabet(self) -> "Seen":
        """The same, blind to what stands earlier or later in the alphabet."""
        options = [[feature for feature in option if not feature.startswith(ALPHABET)] for option in self.options]
        return replace(self, options=options)


Look = tuple[Case, Page]
Fetch = Callable[[Case], Page]


def draw_shown() -> Iterator[tuple[int, Shown]]:
    """The shipped record's questions as sessions ask them, then those of one record drawn anew after another."""
    around, facts = facts_of_topic(TOPIC, read_revision())
    known = set(Question.objects.live().values_list("fact_key", flat=True))
    yield from ((0, shown) for shown in show_all(around, [facts[key] for key in sorted(facts) if key in known]))
    for number in range(1, RENDERS):
        chance = Random(number)
        around = gather_facts(rows_of(draw_record(chance), TOPIC))
        some = chance.sample(around.facts, min(FACTS_OF_A_RECORD, len(around.facts)))
        yield from ((number, shown) for shown in show_all(around, some))


def show_all(around: Neighbourhood, facts: Iterable[Fact]) -> Iterator[Shown]:
    """The live questions about these facts in all forms."""
    for fact in facts:
        for form in forms_of(fact):
            if (judged := judge_fact(fact, form, around)).is_live:
                yield show_question(judged.question)


def draw_record(chance: Random) -> JSON:
    """The shipped record with names dealt anew among its claimants and its places, on other days, turned about."""
    record = read_shipped()
    keys: dict[str, str] = {}
    for kind in ("claimants", "places"):
        rows = record[kind]
        keys |= {row["key"]: f"{chance.getrandbits(32):08x}" for row in rows}
        named = [{name: row.get(name, []) for name in ("name", "names", "aliases")} for row in rows]
        chance.shuffle(named)
        for row, names in zip(rows, named, strict=True):
            row.update(names)
    events = record["events"]
    known = [*events, *(claim for event in events for claim in event.get("claims", ()))]
    keys |= {row["key"]: f"{chance.getrandbits(32):08x}" for row in known}
    for place in record["places"]:
        if place.get("bearing"):
            place["bearing"]["direction"] = chance.choice(("N", "NE", "E", "SE", "S", "SW", "W", "NW"))
    record["events"] = move_days(events, timedelta(days=chance.randrange(700)))
    redrawn: JSON = rename_keys(record, keys)
    return redrawn


def rename_keys(value: Any, keys: dict[str, str]) -> Any:
    """The same JSON with other keys wherever one stands."""
    if isinstance(value, dict):
        return {name: rename_keys(inner, keys) for name, inner in value.items()}
    if isinstance(value, list):
        return [rename_keys(inner, keys) for inner in value]
    return keys.get(value, value) if isinstance(value, str) else value


def move_days(value: Any, shift: timedelta, name: str = "") -> Any:
    """The same JSON with each day of a date moved."""
    if isinstance(value, dict):
        return {key: move_days(inner, shift, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [move_days(inner, shift, name) for inner in value]
    if name in ("happened", "stated_on") and value:
        return DAY.sub(lambda found: (date.fromisoformat(found.group()) + shift).isoformat(), value)
    return value


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


@pytest.fixture(params=[300])
def cases(client: Client, hadrut: None, request: pytest.FixtureRequest) -> Iterator[list[Case]]:
    """Questions that wait for the guest behind `client`, at one moment."""
    with time_machine.travel(NOON, tick=False):
        learner = Learner.objects.create()
        session = client.session
        session["learner"] = str(learner.key)
        session.save()
        yield make_cases(learner, request.param)


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

    return OPTION.sub(mask_option, body)


def scan(looks: list[Look]) -> list[str]:
    """What tells the key, in words; nothing where nothing does."""
    return [*find_changed_options(looks), *find_told_answers(looks), *find_differences(looks), *find_cues(looks)]


def find_changed_options(looks: list[Look]) -> Iterator[str]:
    """Options are written as they were stored, once each."""
    for case, page in looks:
        stored = sorted((escape(value), escape(text)) for value, text in case.shown.options)
        if sorted(page.options) != stored:
            yield f"options are not as stored: {case.shown.prompt}"
            return


def find_told_answers(looks: list[Look]) -> Iterator[str]:
    """Where nothing is chosen, no answer that counts stands anywhere in the page or its headers."""
    for case, page in looks:
        if case.shown.options:
            continue
        sent = (page.body + str(page.headers)).casefold()
        for answer in {case.shown.answer_text, *case.shown.accepted}:
            if re.search(rf"\b{re.escape(escape(answer).casefold())}\b", sent):
                yield f"the answer “{answer}” is on the page that asks: {case.shown.prompt}"
                return


def find_differences(looks: list[Look]) -> Iterator[str]:
    """Masked, the pages of a group are one page, with one set of headers."""
    bodies: dict[object, Counter[str]] = defaultdict(Counter)
    headers: dict[object, Counter[object]] = defaultdict(Counter)
    for case, page in looks:
        bodies[case.group][mask(case, page)] += 1
        headers[case.group][page.headers] += 1
    for group, different in bodies.items():
        if len(different) > 1:
            yield f"{len(different)} different pages of {group}: {first_difference(list(different))}"
    for group, different_headers in headers.items():
        if len(different_headers) > 1:
            yield f"{len(different_headers)} different headers of {group}"


def first_difference(bodies: list[str]) -> str:
    """The first lines in which two pages differ."""
    pairs = zip(bodies[0].splitlines(), bodies[1].splitlines(), strict=False)
    return next((f"{one.strip()!r} and {other.strip()!r}" for one, other in pairs if one != other), "one is longer")


# Features by which an option stands earlier or later in the alphabet.
ALPHABET = ("rank of value", "rank of text")


def key_position(case: Case, page: Page) -> int:
    """Where the key stands among the options shown."""
    return [value for value, _text in page.options].index(escape(case.shown.answer))


def find_cues(looks: list[Look]) -> Iterator[str]:
    """Order and wording: positions by the number of options and the way of ordering, then the predictor."""
    choices = [(case, page) for case, page in looks if case.shown.form == Form.CHOICE]
    positions: dict[tuple[int, bool], Counter[int]] = defaultdict(Counter)
    for case, page in choices:
        positions[len(page.options), case.shown.in_order][key_position(case, page)] += 1
    for (size, in_order), counted in positions.items():
        asked = counted.total()
        bound = MOST_ERRORS * sqrt((1 / size) * (1 - 1 / size) / asked)
        for position in range(size):
            if abs(counted[position] / asked - 1 / size) > bound:
                share = f"{counted[position]} of {asked}"
                yield f"position {position + 1} of {size} (in order: {in_order}) is the key's in {share}"
    seen = [Seen(case.record, features(case, page), key_position(case, page)) for case, page in choices]
    if (above := measure_prediction(seen)) > MOST_BY_ALPHABET:
        yield f"a predictor that knows the alphabet is right {above:.1%} more often than chance"
    if (above := measure_prediction([one.without_alphabet() for one in seen])) > MOST_ABOVE_CHANCE:
        yield f"a predictor is right {above:.1%} more often than chance"


def features(case: Case, page: Page) -> list[list[str]]:
    """What can be seen of each option: position, lengths, ranks, its markup, and bits of the headers."""
    options = page.options
    size = len(options)
    by_length = sorted(range(size), key=lambda n: (len(options[n][1]), n))
    by_value = sorted(range(size), key=lambda n: options[n][0])
    by_text = sorted(range(size), key=lambda n: options[n][1])
    markup = [TEXT.sub("", VALUE.sub("", chunk)) for chunk in OPTION.findall(page.body)]
    bits = [int(sha256(value.encode()).hexdigest(), 16) % size for _name, value in page.headers]
    kind = f"{size}{case.shown.family}{case.shown.in_order}"
    return [
        [
            f"position {n} {kind}",
            f"rank of length {by_length.index(n)} {kind}",
            f"rank of value {by_value.index(n)} {kind}",
            f"rank of text {by_text.index(n)} {kind}",
            f"longer than most {len(options[n][1]) > 1.3 * len(options[by_length[size // 2]][1])}",
            f"markup {re.sub('[0-9]+', '', markup[n])}",
            *(f"header {number} {bit == n}" for number, bit in enumerate(bits)),
        ]
        for n in range(size)
    ]


def measure_prediction(seen: list[Seen]) -> float:
    """How much more often than chance a naive Bayes guess is right about records it has not learned from.

    The mean over some ways of halving the records, so that no lucky half decides.
    """
    records = sorted({one.record for one in seen})
    gains: list[float] = []
    for halving in range(HALVINGS):
        learned = set(Random(halving).sample(records, len(records) // 2))
        weights = learn([one for one in seen if one.record in learned])
        for one in seen:
            if one.record not in learned:
                scores = [sum(weights.get(feature, 0.0) for feature in option) for option in one.options]
                best = [n for n, score in enumerate(scores) if score == max(scores)]
                gains.append((one.key in best) / len(best) - 1 / len(scores))
    return sum(gains) / len(gains)


def learn(seen: list[Seen]) -> dict[str, float]:
    """For each feature, how much more likely a key has it than a wrong option (logarithm)."""
    of_keys: Counter[str] = Counter()
    of_others: Counter[str] = Counter()
    keys = others = 0
    for one in seen:
        for n, option in enumerate(one.options):
            (of_keys if n == one.key else of_others).update(option)
        keys, others = keys + 1, others + len(one.options) - 1
    return {
        feature: log((of_keys[feature] + 1) / (keys + 2)) - log((of_others[feature] + 1) / (others + 2))
        for feature in of_keys | of_others
    }


@pytest.mark.parametrize("cases", [RENDERS], indirect=True)
def test_nothing_tells_the_key_before_the_answer(client: Client, cases: list[Case]) -> None:
    fetch = fetch_with(client)
    looks = [(case, fetch(case)) for case in cases]
    # Questions about several Facts are looked at in test_before_answer_groups.py.
    forms = set(Form) - set(GROUP_FORMS)
    assert {(case.shown.form, case.whole) for case, _page in looks} == {(f, w) for f in forms for w in (True, False)}
    assert len(looks) == RENDERS
    assert scan(looks) == []


def marked_key(case: Case, page: Page) -> Page:
    """The key's button has an attribute of its own."""
    value = f'value="{escape(case.shown.answer)}"'
    return replace(page, body=page.body.replace(value, f"{value} data-weight"))


def numbered_key(case: Case, page: Page) -> Page:
    """An element's id is the key's position."""
    if not case.shown.options:
        return page
    return replace(page, body=page.body.replace('id="prompt"', f'id="prompt-{key_position(case, page)}"'))


def spaced_key(case: Case, page: Page) -> Page:
    """A space after the key's text."""
    text = f"{escape(case.shown.answer_text)}</span>"
    return replace(page, body=page.body.replace(text, text.replace("</span>", " </span>")))


def tagged_page(case: Case, page: Page) -> Page:
    """An ETag made of the key."""
    tag = sha256(case.shown.answer.encode()).hexdigest()
    return replace(page, headers=(*page.headers, ("ETag", tag)))


def commented_answer(case: Case, page: Page) -> Page:
    """The answer in a comment, where it is typed."""
    if case.shown.options:
        return page
    return replace(page, body=f"{page.body}<!-- {escape(case.shown.answer_text)} -->")


@pytest.mark.parametrize("plant", [marked_key, numbered_key, spaced_key, tagged_page, commented_answer])
def test_the_scan_finds_a_planted_leak(client: Client, cases: list[Case], plant: Callable[[Case, Page], Page]) -> None:
    fetch = fetch_with(client)
    looks = [(case, fetch(case)) for case in cases]
    assert not [*find_changed_options(looks), *find_told_answers(looks), *find_differences(looks)]
    leaking = [(case, plant(case, page)) for case, page in looks]
    assert [*find_changed_options(leaking), *find_told_answers(leaking), *find_differences(leaking)]


@pytest.mark.parametrize("cases", [1000], indirect=True)
def test_the_scan_finds_a_planted_order(client: Client, cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    """In one case of four the key is put first: nearly 19 points more than chance."""

    def lean(shown: Shown, order_seed: int) -> list[tuple[str, str]]:
        options = arrange_options(shown, order_seed)
        return sorted(options, key=lambda option: option[0] != shown.answer) if order_seed % 4 == 0 else options

    monkeypatch.setattr(feedback, "arrange_options", lean)
    fetch = fetch_with(client)
    looks = [(case, fetch(case)) for case in cases if case.shown.options]
    assert any("is the key's in" in finding for finding in find_cues(looks))
    assert not list(find_differences(looks))


def test_the_predictor_learns_from_a_planted_cue(client: Client, cases: list[Case]) -> None:
    """Wrong options lose their last word where they have one, so the key is often the longest."""
    fetch = fetch_with(client)

    def shorten(case: Case, page: Page) -> Page:
        body = page.body
        for value, text in case.shown.options:
            if value != case.shown.answer and (case.order_seed % 2):
                body = body.replace(f">{escape(text)}</span>", f">{escape(text[:-2])}</span>")
        return replace(page, body=body)

    looks = [(case, shorten(case, fetch(case))) for case in cases if case.shown.options]
    seen = [Seen(case.record, features(case, page), key_position(case, page)) for case, page in looks]
    assert measure_prediction([one.without_alphabet() for one in seen]) > MOST_ABOVE_CHANCE
