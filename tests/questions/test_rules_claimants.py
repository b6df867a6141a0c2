"""Stories about the rules on who speaks."""

from dataclasses import replace

from quizzes.questions.rules.claimants import closed_world, exclusive, no_identity_cue
from quizzes.questions.values import Form, Question
from tests.questions.builders import a_claimant, ask, claimant_fact
from tests.questions.examples import accepts, refuses

GENERAL, MINISTER, MAYOR = a_claimant("general"), a_claimant("minister"), a_claimant("mayor")
RUMOUR = a_claimant("rumour", kind="unnamed")
GAZETTE = a_claimant("gazette", kind="media")


@accepts(exclusive)
def test_accepts_those_who_did_not_say_it() -> Question:
    return ask(claimant_fact(), MINISTER, MAYOR)


@accepts(exclusive)
def test_accepts_unnamed_source_among_those_who_speak_for_a_side() -> Question:
    general, minister = a_claimant("general", party="north"), a_claimant("minister", party="south")
    return ask(claimant_fact(general), minister, RUMOUR)


@accepts(exclusive)
def test_accepts_typed_answer_where_the_holder_of_the_office_said_it_too() -> Question:
    general = replace(a_claimant("general", kin="office"), stand_ins=("High Command",))
    return ask(claimant_fact(general, (a_claimant("office", "High Command"),)), form=Form.TYPED)


@refuses(exclusive, "Minister takes the same stance")
def test_refuses_wrong_option_that_said_it_too() -> Question:
    return ask(claimant_fact(barred=(MINISTER,)), MINISTER, MAYOR)


@refuses(exclusive, "Mayor takes the same stance")
def test_refuses_wrong_option_whose_office_said_it() -> Question:
    return ask(claimant_fact(barred=(a_claimant("town-hall"),)), a_claimant("mayor", kin="town-hall"))


@refuses(exclusive, "Mayor may be General")
def test_refuses_wrong_option_of_the_body_that_the_key_belongs_to() -> Question:
    return ask(claimant_fact(a_claimant("general", kin="mayor")), MAYOR)


@refuses(exclusive, "Rumour may be Gazette")
def test_refuses_unnamed_source_beside_a_claimant_of_no_side() -> Question:
    return ask(claimant_fact(a_claimant("general", party="north")), GAZETTE, RUMOUR)


@refuses(exclusive, "Gazette takes the same stance")
def test_refuses_claimant_of_no_side_where_an_unnamed_source_said_it_too() -> Question:
    general = a_claimant("general", party="north")
    return ask(claimant_fact(general, (RUMOUR,)), GAZETTE)


@refuses(exclusive, "others take the same stance")
def test_refuses_typed_answer_where_two_said_it() -> Question:
    return ask(claimant_fact(barred=(MINISTER,)), form=Form.TYPED)


@refuses(exclusive, "others take the same stance")
def test_refuses_typed_answer_where_the_whole_side_said_it_too() -> Question:
    side = a_claimant("northern-side", kind="side", party="north")
    return ask(claimant_fact(a_claimant("general", kin="northern-side"), (side,)), form=Form.FLASHCARD)


@accepts(closed_world)
def test_accepts_those_who_have_spoken_in_the_conflict() -> Question:
    return ask(claimant_fact(spoken="general minister mayor"), MINISTER, MAYOR)


@refuses(closed_world, "Mayor has not spoken")
def test_refuses_claimant_who_never_spoke() -> Question:
    return ask(claimant_fact(spoken="general minister"), MINISTER, MAYOR)


@refuses(closed_world, "Minister has not spoken")
def test_refuses_claimant_who_spoke_in_another_conflict_only() -> Question:
    return ask(claimant_fact(spoken=""), MINISTER)


@accepts(no_identity_cue)
def test_accepts_stem_without_a_word_of_the_key() -> Question:
    return ask(claimant_fact(), MINISTER, MAYOR)


@accepts(no_identity_cue)
def test_accepts_side_in_the_stem_where_a_wrong_option_shares_it() -> Question:
    general, minister = a_claimant("general", party="northland"), a_claimant("minister", party="northland")
    return ask(claimant_fact(general, statement="Northland forces held Aba"), minister, MAYOR)


@refuses(no_identity_cue, "northland")
def test_refuses_side_of_the_key_alone_in_the_stem() -> Question:
    general = a_claimant("general", party="northland")
    return ask(claimant_fact(general, statement="Northland forces held Aba"), MINISTER, MAYOR)


@refuses(no_identity_cue, "northland")
def test_refuses_another_form_of_the_name_of_the_side() -> Question:
    general = a_claimant("general", party="northland")
    return ask(claimant_fact(general, statement="Northlanders held Aba"), MINISTER, MAYOR)


@refuses(no_identity_cue, "smith")
def test_refuses_family_name_of_the_key_in_the_stem() -> Question:
    smith = a_claimant("smith", "General Smith")
    return ask(claimant_fact(smith, statement="Men under Smith had taken Aba"), MINISTER, MAYOR)
