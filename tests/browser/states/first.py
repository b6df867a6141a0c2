"""The first page, the record, what is kept."""

from django.urls import reverse

from history.models import Event
from quizzes.models import Question
from tests.browser.visiting import Visit, state
from tests.factories import EventFactory, TopicFactory


@state("quizzes:home", few=True)
def home_of_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:home")


@state("quizzes:home")
def home_with_a_session_that_runs(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("quizzes:home")


@state("quizzes:home")
def home_without_questions(visit: Visit) -> None:
    Question.objects.update(is_live=False)
    visit.open("quizzes:home")


@state("history:event-list")
def record(visit: Visit) -> None:
    visit.open("history:event-list")


@state("history:event-list")
def record_of_one_topic_among_several(visit: Visit) -> None:
    visit.patch.setattr("history.views.events.EVENTS_A_PAGE", 3)
    topic = TopicFactory.create(key="manuscripts", title="Qarabağda döyüşlər: mənbələr və əlyazmalar")
    for _number in range(7):
        EventFactory.create().topics.add(topic)
    visit.open_path(f"{reverse('history:event-list')}?topic={topic.key}&after={topic.events.in_time_order()[2].key}")


@state("history:event-list")
def empty_record(visit: Visit) -> None:
    Event.objects.update(status="draft")
    visit.open("history:event-list")


@state("history:event-detail")
def event(visit: Visit) -> None:
    visit.open("history:event-detail", "capture-of-hadrut")


@state("history:event-detail")
def event_of_which_nobody_speaks(visit: Visit) -> None:
    visit.open("history:event-detail", Event.objects.filter(claims=None).order_by("pk")[0].key)


@state("quizzes:privacy")
def privacy(visit: Visit) -> None:
    visit.open("quizzes:privacy")
