"""Rules on questions that are answered with a point on a map."""

from math import cos, radians

from history.facts.values import PlaceFact, PlaceName
from quizzes.questions.folding import fold, holds_phrase
from quizzes.questions.pointing.aiming import (
    FROM_CENTRE_PX,
    REACH_KM,
    has_enough,
    least_tolerance_km,
    uncertainty_km,
)
from quizzes.questions.pointing.globe import KM_A_DEGREE, Target, View, distance_km
from quizzes.questions.pointing.sights import countries_sharing, names_in_reach
from quizzes.questions.values import Form, Question, Rejection

# What is right is no larger part of the map's width than this on either side, and no wider than so many kilometres.
LARGEST_PART = 0.125
MOST_KM = 150.0
# Mercator's map is stretched out of all shape beyond.
MOST_NORTHERN = 75.0


def map_tolerance(question: Question) -> Rejection | None:
    """What counts as near enough is no less than a finger hits and the coordinates say, not much, and one place's."""
    target, fact = question.target, question.fact
    if question.form is not Form.MAP or not isinstance(fact, PlaceFact):
        return None
    place = fact.value
    if target is None:
        return Rejection("map_tolerance", "the record does not say where it lies")
    why = find_wrong_size(place, target) or find_rival(fact, target)
    return Rejection("map_tolerance", why) if why else None


def find_wrong_size(place: PlaceName, target: Target) -> str:
    """Why what counts as near enough is too little or too much; empty where it is neither."""
    if place.kind not in REACH_KM:
        return f"a {place.kind} is more than a point on a map"
    wide_km = target.view.km_across(target.latitude)
    # Edges are rounded to metres.
    if target.tolerance_km < max(least_tolerance_km(wide_km) - 0.01, uncertainty_km(place)):
        return f"{target.tolerance_km:.0f} km are less than can be pointed at"
    if target.tolerance_km > min(wide_km * LARGEST_PART, MOST_KM):
        return f"{target.tolerance_km:.0f} km around it would be right"
    return ""


def find_rival(fact: PlaceFact, target: Target) -> str:
    """The place that is given for the event too and cannot be told from this one; empty where there is none."""
    own = {fact.value.key, *fact.value.ancestors}
    near = (other.name for other in fact.elsewhere if other.key not in own and is_near(other, target))
    return next((f"{name}, which is given for it too, cannot be told from it" for name in near), "")


def is_near(other: PlaceName, target: Target) -> bool:
    """Whether a point may be near enough to another place as well, or nobody knows whether it is."""
    if other.latitude is None or other.longitude is None:
        return True
    return distance_km(target.spot, (other.latitude, other.longitude)) <= 2 * target.tolerance_km


def map_view(question: Question) -> Rejection | None:
    """The place lies on the map with all that is near enough, not near its middle, and there is something to go by."""
    target = question.target
    if question.form is not Form.MAP or target is None:
        return None
    if abs(target.latitude) > MOST_NORTHERN:
        return Rejection("map_view", "so near to a pole the map is out of shape")
    if not all(target.view.holds(spot) for spot in around(target)):
        return Rejection("map_view", "what is near enough reaches beyond the map")
    if target.px_from_centre() < FROM_CENTRE_PX - 0.1:
        return Rejection("map_view", "it lies near the middle of the map")
    if not has_enough(target.view, target.view.km_across(target.latitude)):
        return Rejection("map_view", "neither coast nor border is there to go by")
    return None


def around(target: Target) -> list[tuple[float, float]]:
    """The four spots at the tolerance's distance from the place."""
    up = target.tolerance_km / KM_A_DEGREE
    along = up / cos(radians(target.latitude))
    return [
        (target.latitude + north * up, target.longitude + east * along)
        for north, east in ((1, 0), (-1, 0), (0, 1), (0, -1))
    ]


def no_name_on_map(question: Question) -> Rejection | None:
    """No name that stands on the map is a name of the place, nor part of one."""
    target, fact = question.target, question.fact
    if question.form is not Form.MAP or target is None or not isinstance(fact, PlaceFact):
        return None
    word = find_name(fact.value, target.view)
    return Rejection("no_name_on_map", f"“{word}” may stand on the map") if word else None


def find_name(place: PlaceName, view: View) -> str:
    """The name on the map that would give the place away; empty where there is none."""
    own = {name for name in (place.name, *place.names) if fold(name)}
    alike = {country for name in own for country in countries_sharing(name)}
    if not alike:
        return ""  # as with most places: what stands on the map need not be known
    told = (
        country
        for country in sorted(alike & names_in_reach(view))
        if any(holds_phrase(name, country) or holds_phrase(country, name) for name in own)
    )
    return next(told, "")
