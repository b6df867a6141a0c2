"""What a set comes to, from the record of Hadrut."""

from typing import Any

import pytest
from django.db import connection

from history.models import Attribution, Event, Place
from quizzes.models import Question, QuizSet, SetPick
from quizzes.questions.sets import Filters
from quizzes.services.choose_set import choose_set, questions_of_set
from quizzes.services.filter_questions import filter_questions
from tests.factories import EventFactory, EventPlaceFactory, PlaceFactory
from tests.quizzes.class_factories import QuizSetFactory, SetPartFactory

pytestmark = pytest.mark.django_db


def a_set(*parts: tuple[dict[str, Any], int | None]) -> QuizSet:
    quiz_set = QuizSetFactory.create()
    for position, (filters, wanted) in enumerate(parts):
        SetPartFactory.create(quiz_set=quiz_set, position=position, filters=filters, wanted=wanted)
    return quiz_set


def keys_of(quiz_set: QuizSet) -> list[str]:
    return [question.key for question in questions_of_set(quiz_set)]


def test_so_many_from_here_and_so_many_from_there(hadrut: None) -> None:
    quiz_set = a_set(({"families": ["claimant"]}, 5), ({"families": ["date"], "forms": ["typed"]}, 4))
    questions = questions_of_set(quiz_set)
    assert [question.family for question in questions].count("claimant") == 5
    assert [question.form for question in questions if question.family == "date"] == ["typed"] * 4
    assert len({question.fact_key for question in questions}) == 9
    assert all(question.is_live and question.shown for question in questions)
    assert questions_of_set(quiz_set) == questions


def test_an_empty_set_asks_nothing(hadrut: None) -> None:
    assert questions_of_set(a_set()) == []


def test_a_question_that_the_record_withdraws_is_not_in_the_set(hadrut: None) -> None:
    quiz_set = a_set(({}, 3))
    first = questions_of_set(quiz_set)[0]
    SetPick.objects.create(quiz_set=quiz_set, question_key=first.key, kind="pin")
    Question.objects.filter(fact_key=first.fact_key).update(is_live=False)
    assert first.fact_key not in {question.fact_key for question in questions_of_set(quiz_set)}
    assert len(keys_of(quiz_set)) == 3


def test_pins_exclusions_and_the_order_by_hand(hadrut: None) -> None:
    quiz_set = a_set(({"families": ["claimant"]}, 4))
    before = keys_of(quiz_set)
    stray = Question.objects.live().filter(family="date", form="typed").first()
    assert stray
    SetPick.objects.create(quiz_set=quiz_set, question_key=stray.key, kind="pin")
    SetPick.objects.create(quiz_set=quiz_set, question_key=before[0], kind="exclude")
    quiz_set.arrangement = [stray.key, "gone", before[2], *before]
    quiz_set.save()
    quiz_set = QuizSet.objects.get(pk=quiz_set.pk)
    after = keys_of(quiz_set)
    assert after[:2] == [stray.key, before[2]]
    assert before[0] not in after
    assert set(after) >= {before[1], before[3]}
    assert len(after) == 5
    parts = {chosen.key: chosen.part for chosen in choose_set(quiz_set).chosen}
    assert parts[stray.key] is None
    assert list(parts.values()).count(0) == 4


def fitting(**filters: Any) -> set[str]:
    found = filter_questions(Filters.from_json(filters))
    return set(found.values_list("fact_key", flat=True))


def test_a_period_takes_what_may_have_happened_in_it(hadrut: None) -> None:
    events = {key.split("/")[1] for key in fitting(since="2020-10-14", until="2020-10-15") if ":event/" in key}
    claims = {key for key in fitting(since="2020-10-14", until="2020-10-15") if ":claim/" in key}
    assert any("hadrut-taken-14-or-15-october" in key for key in claims)
    for key in events:
        event = Event.objects.get(key=key)
        days = (event.earliest_day, event.latest_day)
        assert days == (None, None) or event.happened.startswith("2020")
    assert fitting(since="1861", until="1865") == set()
    assert fitting(until="2019") == set()
    assert fitting(since="2020", until="2020") >= claims


def test_a_place_takes_what_lies_within_it(hadrut: None) -> None:
    inner = fitting(place="hadrut")
    assert inner
    country = PlaceFactory.create()
    region = PlaceFactory.create(within=country)
    Place.objects.filter(key="hadrut").update(within=region)
    assert fitting(place=country.key) == inner
    assert fitting(place="nowhere") == set()
    elsewhere = EventPlaceFactory.create(event=EventFactory.create())
    assert fitting(place=elsewhere.place.key) == set()


def test_a_claimant_takes_what_is_asked_about_her_words(hadrut: None) -> None:
    facts = fitting(claimant="president-of-azerbaijan")
    assert facts
    assert all("/president-of-azerbaijan" in fact and ":claim/" in fact for fact in facts)
    named = Question.objects.live().filter(fact_key__contains=":claim/").exclude(form="flashcard")
    assert {key for key in named.values_list("fact_key", flat=True) if "president-of-azerbaijan" in key} == facts
    Attribution.objects.filter(claimant__key="president-of-azerbaijan").update(needs_review=True)
    assert fitting(claimant="president-of-azerbaijan") == set()


def test_a_standing_takes_what_stands_so(hadrut: None) -> None:
    contested = filter_questions(Filters.from_json({"standings": ["contested"]})).select_related("shown")
    assert contested
    assert all(row.shown is not None and row.shown.content["standing"] == "contested" for row in contested)
    assert not fitting(standings=["contested"], families=["place"]) & fitting(standings=["unopposed"])


def test_no_set_holds_a_flashcard(hadrut: None) -> None:
    Question.objects.update(form="flashcard")
    assert fitting() == set()


@pytest.mark.parametrize(("filters", "index"), [({}, "question_drawn"), ({"topic": "x"}, "question_drawn_in_topic")])
def test_a_draw_reads_along_an_index_and_sorts_nothing(db: None, filters: dict[str, str], index: str) -> None:
    """A million questions would take a second to sort (SQLite passes over an index on `is_live` itself)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # so few rows are sooner read than looked up
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
            )
    drawn = filter_questions(Filters.from_json(filters)).filter(draw__gte=5).order_by("draw", "pk")[:200]
    plan = drawn.explain()
    assert f"{index} " in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan
