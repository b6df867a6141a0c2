"""The grid of a large class costs as many queries as that of a small one."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.large_class import make_class
from quizzes.models import Question
from quizzes.services.refresh_questions import refresh_topics
from tests.conftest import KeptRows
from tests.factories import CitationFactory, EventFactory, TopicFactory, UserFactory
from tests.quizzes.results.people import teacher_client

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# Signed in: session and user. The assignment with its class. Has it moved: 4. The results: 5. Is it open: none.
QUERIES = 12


def make_long_war() -> None:
    """Enough dated events for two hundred questions."""
    topic = TopicFactory.create(key="long-war")
    for number in range(220):
        event = EventFactory.create(
            key=f"clash-{number}",
            title=f"Clash of {chr(65 + number % 26)}{chr(97 + number // 26)}{chr(97 + number % 7)}ton {number}",
            happened=f"{1700 + number // 12}-{1 + number % 12:02d}-11",
            topics=[topic],
        )
        CitationFactory.create(event=event, locator=str(number))
    refresh_topics(["long-war"])


kept_war = KeptRows(make_long_war)


@pytest.mark.parametrize(("pupils", "questions"), [(2, 2), (40, 200)])
def test_the_grid_takes_as_many_queries_for_two_pupils_as_for_forty(
    db: None, now: datetime, pupils: int, questions: int
) -> None:
    kept_war.put()
    assert Question.objects.live().filter(form="choice").count() >= questions
    teacher = UserFactory.create()
    test = make_class(teacher.pk, pupils, questions, now)
    client = teacher_client(teacher)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("quizzes:assignment-results", args=[test.key])).content.decode()
        assert len(queries) == QUERIES
    assert page.count('<td class="cell cell--') == pupils * questions
