"""A map in a session: what is sent and what comes of it, as a page and for htmx; and nothing told before the answer."""

import re
from dataclasses import replace
from datetime import datetime
from html import escape
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.models import Place
from history.pictures.maps import Word
from history.revise import events_changed
from history.touching import touched_by
from quizzes.models import Answer, AskedQuestion, Mark, Progress, Question, Regrade, ShownContent
from quizzes.questions.pointing.globe import write_spot
from quizzes.questions.responses import FactMark
from quizzes.questions.shown import shown_from_json
from quizzes.questions.values import Form
from quizzes.questions.verdicts import Verdict
from quizzes.reports.pointing import Pin, clear_of, describe_pointed
from quizzes.services.choose_questions import pick_form
from quizzes.services.regrade_answers import decide_regrade, run_regrade
from quizzes.services.vary_forms import LEARNED_FROM_DAYS, TYPED_FROM_DAYS
from quizzes.views.map_states import a_map
from quizzes.views.styleguide import read_tokens
from tests.factories import UserFactory
from tests.quizzes.assignments.testing import browser_of, give_test, start, waiting
from tests.quizzes.marches import MARCHES, TOPIC, ask_on_map, kept_marches, sit_down, target_of
from tests.quizzes.test_answer_path import rows_read_and_written

pytestmark = pytest.mark.django_db

Headers = dict[str, str]
PLAIN_AND_HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
TOKEN = re.compile(r"(?<=name=\"csrfmiddlewaretoken\" value=\")[^\"]+|(?<=name=\"shown_at\" value=\")\d+")


@pytest.fixture
def asked(client: Client, now: datetime) -> AskedQuestion:
    """A map that waits for the guest at this browser."""
    kept_marches.put()
    return ask_on_map(sit_down(client), now)


def send(client: Client, asked: AskedQuestion, headers: Headers, **fields: str) -> Any:
    url = reverse("quizzes:session-answer", args=[asked.session.key])
    named = {name.replace("_dot_", "."): value for name, value in fields.items()}
    return client.post(url, {"position": str(asked.position), **named}, headers=headers)


def answer(client: Client, asked: AskedQuestion, headers: Headers, **fields: str) -> str:
    """Send it, and read what it was worth."""
    reply = send(client, asked, headers, **fields)
    if not headers:
        assert reply.status_code == 302
        reply = client.get(reply["Location"])
    assert reply.status_code == 200
    page: str = reply.content.decode()
    return page


def at_pixel(asked: AskedQuestion, width: int) -> dict[str, str]:
    """The click on the place in a picture so wide."""
    target = target_of(asked)
    x, y = target.view.show(target.spot)
    return {f"at{width}_dot_x": str(round(x * width / 300)), f"at{width}_dot_y": str(round(y * width / 300))}


def test_every_town_is_asked_on_a_map(asked: AskedQuestion) -> None:
    live = Question.objects.live().filter(topic=TOPIC, form=Form.MAP)
    assert live.count() == len(MARCHES)
    assert {row.difficulty_guessed for row in live} == {"hard"}


@PLAIN_AND_HTMX
@pytest.mark.parametrize("width", [288, 600])
def test_a_click_on_a_picture_is_right_on_the_place(
    client: Client, asked: AskedQuestion, headers: Headers, width: int
) -> None:
    page = answer(client, asked, headers, **at_pixel(asked, width))
    assert "verdict--right" in page
    assert "The answer is <strong>Abar</strong>." in page
    assert "Up to 42 km away counts as right." in page
    assert Answer.objects.get(asked=asked).verdict == "right"


@PLAIN_AND_HTMX
def test_a_point_far_off_is_told_with_its_distance(client: Client, asked: AskedQuestion, headers: Headers) -> None:
    page = answer(client, asked, headers, latitude="41.0082", longitude="28.9784")
    assert "verdict--wrong" in page
    assert "You pointed 1,538 km from it." in page
    assert page.count('class="map__given"') == page.count('class="map__way"') == 1
    kept = Answer.objects.get(asked=asked)
    assert (kept.text, kept.verdict) == ("41.0082,28.9784", "wrong")


def test_degrees_may_have_a_comma_and_a_real_minus(client: Client, asked: AskedQuestion) -> None:
    answer(client, asked, {}, latitude=" 39,5 ", longitude="−0,12")
    assert Answer.objects.get(asked=asked).text == "39.5000,-0.1200"


def test_a_click_counts_before_what_stands_in_the_fields(client: Client, asked: AskedQuestion) -> None:
    answer(client, asked, {}, latitude="1", longitude="1", **at_pixel(asked, 288))
    assert Answer.objects.get(asked=asked).verdict == "right"


def test_fields_sent_by_enter_count_though_a_browser_adds_a_corner(client: Client, asked: AskedQuestion) -> None:
    answer(client, asked, {}, latitude="39.52", longitude="47.03", at288_dot_x="0", at288_dot_y="0")
    assert Answer.objects.get(asked=asked).verdict == "right"


def test_whoever_does_not_know_says_so(client: Client, asked: AskedQuestion) -> None:
    page = answer(client, asked, {}, unknown="1")
    assert "Not answered." in page
    assert "You pointed" not in page
    assert 'class="map__given"' not in page


@PLAIN_AND_HTMX
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"latitude": "nan", "longitude": "47"},
        {"latitude": "inf", "longitude": "47"},
        {"latitude": "39.5"},
        {"latitude": "north", "longitude": "47.03"},
        {"latitude": "90.1", "longitude": "47.03"},
        {"latitude": "39.5", "longitude": "-180.5"},
        {"latitude": "3" * 40, "longitude": "47.03"},
        {"at288_dot_x": "0", "at288_dot_y": "0"},
        {"at288_dot_x": "289", "at288_dot_y": "20"},
        {"at288_dot_x": "20", "at288_dot_y": "-3"},
        {"at288_dot_x": "20"},
        {"at600_dot_x": "x", "at600_dot_y": "1e999"},
        {"at9999_dot_x": "20", "at9999_dot_y": "20"},
    ],
)
def test_what_is_no_point_is_said_in_its_place_and_nothing_is_lost(
    client: Client, asked: AskedQuestion, headers: Headers, sent: dict[str, str]
) -> None:
    reply = send(client, asked, headers, **sent)
    assert reply.status_code == 422
    page = reply.content.decode()
    assert 'class="error"' in page
    assert "data-map" in page
    for name in ("latitude", "longitude"):
        assert f'value="{escape(sent.get(name, ""))}"' in page
    assert not Answer.objects.filter(asked=asked).exists()


def test_the_same_point_twice_counts_once_and_another_is_refused(client: Client, asked: AskedQuestion) -> None:
    send(client, asked, {}, latitude="39.5", longitude="47")
    assert send(client, asked, {}, latitude="39.50001", longitude="47.0").status_code == 302
    assert send(client, asked, {}, latitude="40.5", longitude="47").status_code == 409
    assert Answer.objects.filter(asked=asked).count() == 1


def test_an_answer_takes_few_queries(client: Client, asked: AskedQuestion) -> None:
    send(client, ask_on_map(asked.session.learner, asked.asked_at, 1), {}, latitude="1", longitude="1")
    with CaptureQueriesContext(connection) as queries:
        send(client, asked, {"HX-Request": "true"}, latitude="39.5", longitude="47")
    # A guest: no user is read.
    assert len(rows_read_and_written(queries)) == 9


# Around it.


def test_a_town_that_was_right_once_is_asked_on_a_map_and_one_known_well_is_typed(asked: AskedQuestion) -> None:
    forms = list(Question.objects.live().filter(fact_key=asked.question.fact_key))
    memory = Progress(memory={"stability": LEARNED_FROM_DAYS})
    assert pick_form(forms, None).form == Form.CHOICE
    assert pick_form(forms, memory).form == Form.MAP
    memory.memory["stability"] = TYPED_FROM_DAYS
    assert pick_form(forms, memory).form == Form.TYPED


def test_in_a_test_the_point_is_kept_and_nothing_told(asked: AskedQuestion) -> None:
    assignment, enrolment = give_test([asked.question])
    browser = browser_of(enrolment.learner)
    session = start(assignment, enrolment.learner)
    waits = waiting(session)
    reply = send(browser, waits, {"HX-Request": "true"}, latitude="41", longitude="29")
    page = browser.get(reply["Location"]).content.decode() if reply.status_code == 302 else reply.content.decode()
    page += browser.get(reverse("quizzes:session-answered", args=[session.key, waits.position])).content.decode()
    assert "You answered “41.00° N, 29.00° E”. It is kept." in page
    for told in ("Abar", "You pointed", "Not right", "map__spot", "1,538"):
        assert told not in page


def test_what_was_pointed_at_is_told_to_its_learner_in_words(client: Client, asked: AskedQuestion) -> None:
    send(client, asked, {}, latitude="-41", longitude="-29.5")
    assert "41.00° S, 29.50° W" in client.get(reverse("quizzes:answers")).content.decode()


def move_town(latitude: float, longitude: float) -> None:
    """What saving the place's form comes to; tasks run at once in tests."""
    town = Place.objects.get(key="abar")
    before = touched_by(town) or set()
    town.latitude, town.longitude = latitude, longitude
    town.save()
    events_changed(before | (touched_by(town) or set()))


def test_coordinates_that_moved_far_have_answers_marked_anew(client: Client, asked: AskedQuestion) -> None:
    send(client, asked, {}, latitude="39.5", longitude="47")
    move_town(39.5412, 47.0401)
    assert not Regrade.objects.exists()
    move_town(41.7151, 44.8271)
    offer = Regrade.objects.get()
    assert (offer.stands, offer.remarked, offer.void) == (0, 1, 0)
    assert decide_regrade(offer.pk, UserFactory.create().pk, asked.asked_at, is_wanted=True)
    run_regrade(offer.pk, asked.asked_at)
    assert list(Mark.objects.order_by("pk").values_list("verdict", flat=True)) == ["right", "wrong"]
    page = client.get(reverse("quizzes:session-answered", args=[asked.session.key, 0])).content.decode()
    assert "Now the record says “Abar (41.72° N, 44.83° E)”." in page


# Before it is answered.


def page_of(client: Client, asked: AskedQuestion) -> str:
    reply = client.get(reverse("quizzes:session", args=[asked.session.key]))
    return TOKEN.sub("", reply.content.decode())


def test_the_page_that_asks_says_nothing_of_the_place(client: Client, asked: AskedQuestion) -> None:
    page = page_of(client, asked)
    latitude, longitude = write_spot(target_of(asked).spot).split(",")
    for told in ("Abar", "abar", latitude.rstrip("0"), longitude.rstrip("0"), "42 km", asked.question.fact_key):
        assert not re.search(rf"(?<![\w.-]){re.escape(told)}(?![\w])", re.sub(r"(?s)(d=|data:).*?['\"]", "", page)), (
            told
        )
    assert "Azerbaijan" in page


def test_pages_of_one_map_are_the_same_wherever_on_it_the_place_lies(client: Client, asked: AskedQuestion) -> None:
    before = page_of(client, asked)
    shown = shown_from_json(asked.shown.content)
    target = target_of(asked)
    latitude, longitude = target.view.locate(60.0, 140.0)
    moved = replace(
        shown, target=replace(target, latitude=latitude, longitude=longitude), answer_text="Zor", answer="z"
    )
    other = ShownContent.objects.create(digest=moved.digest, content=moved.to_json())
    AskedQuestion.objects.filter(pk=asked.pk).update(shown=other)
    assert page_of(client, asked) == before


@pytest.mark.parametrize("north", [0.3, -0.3])
def test_the_northern_point_is_named_above_it_and_the_other_below(north: float) -> None:
    shown = a_map()
    assert shown.target is not None
    latitude, longitude = shown.target.spot
    mark = FactMark("", "", write_spot((latitude + north, longitude)), Verdict.WRONG)
    pointed = describe_pointed(shown, [mark])
    assert pointed is not None
    assert pointed.given is not None
    assert (pointed.given.is_above, pointed.right.is_above) == (north > 0, north < 0)


def test_no_country_is_named_where_a_point_is() -> None:
    near, far = Word("55.00%", "47.00%", "Iran"), Word("90.00%", "90.00%", "Oman")
    assert list(clear_of([near, far], Pin("50.00%", "50.00%", "Abar", is_left=False, is_above=True), None)) == [far]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_picture_has_the_colours_of_the_page(scheme: int) -> None:
    drawn = render_to_string("quizzes/session/map.svg", {})
    rules = drawn.partition("@media (prefers-color-scheme: dark)")[2 * scheme]
    tokens = read_tokens()[scheme]
    sea = mix(tokens["accent"], tokens["paper"], 0.14)
    for colours in (f"rect {{ fill: {sea}", f"fill: {tokens['surface']}; stroke: {tokens['edge']}"):
        assert colours in rules
    assert f"text {{ fill: {tokens['ink-quiet']}; stroke: {tokens['surface']}" in rules


def mix(one: str, other: str, share: float) -> str:
    """A colour with so much of the first in it, as `color-mix` in sRGB makes it."""
    pairs = [(int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def test_pictures_and_map_show_the_same_part_of_the_globe(client: Client, asked: AskedQuestion) -> None:
    page = page_of(client, asked)
    view = target_of(asked).view
    for name in ("west", "south", "east", "north"):
        assert f'data-{name}="{getattr(view, name):.5f}"' in page
    assert page.count('src="data:image/svg+xml,') == 2
    assert "script" not in page[page.index('src="data:') : page.rindex('src="data:')]
