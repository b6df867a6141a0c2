"""How claims stand: contested, corroborated, unopposed; and when what is asked is contested."""

import pytest

from history.facts.rows import ClaimRow, EventRow
from history.facts.values import DateFact, PlaceFact, Standing
from tests.facts.builders import a_claim, an_event, claim_names, fact_of, gather, said


def standing(*claims: ClaimRow) -> Standing:
    """How the first of the claims stands."""
    return claim_names(gather(an_event("e", *claims)))[claims[0].key].standing


@pytest.mark.parametrize("stance", ["denies", "disputes"])
def test_denied_or_disputed_claim_is_contested(stance: str) -> None:
    assert standing(a_claim("c", said("orda"), said("mira", stance))) is Standing.CONTESTED


def test_claim_against_an_asserted_one_is_contested_whichever_side_was_marked() -> None:
    rival = a_claim("d", said("mira"), opposes="c")
    assert standing(a_claim("c", said("orda")), rival) is Standing.CONTESTED
    assert standing(rival, a_claim("c", said("orda"))) is Standing.CONTESTED


@pytest.mark.parametrize("stance", ["reports", "denies"])
def test_opposing_claim_that_nobody_stands_behind_contests_nothing(stance: str) -> None:
    assert standing(a_claim("c", said("orda")), a_claim("d", said("mira", stance), opposes="c")) is Standing.UNOPPOSED


def test_denial_that_is_held_back_contests_nothing() -> None:
    assert standing(a_claim("c", said("orda"), said("mira", "denies", held=True))) is Standing.UNOPPOSED


def test_opposing_claim_that_is_held_back_contests_nothing() -> None:
    assert (
        standing(a_claim("c", said("orda")), a_claim("d", said("mira", held=True), opposes="c")) is Standing.UNOPPOSED
    )


def test_denial_of_a_claim_marked_the_same_contests_both() -> None:
    same = a_claim("d", said("mira", "denies"), same_as="c")
    assert standing(a_claim("c", said("orda")), same) is Standing.CONTESTED


@pytest.mark.parametrize(
    ("one", "other"), [("orda", "mira"), ("gazette", "courier"), ("lancers", "gazette"), ("crown", "bureau")]
)
def test_two_who_share_nothing_corroborate(one: str, other: str) -> None:
    assert standing(a_claim("c", said(one), said(other, "confirms"))) is Standing.CORROBORATED


@pytest.mark.parametrize(
    ("one", "other"),
    [("orda", "crown"), ("crown", "camp"), ("lancers", "bureau"), ("scouts", "bureau"), ("orda", "heir")],
    ids=["party", "side", "parent body", "parent of the parent", "office"],
)
def test_two_who_share_something_do_not_corroborate(one: str, other: str) -> None:
    assert standing(a_claim("c", said(one), said(other, "confirms"))) is Standing.UNOPPOSED


def test_unnamed_source_corroborates_nobody() -> None:
    assert standing(a_claim("c", said("gazette"), said("rumour"))) is Standing.UNOPPOSED


def test_reporting_is_not_saying() -> None:
    assert standing(a_claim("c", said("orda"), said("gazette", "reports"))) is Standing.UNOPPOSED


def test_claimant_does_not_corroborate_itself() -> None:
    assert standing(a_claim("c", said("gazette"), said("gazette", "confirms"))) is Standing.UNOPPOSED


# What is asked.


def asked_date(*events: EventRow) -> DateFact:
    """When the first event happened, as the record has it."""
    fact = fact_of(gather(*events), f"happened:event/{events[0].key}")
    assert isinstance(fact, DateFact)
    return fact


def asked_place(*events: EventRow) -> PlaceFact:
    """Where the first event happened: in Abar."""
    fact = fact_of(gather(*events), f"place:event/{events[0].key}/abar/at")
    assert isinstance(fact, PlaceFact)
    return fact


def test_date_is_contested_when_two_live_rows_differ() -> None:
    claim = a_claim("c", said("gazette"), about="date", happened="2020-10-11")
    assert asked_date(an_event("e", claim, happened="2020-10-09")).contested


@pytest.mark.parametrize("coarser", ["2020-10", "2020", "[..2020-10-12]", "2020-10-08/2020-10-10", "XXXX-10"])
def test_date_is_not_contested_by_a_coarser_one_that_holds_it(coarser: str) -> None:
    claim = a_claim("c", said("gazette"), about="date", happened=coarser)
    fact = asked_date(an_event("e", claim, happened="2020-10-09"))
    assert not fact.contested
    assert {rival.edtf for rival in fact.rivals} == {"2020-10-09", coarser}


@pytest.mark.parametrize("given", ["2020-10-01/2020-10-05", "2020-10-02/2020-10-03", "2020-10-02/2020-10-05"])
def test_days_on_end_are_contested_by_others_that_begin_or_end_elsewhere(given: str) -> None:
    claim = a_claim("c", said("gazette"), about="date", happened=given)
    fact = asked_date(an_event("e", claim, happened="2020-10-01/2020-10-03"))
    assert fact.contested
    assert fact.event is not None
    assert fact.event.happened is None


def test_date_is_not_contested_by_what_is_held_back() -> None:
    claim = a_claim("c", said("gazette", held=True), about="date", happened="2020-10-11")
    assert not asked_date(an_event("e", claim, happened="2020-10-09")).contested


def test_date_is_contested_when_the_occurrence_is_denied() -> None:
    assert asked_date(an_event("e", a_claim("c", said("mira", "denies")), happened="2020-10-09")).contested


def test_date_is_contested_by_another_date_of_the_same_event() -> None:
    same = an_event("f", happened="2020-10-11", same_as="e")
    assert asked_date(an_event("e", happened="2020-10-09"), same).contested


def test_stem_gives_no_date_on_which_sources_disagree() -> None:
    claim = a_claim("c", said("gazette"), about="date", happened="2020-10-11")
    event = asked_place(an_event("e", claim, happened="2020-10-09", places="abar")).event
    assert event is not None
    assert event.happened is None


def test_place_is_contested_by_a_claim_of_another_place() -> None:
    claim = a_claim("c", said("gazette"), about="place", places="belo")
    assert asked_place(an_event("e", claim, places="abar")).contested


@pytest.mark.parametrize("place", ["mark", "gorn", "abar"])
def test_place_is_not_contested_by_one_around_or_within_it(place: str) -> None:
    claim = a_claim("c", said("gazette"), about="place", places=place)
    assert not asked_place(an_event("e", claim, places="abar")).contested


def test_claim_behind_which_only_one_side_stands_is_one_sided_though_others_deny_it() -> None:
    claim = a_claim("c", said("orda"), said("gazette", "denies"), about="date", happened="2020-10-09")
    fact = fact_of(gather(an_event("e", claim)), "happened:claim/c/orda")
    assert fact.one_sided
