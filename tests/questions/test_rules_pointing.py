"""Stories about the rules on questions that are answered with a point on a map."""

from dataclasses import replace

from quizzes.questions.rules import judge
from quizzes.questions.rules.pointing import map_tolerance, map_view, no_name_on_map
from quizzes.questions.values import Form, Question
from tests.questions.builders import a_place, ask, place_fact
from tests.questions.examples import accepts, refuses
from tests.questions.maps import on_a_map, seen_at, town_at, with_tolerance


@accepts(map_tolerance)
def test_accepts_what_a_finger_hits_on_the_narrowest_map() -> Question:
    return on_a_map()


@accepts(map_tolerance)
def test_accepts_coordinates_in_whole_degrees_on_a_wider_map() -> Question:
    question = on_a_map(town_at(39.0, 47.0))
    assert question.target is not None
    assert question.target.tolerance_km > 78
    return question


@accepts(map_tolerance)
def test_accepts_another_place_far_enough_away() -> Question:
    return on_a_map(town_at(), town_at(41.0, 45.0, key="belo"))


@accepts(map_tolerance)
def test_accepts_a_district_given_around_its_town() -> Question:
    valley = a_place("valley", "district")
    return on_a_map(replace(town_at(), above=(valley,)), valley)


@refuses(map_tolerance, "less than can be pointed at")
def test_refuses_less_than_a_finger_hits() -> Question:
    return with_tolerance(on_a_map(), 40)


@refuses(map_tolerance, "less than can be pointed at")
def test_refuses_less_than_the_coordinates_say() -> Question:
    return with_tolerance(on_a_map(town_at(39.0, 47.0)), 42)


@refuses(map_tolerance, "around it would be right")
def test_refuses_a_tolerance_of_a_quarter_of_the_map() -> Question:
    return with_tolerance(on_a_map(), 125)


@refuses(map_tolerance, "a region is more than a point")
def test_refuses_a_region() -> Question:
    return on_a_map(town_at(kind="region"))


@refuses(map_tolerance, "cannot be told from it")
def test_refuses_two_villages_within_sight_of_each_other() -> Question:
    return on_a_map(town_at(), town_at(39.6, 47.1, key="belo"))


@refuses(map_tolerance, "cannot be told from it")
def test_refuses_another_place_of_which_nobody_knows_where_it_lies() -> Question:
    return on_a_map(town_at(), a_place("belo"))


@refuses(map_tolerance, "does not say where it lies")
def test_refuses_a_place_without_coordinates() -> Question:
    return ask(place_fact(), form=Form.MAP)


@accepts(map_view)
def test_accepts_a_place_off_the_middle_of_the_map() -> Question:
    return on_a_map()


@accepts(map_view)
def test_accepts_a_place_near_the_date_line() -> Question:
    return on_a_map(town_at(64.7337, 177.4968))


@refuses(map_view, "near the middle")
def test_refuses_a_place_in_the_middle_of_the_map() -> Question:
    return seen_at(on_a_map(), 0.52, 0.5)


@refuses(map_view, "beyond the map")
def test_refuses_a_place_at_the_edge_of_the_map() -> Question:
    return seen_at(on_a_map(), 0.03, 0.5)


@refuses(map_view, "beyond the map")
def test_refuses_a_place_that_is_not_on_the_map() -> Question:
    return seen_at(on_a_map(), 1.4, 0.5)


@refuses(map_view, "neither coast nor border")
def test_refuses_a_map_of_the_open_sea() -> Question:
    return on_a_map(town_at(-40.1234, -120.4321))


@refuses(map_view, "pole")
def test_refuses_a_place_near_the_pole() -> Question:
    return on_a_map(town_at(78.2232, 15.6267))


@accepts(no_name_on_map)
def test_accepts_a_town_of_another_name_than_its_country() -> Question:
    return on_a_map()


@refuses(no_name_on_map, "“Luxembourg”")
def test_refuses_a_city_that_is_called_as_its_country() -> Question:
    return on_a_map(town_at(49.6112, 6.1319, key="luxembourg"))


@refuses(no_name_on_map, "“Kuwait”")
def test_refuses_a_city_whose_name_holds_that_of_its_country() -> Question:
    return on_a_map(town_at(29.3759, 47.9774, key="kuwait city"))


@refuses(no_name_on_map, "“Iran”")
def test_refuses_a_place_of_which_another_name_stands_on_the_map() -> Question:
    return on_a_map(town_at(names="Fort Iran"))


def test_a_map_in_order_is_live() -> None:
    assert judge(on_a_map()) == ()


def test_two_right_places_are_not_pointed_at() -> None:
    question = on_a_map()
    several = replace(question, fact=place_fact(town_at(), admitted="belo"))
    assert "one_right_place" in {found.rule for found in judge(several)}
