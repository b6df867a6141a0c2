"""The line of days and the map: what is drawn where, and what is left to the text."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from history.dates import read_edtf
from history.pictures.maps import Outline, Ring, choose_window, draw_map, outlines_for, read_outlines
from history.pictures.timeline import Mark, draw_line

COUNTRIES = Path(settings.BASE_DIR) / "static" / "geo" / "countries.json"


def marks(date: str, *others: str) -> tuple[Mark, ...]:
    """The marks of a date on a line that shows the others too."""
    dates = [read_edtf(text) for text in (date, *others)]
    line = draw_line(dates)
    assert line is not None
    return line.place(dates[0])


def left(mark: Mark) -> float:
    return float(mark.x.rstrip("%"))


def right(mark: Mark) -> float:
    return left(mark) + float(mark.width.rstrip("%"))


def test_by_then_comes_out_of_the_open_and_ends_with_its_day() -> None:
    [by_then] = marks("[..2020-10-09]", "2020-10-20")
    [day] = marks("2020-10-09", "[..2020-10-09]", "2020-10-20")
    assert (by_then.fades, left(by_then)) == ("start", 0)
    assert right(by_then) == pytest.approx(right(day), abs=0.02)


def test_since_goes_on_into_the_open() -> None:
    [since] = marks("2020-10-09/..", "2020-10-01")
    assert since.fades == "end"
    assert right(since) == pytest.approx(100)


def test_each_day_of_a_one_of_set_has_a_mark_of_its_own() -> None:
    first, second = marks("[2020-10-14,2020-10-15]", "2020-10-09")
    assert right(first) <= left(second) + 0.02
    assert not first.fades
    assert not second.fades


def test_an_interval_is_one_mark_and_what_is_approximate_says_so() -> None:
    assert len(marks("2020-10-14/2020-10-15", "2020-10-09")) == 1
    assert [mark.is_vague for mark in marks("2020-10-12~", "2020-10-01")] == [True]


def test_a_year_does_not_set_the_scale_for_days_within_it() -> None:
    [year] = marks("2020", "2020-10-09", "2020-10-14")
    first, second = marks("2020-10-09", "2020", "2020-10-14")[0], marks("2020-10-14", "2020", "2020-10-09")[0]
    assert year.fades == "both"
    assert left(second) - left(first) > 30


def test_a_year_alone_is_shown_whole() -> None:
    [year] = marks("2020")
    assert year.fades == ""


def test_a_month_of_no_stated_year_has_no_place_on_the_line() -> None:
    assert draw_line([read_edtf("XXXX-05")]) is None
    assert marks("XXXX-05", "2020") == ()
    assert draw_line([None]) is None


@pytest.mark.parametrize(
    ("dates", "ticks"),
    [
        (("2020-10-09",), ["8 Oct", "9 Oct", "10 Oct"]),
        (("-0479", "0200"), ["400 BC", "200 BC", "200 AD"]),
        (("2020",), ["Jan 2020", "Jul 2020", "Jan 2021"]),
    ],
)
def test_ticks_are_round_days_months_and_years(dates: tuple[str, ...], ticks: list[str]) -> None:
    line = draw_line(map(read_edtf, dates))
    assert line is not None
    assert [tick.text for tick in line.ticks] == ticks


@given(st.lists(st.dates().map(str), min_size=1, max_size=8))
def test_every_day_is_on_the_line_and_in_order(days: list[str]) -> None:
    line = draw_line([read_edtf(day) for day in days])
    assert line is not None
    placed = [line.place(read_edtf(day))[0] for day in sorted(days)]
    assert all(0 <= left(mark) <= right(mark) <= 100.01 for mark in placed)
    assert [left(mark) for mark in placed] == sorted(left(mark) for mark in placed)
    assert len(line.ticks) <= 8


# The map.


def holds(ring: Ring, point: tuple[float, float]) -> bool:
    """Whether the ring surrounds the point: a line to the east crosses it an odd number of times."""
    x, y = point
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    crossed = [(y - y1) / (y2 - y1) * (x2 - x1) + x1 > x for (x1, y1), (x2, y2) in pairs if (y1 > y) != (y2 > y)]
    return sum(crossed) % 2 == 1


def spots(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where these points lie on their map, in per cent."""
    drawing = draw_map(points, ())
    assert drawing is not None
    return [(float(spot.x.rstrip("%")), float(spot.y.rstrip("%"))) for spot in drawing.spots]


@given(
    st.lists(
        st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False)), min_size=1, max_size=12
    )
)
@example([(0.0, 0.0), (35.0, 0.0), (124.0, 0.0), (-58.0, 0.0), (-147.0, 0.0)])
def test_every_place_is_within_the_map(points: list[tuple[float, float]]) -> None:
    assert all(-0.01 <= x <= 100.01 and -0.01 <= y <= 100.01 for x, y in spots(points))


def test_east_is_right_and_north_is_up() -> None:
    (west, south), (east, north) = spots([(46.0, 39.0), (47.0, 40.0)])
    assert west < east
    assert north < south


def test_places_on_both_sides_of_the_date_line_are_neighbours() -> None:
    (fiji, _y), (samoa, _z) = spots([(178.0, -18.0), (-172.0, -14.0)])
    assert fiji < samoa


def test_no_place_no_map() -> None:
    assert draw_map([], read_outlines(COUNTRIES)) is None


def test_the_map_of_hadrut_shows_its_surroundings_in_few_bytes() -> None:
    drawing = draw_map([(47.03, 39.516667)], read_outlines(COUNTRIES))
    assert drawing is not None
    assert {"Azerbaijan", "Armenia", "Iran"} <= {word.text for word in drawing.words}
    assert sum(map(len, drawing.land)) < 10_000
    assert all(re.fullmatch(r"(M(-?\d+\.\d,-?\d+\.\d ?)+Z)+", path) for path in drawing.land)


@pytest.mark.parametrize(
    "place",
    [
        (47.03, 39.52),
        (139.7, 35.7),
        (-6.3, 36.3),
        (4.4, 50.7),
        (-77.2, 39.8),
        (106.8, 10.8),
        (18.4, -33.9),
        (28.0, 41.0),
    ],
)
def test_a_country_s_name_stands_on_its_land(place: tuple[float, float]) -> None:
    window = choose_window([place])
    countries = outlines_for(window.across)
    drawing = draw_map([place], countries)
    assert drawing is not None
    assert drawing.words
    rings = {outline.name: outline.rings for outline in countries}
    for word in drawing.words:
        x, y = float(word.x.rstrip("%")), float(word.y.rstrip("%"))
        spot = (window.west + 3 * x / window.wide, window.north - 2 * y / window.tall)
        assert any(holds(ring, spot) for ring in rings[word.text]), word


def test_a_near_map_has_finer_outlines_and_all_names_of_the_others() -> None:
    far, near = outlines_for(90), outlines_for(10)
    assert far == read_outlines(COUNTRIES)
    assert {outline.name for outline in far} < {outline.name for outline in near}
    funen = (10.39, 55.4)
    assert [outline.name for outline in near if any(holds(ring, funen) for ring in outline.rings)] == ["Denmark"]
    assert not any(holds(ring, funen) for outline in far for ring in outline.rings)


def test_the_map_of_the_globe_stays_small() -> None:
    drawing = draw_map([(170.0, 60.0), (10.0, -40.0), (-120.0, 0.0)], read_outlines(COUNTRIES))
    assert drawing is not None
    assert sum(map(len, drawing.land)) < 80_000


def test_a_coast_that_leaves_the_window_keeps_its_direction() -> None:
    """A border from far in the south-west to far in the north-east runs through the middle, cut off or not."""
    middle = (47.0, 39.5)
    half = Outline("Half", (((17.0, 9.5), (77.0, 69.5), (77.0, 9.5)),))
    drawing = draw_map([middle], [half])
    assert drawing is not None
    corners = [tuple(map(float, pair.split(","))) for pair in drawing.land[0].strip("MZ").split(" ")]
    # Land lies to the south-east; a degree of longitude is 0.77 of one of latitude.
    (x, y), (end_x, end_y) = sorted(corners, key=lambda corner: corner[0] + 0.77 * corner[1])[:2]
    ((across, down),) = [(float(spot.x.rstrip("%")) * 3, float(spot.y.rstrip("%")) * 2) for spot in drawing.spots]
    assert (across - x) * (end_y - y) == pytest.approx((down - y) * (end_x - x), rel=0.01)


def test_land_that_no_window_shows_is_left_out() -> None:
    far = Outline("Far", (((-100.0, -60.0), (-99.0, -60.0), (-99.0, -61.0)),))
    drawing = draw_map([(47.0, 39.5)], [far])
    assert drawing is not None
    assert drawing.land == ()
