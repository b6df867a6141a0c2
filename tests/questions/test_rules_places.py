"""Stories about the rules on places and directions."""

from dataclasses import replace

from quizzes.questions.rules.places import level_stated, no_nesting, one_bearing, one_right_place
from quizzes.questions.values import Form, Question
from tests.questions.builders import a_claimant, a_place, ask, bearing_fact, place_fact
from tests.questions.examples import accepts, refuses

BELO, CARI = a_place("belo"), a_place("cari")
VALLEY = a_place("valley", "district")


@accepts(one_right_place)
def test_accepts_places_where_nothing_is_said_to_have_happened() -> Question:
    return ask(place_fact(), BELO, CARI)


@accepts(one_right_place)
def test_accepts_one_of_several_right_places_as_a_choice() -> Question:
    return ask(place_fact(admitted="dolo"), BELO, CARI)


@refuses(one_right_place, "is right as well")
def test_refuses_option_that_a_live_row_gives() -> Question:
    return ask(place_fact(admitted="belo"), BELO, CARI)


@refuses(one_right_place, "is right as well")
def test_refuses_option_around_a_place_that_a_live_row_gives() -> Question:
    fact = replace(place_fact(), enclosing=frozenset({"belo"}))
    return ask(fact, BELO, CARI)


@refuses(one_right_place, "2 places would be right")
def test_refuses_typed_answer_where_two_places_are_right() -> Question:
    return ask(place_fact(admitted="belo"), form=Form.TYPED)


@accepts(one_bearing)
def test_accepts_directions_a_right_angle_apart() -> Question:
    return ask(bearing_fact("N"), "E", "S", "W")


@refuses(one_bearing, "too near")
def test_refuses_direction_next_to_the_key() -> Question:
    return ask(bearing_fact("N"), "NE", "S")


@refuses(one_bearing, "too near")
def test_refuses_direction_next_to_the_key_across_north() -> Question:
    return ask(bearing_fact("NW"), "SE", "N")


@accepts(no_nesting)
def test_accepts_towns_side_by_side() -> Question:
    return ask(place_fact(), BELO, CARI)


@accepts(no_nesting)
def test_accepts_two_towns_of_one_district() -> Question:
    return ask(place_fact(a_place("aba", above=(VALLEY,))), a_place("belo", above=(VALLEY,)))


@refuses(no_nesting, "Valley a district")
def test_refuses_district_among_towns() -> Question:
    return ask(place_fact(), BELO, VALLEY)


@refuses(no_nesting, "lie one within the other")
def test_refuses_place_that_the_key_lies_within() -> Question:
    return ask(place_fact(a_place("aba", above=(BELO,))), BELO)


@refuses(no_nesting, "lie one within the other")
def test_refuses_two_wrong_places_one_within_the_other() -> Question:
    return ask(place_fact(), BELO, a_place("cari", above=(BELO,)))


@refuses(no_nesting, "share a name")
def test_refuses_place_that_bears_another_name_of_the_key() -> Question:
    return ask(place_fact(a_place("aba", names="Şuşa")), a_place("belo", names="SUSA"))


@accepts(level_stated)
def test_accepts_stem_that_says_town() -> Question:
    return ask(place_fact())


@refuses(level_stated, "kind of place")
def test_refuses_stem_that_only_says_where() -> Question:
    question = ask(place_fact())
    return replace(question, stem=replace(question.stem, text="Where did this happen?", given=(("event", "x"),)))


@refuses(level_stated, "kind of place")
def test_refuses_attributed_stem_that_only_says_where() -> Question:
    question = ask(place_fact(attributed_to=a_claimant("general")))
    given = (("claimant", "General"), ("kind", ""))
    return replace(question, stem=replace(question.stem, text="According to General, where?", given=given))


@refuses(no_nesting, "may lie one within the other")
def test_refuses_place_whose_name_holds_the_other() -> Question:
    return ask(place_fact(a_place("aba")), a_place("north aba"), a_place("cari"))


@refuses(no_nesting, "may lie one within the other")
def test_refuses_part_of_the_world_beside_a_country() -> Question:
    return ask(place_fact(a_place("aba")), a_place("northwest europe"), a_place("cari"))
