"""Stories about the rules on questions in which all that is right is to be ticked."""

from dataclasses import replace

from quizzes.questions.rules import judge_group
from quizzes.questions.rules.groups import enough_items, one_voice, set_apart
from quizzes.questions.rules.selection import no_ticking_cue, none_of_the_wrong, right_and_wrong
from quizzes.questions.values import GroupQuestion
from tests.questions.builders import a_claimant
from tests.questions.examples import accepts, refuses
from tests.questions.groups import named, select, told

GENERAL, MAYOR = a_claimant("general"), a_claimant("mayor")
DEPUTY = a_claimant("deputy", kin="general")
MARSHAL = a_claimant("marshal", "Marshal of Norland")
RIGHT = told("aba", GENERAL), told("belo", GENERAL)
WRONG = told("cari", MAYOR), told("dunin", MAYOR)
NAMED = named("aba", GENERAL, "belo"), named("belo", GENERAL, "aba")
UNNAMED = named("cari", MAYOR), named("dunin", MAYOR)


@accepts(right_and_wrong)
def test_accepts_two_right_ones_and_two_wrong_ones() -> GroupQuestion:
    return select(RIGHT, WRONG)


@refuses(right_and_wrong, "0 good wrong")
def test_refuses_ticks_of_which_all_are_right() -> GroupQuestion:
    return select(RIGHT, ())


@refuses(right_and_wrong, "1 good wrong")
def test_refuses_ticks_of_which_all_but_one_are_right() -> GroupQuestion:
    return select(RIGHT, WRONG[:1])


@accepts(none_of_the_wrong)
def test_accepts_statements_of_somebody_else() -> GroupQuestion:
    return select(RIGHT, WRONG)


@accepts(none_of_the_wrong)
def test_accepts_places_that_somebody_else_named() -> GroupQuestion:
    return select(NAMED, UNNAMED)


@refuses(none_of_the_wrong, "may be right as well")
def test_refuses_a_statement_that_the_claimant_made_too() -> GroupQuestion:
    return select(RIGHT, (WRONG[0], told("dunin", MAYOR, barred=(GENERAL,))))


@refuses(none_of_the_wrong, "may be right as well")
def test_refuses_a_statement_of_the_claimants_deputy() -> GroupQuestion:
    return select(RIGHT, (WRONG[0], told("dunin", DEPUTY)))


@refuses(none_of_the_wrong, "“Cari” may be right")
def test_refuses_a_place_that_the_claimant_named_too() -> GroupQuestion:
    return select((named("aba", GENERAL, "belo cari"), NAMED[1]), UNNAMED)


@refuses(none_of_the_wrong, "“Cari” may be right")
def test_refuses_a_place_on_which_the_claimant_is_held_back() -> GroupQuestion:
    return select((named("aba", GENERAL, "belo", held_back="cari"), NAMED[1]), UNNAMED)


@refuses(none_of_the_wrong, "“Cari” may be right")
def test_refuses_a_place_that_the_claimant_named_elsewhere() -> GroupQuestion:
    return select(NAMED, (named("cari", GENERAL, event="raid"), UNNAMED[1]))


@accepts(no_ticking_cue)
def test_accepts_a_name_that_stands_among_right_and_wrong() -> GroupQuestion:
    right = told("aba", MARSHAL, statement="Norland had won"), told("belo", MARSHAL)
    return select(right, (told("cari", MAYOR, statement="Norland had fled"), WRONG[1]))


@refuses(no_ticking_cue, "in what is right alone")
def test_refuses_a_claimant_named_in_its_own_statements_alone() -> GroupQuestion:
    return select((told("aba", MARSHAL, statement="Norland had won"), told("belo", MARSHAL)), WRONG)


@refuses(no_ticking_cue, "in what is wrong alone")
def test_refuses_another_claimant_named_in_its_statements_alone() -> GroupQuestion:
    return select(RIGHT, (told("cari", MARSHAL, statement="Norland had won"), WRONG[1]))


def test_ticks_in_order_are_live() -> None:
    assert judge_group(select(RIGHT, WRONG)) == ()
    assert judge_group(select(NAMED, UNNAMED)) == ()


def test_the_rules_on_groups_look_at_ticks_too() -> None:
    assert enough_items(select(RIGHT[:1], WRONG)) is not None
    assert one_voice(select((RIGHT[0], told("belo", MAYOR)), WRONG)) is not None
    assert one_voice(select((NAMED[0], named("belo", GENERAL, "aba", event="raid")), UNNAMED)) is not None
    assert set_apart(select(RIGHT, (WRONG[0], RIGHT[1]))) is not None


def test_a_village_is_not_offered_among_towns() -> None:
    village = replace(UNNAMED[0], value=replace(UNNAMED[0].value, kind="village"))
    assert "no_nesting" in {found.rule for found in judge_group(select(NAMED, (village, UNNAMED[1])))}
