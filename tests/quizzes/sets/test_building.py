"""A teacher builds a set."""

import re
from typing import Any

import pytest

from history.models import Place
from quizzes.models import Question, QuizSet
from quizzes.questions.sets import MOST_PARTS, Choice, Filters
from quizzes.services.build_set import PartWanted, save_parts
from quizzes.services.choose_set import choose_set
from tests.factories import PlaceFactory, PlaceNameFactory
from tests.quizzes.sets.building import HTMX, Builder

pytestmark = pytest.mark.django_db


@pytest.fixture
def builder(hadrut: None) -> Builder:
    return Builder.begin()


def test_a_set_is_made_by_its_name_and_shows_questions_at_once(builder: Builder) -> None:
    made = builder.client.post("/sets/new/", {"title": "Tuesday"}, follow=True)
    text = made.content.decode()
    assert QuizSet.objects.owned_by(builder.user.pk).filter(title="Tuesday").exists()
    assert "10 questions" in text
    assert re.search(r"10 of \d+ that fit", text)
    refused = builder.client.post("/sets/new/", {"title": " "})
    assert refused.status_code == 422
    assert "Give the set a name." in refused.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_five_from_here_and_five_from_there(builder: Builder, headers: dict[str, str]) -> None:
    builder.send("part")
    sent: dict[str, Any] = {"p0_wanted": 5, "p0_families": ["claimant"], "p1_wanted": 4, "p1_families": ["date"]}
    reply = builder.send(headers=headers, **sent)
    assert reply.status_code == (200 if headers else 302)
    families = [question.family for question in builder.questions]
    assert (families.count("claimant"), families.count("date")) == (5, 4)
    text = builder.client.get(builder.address).content.decode()
    assert re.search(r"5 of \d+ that fit", text)
    assert re.search(r"4 of \d+ that fit", text)


def test_htmx_gets_the_questions_alone_and_the_counts_beside_the_parts(builder: Builder) -> None:
    text = builder.send(headers=HTMX, p0_wanted=3).content.decode()
    assert "<html" not in text
    assert text.lstrip().startswith('<section id="questions"')
    assert 'id="fits-1"' in text
    assert "3 questions" in text
    assert f'name="version" value="{builder.quiz_set.version + 1}"' in text


def test_each_question_stands_with_its_answer_and_who_says_so(builder: Builder) -> None:
    builder.send(p0_families=["claimant"], p0_standings=["contested"], p0_forms=["choice"])
    text = builder.client.get(builder.address).content.decode()
    for question in builder.questions:
        assert question.shown
        assert question.shown.content["answer_text"] in text
    assert "Stated by" in text


def test_answers_are_hidden_while_projecting_and_stay_hidden(builder: Builder) -> None:
    builder.send(p0_wanted=5, p0_families=["date"], p0_forms=["typed"])
    answers = [question.shown.content["answer_text"] for question in builder.questions if question.shown]
    builder.send("hide")
    text = builder.client.get(builder.address).content.decode()
    assert answers
    assert not any(answer in text for answer in answers)
    assert "Show answers" in text
    assert answers[0] in builder.send("reveal", headers=HTMX).content.decode()


def test_a_name_that_fits_several_rows_asks_which_one_is_meant(builder: Builder) -> None:
    twin = PlaceFactory.create(name="Hadrut", kind=Place.Kind.VILLAGE)
    reply = builder.send(p0_place="hadrut", p0_wanted=7)
    text = reply.content.decode()
    assert reply.status_code == 422
    assert "Which one do you mean?" in text
    assert f'value="{twin.key}"' in text
    assert 'name="p0-wanted" value="7"' in text
    assert builder.send(p0_place="hadrut", p0_place_key="hadrut").status_code == 302
    assert builder.quiz_set.parts.get().filters == {"place": "hadrut"}
    assert builder.send(p0_wanted=3).status_code == 302


def test_part_of_a_name_finds_what_holds_it(builder: Builder) -> None:
    reply = builder.send(p0_claimant="President of")
    text = reply.content.decode()
    assert reply.status_code == 422
    assert 'value="president-of-azerbaijan"' in text
    builder.send(p0_claimant="President of", p0_claimant_key="president-of-azerbaijan")
    assert builder.questions
    assert all("president-of-azerbaijan" in question.fact_key for question in builder.questions)


def test_a_place_is_found_by_every_name_that_it_has(builder: Builder) -> None:
    PlaceNameFactory.create(place=Place.objects.get(key="hadrut"), name="Гадрут")
    assert builder.send(p0_place="Гадрут").status_code == 302
    assert builder.quiz_set.parts.get().filters["place"] == "hadrut"


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("p0_place", "Atlantis", "No place on record is called so."),
        ("p0_topic", "Atlantis", "No topic is called so."),
        ("p0_claimant", "\x00", "Null characters are not allowed."),
        ("p0_since", "soon", "not understood as a date"),
        ("p0_since", "May", "not understood as a date"),
        ("p0_wanted", "0", "greater than or equal to 1"),
        ("p0_wanted", "many", "Enter a whole number."),
        ("p0_forms", ["flashcard"], "flashcard is not one of the available choices"),
        ("set_title", "", "Give the set a name."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_not_understood_is_said_at_the_field_and_nothing_is_lost(
    builder: Builder, field: str, text: Any, said: str, headers: dict[str, str]
) -> None:
    before = builder.keys
    reply = builder.send(headers=headers, **{"p0_until": "2021", field: text})
    page = reply.content.decode()
    assert reply.status_code == 422
    if not (headers and field == "p0_forms"):
        assert said in page
    if not headers:
        assert 'value="2021"' in page
    assert builder.keys == before
    assert builder.quiz_set.version == 0


def test_a_period_that_ends_before_it_begins_is_refused(builder: Builder) -> None:
    reply = builder.send(p0_since="9 October 2020", p0_until="1861")
    assert reply.status_code == 422
    assert "This date comes before the one from which it begins." in reply.content.decode()


def test_a_period_is_kept_and_shown_in_words(builder: Builder) -> None:
    builder.send(p0_since="9 Oct 2020", p0_until="October 2020")
    assert builder.quiz_set.parts.get().filters == {"since": "2020-10-09", "until": "2020-10"}
    assert 'value="9 October 2020"' in builder.client.get(builder.address).content.decode()


def test_a_pinned_question_stays_when_the_filter_would_drop_it(builder: Builder) -> None:
    builder.send(p0_families=["claimant"], p0_wanted=3)
    key = builder.keys[0]
    builder.send(f"pin:{key}")
    builder.send(p0_families=["place"])
    assert key in builder.keys
    assert len(builder.keys) == 4
    builder.send(f"unpin:{key}")
    assert key not in builder.keys


def test_a_question_left_out_goes_alone_and_comes_back(builder: Builder) -> None:
    builder.send(p0_wanted=5)
    before = builder.keys
    builder.send(f"out:{before[1]}")
    after = builder.keys
    assert before[1] not in after
    assert set(before) - set(after) == {before[1]}
    assert len(after) == 5
    assert "1 left out" in builder.client.get(builder.address).content.decode()
    builder.send(f"back:{before[1]}")
    assert not builder.quiz_set.picks.exists()


def test_a_question_is_swapped_in_its_place_and_back(builder: Builder) -> None:
    builder.send(p0_wanted=4, p0_families=["date"])
    before = builder.keys
    old = builder.questions[2]
    text = builder.send(f"swap:{before[2]}", headers=HTMX).content.decode()
    after = builder.keys
    assert after[:2] + after[3:] == before[:2] + before[3:]
    assert builder.questions[2].family == "date"
    assert builder.questions[2].fact_key != old.fact_key
    assert "It came instead of" in text
    builder.send(f"unswap:{after[2]}")
    assert builder.keys == before
    assert not builder.quiz_set.picks.exists()


def test_swapping_twice_offers_a_third(builder: Builder) -> None:
    builder.send(p0_wanted=2, p0_families=["date"])
    seen = {builder.keys[0]}
    for _time in range(3):
        builder.send(f"swap:{builder.keys[0]}")
        assert builder.keys[0] not in seen
        seen.add(builder.keys[0])


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_where_nothing_else_fits_a_swap_changes_nothing(builder: Builder, headers: dict[str, str]) -> None:
    builder.send(p0_families=["claimant"], p0_forms=["typed"], p0_wanted="")
    before, version = builder.keys, QuizSet.objects.get(pk=builder.quiz_set.pk).version
    reply = builder.send(f"swap:{before[0]}", headers=headers)
    assert reply.status_code == 409
    assert "No other question fits this part." in reply.content.decode()
    assert builder.keys == before
    assert QuizSet.objects.get(pk=builder.quiz_set.pk).version == version


def test_questions_are_moved_shuffled_and_drawn_anew(builder: Builder) -> None:
    builder.send(p0_wanted=6)
    before = builder.keys
    builder.send(f"up:{before[2]}")
    assert builder.keys == [before[0], before[2], before[1], *before[3:]]
    builder.send(f"down:{before[2]}")
    assert builder.keys == before
    orders = {tuple(builder.keys) for _time in range(6) if builder.send("shuffle")}
    assert len(orders) > 1
    assert all(sorted(order) == sorted(before) for order in orders)
    builder.send(f"pin:{before[0]}")
    builder.send("draw")
    assert set(builder.keys) != set(before)
    assert before[0] in builder.keys


@pytest.mark.parametrize("do", ["swap:nothing", "up:", "pin:", "unswap:nobody", "dance", "", "unpart:9"])
def test_buttons_that_no_page_has_do_no_harm(builder: Builder, do: str) -> None:
    before = builder.keys
    assert builder.send(do).status_code in (200, 302, 409)
    assert builder.keys == before
    assert not builder.quiz_set.picks.filter(question_key="nothing").exists()


def test_another_window_is_not_overwritten_in_silence(builder: Builder) -> None:
    mine = builder.fields()
    builder.send(p0_wanted=3)
    reply = builder.client.post(builder.address, {**mine, "p0-wanted": 8, "do": "show"})
    text = reply.content.decode()
    assert reply.status_code == 409
    assert "This set was changed since you opened this page" in text
    assert 'name="p0-wanted" value="8"' in text
    assert len(builder.keys) == 3
    again = builder.client.post(builder.address, {**mine, "p0-wanted": 9}, headers=HTMX)
    assert again.status_code == 409
    assert len(builder.keys) == 3


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_set_that_another_window_changes_while_its_page_is_made_is_of_one_moment(
    builder: Builder, monkeypatch: pytest.MonkeyPatch, is_sent: bool
) -> None:
    seen = builder.fields()

    def choose_slowly(quiz_set: QuizSet) -> Choice:
        choice = choose_set(quiz_set)
        save_parts(QuizSet.objects.get(), [PartWanted(Filters(), 2), PartWanted(Filters(), 1)])
        return choice

    builder.send(p0_wanted=3)
    monkeypatch.setattr("quizzes.views.sets.choose_set", choose_slowly)
    client, address = builder.client, builder.address
    reply = client.post(address, {**seen, "do": "up"}) if is_sent else client.get(address)
    assert reply.status_code == (409 if is_sent else 200)
    assert "3 questions" in reply.content.decode()


def test_looking_again_changes_no_version(builder: Builder) -> None:
    builder.send("show")
    builder.send("hide")
    assert QuizSet.objects.get(pk=builder.quiz_set.pk).version == 0


def test_a_part_in_the_middle_is_removed_with_its_fields(builder: Builder) -> None:
    builder.send("part", p0_families=["date"])
    builder.send("part", p1_families=["place"], p1_wanted=2)
    builder.send(p2_families=["claimant"], p2_wanted=1)
    builder.send("unpart:1")
    kept = [(part.filters, part.wanted) for part in builder.quiz_set.parts.all()]
    assert kept == [({"families": ["date"]}, 10), ({"families": ["claimant"]}, 1)]


def test_a_set_has_so_many_parts_and_no_more(builder: Builder) -> None:
    for _time in range(MOST_PARTS + 2):
        builder.send("part")
    assert builder.quiz_set.parts.count() == MOST_PARTS
    assert "Add a part" not in builder.client.get(builder.address).content.decode()


def test_a_question_that_the_record_withdrew_is_told_with_the_reason(builder: Builder) -> None:
    builder.send(p0_wanted=4)
    lost = builder.questions[1]
    Question.objects.filter(pk=lost.pk).update(is_live=False, rejections=["provenance: the record moved on"])
    text = builder.client.get(builder.address).content.decode()
    assert "1 question was withdrawn" in text
    assert "the record moved on" in text
    assert len(builder.keys) == 4
    builder.send("shuffle")
    assert "was withdrawn" not in builder.client.get(builder.address).content.decode()
