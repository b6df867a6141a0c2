"""Before a question is answered, nothing that reaches the browser tells its key: 2,000 pages are looked at.

What is looked for stands in `leak_scan.py`. Most pages are made from records drawn anew (`drawn_records.py`), for
whoever knows the record guesses well.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from html import escape

import pytest
import time_machine
from django.test import Client

from quizzes.models import Learner
from quizzes.questions.shown import Shown, arrange_options
from quizzes.questions.values import GROUP_FORMS, Form
from quizzes.reports import feedback
from tests.conftest import NOON
from tests.quizzes.leak_scan import (
    MOST_ABOVE_CHANCE,
    Seen,
    features,
    find_cues,
    find_differences,
    find_in_bytes,
    measure_prediction,
)
from tests.quizzes.waiting_pages import Case, Look, Page, fetch_with, key_position, make_cases

pytestmark = pytest.mark.django_db

Wait = Callable[[int], list[Case]]

RENDERS = 1200


# Pages without a plant, fetched once a process for all who plant something.
kept_looks: list[Look] = []


@pytest.fixture
def wait(client: Client, hadrut: None) -> Iterator[Wait]:
    """Lets so many questions wait for the guest behind `client`, at one moment."""
    with time_machine.travel(NOON, tick=False):
        learner = Learner.objects.create()
        session = client.session
        session["learner"] = str(learner.key)
        session.save()
        yield partial(make_cases, learner)


@pytest.fixture
def looks(client: Client, request: pytest.FixtureRequest) -> list[Look]:
    """300 pages, and nothing in them tells."""
    if not kept_looks:
        wait: Wait = request.getfixturevalue("wait")
        fetch = fetch_with(client)
        kept_looks.extend((case, fetch(case)) for case in wait(300))
        assert not find_in_bytes(kept_looks)
    return kept_looks


@pytest.mark.long
def test_nothing_tells_the_key_before_the_answer(client: Client, wait: Wait) -> None:
    fetch = fetch_with(client)
    looks = [(case, fetch(case)) for case in wait(RENDERS)]
    # Questions about several Facts are looked at in test_before_answer_groups.py, maps in test_map_pages.py.
    forms = set(Form) - {*GROUP_FORMS, Form.MAP}
    assert {(case.shown.form, case.whole) for case, _page in looks} == {(f, w) for f in forms for w in (True, False)}
    assert len(looks) == RENDERS
    assert [*find_in_bytes(looks), *find_cues(looks)] == []


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
def test_the_scan_finds_a_planted_leak(looks: list[Look], plant: Callable[[Case, Page], Page]) -> None:
    assert find_in_bytes([(case, plant(case, page)) for case, page in looks])


def test_the_scan_finds_a_planted_order(client: Client, wait: Wait, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every other case the key is put first: nearly 38 points more than chance."""

    def lean(shown: Shown, order_seed: int) -> list[tuple[str, str]]:
        options = arrange_options(shown, order_seed)
        return sorted(options, key=lambda option: option[0] != shown.answer) if order_seed % 2 == 0 else options

    monkeypatch.setattr(feedback, "arrange_options", lean)
    fetch = fetch_with(client)
    looks = [(case, fetch(case)) for case in wait(400) if case.shown.options]
    assert any("is the key's in" in finding for finding in find_cues(looks))
    assert not list(find_differences(looks))


def test_the_predictor_learns_from_a_planted_cue(looks: list[Look]) -> None:
    """Wrong options lose their last two letters, so the key is often the longest."""

    def shorten(case: Case, page: Page) -> Page:
        body = page.body
        for value, text in case.shown.options:
            if value != case.shown.answer:
                body = body.replace(f">{escape(text)}</span>", f">{escape(text[:-2])}</span>")
        return replace(page, body=body)

    leaking = [(case, shorten(case, page)) for case, page in looks if case.shown.options]
    seen = [Seen(case.record, features(case, page), key_position(case, page)) for case, page in leaking]
    assert measure_prediction([one.without_alphabet() for one in seen]) > MOST_ABOVE_CHANCE
