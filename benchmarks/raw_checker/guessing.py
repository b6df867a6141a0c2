"""Pupils who know nothing before the forms that are no choice: timeline, ticks, map, agreement. Standard library only.

Each has a way to go about it. On sound questions it is right as often as chance has it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import cos, pi, radians

from benchmarks.raw_checker.dates import Span, spans_of
from benchmarks.raw_checker.map_checks import away_km
from benchmarks.raw_checker.scale_checks import reach_of
from benchmarks.raw_checker.solvers import SOLVERS as OF_A_CHOICE
from benchmarks.raw_checker.solvers import Bank, Score, Solver, fill_bank, hit, in_order, mostly_right
from benchmarks.raw_checker.world import JSON

# How far from the edge a place lies at least, by what is near enough.
EDGE = 1.25
KM_A_DEGREE = 6371.0 * pi / 180
Guess = Callable[[JSON, Bank], tuple[float, float]]


def solve_forms(questions: Iterable[JSON]) -> dict[str, dict[str, Score]]:
    """By form each way with how often it is right, and how often chance is."""
    by_form: dict[str, list[JSON]] = defaultdict(list)
    for question in questions:
        by_form[question["form"]].append(question)
    return {form: solve(by_form[form], ways) for form, ways in WAYS.items() if by_form[form]}


def solve(questions: Sequence[JSON], ways: Mapping[str, Guess]) -> dict[str, Score]:
    """Each way on all questions of a form."""
    bank = fill_bank(questions)
    found = {}
    for name, way in ways.items():
        scores = [way(question, bank) for question in questions]
        found[name] = Score(
            len(questions), sum(right for right, _chance in scores), sum(even for _right, even in scores)
        )
    return found


def choosing(solver: Solver) -> Guess:
    """One option of several."""

    def guess(question: JSON, bank: Bank) -> tuple[float, float]:
        return hit(question, solver, bank), 1 / len(question["choices"])

    return guess


def step(number: int) -> Guess:
    """Always the same step of a scale."""

    def solver(question: JSON, bank: Bank) -> Mapping[str, float]:
        wanted = in_order(question)[number]
        return {choice["value"]: float(choice is wanted) for choice in question["choices"]}

    return choosing(solver)


def by_marks(sign: int) -> Guess:
    """The step nearest to a mark, or farthest from all; any where there is no mark."""

    def solver(question: JSON, bank: Bank) -> Mapping[str, float]:
        marks = [reach_of(mark["value"]) for mark in question["marks"]]
        return {
            choice["value"]: sign * min((way_between(mark, spans_of(choice["value"])[0]) for mark in marks), default=0)
            for choice in question["choices"]
        }

    return choosing(solver)


def beside_a_mark(question: JSON, bank: Bank) -> tuple[float, float]:
    """A step next to one that a mark lies nearest to, itself without one."""
    ordered = in_order(question)
    reaches = [reach_of(mark["value"]) for mark in question["marks"]]
    ways = [[way_between(reach, spans_of(choice["value"])[0]) for choice in ordered] for reach in reaches]
    marked = {number for own in ways for number, way in enumerate(own) if way == min(own)}
    near = {number + side for number in marked for side in (-1, 1)} - marked
    solver = {choice["value"]: float(number in near) for number, choice in enumerate(ordered)}
    return hit(question, lambda _question, _bank: solver, bank), 1 / len(ordered)


def way_between(one: Span, other: Span) -> int:
    """Days from one stretch to another; none where they meet."""
    return max(0, other[0] - one[1], one[0] - other[1])


def ticking(solver: Solver) -> Guess:
    """As many options as are right, those first that have most of something: the share that is right, and chance's."""

    def guess(question: JSON, bank: Bank) -> tuple[float, float]:
        scores, right = solver(question, bank), set(question["answer"])
        number = len(right)
        least = sorted(scores.values(), reverse=True)[number - 1]
        sure = [value for value, found in scores.items() if found > least]
        alike = [value for value, found in scores.items() if found == least]
        hits = len(right & set(sure)) + (number - len(sure)) * len(right & set(alike)) / len(alike)
        return hits / number, number / len(scores)

    return guess


def always(answer: str) -> Guess:
    """The same answer to every question of two."""
    return lambda question, bank: (float(question["answer"] == [answer]), 0.5)


def pointing(across: float, down: float) -> Guess:
    """Always the same spot of the map (from 0 to 1 each way).

    Chance is what is right as a part of where the place may lie: not near the middle, nor so near an edge that what is
    near enough would not be seen.
    """

    def guess(question: JSON, bank: Bank) -> tuple[float, float]:
        west, south, east, north = question["view"]
        spot = (north + down * (south - north), west + across * (east - west))
        wide, tall = (east - west) * KM_A_DEGREE, (north - south) * KM_A_DEGREE
        near = question["tolerance_km"]
        shrunk = narrowing(south, north)
        may_lie = (wide * shrunk - 2 * EDGE * near) * (tall - 2 * EDGE * near) - pi * (2 * near) ** 2
        even = pi * near**2 / may_lie
        return float(away_km(spot, tuple(question["spot"])) <= question["tolerance_km"]), even

    return guess


def narrowing(south: float, north: float) -> float:
    """How much shorter a degree of longitude is between two parallels than at the equator."""
    return cos(radians((south + north) / 2))


def written_last(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The options by their keys, which nobody sees; no better than chance unless keys tell."""
    return {choice["value"]: float(number) for number, choice in enumerate(question["choices"])}


WAYS: Mapping[str, Mapping[str, Guess]] = {
    "timeline": {
        **{f"step {number + 1}": step(number) for number in (0, 1, 7, 13, 14)},
        "nearest to a mark": by_marks(-1),
        "beside a mark": beside_a_mark,
        "farthest from the marks": by_marks(1),
        "roundest": choosing(OF_A_CHOICE["roundest"]),
        "most frequent": choosing(OF_A_CHOICE["most frequent"]),
        "least frequent": choosing(OF_A_CHOICE["least frequent"]),
    },
    "select-all": {
        "by key": ticking(written_last),
        **{
            name: ticking(OF_A_CHOICE[name])
            for name in ("longest", "shortest", "most frequent", "least frequent", "odd one out", "most alike")
        },
        "mostly right": ticking(mostly_right),
    },
    "disagree": {"always “agree”": always("agree"), "always “disagree”": always("disputed")},
    "map": {
        "the middle": pointing(0.5, 0.5),
        "left of it": pointing(0.25, 0.5),
        "right of it": pointing(0.75, 0.5),
        "above it": pointing(0.5, 0.25),
        "below it": pointing(0.5, 0.75),
    },
}
