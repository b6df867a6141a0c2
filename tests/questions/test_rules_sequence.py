"""Stories about questions that are asked one after another."""

from dataclasses import replace

from quizzes.questions.rules.sequence import no_cross_leak
from quizzes.questions.values import Question
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

WHEN = ask(date_fact(), "2020-10-20", "2020-10-29")


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
