"""What is pointed at: distances, views, tolerances, and what an answer on a map is worth."""

from dataclasses import replace
from math import hypot
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.pictures.maps import TALL, WIDE
from quizzes.questions.marking import Response, Verdict, mark_response
from quizzes.questions.pointing.aiming import choose_target, decimals_of, draw_position, uncertainty_km
from quizzes.questions.pointing.globe import View, distance_km, read_spot, write_spot
from quizzes.questions.regrading import Given, regrade
from quizzes.questions.shown import Shown, show_question, shown_from_json
from tests.questions.maps import on_a_map, town_at

latitudes = st.floats(-75, 75, allow_nan=False)
longitudes = st.floats(-180, 180, allow_nan=False)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((51.5074, -0.1278), (48.8566, 2.3522), 344),
        ((40.7128, -74.006), (51.5074, -0.1278), 5570),
        ((-17.7134, 178.0651), (-13.8333, -171.7667), 1163),
        ((90.0, 0.0), (-90.0, 0.0), 20015),
        ((10.0, 20.0), (10.0, 20.0), 0),
    ],
)
def test_distance_is_that_of_an_atlas(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert distance_km(one, other) == pytest.approx(km, rel=0.01)


@given(latitudes, longitudes, st.floats(0, WIDE), st.floats(0, TALL))
def test_what_lies_at_a_pixel_is_shown_there(latitude: float, longitude: float, x: float, y: float) -> None:
    view = choose_target(town_at(latitude, longitude), seed=1).view
    assert view.show(view.locate(x, y)) == pytest.approx((x, y), abs=0.01)


def test_a_view_across_the_date_line_shows_both_sides() -> None:
    view = View(175.0, -20.0, 190.0, -10.0)
    assert view.show((-15.0, -175.0))[0] == pytest.approx(WIDE * 2 / 3)
    assert view.holds((-15.0, 178.0))
    assert not view.holds((-15.0, 170.0))


@given(latitudes, longitudes)
def test_a_spot_survives_being_written_to_ten_metres(latitude: float, longitude: float) -> None:
    read = read_spot(write_spot((latitude, longitude)))
    assert read is not None
    assert distance_km(read, (latitude, longitude)) < 0.01


@pytest.mark.parametrize("text", ["", "1", "1,2,3", "north,east", "nan,1", "inf,1", "91,0", "0,181"])
def test_what_is_no_spot_is_none(text: str) -> None:
    assert read_spot(text) is None


def test_fewer_decimals_and_larger_places_are_less_certain() -> None:
    assert [decimals_of(degree) for degree in (39.0, 39.5, 39.516667, -0.25)] == [0, 1, 6, 2]
    exact, rough, roughest = (uncertainty_km(town_at(39 + part, 47.0)) for part in (0.5167, 0.5, 0.0))
    assert exact < 5 < rough < 12 < 70 < roughest < 90
    assert uncertainty_km(town_at(kind="village")) < uncertainty_km(town_at(kind="district"))


def test_where_on_the_map_a_place_lies_says_nothing() -> None:
    """Over many seeds each ninth of the map holds it about as often as its room for it says, and its middle never."""
    chance = Random(1)
    drawn = [draw_position(chance) for _time in range(6000)]
    for shares in ([x for x, _y in drawn], [y for _x, y in drawn]):
        assert sum(shares) / len(shares) == pytest.approx(0.5, abs=0.01)
    quarters = [sum((x < 0.5, y < 0.5) == corner for x, y in drawn) for corner in ((0, 0), (0, 1), (1, 0), (1, 1))]
    assert min(quarters) > 1400
    assert min(hypot((x - 0.5) * 288, (y - 0.5) * 192) for x, y in drawn) >= 48


def test_a_place_has_one_map_however_often_it_is_asked() -> None:
    assert on_a_map(seed=3).target == on_a_map(seed=3).target
    assert len({on_a_map(seed=seed).target for seed in range(20)}) == 20


# What an answer is worth.


def shown_map() -> Shown:
    return show_question(on_a_map())


def spot_off(km_north: float) -> str:
    """A spot so far north of the town."""
    target = shown_map().target
    assert target is not None
    return write_spot((target.latitude + km_north / 111.195, target.longitude))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (spot_off(0), Verdict.RIGHT),
        (spot_off(41.5), Verdict.RIGHT),
        (spot_off(-41.5), Verdict.RIGHT),
        (spot_off(42.5), Verdict.WRONG),
        ("0.0000,0.0000", Verdict.WRONG),
        ("", Verdict.UNANSWERED),
        ("no spot at all", Verdict.WRONG),
    ],
)
def test_what_is_near_enough_is_right(text: str, verdict: Verdict) -> None:
    assert mark_response(shown_map(), Response(text=text)) is verdict


def test_what_is_shown_survives_being_stored() -> None:
    shown = shown_map()
    assert shown.target is not None
    assert shown_from_json(shown.to_json()) == shown
    assert shown_from_json(shown.to_json()).digest == shown.digest


def test_content_without_a_map_has_no_word_of_one() -> None:
    assert "target" not in replace(shown_map(), target=None).to_json()


def regraded(text: str, first: Verdict, *now: tuple[float, float]) -> Verdict | None:
    """The verdict on this answer once the record has the town there."""
    shown = shown_map()
    alike = [show_question(on_a_map(town_at(*spot))) for spot in now]
    return regrade(shown, {shown.fact: Given("", text, first)}, alike, {}).get(shown.fact)


def test_a_regrade_follows_the_coordinates() -> None:
    here, there = (39.5167, 47.0312), (40.8123, 44.4871)
    at_first, moved = write_spot(here), write_spot(there)
    assert regraded(at_first, Verdict.RIGHT, here) is Verdict.RIGHT
    assert regraded(at_first, Verdict.RIGHT, there) is Verdict.WRONG
    assert regraded(moved, Verdict.WRONG, there) is Verdict.RIGHT
    assert regraded("", Verdict.UNANSWERED, there) is Verdict.UNANSWERED
    assert regraded(at_first, Verdict.RIGHT) is None


def test_a_coordinate_moved_within_the_tolerance_moves_no_verdict() -> None:
    assert regraded(spot_off(20), Verdict.RIGHT, (39.5312, 47.0414)) is Verdict.RIGHT
