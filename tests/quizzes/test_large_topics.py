"""A topic too large to be read at once: its questions are made portion by portion."""

import pytest

from history.facts import streaming
from quizzes.models import Question
from quizzes.questions.values import GROUP_FORMS
from quizzes.services import refresh_questions
from tests.quizzes.campaign import TOPIC, make_campaign

pytestmark = pytest.mark.django_db


def test_large_topic_is_asked_about_several_facts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    make_campaign()
    whole = set(Question.objects.live().values_list("key", flat=True))
    Question.objects.all().delete()
    monkeypatch.setattr(refresh_questions, "MOST_FOR_COMPANIONS", 0)
    refresh_questions.refresh_topic(TOPIC)
    live = Question.objects.live()
    assert set(live.values_list("key", flat=True)) == whole
    assert {form for form in GROUP_FORMS if live.filter(form=form).exists()} == set(GROUP_FORMS)


def test_companions_come_from_the_same_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    make_campaign()
    monkeypatch.setattr(refresh_questions, "MOST_FOR_COMPANIONS", 0)

    def in_fours(topic: str) -> object:
        return streaming.stream_facts(topic, at_once=4, whole=0)

    monkeypatch.setattr(refresh_questions, "stream_facts", in_fours)
    refresh_questions.refresh_topic(TOPIC)
    pairs = Question.objects.live().filter(form="before-after")
    days = sorted(Question.objects.filter(form="before-after").values_list("event_key", flat=True))
    halves = [set(days[:4]), set(days[4:])]
    assert pairs.count() == len(days) == 8
    for question in pairs:
        companions = {key.rpartition("/")[2] for key in question.companions}
        assert any({question.event_key, *companions} <= half for half in halves)
