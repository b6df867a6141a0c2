"""Good questions that are answered with a point on a map, spoilt in one way each."""

from dataclasses import replace

from history.facts.values import PlaceFact
from quizzes.questions.values import Question
from tests.questions.maps import seen_at, town_at, with_place, with_tolerance
from tests.questions.spoiling import Mutator, with_fact


def less_than_a_finger(question: Question) -> Question | None:
    return with_tolerance(question, question.target.tolerance_km * 0.9) if question.target else None


def coordinates_in_whole_degrees(question: Question) -> Question | None:
    """The record gives them less exactly than the map needs."""
    if question.target is None or question.target.tolerance_km > 78:
        return None
    return with_place(question, latitude=39.0, longitude=47.0)


def another_place_beside_it(question: Question) -> Question | None:
    target = question.target
    if target is None:
        return None
    return with_fact(question, elsewhere=(town_at(target.latitude + 0.1, target.longitude, key="beside"),))


def moved_to(x: float, y: float) -> Mutator:
    """The map shows the place there."""

    def spoil(question: Question) -> Question | None:
        return seen_at(question, x, y) if question.target else None

    return spoil


def on_the_open_sea(question: Question) -> Question | None:
    """The place lies in the Pacific, and so does the map."""
    if question.target is None:
        return None
    moved = replace(question, target=replace(question.target, latitude=-40.1234, longitude=-120.4321))
    return seen_at(with_place(moved, latitude=-40.1234, longitude=-120.4321), 0.2, 0.3)


def called(name: str, *, is_alias: bool) -> Mutator:
    """The place is called as a country that is on the map; `name` has its name in it."""

    def spoil(question: Question) -> Question | None:
        if question.target is None or not isinstance(question.fact, PlaceFact):
            return None
        at_home = with_place(
            question, latitude=39.5167, longitude=47.0312, names=("Uton", name) if is_alias else (name,)
        )
        there = seen_at(
            replace(at_home, target=replace(question.target, latitude=39.5167, longitude=47.0312)), 0.2, 0.3
        )
        return there if is_alias else with_place(there, name=name)

    return spoil


POINTING_MUTATORS: dict[str, tuple[Mutator, ...]] = {
    "map_tolerance": (less_than_a_finger, coordinates_in_whole_degrees, another_place_beside_it),
    "map_view": (moved_to(0.5, 0.52), moved_to(0.02, 0.4), on_the_open_sea),
    "no_name_on_map": (
        called("Azerbaijan", is_alias=False),
        called("Iran", is_alias=True),
        called("New Armenia City", is_alias=False),
    ),
}
