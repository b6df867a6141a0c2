"""What holds of every question that is answered with a point on a map, judged by the naive checker."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.facts.gathering import gather_facts
from quizzes.exports.questions import question_to_json
from quizzes.questions.generating import generate
from quizzes.questions.shown import show_question, shown_from_json
from quizzes.questions.values import Form, Judged
from tests.questions.checker import complain
from tests.questions.map_checker import Edges, complain_of_map
from tests.questions.maps import on_a_map, with_tolerance
from tests.questions.records import JSON, rows_of
from tests.questions.strategies import CITED, CLAIMANTS, TITLES, TOWNS, VILLAGES, chances, whole_records
from tests.questions.test_properties import briefly, steadily

seen: Counter[str] = Counter()
KEYS = [name.lower() for name in (*TOWNS, *VILLAGES)]
# Around here the countries, the coast and the date line are.
CENTRES = [(39.5, 47.0), (48.2, 16.4), (41.9, 12.5), (-34.6, -58.4), (64.7, 177.5), (29.4, 48.0)]


@pytest.fixture(autouse=True, scope="module")
def most_examples_said_something() -> Iterator[None]:
    yield
    assert seen["live"] * 2 >= seen["examples"], seen
    assert seen["refused"] or not seen["examples"], seen


@st.composite
def where_it_lies(draw: st.DrawFn) -> JSON:
    """Coordinates of any exactness, some near those of others; at times none."""
    if draw(chances) < 8:
        return {}
    latitude, longitude = draw(st.sampled_from(CENTRES))
    decimals = draw(st.sampled_from([0, 1, 2, 4, 4, 4]))
    north, east = (draw(st.integers(-3000, 3000)) / 1000 for _side in range(2))
    return {
        "latitude": round(latitude + north, decimals),
        "longitude": (round(longitude + east, decimals) + 180) % 360 - 180,
    }


@st.composite
def mapped_records(draw: st.DrawFn) -> JSON:
    """Four events that happened somewhere, by the record or by what somebody says."""
    made: list[JSON] = []
    for number in range(4):
        where = draw(
            st.lists(st.sampled_from(KEYS), min_size=1, max_size=draw(st.sampled_from([1, 1, 1, 2])), unique=True)
        )
        said = draw(st.sampled_from(CLAIMANTS))["key"]
        claim = {
            "key": f"c{number}",
            "statement": f"Riders numbered {number}",
            "about": "place",
            "happened": "",
            "places": [draw(st.sampled_from(KEYS))],
            "attributions": [{"claimant": said, "stance": "asserts", "stated_on": "", "citations": CITED}],
        }
        made.append(
            {
                "key": f"e{number}",
                "title": f"{TITLES[number]} on the road",
                "status": "published",
                "happened": f"18{number}1-05-02",
                "places": [{"place": key, "role": "at"} for key in where],
                "topics": ["war"],
                "citations": CITED,
                "claims": [claim] if draw(chances) < 50 else [],
            }
        )
    record = draw(whole_records(made))
    for place in record["places"]:
        if place["key"] in KEYS:
            place.update(draw(where_it_lies()))
    return record


def asked_of(record: JSON) -> list[Judged]:
    """The live maps; counts the example."""
    judged = [one for one in generate(gather_facts(rows_of(record, "war")), seed=2) if one.question.form is Form.MAP]
    live = [one for one in judged if one.is_live]
    seen["examples"] += 1
    seen["live"] += bool(live)
    seen["refused"] += any("map_tolerance" in str(rejection) for one in judged for rejection in one.rejections)
    return live


def edges_of(judged: Judged) -> Edges:
    target = judged.question.target
    assert target is not None
    return target.view.west, target.view.south, target.view.east, target.view.north


@steadily
@given(mapped_records())
def test_checker_finds_nothing_wrong_with_a_live_map(record: JSON) -> None:
    for one in asked_of(record):
        question = question_to_json(one)
        found = [*complain(question, record), *complain_of_map(question, record, edges_of(one))]
        assert (question, found) == (question, [])


@briefly
@given(mapped_records())
def test_what_is_shown_survives_being_stored(record: JSON) -> None:
    for one in asked_of(record):
        shown = show_question(one.question)
        assert shown_from_json(shown.to_json()) == shown
        assert [shown.options, shown.accepted, shown.confusable] == [(), (), ()]


def test_the_checker_finds_what_is_spoilt() -> None:
    place = {"key": "abar", "name": "Abar", "kind": "town", "latitude": 39.5167, "longitude": 47.0312}
    event = {"key": "siege", "title": "Siege", "places": [{"place": "abar"}], "claims": []}
    record = {"places": [place], "events": [event], "claimants": [], "parties": [], "sources": []}
    good = Judged(on_a_map(), ())
    question = question_to_json(good)
    assert complain_of_map(question, record, edges_of(good)) == []
    middle: Edges = (44.0, 37.6, 50.06, 41.4)
    assert any("map_view" in found for found in complain_of_map(question, record, middle))
    small = question_to_json(replace(good, question=with_tolerance(good.question, 20)))
    assert any("too few" in found for found in complain_of_map(small, record, edges_of(good)))
    named = {**record, "places": [{**place, "names": [{"name": "Iran"}]}]}
    assert any("no_name_on_map" in found for found in complain_of_map(question, named, edges_of(good)))
