"""From askings to cells, goes and scores. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from quizzes.questions.verdicts import Verdict
from quizzes.reports.results.values import (
    COUNTED_PARTLY,
    COUNTED_RIGHT,
    Asking,
    Cell,
    CellState,
    Column,
    Go,
    PupilState,
    Row,
    Score,
)

# Of several askings that were never right, the best is shown.
BEST_FIRST = (CellState.PARTLY, CellState.WRONG, CellState.UNANSWERED, CellState.VOID)


def state_of_verdict(verdict: Verdict | None) -> CellState:
    """What one asking is shown as by itself."""
    if verdict is None or verdict is Verdict.UNANSWERED:
        return CellState.UNANSWERED
    if verdict is Verdict.VOID:
        return CellState.VOID
    if verdict in COUNTED_RIGHT:
        return CellState.RIGHT
    return CellState.PARTLY if verdict in COUNTED_PARTLY else CellState.WRONG


def state_of_askings(askings: Sequence[Asking]) -> CellState:
    """What all askings of one question come to, in the order in which they were asked."""
    states = [state_of_verdict(asking.verdict) for asking in askings]
    if not states:
        return CellState.NOT_ASKED
    if CellState.RIGHT in states:
        return CellState.RIGHT if states[0] is CellState.RIGHT else CellState.IMPROVED
    return min(states, key=BEST_FIRST.index)


def score_go(askings: Iterable[Asking], questions: Sequence[int], excused: frozenset[int]) -> Score:
    """What one go is worth: by the first answer to each question, of all questions that count."""
    first: dict[int, CellState] = {}
    answered = set()
    for asking in askings:
        if asking.verdict is not None:
            first.setdefault(asking.question, state_of_verdict(asking.verdict))
            answered.add(asking.question)
    counted = [question for question in questions if question not in excused]
    states = Counter(first[question] for question in counted if question in first)
    return Score(
        right=states[CellState.RIGHT],
        partly=states[CellState.PARTLY],
        answered=len(answered.intersection(questions)),
        of=len(counted) - states[CellState.VOID],
    )


def choose_best(goes: Sequence[Go]) -> Go | None:
    """The go that counts: most right, then most partly right; of equals the earlier one."""
    return max(goes, key=lambda go: (go.score.right, go.score.partly, -go.number), default=None)


def state_of_session(
    finished_at: datetime | None, ends_at: datetime | None, now: datetime, *, has_all: bool = False
) -> PupilState:
    """How a sitting stands; `has_all`: every question has an answer."""
    if finished_at is not None:
        return PupilState.DONE
    if ends_at is not None and ends_at <= now:
        return PupilState.TIME_OVER
    return PupilState.ALL_ANSWERED if has_all else PupilState.WORKING


def cells_of(columns: Sequence[Column], askings: Iterable[Asking]) -> tuple[Cell, ...]:
    """A cell for each question."""
    by_question: dict[int, list[Asking]] = defaultdict(list)
    for asking in askings:
        by_question[asking.question].append(asking)
    return tuple(
        Cell(
            column.position,
            CellState.EXCUSED if column.is_excused else state_of_askings(by_question.get(column.question, ())),
        )
        for column in columns
    )


def count_columns(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns with how often each state stands in them."""
    return tuple(
        replace(column, counts=Counter(row.cells[number].state for row in rows))
        for number, column in enumerate(columns)
    )


def group_by_session(askings: Iterable[Asking]) -> Mapping[int, list[Asking]]:
    """The askings of each session, in order."""
    found: dict[int, list[Asking]] = defaultdict(list)
    for asking in askings:
        found[asking.session].append(asking)
    return found
