"""What holds of every question whether accounts agree, of any record, judged by the naive checker."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from random import Random

import pytest
from hypothesis import given

from history.facts.gathering import gather_facts
from history.facts.values import AgreementFact
from quizzes.exports.questions import question_to_json
from quizzes.questions.generating import generate
from quizzes.questions.rules.agreement import MOST_MORE
from quizzes.questions.shown import arrange_options, show_question, shown_from_json
from quizzes.questions.values import Form, Judged
from tests.questions.agreement_checker import complain_of_agreement
from tests.questions.records import JSON, rows_of
from tests.questions.strategies_of_accounts import quarrels
from tests.questions.test_properties import briefly, steadily

# How many examples were seen, how many had a live question, and how often each answer was asked for.
seen: Counter[str] = Counter()


@pytest.fixture(autouse=True, scope="module")
def most_examples_said_something() -> Iterator[None]:
    yield
    assert seen["live"] * 2 >= seen["examples"], seen
    assert min(seen["agree"], seen["disputed"]) * 10 >= seen["agree"] + seen["disputed"], seen


def asked_of(record: JSON) -> list[Judged]:
    """The live questions of the form; counts the example."""
    around = gather_facts(rows_of(record, "war"))
    judged = generate(around, only=[fact for fact in around.facts if isinstance(fact, AgreementFact)])
    live = [one for one in judged if one.is_live and one.question.form is Form.DISAGREE]
    seen["examples"] += 1
    seen["live"] += bool(live)
    seen.update(one.question.key.value for one in live)
    return live


@steadily
@given(quarrels())
def test_checker_finds_nothing_wrong_with_a_live_question(record: JSON) -> None:
    for one in asked_of(record):
        question = question_to_json(one)
        assert (question, complain_of_agreement(question, record)) == (question, [])


@cache
def some_asked() -> list[tuple[JSON, list[Judged]]]:
    """Some records and what is asked of them, made once a process for the tests that only look at it."""
    found: list[tuple[JSON, list[Judged]]] = []

    @briefly
    @given(quarrels())
    def draw(record: JSON) -> None:
        found.append((record, asked_of(record)))

    draw()
    return found


def test_neither_answer_is_asked_for_much_oftener_than_the_other() -> None:
    for record, asked in some_asked():
        answers = Counter(one.question.key.value for one in asked)
        facts = gather_facts(rows_of(record, "war")).facts
        on_record = Counter(getattr(fact, "value", "") for fact in facts if fact.key.startswith("agreed"))
        for value, other in (("agree", "disputed"), ("disputed", "agree")):
            assert answers[value] <= (on_record[other] + MOST_MORE if on_record[other] else 0), record
        # Where the record has one answer only, nothing is asked.
        assert len(on_record) != 1 or not answers


def test_what_is_shown_survives_being_stored() -> None:
    for one in chain.from_iterable(asked for _record, asked in some_asked()):
        shown = show_question(one.question)
        assert shown_from_json(shown.to_json()) == shown
        assert {account[0] for account in shown.accounts}
        # Before the answer the page has the options alone.
        assert {value for value, _text in shown.options} == {"agree", "disputed"}


def test_the_key_stands_first_as_often_as_second() -> None:
    for one in chain.from_iterable(asked for _record, asked in some_asked()):
        shown = show_question(one.question)
        chance = Random(shown.digest)
        first = sum(arrange_options(shown, chance.getrandbits(32))[0][0] == shown.answer for _turn in range(200))
        assert 60 <= first <= 140
