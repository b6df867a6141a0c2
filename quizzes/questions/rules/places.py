"""Rules on places and directions."""

from itertools import combinations

from history.facts.values import BearingFact, PlaceFact, PlaceName
from quizzes.questions.folding import fold, words_of
from quizzes.questions.prompts import KINDS
from quizzes.questions.values import Form, Question, Rejection

COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
DEGREES_A_POINT = 45
# Whatever has such a name is likely to hold what has not.
PARTS_OF_THE_WORLD = frozenset(("europe", "asia", "africa", "america", "oceania", "antarctica", "world"))


def one_right_place(question: Question) -> Rejection | None:
    """No wrong option is among the places that a live row gives, or lies around one; typed, there is only one."""
    fact = question.fact
    if not isinstance(fact, PlaceFact):
        return None
    for option in question.distractors:
        if option.value in fact.admitted | fact.enclosing:
            return Rejection("one_right_place", f"{option.text} is right as well")
    if question.form is not Form.CHOICE and len(fact.admitted) > 1:
        return Rejection("one_right_place", f"{len(fact.admitted)} places would be right")
    return None


def one_bearing(question: Question) -> Rejection | None:
    """Wrong directions differ from the key by more than 45 degrees."""
    if not isinstance(question.fact, BearingFact):
        return None
    for option in question.distractors:
        if degrees_between(option.value, question.key.value) <= DEGREES_A_POINT:
            return Rejection("one_bearing", f"{option.text} is too near {question.key.text}")
    return None


def degrees_between(one: str, other: str) -> int:
    """The angle between two points of the compass, 0 to 180."""
    points = abs(COMPASS.index(one) - COMPASS.index(other))
    return min(points, len(COMPASS) - points) * DEGREES_A_POINT


def no_nesting(question: Question) -> Rejection | None:
    """No option is another's alias, or lies within another; all are of one kind."""
    places = [option.subject for option in question.options if isinstance(option.subject, PlaceName)]
    for one, other in combinations(places, 2):
        if one.kind != other.kind:
            return Rejection("no_nesting", f"{one.name} is a {one.kind}, {other.name} a {other.kind}")
        if one.key in other.ancestors or other.key in one.ancestors:
            return Rejection("no_nesting", f"{one.name} and {other.name} lie one within the other")
        if not {fold(name) for name in one.names}.isdisjoint(fold(name) for name in other.names):
            return Rejection("no_nesting", f"{one.name} and {other.name} share a name")
        if is_part_by_name(one.name, other.name):
            return Rejection("no_nesting", f"{one.name} and {other.name} may lie one within the other")
    return None


def is_part_by_name(one: str, other: str) -> bool:
    """Whether a name holds the other, or one of the two names a part of the world: "North Italy" beside "Italy"."""
    mine, theirs = frozenset(words_of(one)), frozenset(words_of(other))
    is_wide, is_wide_too = not mine.isdisjoint(PARTS_OF_THE_WORLD), not theirs.isdisjoint(PARTS_OF_THE_WORLD)
    return mine <= theirs or theirs <= mine or is_wide != is_wide_too


def level_stated(question: Question) -> Rejection | None:
    """A stem that asks for a place says of which kind."""
    fact = question.fact
    if not isinstance(fact, PlaceFact) or (question.stem.has("kind") and fact.value.kind in KINDS):
        return None
    return Rejection("level_stated", "the stem does not say what kind of place it asks for")
