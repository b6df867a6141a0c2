"""The results of an assignment laid out for a page: pupils in order, questions in portions that fit a screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.reports.results.values import Column, Results, Row

# So many questions stand side by side: as many as a laptop shows, and a page of paper across.
ACROSS = 40


@dataclass(frozen=True, slots=True)
class Portion:
    """Some questions of the grid, side by side: positions from `first` up to `last`."""

    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def first_number(self) -> int:
        """The number of its first question for people."""
        return self.columns[0].number

    @property
    def last_number(self) -> int:
        """The number of its last."""
        return self.columns[-1].number


@dataclass(frozen=True, slots=True)
class Grid:
    """Pupil × question. `is_hidden`: names stand as numbers, in an order that tells nothing."""

    rows: tuple[Row, ...]
    portions: tuple[Portion, ...]
    is_hidden: bool


def lay_out(results: Results, *, is_hidden: bool = False) -> Grid:
    """The grid of some results."""
    rows: Sequence[Row] = results.rows
    if is_hidden:
        rows = sorted(rows, key=lambda row: row.pupil.number)
    portions = tuple(
        Portion(first, first + ACROSS, results.columns[first : first + ACROSS])
        for first in range(0, len(results.columns), ACROSS)
    )
    return Grid(tuple(rows), portions, is_hidden)
