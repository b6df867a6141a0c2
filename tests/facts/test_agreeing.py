"""Whether accounts of a date agree: two that give one date do; a part of what lasted is neither."""

import pytest

from history.facts.values import AgreementFact
from tests.facts.builders import a_claim, an_event, gather, said


def answers(*given: str) -> list[str]:
    """What the question on an event's date comes to, where two say the first of these and one each of the others."""
    claims = [a_claim("c0", said("gazette"), said("courier"), about="date", happened=given[0])]
    speakers = ("mira", "bureau")
    claims += [
        a_claim(f"c{number}", said(speaker), about="date", happened=date)
        for number, (speaker, date) in enumerate(zip(speakers, given[1:], strict=False), start=1)
    ]
    facts = gather(an_event("e", *claims)).facts
    return [str(fact.value) for fact in facts if isinstance(fact, AgreementFact) and fact.claim is None]


@pytest.mark.parametrize("other", ["2020-10-08", "2020-10", "[2020-10-08,2020-10-09]"])
def test_who_gives_the_same_day_less_precisely_agrees(other: str) -> None:
    assert answers("2020-10-08", other) == ["agree"]


@pytest.mark.parametrize(
    ("given", "other"),
    [
        ("2020-10-08", "2020-10-08/2020-10-14"),
        ("2020-10-08/2020-10-14", "2020-10-14"),
        ("2020-10", "2020-09/2020-11"),
    ],
)
def test_who_gives_a_part_of_how_long_it_lasted_is_not_said_to_agree_nor_to_disagree(given: str, other: str) -> None:
    assert answers(given, other) == []


@pytest.mark.parametrize("other", ["2020-10-08/2020-10-13", "2020-10-09/2020-10-14", "2020-10-10/2020-10-16"])
def test_who_says_that_it_began_or_ended_on_another_day_disagrees(other: str) -> None:
    assert answers("2020-10-08/2020-10-14", other) == ["disputed"]


def test_who_gives_the_same_ends_less_precisely_agrees() -> None:
    assert answers("2020-09-27/2020-11-10", "2020-09/2020-11") == ["agree"]


def test_an_interval_agrees_with_itself_and_with_its_month() -> None:
    assert answers("2020-10-08/2020-10-14", "2020-10-08/2020-10-14", "2020-10") == ["agree"]


def test_accounts_disagree_whatever_else_is_left_open() -> None:
    assert answers("2020-10-08", "2020-10-08/2020-10-14", "2020-10-20") == ["disputed"]
