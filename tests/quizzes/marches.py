"""A made-up war whose towns have coordinates, so that one can be asked to point at them."""

from datetime import datetime

from django.test import Client

from quizzes.models import AskedQuestion, Learner, Question, QuizSession
from quizzes.questions.pointing.globe import Target
from quizzes.questions.shown import shown_from_json
from quizzes.questions.values import Form
from quizzes.services.ask_questions import Ready, prepare_question
from quizzes.services.refresh_questions import refresh_topics, store_contents
from tests.conftest import KeptRows
from tests.factories import CitationFactory, EventFactory, PlaceFactory, TopicFactory
from tests.quizzes.factories import GuestFactory

TOPIC = "marches"
# Title, town, latitude, longitude.
MARCHES = (
    ("Muster of the lanterns", "Abar", 39.5167, 47.0312),
    ("Parley of the envoys", "Belo", 48.2083, 16.3721),
    ("Ambush of the carters", "Cari", 41.9028, 12.4964),
    ("Truce of the boatmen", "Dunin", 55.6761, 12.5683),
    ("Rising of the weavers", "Eldra", 38.7223, -9.1393),
)


def make_marches() -> None:
    """Five events, each in a town of its own, a year apart."""
    topic = TopicFactory.create(key=TOPIC)
    for number, (title, town, latitude, longitude) in enumerate(MARCHES):
        event = EventFactory.create(
            key=f"march-{number}", title=title, happened=f"{1741 + number}-05-02", topics=[topic]
        )
        CitationFactory.create(event=event, locator=f"m{number}")
        place = PlaceFactory.create(key=town.casefold(), name=town, kind="town", latitude=latitude, longitude=longitude)
        event.event_places.create(place=place)
    refresh_topics([TOPIC])


kept_marches = KeptRows(make_marches)


def sit_down(client: Client) -> Learner:
    """A guest at this browser."""
    learner: Learner = GuestFactory.create()
    session = client.session
    session["learner"] = str(learner.key)
    session.save()
    return learner


def ask_on_map(learner: Learner, now: datetime, number: int = 0) -> AskedQuestion:
    """A session in which the question about one of the towns waits, with another one to come."""
    [question, follows, *_rest] = Question.objects.live().filter(topic=TOPIC, form=Form.MAP).order_by("key")[number:]
    session = QuizSession.objects.create(learner=learner, topic=TOPIC, plan=[[follows.key, False]], started_at=now)
    ready = prepare_question(question, 0)
    assert isinstance(ready, Ready)
    store_contents([ready.shown])
    return AskedQuestion.objects.create(
        session=session, position=0, question=question, shown_id=ready.shown.digest, order_seed=7, asked_at=now
    )


def target_of(asked: AskedQuestion) -> Target:
    """What is to be pointed at."""
    target = shown_from_json(asked.shown.content).target
    assert target is not None
    return target
