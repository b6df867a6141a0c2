"""What the results of an assignment are: one value for the screen, the file and the printed page. No row, no query."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median
from uuid import UUID

from quizzes.questions.verdicts import Verdict

# Verdicts that count as right, and those that are worth something without being right.
COUNTED_RIGHT = frozenset({Verdict.RIGHT, Verdict.ONE_OF_OPEN, Verdict.RECALLED})
COUNTED_PARTLY = frozenset({Verdict.LESS_PRECISE, Verdict.PARTLY_RIGHT})
# What counts as a miss of a Fact. What is right as far as it goes is none.
COUNTED_MISSED = frozenset({Verdict.WRONG, Verdict.UNANSWERED, Verdict.FORGOTTEN})


class CellState(StrEnum):
    """How one pupil stands with one question.

    *Improved*: not right at first, and right later, in another go or when it came back in the same one. *Not asked*:
    it has not come up for her, or she had not begun. *Void*: by what the record says now nothing shown was right.
    *Excused*: a teacher took the question out, for everybody.
    """

    RIGHT = "right"
    IMPROVED = "improved"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    NOT_ASKED = "not-asked"
    VOID = "void"
    EXCUSED = "excused"


class PupilState(StrEnum):
    """How far a pupil is with an assignment."""

    NOT_BEGUN = "not-begun"
    WORKING = "working"
    ALL_ANSWERED = "all-answered"
    TIME_OVER = "time-over"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil as her class knows her; who left keeps her row. `number` is hers where names are hidden."""

    key: UUID
    enrolment: int
    learner: int
    name: str
    has_left: bool
    number: int = 0


@dataclass(frozen=True, slots=True)
class Asking:
    """One time that one question was asked of one pupil, and what her answer is worth as a whole now.

    `again`: it came back in the same go, because she had missed it. `verdict` None: she gave no answer.
    """

    session: int
    asked: int
    question: int
    go: int
    again: bool
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Score:
    """Of the questions that count (`of`: neither excused nor void), so many right at the first asking, so many partly.

    `answered` is how many of all she answered.
    """

    right: int
    partly: int
    answered: int
    of: int

    @property
    def percent(self) -> int | None:
        """Right answers in a hundred; None where no question counts."""
        return round(100 * self.right / self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Go:
    """One sitting of a pupil, and what it came to."""

    number: int
    state: PupilState
    started_at: datetime
    finished_at: datetime | None
    score: Score


@dataclass(frozen=True, slots=True)
class Cell:
    """A pupil's standing with the question at a position."""

    position: int
    state: CellState


@dataclass(frozen=True, slots=True)
class Mastery:
    """Of the Facts that a practice asks about, how many she has met, and how many of these are not due yet."""

    met: int
    remembered: int
    facts: int


@dataclass(frozen=True, slots=True)
class Row:
    """One pupil: where she is, her goes, the best of them, and a cell for each question."""

    pupil: Pupil
    state: PupilState
    goes: tuple[Go, ...]
    best: Go | None
    cells: tuple[Cell, ...]
    mastery: Mastery | None = None

    @property
    def answered(self) -> int:
        """How many questions she has answered in the go that she is in, or was in last."""
        return self.goes[-1].score.answered if self.goes else 0

    @property
    def counts(self) -> Counter[CellState]:
        """How often each state stands in her row."""
        return Counter(cell.state for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """A question of the assignment, and how often each state stands in its column."""

    position: int
    question: int
    prompt: str
    form: str
    is_excused: bool
    counts: Counter[CellState]

    @property
    def number(self) -> int:
        """Which question it is for people, from one."""
        return self.position + 1

    @property
    def address(self) -> str:
        """Where its page is, as seen from the results."""
        return f"question/{self.position}/"

    @property
    def asked(self) -> int:
        """Of how many pupils it was asked, so that it counts."""
        return sum(self.counts[state] for state in CellState if state in ASKED)

    @property
    def right(self) -> int:
        """How many of them had it right at once."""
        return self.counts[CellState.RIGHT]

    @property
    def percent(self) -> int | None:
        """The same in a hundred; None where nobody was asked."""
        return round(100 * self.right / self.asked) if self.asked else None


ASKED = frozenset({CellState.RIGHT, CellState.IMPROVED, CellState.PARTLY, CellState.WRONG, CellState.UNANSWERED})


@dataclass(frozen=True, slots=True)
class Results:
    """The results of one assignment. `go`: of that go alone; None: of all, of which the best counts."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    go: int | None
    most_goes: int

    @property
    def working(self) -> int:
        """How many pupils are at it."""
        return sum(row.state in (PupilState.WORKING, PupilState.ALL_ANSWERED) for row in self.rows)

    @property
    def done(self) -> int:
        """How many handed in, or their time is over."""
        return sum(row.state in (PupilState.DONE, PupilState.TIME_OVER) for row in self.rows)

    @property
    def has_mastery(self) -> bool:
        """Whether it tells what each pupil remembers: for practice it does."""
        return any(row.mastery is not None for row in self.rows)

    @property
    def median(self) -> int | None:
        """The median of the best goes in per cent; None where nobody has begun."""
        return median_of([row.best.score.percent for row in self.rows if row.best])


def median_of(percents: list[int | None]) -> int | None:
    """The median of what is there, rounded; None where nothing is."""
    found = [percent for percent in percents if percent is not None]
    return round(median(found)) if found else None
