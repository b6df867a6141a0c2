"""Whether what questions ask for is all one side's."""

from history.facts.balance.values import Finding, Subject
from history.facts.rows import EventRow
from history.facts.values import FactKey
from quizzes.questions.balance import find_keys_of_one_party
from tests.facts.builders import a_claim, an_event, gather, said

WAR = Subject("topic", "war", "The war")


def found(*events: EventRow, unasked: str = "-") -> list[Finding]:
    """What is found where all facts but those whose keys hold `unasked` have live questions."""
    facts = gather(*events).facts
    asked = {FactKey(fact.key) for fact in facts if unasked not in fact.key}
    return list(find_keys_of_one_party(facts, asked, WAR))


def test_all_denials_of_one_party_are_found() -> None:
    claims = [a_claim(f"c{n}", said("gazette"), said("camp", "denies")) for n in range(3)]
    [finding] = found(an_event("e1", *claims))
    assert finding.subject == WAR
    assert finding.reason == "All 3 facts asked about who denied something come from claimants of Northland."


def test_two_denials_are_too_few_and_a_second_side_settles_it() -> None:
    few = [a_claim(f"c{n}", said("gazette"), said("camp", "denies")) for n in range(2)]
    assert found(an_event("e1", *few)) == []
    assert found(an_event("e1", *few, a_claim("c2", said("gazette"), said("mira", "denies")))) == []


def test_dates_of_what_one_party_said_are_found() -> None:
    claims = [a_claim(f"c{n}", said("mira"), said("camp", "reports", "1880-05-01")) for n in range(3)]
    reasons = [finding.reason for finding in found(an_event("e1", *claims), unasked="claim/c0/mira")]
    assert "All 3 facts asked about when something was said come from claimants of Northland." in reasons


def test_event_where_only_one_side_is_asked_about_is_found() -> None:
    event = an_event("e1", a_claim("c1", said("camp"), said("mira", "denies")))
    [finding] = found(event, unasked="denied:")
    assert (finding.subject.key, finding.reason) == (
        "e1",
        "Only what claimants of Northland say is asked, though others speak about it too.",
    )
    assert found(event) == []


def test_nothing_asked_is_nothing_found() -> None:
    assert found(an_event("e1", a_claim("c1", said("camp"), said("mira", "denies"))), unasked="c1") == []
