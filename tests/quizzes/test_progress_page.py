"""The page "Progress": a sentence above each picture, a table behind it, and nothing that a policy would refuse."""

import re
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from quizzes.models import AskedQuestion, Learner
from quizzes.questions.shown import shown_from_json
from quizzes.reports.progress import report_progress
from quizzes.templatetags.charts import choose_step, recall_chart
from quizzes.views.access import GUEST_KEY
from tests.quizzes.factories import GuestFactory, LearnerFactory
from tests.quizzes.sitting import Sitting
from tests.quizzes.test_progress import ask_about, remember
from tests.quizzes.test_progress_calendar import answer_at

pytestmark = pytest.mark.django_db


class Elements(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(strip_tags(page)))


def look(client: Client, learner: Learner, now: datetime) -> str:
    """The page as that guest sees it."""
    session = client.session
    session[GUEST_KEY] = str(learner.key)
    session.save()
    with time_machine.travel(now, tick=False):
        response = client.get(reverse("quizzes:progress"))
    assert response.status_code == 200
    return response.content.decode()


def pictures_of(page: str) -> list[dict[str, str | None]]:
    return [attributes for tag, attributes in Elements(page).found if tag == "svg" and attributes.get("role") == "img"]


@pytest.fixture
def learner(now: datetime) -> Learner:
    """Somebody who has practised for a while."""
    learner = GuestFactory.create()
    for number in range(12):
        ask_about(
            f"fact {number}", topic="siege", event=f"event-{number % 3}", family="date" if number % 2 else "place"
        )
        seen = now - timedelta(days=number)
        remember(
            learner, f"fact {number}", now + timedelta(days=number), stability=1 + number, seen=seen, lapses=number
        )
    answer_at(learner, [now - timedelta(days=number) for number in range(12)])
    return learner


def test_each_picture_has_a_name_a_description_and_a_table_behind_it(
    client: Client, learner: Learner, now: datetime
) -> None:
    page = look(client, learner, now)
    elements = Elements(page).found
    ids = [attributes["id"] for _tag, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    pictures = pictures_of(page)
    assert len(pictures) == 3
    for picture in pictures:
        assert set(str(picture["aria-labelledby"]).split()) <= set(ids)
    bars = [attributes for tag, attributes in elements if tag == "svg" and attributes not in pictures]
    assert all(attributes.get("aria-hidden") == "true" for attributes in bars if "bar" in str(attributes.get("class")))
    tables = [tag for tag, _attributes in elements if tag in ("details", "table")]
    assert tables == ["details", "table"] * 6


def test_no_picture_has_a_style_that_the_policy_refuses(client: Client, learner: Learner, now: datetime) -> None:
    page = look(client, learner, now)
    assert not [tag for tag, attributes in Elements(page).found if tag == "style" or "style" in attributes]


def test_the_sentences_say_what_the_pictures_show(client: Client, learner: Learner, now: datetime) -> None:
    words = words_of(look(client, learner, now))
    assert "Of the 12 facts you have met you would recall about 11 now and about 9 in 30 days" in words
    assert "11 facts fall due in the next two weeks" in words
    assert "These 8 will not stay yet." in words
    assert "In the last 12 weeks you practised on 12 days." in words


def test_the_bars_name_the_weakest_and_link_to_its_event(client: Client, learner: Learner, now: datetime) -> None:
    page = look(client, learner, now)
    assert reverse("history:event-detail", args=["event-1"]) in page
    assert "“No longer asked about”" not in page
    remember(learner, "gone", now)
    assert "“No longer asked about”" in look(client, learner, now)


@pytest.mark.parametrize(
    ("ages", "sentence"),
    [
        ((0, 0), "You hold them equally well: 100 % of each."),
        ((0, 3), "You hold them about equally well: 97 to 100 % of each."),
        ((0, 14), "You hold “Places” best (100 %), and “Dates” least (90 %)."),
    ],
)
def test_weak_and_strong_are_named_only_where_they_differ(
    client: Client, now: datetime, ages: tuple[int, int], sentence: str
) -> None:
    learner = GuestFactory.create()
    for family, age in zip(("place", "date"), ages, strict=True):
        ask_about(family, topic="siege", event="first-day", family=family)
        remember(learner, family, now, stability=14.0, seen=now - timedelta(days=age))
    assert sentence in words_of(look(client, learner, now))


def test_nothing_on_the_page_tells_an_answer(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        sitting = Sitting.begin(client)
        while not sitting.is_over():
            sitting.answer_wrong()
        response = client.get(reverse("quizzes:progress"))
    assert response.context["progress"].hardest
    rows = [words_of(row) for row in re.findall(r'<li class="line">(.*?)</li>', response.content.decode(), re.DOTALL)]
    asked = [shown_from_json(asked.shown.content) for asked in AskedQuestion.objects.select_related("shown")]
    told = [(shown, row) for shown in asked for row in rows if shown.prompt in row]
    assert {row for _shown, row in told} == set(rows)
    for shown, row in told:
        assert shown.answer_text not in row.replace(shown.prompt, "").replace(shown.event_title, "")


def test_after_one_answer_the_page_speaks_of_one_fact(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        Sitting.begin(client).answer_right()
        page = client.get(reverse("quizzes:progress")).content.decode()
    words = words_of(page)
    assert "You have met one fact. The chance that you recall it now is 100 %" in words
    assert "1 fact falls due in the next two weeks, on Tuesday 10 March." in words
    assert "You answered 1 question." in words
    assert "Hardest for you" not in words
    assert len(pictures_of(page)) == 3


def test_before_the_first_answer_the_page_offers_a_beginning(client: Client) -> None:
    page = client.get(reverse("quizzes:progress")).content.decode()
    assert "Nothing here yet." in page
    assert pictures_of(page) == []


def test_somebody_who_stopped_long_ago_sees_words_where_there_is_nothing_to_draw(client: Client, now: datetime) -> None:
    learner = GuestFactory.create()
    remember(learner, "a", now - timedelta(days=300), seen=now - timedelta(days=310))
    answer_at(learner, [now - timedelta(days=310)])
    page = look(client, learner, now)
    words = words_of(page)
    assert "1 fact is due today." in words
    assert "Nothing falls due in the next two weeks." in words
    assert "In the last 12 weeks you answered nothing. 1 question answered so far." in words
    assert len(pictures_of(page)) == 1


@pytest.mark.parametrize("person", ["stranger", "somebody signed in"])
def test_nobody_sees_another_learners_progress(client: Client, learner: Learner, now: datetime, person: str) -> None:
    if person == "somebody signed in":
        other = LearnerFactory.create()
        assert other.user
        client.force_login(other.user)
        page = look(client, learner, now)  # with the guest's key left in the browser's session
    else:
        page = client.get(reverse("quizzes:progress")).content.decode()
    assert "Nothing here yet." in page


def test_the_page_is_only_read(client: Client) -> None:
    assert client.post(reverse("quizzes:progress")).status_code == 405


def test_a_page_of_very_many_facts_grows_no_further(client: Client, learner: Learner, now: datetime) -> None:
    sizes = []
    for facts in (100, 200):
        for number in range(facts):
            fact = f"fact {facts}/{number}"
            ask_about(fact, topic=f"topic-{facts}-{number % 40}", event=f"event-{facts}-{number}")
            remember(learner, fact, now, stability=2.0, seen=now - timedelta(days=number % 50), lapses=number % 3)
        sizes.append(len(Elements(look(client, learner, now)).found))
    assert abs(sizes[1] - sizes[0]) <= 4  # the scale may get a line or two more


def test_the_scale_is_of_round_numbers_and_holds_every_fact(now: datetime) -> None:
    assert [choose_step(most) for most in (1, 3, 9, 12, 66, 5000)] == [1, 1, 5, 5, 20, 2000]


def test_the_curve_stays_inside_its_picture(learner: Learner, now: datetime) -> None:
    drawing = recall_chart(report_progress(learner, now))
    heights = [float(point.split(",")[1]) for point in drawing["line"].removeprefix("M").split()]
    assert len(heights) == 31
    assert heights == sorted(heights)
    assert heights[0] > 0
    assert heights[-1] < 100
