"""What an answer is worth: chosen, typed as a date, typed as a name."""

import pytest

from history.dates import read_edtf
from quizzes.questions.marking import Response, Verdict, mark_response
from quizzes.questions.shown import Shown, show_question
from quizzes.questions.values import Form
from tests.questions.builders import a_place, an_event, ask, date_fact, place_fact, stated_fact

RIGHT, WRONG = Verdict.RIGHT, Verdict.WRONG


def a_name_asked(accepted: str, confusable: str = "") -> Shown:
    """A typed question whose answer has these names (commas between), among others that are not right."""
    names = accepted.split(",")
    question = ask(place_fact(a_place("aba")), form=Form.TYPED)
    shown = show_question(question).to_json()
    others = tuple(filter(None, confusable.split(",")))
    return Shown(**{**shown, "accepted": tuple(names), "confusable": others})


def a_date_asked(edtf: str, *, year_given: bool = False) -> Shown:
    """A typed question about a date; the stem tells the year or does not."""
    event = an_event(f"Siege of {read_edtf(edtf).show()[-4:]}" if year_given else "Siege")
    return show_question(ask(date_fact(edtf, event=event), form=Form.TYPED))


def typed(shown: Shown, text: str) -> Verdict:
    return mark_response(shown, Response(text=text))


# Choices.


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("2020-10-09", RIGHT),
        ("2020-10-11", WRONG),
        ("1900-01-01", WRONG),
        ("2020-10-09 ", WRONG),
        ("", Verdict.UNANSWERED),
    ],
)
def test_choice_is_right_by_its_value_alone(value: str, verdict: Verdict) -> None:
    shown = show_question(ask(date_fact(), "2020-10-11", "2020-10-13"))
    assert mark_response(shown, Response(value=value)) is verdict


def test_text_typed_into_a_choice_is_no_answer() -> None:
    shown = show_question(ask(date_fact(), "2020-10-11", "2020-10-13"))
    assert typed(shown, "9 October 2020") is Verdict.UNANSWERED


# Dates.


@pytest.mark.parametrize("text", ["9 October 2020", "9 Oct 2020", "October 9, 2020", "2020-10-09", " 09.10.2020 "])
def test_day_is_right_in_the_usual_forms(text: str) -> None:
    assert typed(a_date_asked("2020-10-09"), text) is RIGHT


@pytest.mark.parametrize("text", ["October 2020", "2020"])
def test_month_or_year_of_the_day_is_less_precise(text: str) -> None:
    assert typed(a_date_asked("2020-10-09"), text) is Verdict.LESS_PRECISE


@pytest.mark.parametrize("text", ["8 October 2020", "9 October 2019", "soon", "9", "?", "9 October"])
def test_another_day_or_no_date_is_wrong(text: str) -> None:
    assert typed(a_date_asked("2020-10-09"), text) is WRONG


def test_either_day_of_an_open_pair_is_one_of_those_left_open() -> None:
    shown = a_date_asked("[2020-10-14,2020-10-15]")
    assert typed(shown, "14 October 2020") is Verdict.ONE_OF_OPEN
    assert typed(shown, "15 October 2020") is Verdict.ONE_OF_OPEN
    assert typed(shown, "14 or 15 October 2020") is RIGHT
    assert typed(shown, "13 October 2020") is WRONG


def test_year_may_be_left_out_where_the_page_shows_it() -> None:
    assert typed(a_date_asked("2020-10-09", year_given=True), "9 October") is RIGHT
    assert typed(a_date_asked("2020-10-09", year_given=True), "10 October") is WRONG


def test_year_may_not_be_left_out_where_it_is_asked_for() -> None:
    shown = show_question(ask(date_fact("2020", event=an_event("Siege of 2020")), form=Form.TYPED))
    assert typed(shown, "October") is WRONG


def test_month_of_no_stated_year_is_answered_by_its_name() -> None:
    assert typed(a_date_asked("XXXX-05"), "May") is RIGHT
    assert typed(a_date_asked("XXXX-05"), "June") is WRONG


def test_year_before_the_common_era_needs_its_era() -> None:
    assert typed(a_date_asked("-0479"), "480 BC") is RIGHT
    assert typed(a_date_asked("-0479"), "480 AD") is WRONG


def test_date_of_a_saying_is_marked_like_any_other() -> None:
    assert typed(show_question(ask(stated_fact(), form=Form.TYPED)), "9 October 2020") is RIGHT


# Nothing, and too much.


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_nothing_typed_is_no_answer(text: str) -> None:
    assert typed(a_name_asked("Hadrut"), text) is Verdict.UNANSWERED
    assert typed(a_date_asked("2020-10-09"), text) is Verdict.UNANSWERED


@pytest.mark.parametrize("text", ["x" * 100_000, "9 " * 50_000, "Ə" * 100_000, "\u0301" * 100_000, "(" * 100_000])
def test_very_long_text_is_wrong_and_marked_all_the_same(text: str) -> None:
    assert typed(a_name_asked("Hadrut"), text) is WRONG
    assert typed(a_date_asked("2020-10-09"), text) is WRONG
