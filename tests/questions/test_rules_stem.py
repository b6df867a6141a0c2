"""Stories about the rules on the words of a question."""

from dataclasses import replace

from quizzes.questions.rules.stem import dispute_attributed, no_leak, provenance, self_contained, unique_referent
from quizzes.questions.values import Form, Question
from tests.questions.builders import (
    a_claim,
    a_claimant,
    a_place,
    an_event,
    ask,
    bearing_fact,
    claimant_fact,
    date_fact,
    place_fact,
    stated_fact,
)
from tests.questions.examples import accepts, refuses


@accepts(unique_referent)
def test_accepts_title_of_one_event() -> Question:
    return ask(date_fact(), "2020-10-11", "2020-10-13")


@accepts(unique_referent)
def test_accepts_shared_title_where_the_stem_quotes_a_statement_instead() -> Question:
    return ask(replace(stated_fact(), event=an_event(namesakes="other-siege")))


@refuses(unique_referent, "also the title of another event")
def test_refuses_title_of_two_events() -> Question:
    return ask(date_fact(event=an_event(namesakes="other-siege")))


@refuses(unique_referent, "also said elsewhere")
def test_refuses_statement_of_two_claims() -> Question:
    return ask(claimant_fact(namesakes="other-fall"))


@refuses(unique_referent, "another place is called")
def test_refuses_bearing_of_a_name_that_two_places_bear() -> Question:
    return ask(bearing_fact(namesakes="belo-district"), "E", "S", "W")


@accepts(no_leak)
def test_accepts_year_that_all_options_share() -> Question:
    return ask(stated_fact(statement="The siege of 2020 was over"), "2020-10-11", "2020-10-13")


@accepts(no_leak)
def test_accepts_month_that_all_options_share() -> Question:
    return ask(stated_fact(statement="In October the fortress had fallen"), "2020-10-11", "2020-10-13")


@accepts(no_leak)
def test_accepts_number_that_is_not_the_year() -> Question:
    return ask(date_fact("1969", event=an_event("Flight of Aba 11")), "1968", "1970")


@accepts(no_leak)
def test_accepts_word_of_a_place_that_a_wrong_option_shares() -> Question:
    return ask(place_fact(a_place("new abana"), event=an_event("Siege of Abana")), a_place("old abana"))


@refuses(no_leak, "“95” in the stem is the year")
def test_refuses_year_by_its_last_two_digits() -> Question:
    return ask(date_fact("1995-07-25", event=an_event("Operation Summer '95")), "1994-07-01", "1996-08-01")


@refuses(no_leak, "“1917” in the stem is the year")
def test_refuses_year_glued_to_a_letter() -> Question:
    return ask(date_fact("1917", event=an_event("M1917 enters service")), form=Form.TYPED)


@refuses(no_leak, "8 September 1796")
def test_refuses_title_that_gives_another_day_than_the_record() -> Question:
    return ask(date_fact("1796-09-09", event=an_event("Action of 8 September 1796")), form=Form.TYPED)


@refuses(no_leak, "1948")
def test_refuses_wrong_option_in_the_year_that_the_title_names() -> Question:
    return ask(date_fact("1947-11-30", event=an_event("1948 siege")), "1948-02-01", "1946-01-02")


@refuses(no_leak, "“abana” in the stem is a part of")
def test_refuses_word_of_the_place_in_the_title() -> Question:
    return ask(place_fact(a_place("fort abana"), event=an_event("Siege of Abana")), a_place("fort belo"))


@accepts(no_leak)
def test_accepts_part_of_a_word_that_looks_like_the_key() -> Question:
    return ask(place_fact(event=an_event("Siege of Abana")), a_place("belo"), a_place("cari"))


@accepts(no_leak)
def test_accepts_may_as_a_verb() -> Question:
    return ask(date_fact("XXXX-05", event=an_event("Siege that may have been")), "XXXX-04", "XXXX-06")


@refuses(no_leak, "Aba")
def test_refuses_place_named_in_the_title() -> Question:
    return ask(place_fact(event=an_event("Siege of Aba")), a_place("belo"), a_place("cari"))


@refuses(no_leak, "Şuşa")
def test_refuses_other_spelling_of_the_place() -> Question:
    return ask(place_fact(a_place("aba", names="Şuşa"), event=an_event("Siege of Susa")))


@refuses(no_leak, "Upper Land")
def test_refuses_district_that_only_the_key_lies_in() -> Question:
    place = a_place("aba", above=(a_place("upper land", "district"),))
    return ask(place_fact(place, event=an_event("Siege in Upper Land")), a_place("belo"), a_place("cari"))


@refuses(no_leak, "9 October")
def test_refuses_day_of_the_key_without_its_year() -> Question:
    return ask(stated_fact(statement="On 9 October the fortress fell"), "2020-10-11", "2020-10-13")


@refuses(no_leak, "9 October")
def test_refuses_day_of_the_key_in_another_form() -> Question:
    return ask(stated_fact(statement="On October 9th, 2020, the fortress fell"), form=Form.TYPED)


@refuses(no_leak, "15 October")
def test_refuses_one_day_of_the_set_that_is_asked_for() -> Question:
    event = an_event("Fall of the fortress, 15 October")
    return ask(date_fact("[2020-10-14,2020-10-15]", event=event), "[2020-10-16,2020-10-17]")


@refuses(no_leak, "October")
def test_refuses_month_that_only_the_key_has() -> Question:
    return ask(date_fact("2020-10-09", event=an_event("October siege")), "2020-11-08", "2020-09-10")


@refuses(no_leak, "2020")
def test_refuses_year_where_the_year_is_asked_for() -> Question:
    return ask(date_fact("2020", event=an_event("Siege of 2020")), "2019", "2021")


@refuses(no_leak, "480")
def test_refuses_year_before_the_common_era_in_the_title() -> Question:
    return ask(date_fact("-0479", event=an_event("Siege of 480 BC")), "-0478", "-0480")


@refuses(no_leak, "General")
def test_refuses_claimant_named_in_the_statement() -> Question:
    return ask(claimant_fact(statement="General victory had come"), a_claimant("minister"), a_claimant("mayor"))


@refuses(no_leak, "North")
def test_refuses_direction_in_the_name_of_the_place() -> Question:
    fact = bearing_fact()
    return ask(replace(fact, place=replace(fact.place, name="North Belo")), "E", "S", "W")


@accepts(self_contained)
def test_accepts_sentence_that_stands_alone() -> Question:
    return ask(date_fact(event=an_event("Siege of the fortress at Aba")))


@refuses(self_contained, "same year")
def test_refuses_same_year() -> Question:
    return ask(stated_fact(statement="That same year the fortress fell"))


@refuses(self_contained, "the town")
def test_refuses_the_town() -> Question:
    return ask(claimant_fact(statement="Soldiers had entered the town"))


@refuses(self_contained, "[3]")
def test_refuses_citation_mark() -> Question:
    return ask(claimant_fact(statement="Soldiers had entered Aba [3]"))


@refuses(self_contained, "words")
def test_refuses_more_than_forty_words() -> Question:
    return ask(claimant_fact(statement="very " * 40 + "long"))


@accepts(provenance)
def test_accepts_key_with_a_citation() -> Question:
    return ask(date_fact())


@refuses(provenance, "no source")
def test_refuses_date_without_a_citation() -> Question:
    return ask(replace(date_fact(), citations=()))


@refuses(provenance, "no source")
def test_refuses_attribution_without_a_citation() -> Question:
    return ask(replace(claimant_fact(), citations=()))


@accepts(dispute_attributed)
def test_accepts_uncontested_date_in_the_voice_of_the_record() -> Question:
    return ask(date_fact())


@accepts(dispute_attributed)
def test_accepts_contested_date_according_to_somebody() -> Question:
    return ask(date_fact(attributed_to=a_claimant("general"), contested=True))


@accepts(dispute_attributed)
def test_accepts_statement_presented_as_a_statement() -> Question:
    return ask(claimant_fact())


@refuses(dispute_attributed, "according to whom")
def test_refuses_contested_date_in_the_voice_of_the_record() -> Question:
    return ask(date_fact(contested=True))


@refuses(dispute_attributed, "according to whom")
def test_refuses_contested_place_in_the_voice_of_the_record() -> Question:
    return ask(place_fact(contested=True))


@refuses(dispute_attributed, "according to whom")
def test_refuses_what_one_side_alone_says_without_its_name() -> Question:
    return ask(date_fact(claim=a_claim(about="date"), one_sided=True))


@refuses(dispute_attributed, "no statement")
def test_refuses_claimant_stem_without_the_statement() -> Question:
    question = ask(claimant_fact())
    return replace(question, stem=replace(question.stem, text="Who took the fortress?", given=()))
