"""Before a question about several Facts is answered, nothing that reaches the browser tells what belongs where.

Keys of events hold dates, as keys do (`skirmish-1743-05-02`): whoever saw them could put them in order.
"""

import re
from collections import Counter
from datetime import datetime
from html import escape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from quizzes.models import AskedQuestion, Learner
from quizzes.questions.grouping.showing import arrange_parts
from quizzes.questions.shown import Shown, arrange_options, shown_from_json
from quizzes.questions.values import GROUP_FORMS, Form
from tests.quizzes.campaign import ask_group, kept_campaign
from tests.quizzes.factories import GuestFactory

pytestmark = pytest.mark.django_db

FORMS = [pytest.param(form, id=str(form)) for form in GROUP_FORMS]
HTMX = {"HX-Request": "true"}
SEEDS = 12
RANDOM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=csrfmiddlewaretoken\" value=\")[^\"]+")


@pytest.fixture
def learner(client: Client) -> Learner:
    kept_campaign.put()
    learner = GuestFactory.create()
    session = client.session
    session["learner"] = str(learner.key)
    session.save()
    return learner


def look(client: Client, asked: AskedQuestion, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The page on which it waits, and the headers that came with it."""
    response = client.get(reverse("quizzes:session", args=[asked.session.key]), headers=headers)
    assert response.status_code == 200
    kept = {name: value for name, value in response.items() if name != "Content-Length"}
    return response.content.decode(), kept


def secrets_of(shown: Shown) -> set[str]:
    """What would tell: keys, dates, who says so, and what is cited. Options that are shown as such apart."""
    offered = {text for _value, text in shown.options}
    told = {"1743"} if shown.form != Form.MATCH else set()
    for part in shown.parts:
        told |= {part.fact, part.value, *(source[1] for source in part.sources)}
        if shown.form != Form.SELECT_ALL:  # whose statements these are stands in the question
            told |= {part.answer} if shown.form == Form.MATCH else {part.answer_text}
    return {word for word in told if word and not any(word in text for text in offered)} - {"N", "E", "S", "W"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_no_key_no_date_and_no_source_is_on_the_page(
    client: Client, learner: Learner, now: datetime, form: Form, headers: dict[str, str]
) -> None:
    for number in range(4):
        asked = ask_group(learner, form, now, number)
        shown = shown_from_json(asked.shown.content)
        body, sent = look(client, asked, headers)
        assert all(escape(part.text) in body for part in shown.parts)
        found = {word for word in secrets_of(shown) if word in RANDOM.sub("", body) or word in str(sent)}
        assert secrets_of(shown)
        assert not found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_pages_differ_in_nothing_but_the_words_of_their_items(
    client: Client, learner: Learner, now: datetime, form: Form, headers: dict[str, str]
) -> None:
    bodies, sent = Counter[str](), Counter[str]()
    with time_machine.travel(now, tick=False):
        asked = ask_group(learner, form, now)
        shown = shown_from_json(asked.shown.content)
        words = {part.text for part in shown.parts} | {text for _value, text in shown.options}
        for seed in range(SEEDS):
            AskedQuestion.objects.filter(pk=asked.pk).update(order_seed=seed)
            body, kept = look(client, asked, headers)
            for word in sorted(words, key=len, reverse=True):
                body = body.replace(escape(word), "WORDS")
            bodies[RANDOM.sub("RANDOM", body)] += 1
            sent[str(sorted(kept.items()))] += 1
    assert len(bodies) == 1
    assert len(sent) == 1


@pytest.mark.parametrize("form", FORMS)
def test_where_an_item_stands_says_nothing_of_where_it_belongs(learner: Learner, now: datetime, form: Form) -> None:
    shown = shown_from_json(ask_group(learner, form, now).shown.content)
    are_options = form in (Form.BEFORE_AFTER, Form.SELECT_ALL)
    size, turns = len(shown.options if are_options else shown.parts), 600
    places = Counter[tuple[str, int]]()
    for seed in range(turns):
        if are_options:
            values = [value for value, _text in arrange_options(shown, seed)]
        else:
            values = [part.value for part in arrange_parts(shown, seed)]
        places.update((value, place) for place, value in enumerate(values))
    expected = turns / size
    # Four standard deviations of a count.
    bound = 4 * (turns / size * (1 - 1 / size)) ** 0.5
    assert len(places) == size * size
    assert all(abs(count - expected) < bound for count in places.values()), places
