"""Small questions that are answered with a point on a map, for the stories about them."""

from dataclasses import replace

from history.facts.values import PlaceFact, PlaceName
from quizzes.questions.drafting import on_map
from quizzes.questions.pointing.aiming import put_at
from quizzes.questions.values import Form, Question
from tests.questions.builders import a_place, ask, place_fact

# A town in the hills of Karabakh, far from any country of its name.
ABAR = (39.5167, 47.0312)


def town_at(
    latitude: float = ABAR[0], longitude: float = ABAR[1], kind: str = "town", key: str = "abar", names: str = ""
) -> PlaceName:
    """A town with coordinates; `names` are its other names, with commas between."""
    return replace(a_place(key, kind, names), latitude=latitude, longitude=longitude)


def on_a_map(place: PlaceName | None = None, *elsewhere: PlaceName, seed: int = 1) -> Question:
    """Where the siege happened, to be pointed at; `elsewhere` are places that others give for it."""
    fact = replace(place_fact(place or town_at()), elsewhere=elsewhere)
    return on_map(ask(fact, form=Form.MAP), seed)


def with_place(question: Question, **changes: object) -> Question:
    """The same question about a place that is otherwise; its map stays."""
    fact = question.fact
    assert isinstance(fact, PlaceFact)
    return replace(question, fact=replace(fact, value=replace(fact.value, **changes)))  # type: ignore[arg-type]


def with_tolerance(question: Question, km: float) -> Question:
    """The same with another tolerance."""
    assert question.target is not None
    return replace(question, target=replace(question.target, tolerance_km=km))


def seen_at(question: Question, x: float, y: float, wide_km: float = 500) -> Question:
    """The same on a map so wide, on which the place lies at these shares of its width and height."""
    target = question.target
    assert target is not None
    return replace(question, target=replace(target, view=put_at(*target.spot, wide_km, x, y)))
