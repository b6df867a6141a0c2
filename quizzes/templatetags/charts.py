"""Pictures drawn on the server: numbers → places in an SVG, which `templates/quizzes/charts/` writes out.

Places are per cent of the picture, and the picture has no viewBox: so it takes any width while its letters keep the
reader's size. Only curves are stretched, in an SVG of their own inside it.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from typing import TypedDict

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import floatformat

from quizzes.reports.progress import ProgressReport
from quizzes.reports.progress.answers import Calendar
from quizzes.reports.progress.loads import DayLoad

register = template.Library()

# The plot of the curve inside its picture.
LEFT, RIGHT, TOP, FOOT = 11.0, 98.0, 9.0, 88.0
TICKS = 4
DAYS_A_TICK = 10
# Below this part of the scale there is no room under the end of the curve for its number.
LOW = 0.2
# Fewer facts than this are worth a decimal.
FEW = 10

COLUMN_TOP, COLUMN_FOOT = 14.0, 78.0
COLUMN_GAP = 0.18

CALENDAR_LEFT, CALENDAR_TOP = 11.0, 10.0
CALENDAR_GAP = 0.5
SHADES = 4


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where, and what stands there (a text or a day)."""

    at: str
    text: str = ""
    on: date | None = None
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a curve with its number."""

    x: str
    y: str
    text: str
    on: date
    is_low: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A day's column; `facts` 0 has no height."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    day: DayLoad
    is_busiest: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar; `shade` from 0 (nothing) to 4 (as much as on the busiest day)."""

    x: str
    y: str
    middle_x: str
    middle_y: str
    questions: int
    shade: int


class RecallDrawing(TypedDict):
    """What the picture of the forgetting curve needs."""

    progress: ProgressReport
    days: int
    line: str
    area: str
    ticks: list[Tick]
    dates: list[Tick]
    ceiling: str
    start: Point
    end: Point


class LoadDrawing(TypedDict):
    """What the picture of the coming days needs."""

    progress: ProgressReport
    columns: list[Column]


class CalendarDrawing(TypedDict):
    """What the picture of the days needs."""

    calendar: Calendar
    months: list[Tick]
    weekdays: list[Tick]
    cells: list[Cell]
    width: str
    height: str


@register.inclusion_tag("quizzes/charts/recall.svg")
def recall_chart(progress: ProgressReport) -> RecallDrawing:
    """The number of facts recalled from today to the last day of the forecast, under the number met."""
    days = len(progress.recall) - 1
    step = choose_step(progress.met)
    top = step * max(1, ceil(progress.met / step))

    def height(facts: float) -> str:
        return per_cent(FOOT - (FOOT - TOP) * facts / top)

    def point(number: int, x: float) -> Point:
        day = progress.recall[number]
        text = format_expected(day.facts, progress.met)
        return Point(per_cent(x), height(day.facts), text, day.on, is_low=day.facts < LOW * top)

    line = " ".join(f"{number},{100 - 100 * day.facts / top:.2f}" for number, day in enumerate(progress.recall))
    return {
        "progress": progress,
        "days": days,
        "line": f"M{line}",
        "area": f"M0,100 L{line} L{days},100 Z",
        "ticks": [Tick(height(facts), intcomma(facts)) for facts in range(0, top + 1, step)],
        "dates": [
            Tick(
                per_cent(LEFT + (RIGHT - LEFT) * ahead / days),
                on=progress.recall[ahead].on,
                anchor=anchor_at(ahead, days),
            )
            for ahead in range(0, days + 1, DAYS_A_TICK)
        ],
        "ceiling": height(progress.met),
        "start": point(0, LEFT),
        "end": point(days, RIGHT),
    }


@register.inclusion_tag("quizzes/charts/load.svg")
def load_chart(progress: ProgressReport) -> LoadDrawing:
    """A column for each of the coming days."""
    width = 100 / len(progress.days)
    most = max(1, progress.busiest.facts)
    columns = []
    for number, day in enumerate(progress.days):
        tall = (COLUMN_FOOT - COLUMN_TOP) * day.facts / most
        column = Column(
            x=per_cent((number + COLUMN_GAP / 2) * width),
            y=per_cent(COLUMN_FOOT - tall),
            width=per_cent((1 - COLUMN_GAP) * width),
            height=per_cent(tall),
            middle=per_cent((number + 0.5) * width),
            day=day,
            is_busiest=day == progress.busiest,
        )
        columns.append(column)
    return {"progress": progress, "columns": columns}


@register.inclusion_tag("quizzes/charts/calendar.svg")
def calendar_chart(calendar: Calendar) -> CalendarDrawing:
    """A cell for each day with the number of questions answered: a column a week, a row a weekday."""
    weeks = calendar.weeks
    wide, tall = (100 - CALENDAR_LEFT) / len(weeks), (100 - CALENDAR_TOP) / 7
    most = max(1, calendar.busiest.questions)
    cells = [
        Cell(
            x=per_cent(CALENDAR_LEFT + column * wide),
            y=per_cent(CALENDAR_TOP + row * tall),
            middle_x=per_cent(CALENDAR_LEFT + column * wide + (wide - CALENDAR_GAP) / 2),
            middle_y=per_cent(CALENDAR_TOP + row * tall + (tall - 2 * CALENDAR_GAP) / 2),
            questions=day.questions,
            shade=ceil(SHADES * day.questions / most),
        )
        for column, week in enumerate(weeks)
        for row, day in enumerate(week)
    ]
    return {
        "calendar": calendar,
        "months": [Tick(per_cent(CALENDAR_LEFT + wide * column), on=on) for column, on in find_months(calendar)],
        "weekdays": [
            Tick(per_cent(CALENDAR_TOP + row * tall + tall / 2), on=day.on) for row, day in enumerate(weeks[0])
        ],
        "cells": cells,
        "width": per_cent(wide - CALENDAR_GAP),
        "height": per_cent(tall - 2 * CALENDAR_GAP),
    }


def find_months(calendar: Calendar) -> list[tuple[int, date]]:
    """The columns in which a month begins; the first column too where the next name leaves room for it."""
    first_of_month = [(column, day.on) for column, week in enumerate(calendar.weeks) for day in week if day.on.day == 1]
    if not first_of_month or first_of_month[0][0] > 1:
        return [(0, calendar.days[0].on), *first_of_month]
    return first_of_month


def choose_step(most: int) -> int:
    """A round number of facts between two lines of a scale that reaches `most`: 1, 2 or 5 times a power of ten."""
    rough = max(1.0, most / TICKS)
    power: int = 10 ** floor(log10(rough))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= rough)


def anchor_at(number: int, last: int) -> str:
    """Words at the ends of an axis stay within the picture."""
    return {0: "start", last: "end"}.get(number, "middle")


def format_expected(facts: float, met: int) -> str:
    """An expected number of facts, with a decimal where there are few."""
    return floatformat(facts, "1g" if met < FEW else "0g")


def per_cent(number: float) -> str:
    """As SVG writes it, in every language."""
    return f"{number:.2f}%"
