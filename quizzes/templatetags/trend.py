"""The picture of a trend between assignments, drawn on the server (`charts.py` says how)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from django import template

from quizzes.reports.results.classes import AssignmentLine
from quizzes.reports.results.pupils import Sat
from quizzes.templatetags.charts import FOOT, LEFT, RIGHT, TOP, Tick, per_cent

register = template.Library()

STEPS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Dot:
    """An assignment in the picture: its number among them, and how many per cent."""

    x: str
    y: str
    number: int
    percent: int


class TrendDrawing(TypedDict):
    """What the picture needs: dots of one pupil (none: of the class alone), and dots of the class's median."""

    dots: list[Dot]
    medians: list[Dot]
    line: str
    median_line: str
    ticks: list[Tick]
    numbers: list[Tick]
    last: int


@register.inclusion_tag("quizzes/charts/trend.svg")
def pupil_trend(sat: Sequence[Sat]) -> TrendDrawing:
    """One pupil's best goes from assignment to assignment, with the class's median."""
    return draw([one.best.score.percent for one in sat], [one.line.median for one in sat])


@register.inclusion_tag("quizzes/charts/trend.svg")
def class_trend(assignments: Sequence[AssignmentLine]) -> TrendDrawing:
    """The class's median from assignment to assignment."""
    return draw([], [line.median for line in assignments])


def draw(percents: Sequence[int | None], medians: Sequence[int | None]) -> TrendDrawing:
    """Places for both, in the order of the assignments."""
    count = len(medians)
    numbers = [Tick(place_across(number, count), str(number + 1)) for number in range(count)]
    return {
        "dots": place_dots(percents, count),
        "medians": place_dots(medians, count),
        "line": write_line(percents),
        "median_line": write_line(medians),
        "ticks": [Tick(per_cent(height(step)), str(step)) for step in STEPS],
        "numbers": numbers,
        "last": max(1, count - 1),
    }


def place_dots(percents: Sequence[int | None], count: int) -> list[Dot]:
    """A dot for each number that there is."""
    return [
        Dot(place_across(number, count), per_cent(height(percent)), number + 1, percent)
        for number, percent in enumerate(percents)
        if percent is not None
    ]


def write_line(percents: Sequence[int | None]) -> str:
    """The path from dot to dot, in a picture that is as wide as there are steps and 100 high."""
    points = [f"{number},{100 - percent}" for number, percent in enumerate(percents) if percent is not None]
    return f"M{' L'.join(points)}" if points else ""


def place_across(number: int, count: int) -> str:
    """How far to the right an assignment stands."""
    return per_cent(LEFT + (RIGHT - LEFT) * (number / (count - 1) if count > 1 else 0))


def height(percent: int) -> float:
    """How far down a number of per cent stands."""
    return FOOT - (FOOT - TOP) * percent / 100
