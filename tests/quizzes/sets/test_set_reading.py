"""Sets as they are looked at: copies, the preview, the balance."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from history.imports.readers.entries import Kind
from history.merging.merge_rows import Merged, merge_rows
from history.models import Claimant
from history.versions.keeping import Edit
from quizzes.models import Answer, AskedQuestion, Learner, QuizSession, QuizSet
from quizzes.questions.shown import shown_from_json
from quizzes.services.build_set import copy_set
from quizzes.services.choose_set import questions_of_set
from quizzes.services.refresh_questions import refresh_all
from tests.factories import UserFactory
from tests.quizzes.sets.building import Builder

pytestmark = pytest.mark.django_db


@pytest.fixture
def builder(hadrut: None) -> Builder:
    return Builder.begin()


def test_a_copy_asks_the_same_and_goes_its_own_way(builder: Builder) -> None:
    builder.send(p0_wanted=5)
    builder.send(f"pin:{builder.keys[0]}")
    builder.send(f"out:{builder.keys[1]}")
    copy = copy_set(QuizSet.objects.get(pk=builder.quiz_set.pk), UserFactory.create().pk, "Another")
    assert [question.key for question in questions_of_set(copy)] == builder.keys
    assert copy.share_key is None
    before = builder.keys
    copy.parts.update(wanted=1)
    copy.picks.all().delete()
    assert builder.keys == before


def preview(builder: Builder, query: str = "") -> str:
    reply = builder.client.get(f"{builder.address}preview/{query}")
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.mark.parametrize("form", ["choice", "typed", "order", "match", "before-after", "disagree", "map", "timeline"])
def test_the_preview_asks_as_a_pupil_is_asked_and_tells_no_answer(builder: Builder, form: str) -> None:
    """Each form in the pupil's own template; what names the key to marking is in none of it."""
    builder.send(p0_forms=[form], p0_wanted="")
    questions = builder.questions
    assert questions or form == "order"
    for position, question in enumerate(questions):
        assert question.shown
        shown = shown_from_json(question.shown.content)
        text = preview(builder, f"?position={position}")
        assert shown.prompt.replace("'", "&#x27;") in text
        assert 'method="post"' not in text.split('id="question"')[1].split("</section>")[0]
        assert "Who says so" not in text
        if form == "typed":
            assert shown.answer_text not in text.replace(shown.prompt, "")
        if form == "choice":
            assert all(f'value="{value}"' in text for value, _text in shown.options)
            assert text.count(shown.answer) == text.replace(f'value="{shown.answer}"', "").count(shown.answer) + 1
        if form == "match":
            assert "item1" in text


def test_the_answer_comes_when_it_is_asked_for(builder: Builder) -> None:
    builder.send(p0_families=["claimant"], p0_forms=["choice"], p0_wanted=3)
    question = builder.questions[0]
    assert question.shown
    shown = shown_from_json(question.shown.content)
    for query in ("?position=0&answer=1", "?position=0&unknown=1", f"?position=0&value={shown.options[0][0]}"):
        text = preview(builder, query)
        assert shown.answer_text in text
        assert "Who says so" in text
        assert f"{builder.address}preview/?position=1" in text
    assert "Back to the set" in preview(builder, "?position=2&answer=1")


def test_a_question_about_several_facts_says_who_says_each(builder: Builder) -> None:
    builder.send(p0_forms=["match"], p0_wanted=1)
    question = builder.questions[0]
    assert question.shown
    text = preview(builder, "?position=0&answer=1")
    assert all(part.answer_text in text for part in shown_from_json(question.shown.content).parts)


@pytest.mark.parametrize("query", ["?position=99", "?position=-1", "?position=x", "?position=²", "?position="])
def test_a_place_that_the_set_has_not_is_one_that_it_has(builder: Builder, query: str) -> None:
    assert "Question" in preview(builder, query)


def test_an_empty_set_has_nothing_to_preview(builder: Builder) -> None:
    builder.send(p0_since="1500", p0_until="1501")
    assert "no questions yet" in preview(builder)
    assert "no questions yet" in builder.client.get(f"{builder.address}balance/").content.decode()
    assert "Nothing fits yet" in builder.client.get(builder.address).content.decode()


def test_looking_writes_nothing(builder: Builder) -> None:
    for path in ("", "preview/", "preview/?position=1&answer=1", "balance/", "delete/"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            builder.client.get(f"{builder.address}{path}")
        writes = [one["sql"] for one in queries if not one["sql"].startswith(("SELECT", "DECLARE"))]
        assert writes == [], path
    for model in (Answer, AskedQuestion, QuizSession, Learner):
        assert not model._default_manager.exists()


def test_keys_of_one_party_are_told_with_the_reason(builder: Builder) -> None:
    builder.send(p0_claimant="president-of-azerbaijan", p0_wanted="")
    text = builder.client.get(f"{builder.address}balance/").content.decode()
    assert "come from claimants of Azerbaijan" in text
    assert "hints, not verdicts" in text


def test_a_set_that_asks_both_sides_is_not_blamed_for_the_record(builder: Builder) -> None:
    builder.send(p0_families=["claimant"], p0_standings=["contested"], p0_forms=["choice"], p0_wanted="")
    assert {"denied", "asserted"} <= {question.fact_key.split(":")[0] for question in builder.questions}
    text = builder.client.get(f"{builder.address}balance/", headers={"HX-Request": "true"}).content.decode()
    assert "Nothing in your choice leans to one side" in text
    assert "rest on this source alone" in text
    assert "<html" not in text


def grow(builder: Builder, wanted: int) -> None:
    builder.send(p0_wanted=wanted, p0_forms=["choice"])
    assert len(builder.keys) == wanted


@pytest.mark.parametrize("path", ["", "preview/", "balance/"])
def test_pages_ask_as_much_for_many_questions_as_for_few(
    builder: Builder, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    grow(builder, 20)
    with CaptureQueriesContext(connection) as many:
        builder.client.get(f"{builder.address}{path}")
        asked = len(many)
    grow(builder, 4)
    with django_assert_num_queries(asked):
        builder.client.get(f"{builder.address}{path}")


def test_the_list_asks_as_much_for_many_sets_as_for_few(
    builder: Builder, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with CaptureQueriesContext(connection) as few:
        builder.client.get("/sets/")
        asked = len(few)
    for number in range(10):
        QuizSet.objects.create(owner=builder.user, title=f"Set {number}")
    with django_assert_num_queries(asked):
        text = builder.client.get("/sets/").content.decode()
    assert "Set 9" in text


def test_a_set_follows_rows_that_were_merged(builder: Builder) -> None:
    builder.send(p0_claimant="president-of-azerbaijan", p0_forms=["choice"], p0_wanted=3)
    builder.send(f"pin:{builder.keys[0]}")
    Claimant.objects.create(key="the-president", name="The president", kind="office")
    outcome = merge_rows(Kind.CLAIMANT, ["president-of-azerbaijan"], "the-president", Edit())
    assert isinstance(outcome, Merged)
    before = [key.replace("president-of-azerbaijan", "the-president") for key in builder.quiz_set.arrangement]
    refresh_all()
    assert len(before) == 3
    assert sorted(builder.keys) == sorted(before)
    assert "The president" in builder.client.get(builder.address).content.decode()
