"""What is asked, and never asked, of the shipped record."""

from collections import Counter

import pytest

from history.facts.gathering import gather_facts
from quizzes.exports.questions import question_to_json
from quizzes.questions.generating import generate
from quizzes.questions.rules import OPTION_RULES, QUESTION_RULES
from tests.questions.agreement_checker import complain_of_one
from tests.questions.examples import name_of
from tests.questions.records import JSON, read_shipped, rows_of

TOPIC = "battle-of-hadrut"
HELD_BACK = {"komsomolskaya-pravda", "bbc-russian-service"}
ABOUT_TAKING = {"hadrut-taken", "hadrut-under-azerbaijani-control", "hadrut-held", "hadrut-taken-by-9-october"}


@pytest.fixture(scope="module")
def record() -> JSON:
    return read_shipped()


@pytest.fixture(scope="module")
def questions(record: JSON) -> list[JSON]:
    return [question_to_json(judged) for judged in generate(gather_facts(rows_of(record, TOPIC)), seed=1)]


@pytest.fixture(scope="module")
def live(questions: list[JSON]) -> list[JSON]:
    return [question for question in questions if not question["rejected"]]


@pytest.mark.parametrize(("family", "fewest"), [("date", 8), ("place", 20), ("claimant", 7)])
def test_enough_facts_of_each_family_are_asked(live: list[JSON], family: str, fewest: int) -> None:
    facts = {question["facts"][0] for question in live if question["family"] == family}
    assert len(facts) >= fewest


def test_checker_finds_nothing_wrong_with_any_live_question(record: JSON, live: list[JSON]) -> None:
    assert {question["key"]: found for question in live if (found := complain_of_one(question, record))} == {}


def test_nothing_asks_when_the_capture_happened_on_the_ninth(questions: list[JSON]) -> None:
    of_capture = [
        question
        for question in questions
        if question["event"] == "capture-of-hadrut" and question["predicate"] == "happened"
    ]
    assert of_capture
    assert not any(
        "2020-10-09" in value for question in of_capture if not question["rejected"] for value in question["answer"]
    )
    assert all(question["answer"] != ["2020-10-09"] for question in of_capture)


def test_third_parties_date_is_asked_only_with_their_name(live: list[JSON]) -> None:
    dated = [q for q in live if q["event"] == "capture-of-hadrut" and q["predicate"] == "happened"]
    dated = [q for q in dated if q["form"] != "disagree"]
    assert {question["answer"][0] for question in dated} == {"[2020-10-14,2020-10-15]"}
    assert all(question["prompt"].startswith("According to third-party sources") for question in dated)


def test_held_back_media_are_never_the_answer(questions: list[JSON]) -> None:
    assert not any(HELD_BACK & {*question["answer"], *question["attributed_to"]} for question in questions)


def test_held_back_media_are_no_wrong_options_about_what_they_are_held_back_on(live: list[JSON]) -> None:
    asked = [question for question in live if question["claim"] in ABOUT_TAKING and question["family"] == "claimant"]
    assert asked
    assert not any(choice["value"] in HELD_BACK for question in asked for choice in question["choices"])


def test_unnamed_sources_may_be_the_media_held_back_as_deniers(live: list[JSON]) -> None:
    [asked] = [q for q in live if q["claim"] == "hadrut-taken" and q["predicate"] == "denied"]
    assert "third-party-sources" not in {choice["value"] for choice in asked["choices"]}


def test_halt_of_hostilities_yields_no_date_question(questions: list[JSON]) -> None:
    assert not [q for q in questions if q["event"] == "halt-of-hostilities" and q["family"] == "date"]


def test_deportation_is_asked_to_the_month_and_never_the_year(live: list[JSON]) -> None:
    asked = [q for q in live if q["event"] == "deportation-under-operation-ring" and q["family"] == "date"]
    assert {question["precision"] for question in asked} == {"month-of-year"}
    assert {question["answer"][0] for question in asked} == {"XXXX-05"}
    assert all("the year is not on record" in question["prompt"] for question in asked)


def test_red_cross_is_never_an_option(questions: list[JSON]) -> None:
    assert not any(choice["value"] == "icrc" for question in questions for choice in question["choices"])


def test_every_refusal_names_a_rule(questions: list[JSON]) -> None:
    rules = {name_of(rule) for rule in (*OPTION_RULES, *QUESTION_RULES)}
    reasons = [reason for question in questions for reason in question["rejected"]]
    assert reasons
    assert {reason.split(": ")[0] for reason in reasons} <= rules


def test_every_question_has_a_key_of_its_own(questions: list[JSON]) -> None:
    assert Counter(question["key"] for question in questions).most_common(1)[0][1] == 1


def test_presidents_announcement_is_asked_by_its_own_date(live: list[JSON]) -> None:
    said = [q for q in live if q["claim"] == "hadrut-taken" and q["predicate"] == "stated"]
    assert {question["answer"][0] for question in said} == {"2020-10-09"}
    assert all("did the President of Azerbaijan state" in question["prompt"] for question in said)


def test_it_is_asked_whether_accounts_agree_with_both_answers_and_naming_nobody(live: list[JSON]) -> None:
    asked = {q["facts"][0]: q["answer"][0] for q in live if q["form"] == "disagree"}
    assert asked == {
        "agreed-place:event/battle-of-hadrut": "agree",
        "agreed-date:event/capture-of-hadrut": "disputed",
        # Both sides' statements are asked about alike.
        "agreed:claim/hadrut-taken": "disputed",
        "agreed:claim/hadrut-held": "disputed",
    }
    assert not any(
        q["attributed_to"] or "according to" in q["prompt"].casefold() for q in live if q["facts"][0] in asked
    )


def test_where_the_capture_was_is_not_asked_as_if_that_were_in_dispute(questions: list[JSON]) -> None:
    # All accounts of it name Hadrut; what they dispute is whether it was taken.
    assert not [q for q in questions if q["facts"][0] == "agreed-place:event/capture-of-hadrut"]
