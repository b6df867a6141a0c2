"""Results of an assignment as tables for spreadsheets, line by line. Pure: values come in, text goes out."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

from quizzes.exports.answers import BOM, make_inert

PUPIL_COLUMNS = [
    "pupil",
    "has_left",
    "state",
    "goes",
    "best_go",
    "answered",
    "questions",
    "counted",
    "right",
    "partly",
    "percent",
    "facts_met",
    "facts_remembered",
    "facts",
]
ANSWER_COLUMNS = [
    "pupil",
    "number",
    "go",
    "again",
    "answered_at",
    "question",
    "answered",
    "right_answer",
    "verdict",
    "first_verdict",
    "in_grid",
    "seconds",
    "form",
    "fact",
]
# A year before the common era is a number, and no formula.
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")


class Echo:
    """Gives back what a csv writer writes, so that each line can go out at once."""

    def write(self, text: str) -> str:
        """The text."""
        return text


def make_safe(value: Any) -> Any:
    """The value as a spreadsheet may have it: numbers as numbers, and no text that it would run."""
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return value
    return make_inert(value)


def write_table(columns: list[str], lines: Iterable[list[Any]]) -> Iterator[str]:
    """A heading and the lines, each as text when it is asked for."""
    writer = csv.writer(Echo())
    yield BOM + writer.writerow(columns)
    for line in lines:
        yield writer.writerow([make_safe(value) for value in line])


def pupils_to_csv(results: Any) -> Iterator[str]:
    """A line for each pupil, with a column for each question (`quizzes.reports.results.values.Results`).

    What is not known (no go yet, no practice) is empty, so that no average takes it for nought.
    """
    questions = [f"q{column.number}" for column in results.columns]
    lines = ([*pupil_line(row, len(questions)), *(str(cell.state) for cell in row.cells)] for row in results.rows)
    return write_table([*PUPIL_COLUMNS, *questions], lines)


def pupil_line(row: Any, questions: int) -> list[Any]:
    """What is said of one pupil as a whole."""
    score = row.best.score if row.best else None
    numbers = [score.of, score.right, score.partly, score.percent] if score else [None] * 4
    mastery = row.mastery
    facts = [mastery.met, mastery.remembered, mastery.facts] if mastery else [None] * 3
    goes = [len(row.goes), row.best.number if row.best else None]
    return [row.pupil.name, row.pupil.has_left, str(row.state), *goes, row.answered, questions, *numbers, *facts]


def answers_to_csv(lines: Iterable[Any]) -> Iterator[str]:
    """A line for each answer (`quizzes.reports.results.files.GivenAnswer`)."""
    return write_table(ANSWER_COLUMNS, map(answer_line, lines))


def answer_line(line: Any) -> list[Any]:
    """One answer, by the columns."""
    return [
        line.pupil,
        line.number,
        line.go,
        line.again,
        line.answered_at.isoformat(),
        line.prompt,
        line.answered,
        line.answer_text,
        str(line.verdict),
        str(line.first_verdict),
        str(line.state),
        line.seconds,
        line.form,
        line.fact,
    ]
