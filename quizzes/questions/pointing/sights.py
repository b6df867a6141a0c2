"""What there is to go by in a part of the globe: outlines of countries, and their names. Pure."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from math import ceil
from typing import Final

from history.pictures.maps import FINE_COUNTRIES, Box, Point, Ring, read_outlines
from quizzes.questions.folding import words_of
from quizzes.questions.pointing.globe import View, distance_km

# Lengths are added up by cells of half a degree.
CELLS_A_DEGREE: Final = 2
ROWS: Final = 180 * CELLS_A_DEGREE
COLUMNS: Final = 360 * CELLS_A_DEGREE


def km_of_outlines(view: View) -> float:
    """How much coast and border a view shows, to about half a degree at its edges. A border counts for both sides."""
    south, north = (min(max(round((edge + 90) * CELLS_A_DEGREE), 0), ROWS) for edge in (view.south, view.north))
    west, east = (round((edge + 180) * CELLS_A_DEGREE) for edge in (view.west, view.east))
    return _west_of(east, south, north) - _west_of(west, south, north)


def _west_of(column: int, south: int, north: int) -> float:
    """The length between two rows from the date line to a column; columns go on round the globe."""
    sums = _add_up()
    turns, rest = divmod(column, COLUMNS)
    return turns * (sums[north][COLUMNS] - sums[south][COLUMNS]) + sums[north][rest] - sums[south][rest]


@lru_cache(maxsize=1)
def _add_up() -> list[list[float]]:
    """For each cell how much outline lies south and west of it (a summed-area table; Crow, 1984)."""
    cells = [[0.0] * COLUMNS for _row in range(ROWS)]
    for outline in read_outlines():
        for ring in outline.rings:
            for (x, y), length in _pieces(ring):
                row, column = int((y + 90) * CELLS_A_DEGREE), int((x + 180) * CELLS_A_DEGREE)
                cells[min(row, ROWS - 1)][min(column, COLUMNS - 1)] += length
    sums = [[0.0] * (COLUMNS + 1)]
    for cell_row in cells:
        sums.append([below + along for below, along in zip(sums[-1], [0.0, *accumulate(cell_row)], strict=True)])
    return sums


def _pieces(ring: Ring) -> Iterator[tuple[Point, float]]:
    """A ring in pieces shorter than a cell: the middle of each, and its length (km)."""
    for (x, y), (end_x, end_y) in pairwise(ring):
        count = ceil(max(abs(end_x - x), abs(end_y - y)) * CELLS_A_DEGREE * 2) or 1
        length = distance_km((y, x), (end_y, end_x)) / count
        for number in range(count):
            part = (number + 0.5) / count
            yield (x + part * (end_x - x), y + part * (end_y - y)), length


def names_in_reach(view: View) -> frozenset[str]:
    """Names of countries that may stand on the map of a view: of all whose land may reach into it."""
    return frozenset(
        name
        for name, (west, south, east, north) in _boxes()
        if south <= view.north
        and north >= view.south
        and any(west + turn <= view.east and east + turn >= view.west for turn in (-360, 0, 360))
    )


def countries_sharing(name: str) -> frozenset[str]:
    """Names of countries that have a word in common with a name."""
    by_word = _by_word()
    return frozenset(country for word in words_of(name) for country in by_word.get(word, ()))


@lru_cache(maxsize=1)
def _by_word() -> dict[str, list[str]]:
    """The names of countries by each of their words, folded; the finer outlines have all names and more."""
    found: dict[str, list[str]] = {}
    for outline in read_outlines(FINE_COUNTRIES):
        for word in words_of(outline.name):
            found.setdefault(word, []).append(outline.name)
    return found


@lru_cache(maxsize=1)
def _boxes() -> tuple[tuple[str, Box], ...]:
    """Every country's name with the box around each piece of its land, on maps near and far."""
    outlines = (*read_outlines(), *read_outlines(FINE_COUNTRIES))
    return tuple((outline.name, box) for outline in outlines for box in outline.boxes)
