"""Which facts come out of the rows, and what each knows of its surroundings."""

from dataclasses import replace

from history.facts.rows import BearingRow, NamesakeRow, PlaceRow
from history.facts.values import BearingFact, DateFact, Neighbourhood, PlaceFact
from tests.facts.builders import CITED, PLACES, a_claim, an_event, barred, claim_names, fact_of, gather, keys, said, who


def a_date(around: Neighbourhood, key: str) -> DateFact:
    """The fact with this key, which is about a date."""
    fact = fact_of(around, key)
    assert isinstance(fact, DateFact)
    return fact


def namesakes(around: Neighbourhood) -> frozenset[str]:
    """Other events that bear the title of the first."""
    event = a_date(around, "happened:event/e").event
    assert event is not None
    return event.namesakes


# Held back.


def test_held_back_attribution_yields_no_fact_but_bars_its_claimant() -> None:
    around = gather(an_event("e", a_claim("c", said("orda"), said("gazette", "disputes", "2020-10-09", held=True))))
    assert keys(around) == ["asserted:claim/c/orda"]
    assert barred(who(around, "asserted:claim/c/orda")) == {"gazette"}
    assert "gazette" not in who(around, "asserted:claim/c/orda").spoken


def test_held_back_voice_is_not_told_after_an_answer() -> None:
    around = gather(an_event("e", a_claim("c", said("orda"), said("gazette", held=True))))
    assert {voice.claimant for voice in who(around, "asserted:claim/c/orda").voices} == {"Orda Vell"}


def test_claim_that_is_wholly_held_back_gives_no_date() -> None:
    claim = a_claim("c", said("orda", held=True), about="date", happened="2020-10-09")
    assert keys(gather(an_event("e", claim))) == []


# The same claim and the same event.


def test_takers_of_claims_marked_the_same_are_barred_at_any_remove() -> None:
    claims = [
        a_claim("c", said("orda")),
        a_claim("d", said("gazette"), same_as="c"),
        a_claim("f", said("mira"), same_as="d"),
    ]
    around = gather(an_event("e", *claims))
    assert barred(who(around, "asserted:claim/c/orda")) == {"gazette", "mira"}
    assert barred(who(around, "asserted:claim/f/mira")) == {"gazette", "orda"}


def test_whoever_stands_behind_an_opposing_claim_denies_this_one() -> None:
    claims = [a_claim("c", said("orda", "denies")), a_claim("d", said("mira"), opposes="c")]
    around = gather(an_event("e", *claims))
    assert barred(who(around, "denied:claim/c/orda")) == {"mira"}


def test_whoever_denies_a_claim_marked_the_same_as_the_opposing_one_supports_this_one() -> None:
    claims = [
        a_claim("c", said("orda")),
        a_claim("d", said("mira"), opposes="c"),
        a_claim("f", said("gazette", "denies"), same_as="d"),
    ]
    around = gather(an_event("e", *claims))
    assert barred(who(around, "asserted:claim/c/orda")) == {"gazette"}


def test_claims_of_other_topics_bar_too() -> None:
    outside = (a_claim("o", said("courier"), same_as="c"),)
    around = gather(an_event("e", a_claim("c", said("orda"))), outside=outside)
    assert barred(who(around, "asserted:claim/c/orda")) == {"courier"}
    # Nothing is asked of what lies outside, but it is an account of the same.
    assert keys(around) == ["asserted:claim/c/orda", "agreed:claim/c"]


def test_dates_and_places_of_the_same_event_count_as_right() -> None:
    events = [
        an_event("e", happened="2020-10-09", places="abar"),
        an_event("f", happened="2020-10", places="mark", same_as="g"),
        an_event("g", same_as="e"),
    ]
    around = gather(*events)
    assert {date.edtf for date in a_date(around, "happened:event/e").rivals} == {"2020-10-09", "2020-10"}
    place = fact_of(around, "place:event/e/abar/at")
    assert isinstance(place, PlaceFact)
    assert place.admitted == {"abar", "mark"}


def test_same_event_is_no_namesake_but_another_of_the_title_is() -> None:
    one, other = an_event("e", happened="2020"), replace(an_event("f", happened="2020"), title="Event E")
    assert namesakes(gather(one, other)) == {"f"}
    same = replace(other, same_as="e")
    assert namesakes(gather(one, same)) == set()


def test_title_borne_outside_the_topic_is_a_namesake() -> None:
    around = gather(an_event("e", happened="2020"), elsewhere=(NamesakeRow("f", "Event E"),))
    assert namesakes(around)


def test_claims_with_the_same_words_are_namesakes_unless_marked_the_same() -> None:
    one, other = a_claim("c", said("orda")), replace(a_claim("d", said("mira")), statement="STATEMENT C")
    assert claim_names(gather(an_event("e", one, other)))["c"].namesakes == {"d"}
    same = replace(other, same_as=("c",))
    assert claim_names(gather(an_event("e", one, same)))["c"].namesakes == set()


# Dates of somebody's claims.


def test_both_days_on_which_somebody_stated_it_count_as_right() -> None:
    claim = a_claim("c", said("orda", "asserts", "2020-10-09"), said("orda", "confirms", "2020-10-12"))
    fact = a_date(gather(an_event("e", claim)), "stated:claim/c/orda/asserts")
    assert {date.edtf for date in fact.rivals} == {"2020-10-09", "2020-10-12"}


def test_day_on_which_the_office_stated_it_counts_as_right_for_its_holder() -> None:
    claim = a_claim("c", said("orda", stated_on="2020-10-09"), said("crown", stated_on="2020-10-12"))
    fact = a_date(gather(an_event("e", claim)), "stated:claim/c/orda/asserts")
    assert {date.edtf for date in fact.rivals} == {"2020-10-09", "2020-10-12"}


def test_day_of_a_denial_does_not_count_for_the_assertion() -> None:
    claim = a_claim("c", said("orda", stated_on="2020-10-09"), said("orda", "denies", "2020-10-12"))
    fact = a_date(gather(an_event("e", claim)), "stated:claim/c/orda/asserts")
    assert {date.edtf for date in fact.rivals} == {"2020-10-09"}


def test_only_the_claimants_own_dates_count_where_the_stem_names_it() -> None:
    one = a_claim("c", said("orda"), about="date", happened="2020-10-09")
    other = a_claim("d", said("mira"), about="date", happened="2020-10-12")
    fact = a_date(gather(an_event("e", one, other)), "happened:claim/c/orda")
    assert {date.edtf for date in fact.rivals} == {"2020-10-09"}
    assert fact.contested


def test_whoever_denies_a_date_is_not_asked_for_it() -> None:
    claim = a_claim("c", said("orda"), said("mira", "denies"), about="date", happened="2020-10-09")
    assert "happened:claim/c/mira" not in keys(gather(an_event("e", claim)))


def test_asserting_and_confirming_one_claim_gives_its_date_once() -> None:
    claim = a_claim("c", said("orda"), said("orda", "confirms"), about="date", happened="2020-10-09", places="abar")
    assert sorted(keys(gather(an_event("e", claim)))) == [
        "asserted:claim/c/orda",
        "confirmed:claim/c/orda",
        "happened:claim/c/orda",
        "place:claim/c/orda/abar",
    ]


# Places.


def test_each_place_of_a_passage_is_a_fact_that_admits_them_all() -> None:
    claims = [a_claim("c", said("orda"), places="abar"), a_claim("d", said("orda"), places="belo")]
    around = gather(an_event("e", *claims))
    places = [fact for fact in around.facts if isinstance(fact, PlaceFact)]
    assert [fact.value.key for fact in places] == ["abar", "belo"]
    assert all(fact.admitted == {"abar", "belo"} for fact in places)
    assert all(fact.enclosing == {"mark"} for fact in places)


def test_place_in_two_roles_is_two_facts() -> None:
    event = replace(an_event("e"), places=(("abar", "from"), ("belo", "toward")))
    assert keys(gather(event)) == ["place:event/e/abar/from", "place:event/e/belo/toward"]


def test_bearing_knows_of_other_places_with_the_name() -> None:
    bearing = BearingRow("abar", "N", CITED)
    village = PlaceRow("irsa", "Irsa", "village", bearing=bearing)
    around = gather(places=(*PLACES, village))
    fact = fact_of(around, "bearing:place/irsa")
    assert isinstance(fact, BearingFact)
    assert not fact.namesakes
    district = PlaceRow("irsa-district", "Irsa District", "district", names=("IRSA",))
    fact = fact_of(gather(places=(*PLACES, village, district)), "bearing:place/irsa")
    assert isinstance(fact, BearingFact)
    assert fact.namesakes == {"irsa-district"}


def test_whoever_gives_the_same_date_in_other_words_is_no_wrong_answer() -> None:
    around = gather(
        an_event(
            "e",
            a_claim("a", said("gazette"), about="date", happened="2020-10-09"),
            a_claim("b", said("courier"), about="date", happened="2020-10-09/2020-10-12"),
            a_claim("c", said("mira"), about="date", happened="2020-10-11"),
        )
    )
    barred = {claimant.key for claimant in who(around, "asserted:claim/a/gazette").barred}
    assert barred == {"courier"}
