"""Directions are about no event: who edits a place, its source or its topic sees them, in a record of any size."""

from typing import Any

import pytest
from django.test import Client

from history.facts.touched_names import direction_of
from history.models import Bearing, Event, Place
from history.touching import touched_by, touched_by_deleting
from quizzes.models import Question, Regrade
from quizzes.services.refresh_questions import refresh_events
from quizzes.services.regrade_answers import tally_answers
from tests.desk.forms import effect_shown, fields_of, form_of, page_of, save
from tests.desk.people import sign_in
from tests.factories import (
    BearingFactory,
    CitationFactory,
    EventFactory,
    EventPlaceFactory,
    PlaceFactory,
    SourceFactory,
    TopicFactory,
)
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_regrade import answer, ask, decide, verdicts

pytestmark = pytest.mark.django_db

MANY = 520
FACT = "bearing:place/aton"


@pytest.fixture
def editor() -> Client:
    return sign_in("Editors", "ada")


@pytest.fixture
def aton() -> Place:
    """A place that lies to the north of another, in a topic of more than 500 events, one of which is there."""
    topic = TopicFactory.create(key="war", title="The war")
    titles = [f"Raid on {chr(65 + n % 26)}{chr(97 + n // 26)}ro" for n in range(MANY)]
    events = Event.objects.bulk_create(
        Event(key=f"e{n}", title=title, title_name=title.casefold(), status="published")
        for n, title in enumerate(titles)
    )
    links: Any = Event.topics.through
    links.objects.bulk_create(links(event=event, topic=topic) for event in events)
    origin = PlaceFactory.create(key="belm", name="Belm", kind="town")
    place: Place = PlaceFactory.create(key="aton", name="Aton", kind="town")
    bearing = BearingFactory.create(place=place, origin=origin, direction="N")
    CitationFactory.create(event=None, bearing=bearing, source=SourceFactory.create(key="atlas", title="Atlas"))
    EventPlaceFactory.create(event=events[0], place=place)
    refresh_events({direction_of("aton")})
    return place


def live() -> set[str]:
    return set(Question.objects.live().filter(fact_key=FACT).values_list("form", flat=True))


def test_in_a_record_of_more_than_500_events_an_edited_direction_is_seen_and_regraded(
    editor: Client, aton: Place
) -> None:
    assert {"choice", "typed"} & live()
    asked = ask(GuestFactory.create(), "choice", fact=FACT)
    given = answer(asked, value="N")
    fields = form_of(editor, aton)
    (name,) = [name for name in fields if name.endswith("-direction") and fields[name] == "N"]
    shown = editor.post(page_of(aton), fields | {name: "S"})
    page = " ".join(shown.content.decode().split())
    assert "1 question changes" in page
    assert "<del>north</del> <ins>south</ins>" in page.lower()
    assert "Of 1 learner" in page
    assert "Any question may change" not in page
    assert editor.post(page_of(aton), fields_of(shown)).status_code == 302
    assert Bearing.objects.get().direction == "S"
    offer = Regrade.objects.get()
    assert offer.events is not None
    assert direction_of("aton") in offer.events
    assert (offer.remarked + offer.void, offer.learners) == (1, 1)
    decide(offer)
    offered = [value for value, _text in asked.shown.content["options"]]
    assert verdicts(given) == ["right", "wrong" if "S" in offered else "void"]


def test_an_edit_of_anything_regrades_directions_too(editor: Client, aton: Place) -> None:
    given = answer(ask(GuestFactory.create(), "choice", fact=FACT), value="N")
    Bearing.objects.update(direction="S")
    refresh_events({direction_of("aton")})
    tally = tally_answers(None)
    assert tally.moved == 1
    assert tally.learners == {given.learner_id}


def test_what_an_edit_touches_is_named(aton: Place) -> None:
    own = direction_of("aton")
    origin = Place.objects.get(key="belm")
    source = Bearing.objects.get().citations.get().source
    event = Event.objects.get(key="e0")
    assert touched_by(aton) == {own, "e0"}
    assert touched_by(origin) == {own}
    assert touched_by(source) == {own}
    assert touched_by(event) == {own, "e0"}
    assert touched_by(event.topics.get()) == set()
    assert touched_by_deleting(type(event.topics.get()), [event.topics.get().pk]) is None
    within = PlaceFactory.create(key="aton-mill", within=origin)
    BearingFactory.create(place=within, origin=aton)
    assert touched_by(origin) == {own, direction_of("aton-mill")}


def test_a_direction_that_is_taken_off_is_withdrawn(editor: Client, aton: Place) -> None:
    assert live()
    Bearing.objects.all().delete()
    refresh_events({direction_of("aton")})
    assert not live()


def test_the_direction_of_a_place_that_nothing_published_names_any_more_is_withdrawn(
    editor: Client, aton: Place
) -> None:
    fields = form_of(editor, Event.objects.get(key="e0")) | {"status": "draft"}
    page = editor.post(page_of(Event.objects.get(key="e0")), fields)
    assert effect_shown(page)
    assert "1 question is withdrawn" in page.content.decode()
    save(editor, Event.objects.get(key="e0"), status="draft")
    assert not live()


def test_the_title_of_a_topic_touches_the_events_that_it_tells_apart(editor: Client, aton: Place) -> None:
    """Without a namesake no question of it changes, and 520 events are looked at by nobody."""
    topic = Event.objects.get(key="e0").topics.get()
    assert save(editor, topic, title="The long war").status_code == 302
    other = EventFactory.create(title=Event.objects.get(key="e0").title, topics=[TopicFactory.create(key="chronicle")])
    assert touched_by(topic) == {"e0", other.key}
