"""Stories about questions that are asked one after another."""

from dataclasses import replace

from history.dates import read_edtf
from quizzes.questions.rules.sequence import asked_once, marked_by_the_site, no_cross_leak
from quizzes.questions.seating import seat_questions
from quizzes.questions.values import Form, Question
from tests.questions.builders import (
    a_place,
    an_event,
    ask,
    bearing_fact,
    claimant_fact,
    date_fact,
    place_fact,
    stated_fact,
)
from tests.questions.groups import dated, match, order
from tests.questions.test_rules_scale import a_mark, placed

WHEN = ask(date_fact(), "2020-10-20", "2020-10-29")
ITEMS = match(dated("aba", "2020-10-09"), dated("belo", "2020-10-20"), dated("cari", "2020-10-29"))


def where(happened: str) -> Question:
    """Where the siege happened, with the date that the stem gives."""
    return ask(place_fact(event=an_event(happened=happened)), a_place("belo"), a_place("cari"))


def test_accepts_earlier_question_about_the_same_event_without_its_date() -> None:
    assert no_cross_leak(WHEN, [where("")]) is None


def test_accepts_earlier_question_that_gives_another_date() -> None:
    assert no_cross_leak(WHEN, [where("2020-10")]) is None


def test_accepts_earlier_question_about_another_event_of_that_day() -> None:
    elsewhere = ask(place_fact(event=an_event("Raid on the harbour", happened="2020-10-09")), a_place("belo"))
    assert no_cross_leak(WHEN, [elsewhere]) is None


def test_accepts_what_comes_later() -> None:
    assert no_cross_leak(where("2020-10-09"), [WHEN]) is None


def test_refuses_date_that_an_earlier_stem_gave() -> None:
    found = no_cross_leak(WHEN, [where(""), where("2020-10-09")])
    assert found is not None
    assert (found.rule, "9 October 2020" in found.reason) == ("no_cross_leak", True)


def test_refuses_date_that_an_earlier_stem_gave_in_other_words() -> None:
    earlier = replace(
        where(""), stem=replace(where("").stem, text="Where was the Siege of the fortress of October 9, 2020?")
    )
    assert no_cross_leak(WHEN, [earlier]) is not None


def test_refuses_date_with_which_the_event_stood_on_an_earlier_scale() -> None:
    scale = placed(a_mark("Siege of the fortress", "2020-10-09", "siege"))
    found = no_cross_leak(WHEN, [replace(scale, fact=date_fact(event=an_event("Raid on the harbour")))])
    assert found is not None
    assert "Siege of the fortress: 9 October 2020" in found.reason
    # Said of it is more than its day, and that it is in dispute.
    span = replace(scale.marks[0], extent=read_edtf("2020-10-01/2020-10-31"), is_disputed=True)
    assert no_cross_leak(WHEN, [replace(scale, marks=(span,))]) is None


def test_refuses_place_that_an_earlier_option_gave() -> None:
    said = claimant_fact(statement="The siege of the fortress was at Aba")
    later = ask(place_fact(event=an_event("Siege of the fortress")), a_place("belo"), a_place("cari"))
    assert no_cross_leak(later, [ask(said)]) is not None


def test_refuses_speaker_whom_an_earlier_stem_named_with_the_statement() -> None:
    who, when = ask(claimant_fact()), ask(stated_fact(), "2020-10-20", "2020-10-29")
    assert no_cross_leak(who, [when]) is not None
    assert no_cross_leak(who, [where("")]) is None


def test_refuses_direction_that_an_earlier_stem_gave() -> None:
    later = ask(bearing_fact(), "E", "S", "W")
    told = replace(where(""), stem=replace(where("").stem, text="Where did the march to Belo, north of Aba, begin?"))
    assert no_cross_leak(later, [told]) is not None
    assert no_cross_leak(later, [where("")]) is None


def test_accepts_match_whose_items_nothing_tells() -> None:
    assert no_cross_leak(ITEMS, [where("2020-10-09")]) is None


def test_refuses_match_of_which_an_earlier_stem_tells_an_item() -> None:
    first = ITEMS.pairs[0]
    told = replace(where(""), stem=replace(where("").stem, text=f"{first.left.text}: {first.right.text}"))
    assert no_cross_leak(ITEMS, [told]) is not None


def test_what_is_only_matched_later_is_told_by_no_match() -> None:
    assert no_cross_leak(WHEN, [ITEMS]) is None


def test_accepts_another_fact_and_refuses_the_same_in_another_form() -> None:
    assert asked_once(WHEN, [where("")]) is None
    assert asked_once(replace(WHEN, form=Form.TYPED), [WHEN]) is not None


def test_a_test_takes_no_flashcard() -> None:
    assert marked_by_the_site(WHEN, []) is None
    assert marked_by_the_site(replace(WHEN, form=Form.FLASHCARD), []) is not None


def test_of_two_questions_that_tell_each_other_the_one_wanted_first_stays_whichever_tells() -> None:
    telling = where("2020-10-09")
    for wanted in ([telling, WHEN], [WHEN, telling]):
        seated, unseated = seat_questions(wanted)
        assert seated == [0]
        assert [(one.place, one.beside, one.rejection.rule) for one in unseated] == [(1, 0, "no_cross_leak")]


def test_questions_that_tell_nothing_of_each_other_keep_their_order() -> None:
    assert seat_questions([where(""), WHEN]) == ([0, 1], [])


def test_an_order_shows_no_date_so_it_tells_none() -> None:
    in_order = order(*(pair.fact for pair in ITEMS.pairs))
    assert no_cross_leak(ask(ITEMS.pairs[0].fact, "2020-11-20"), [in_order]) is None


def test_refuses_order_of_which_an_earlier_stem_dates_an_event() -> None:
    in_order, first = order(*(pair.fact for pair in ITEMS.pairs)), ITEMS.pairs[0]
    dated_stem = replace(where("").stem, text=f"Where was this, of 9 October 2020: {first.left.text}?")
    assert no_cross_leak(in_order, [replace(where(""), stem=dated_stem)]) is not None
