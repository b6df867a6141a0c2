"""A made-up campaign with enough dated events, statements and directions to be asked about several at once."""

from datetime import datetime, timedelta

from history.models import Claimant
from quizzes.models import AskedQuestion, Learner, Question, QuizSession
from quizzes.questions.marking import Response, mark_facts
from quizzes.questions.shown import shown_from_json
from quizzes.questions.values import Form
from quizzes.services.ask_questions import Ready, prepare_question
from quizzes.services.record_answer import take_steps, write_steps
from quizzes.services.refresh_questions import refresh_topics, store_contents
from tests.conftest import KeptRows
from tests.factories import (
    AttributionFactory,
    BearingFactory,
    CitationFactory,
    ClaimantFactory,
    ClaimFactory,
    EventFactory,
    PlaceFactory,
    TopicFactory,
)

TOPIC = "campaign"
NAMES = ("Abar", "Belo", "Cari", "Dunin", "Eldra", "Fosse", "Garth", "Holm")
DIRECTIONS = ("N", "E", "S", "W", "NE", "SE", "SW", "NW")
SPEAKERS = ("Ana Ost", "Bo Quill", "Cy Marr", "Di Venn")
# Two of them told of two skirmishes.
STATEMENTS = 6


def make_campaign() -> None:
    """Eight skirmishes a few days apart, each with a place and, for six of them, somebody who told of it."""
    speakers: list[Claimant] = []
    topic, origin = TopicFactory.create(key=TOPIC), PlaceFactory.create(key="ridge", name="Ridge")
    for number, name in enumerate(NAMES):
        event = EventFactory.create(
            # A key that tells its date, as keys do: nothing of it may reach the page before the answer.
            key=f"skirmish-1743-05-{3 * number + 2:02d}",
            title=f"Skirmish of {name}",
            happened=f"1743-05-{3 * number + 2:02d}",
            topics=[topic],
        )
        CitationFactory.create(event=event, locator=str(number))
        place = PlaceFactory.create(key=name.casefold(), name=name)
        bearing = BearingFactory.create(place=place, origin=origin, direction=DIRECTIONS[number])
        CitationFactory.create(event=None, bearing=bearing, locator=f"b{number}")
        event.event_places.create(place=place)
        if number < len(SPEAKERS):
            speaker = ClaimantFactory.create(key=f"speaker-{number}", name=SPEAKERS[number], kind=Claimant.Kind.PERSON)
            speakers.append(speaker)
        if number < STATEMENTS:
            speaker = speakers[number % len(SPEAKERS)]
            claim = ClaimFactory.create(event=event, key=f"claim-{number}", statement=f"Riders numbered {number} score")
            said = AttributionFactory.create(claim=claim, claimant=speaker)
            CitationFactory.create(event=None, attribution=said, locator=f"s{number}")
    refresh_topics([TOPIC])


kept_campaign = KeptRows(make_campaign)


def let_learn(learner: Learner, now: datetime) -> None:
    """She was right once about every Fact of the campaign, in a session nine days ago."""
    then = now - timedelta(days=9)
    questions = Question.objects.live().filter(topic=TOPIC, form=Form.CHOICE).select_related("shown").order_by("-key")
    session = QuizSession.objects.create(
        learner=learner, topic=TOPIC, started_at=then, finished_at=then, version=len(questions)
    )
    asked = AskedQuestion.objects.bulk_create(
        AskedQuestion(session=session, position=at, question=row, shown=row.shown, order_seed=1, asked_at=then)
        for at, row in enumerate(questions)
    )
    learner.answers_given = 0
    for one in asked:
        shown = shown_from_json(one.shown.content)
        learner.answers_given += 1
        marks = mark_facts(shown, Response(value=shown.answer))
        write_steps(one, take_steps(shown, marks, {}, then), then, timedelta(0))
    learner.save()


def ask_group(learner: Learner, form: Form, now: datetime, number: int = 0) -> AskedQuestion:
    """A session in which a question of this form waits, with another one to come."""
    questions = Question.objects.live().filter(topic=TOPIC, form=form).order_by("key")
    question = questions[number]
    facts = [question.fact_key, *question.companions]
    follows = Question.objects.live().filter(form=Form.CHOICE).exclude(fact_key__in=facts).earliest("key")
    session = QuizSession.objects.create(learner=learner, topic=TOPIC, plan=[[follows.key, False]], started_at=now)
    ready = prepare_question(question, 0)
    assert isinstance(ready, Ready)
    store_contents([ready.shown])
    return AskedQuestion.objects.create(
        session=session, position=0, question=question, shown_id=ready.shown.digest, order_seed=7, asked_at=now
    )
