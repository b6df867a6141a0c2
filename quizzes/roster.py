"""Names of pupils as a teacher types or pastes them: one a line, from a list, a register or a spreadsheet. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizzes.questions.folding import fold

LONGEST_NAME = 80
LONGEST_FOLDED = 240
MOST_PUPILS = 200

# "1. ", "2) ", "3 " before a name; a cell that holds only a number; the marks of a list.
_NUMBER = re.compile(r"^\d{1,3}\s*(?:[.)]\s*|\s(?=\S))")
_ONLY_NUMBER = re.compile(r"\d{1,3}[.)]?")
_BULLET = re.compile(r"^[-–—•*·]\s+")
# Joiners that Persian and Indic names are written with; other characters without a shape only hide.
_JOINERS = "\u200c\u200d"


class Problem(StrEnum):
    """Why a line is no name of a new pupil."""

    NO_LETTERS = "no-letters"
    TOO_LONG = "too-long"
    TWICE = "twice"
    THERE = "there"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A line that holds something: its number, the name that it comes to, and what is wrong with it.

    `first_line` is the line that has the same name where it stands there twice.
    """

    number: int
    name: str
    problem: Problem | None = None
    first_line: int = 0


def fold_name(name: str) -> str:
    """What a name is found by, however it is written: "Ani  k." finds "Ani K."."""
    return (fold(name) or " ".join(name.casefold().split()))[:LONGEST_FOLDED]


def clean_name(text: str) -> str:
    """A name without what only a list or a spreadsheet wrote around it; "Surname, Name" is turned round."""
    cells = [_clean_cell(cell) for cell in re.split(r"[\t;]", text)]
    cells = [cell for cell in cells if cell]
    if len(cells) > 1 and _ONLY_NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    name = _BULLET.sub("", " ".join(cells))
    name = _NUMBER.sub("", name)
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and all(parts):
        parts.reverse()
    return " ".join(part for part in parts if part)


def _clean_cell(text: str) -> str:
    seen = (letter for letter in unicodedata.normalize("NFC", text) if not _is_hidden(letter))
    return " ".join("".join(seen).split()).strip('"').strip()


def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cc") and letter not in _JOINERS and not letter.isspace()


def read_roster(text: str, there: set[str], room: int = MOST_PUPILS) -> list[RosterLine]:
    """The names of a text, line by line. `there`: folded names of the class; `room`: how many more it takes."""
    return list(_judge_lines(text, there, room))


def _judge_lines(text: str, there: set[str], room: int) -> Iterator[RosterLine]:
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        name = clean_name(line)
        if not name and not line.strip():
            continue
        folded = fold_name(name)
        problem = _find_problem(name)
        if problem:
            yield RosterLine(number, name or line.strip(), problem)
        elif folded in seen:
            yield RosterLine(number, name, Problem.TWICE, seen[folded])
        elif folded in there:
            yield RosterLine(number, name, Problem.THERE)
        elif len(seen) >= room:
            yield RosterLine(number, name, Problem.TOO_MANY)
        else:
            seen[folded] = number
            yield RosterLine(number, name)


def _find_problem(name: str) -> Problem | None:
    if not any(letter.isalpha() for letter in name):
        return Problem.NO_LETTERS
    return Problem.TOO_LONG if len(name) > LONGEST_NAME else None
