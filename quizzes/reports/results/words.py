"""Results in words and signs, as a teacher reads them: of somebody else, where a learner is told "you"."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.questions.verdicts import Verdict
from quizzes.reports.results.values import CellState, PupilState

# A sign for each state: no colour is needed to tell them apart.
SIGNS = {
    CellState.RIGHT: "✓",
    CellState.IMPROVED: "↑",
    CellState.PARTLY: "≈",
    CellState.WRONG: "✗",
    CellState.UNANSWERED: "–",
    CellState.NOT_ASKED: "·",
    CellState.VOID: "ø",
    CellState.EXCUSED: "○",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A state with its sign and its words."""

    state: CellState
    sign: str
    text: str


def state_in_words(state: CellState) -> str:
    """A cell's state."""
    return {
        CellState.RIGHT: _("right"),
        CellState.IMPROVED: _("improved"),
        CellState.PARTLY: _("partly right"),
        CellState.WRONG: _("wrong"),
        CellState.UNANSWERED: _("not answered"),
        CellState.NOT_ASKED: _("not asked"),
        CellState.VOID: _("void"),
        CellState.EXCUSED: _("excused"),
    }[state]


def list_signs() -> tuple[Sign, ...]:
    """All states, for the key of the grid."""
    return tuple(Sign(state, sign, state_in_words(state)) for state, sign in SIGNS.items())


def pupil_state_in_words(state: PupilState) -> str:
    """How far a pupil is."""
    return {
        PupilState.NOT_BEGUN: _("not begun"),
        PupilState.WORKING: _("working"),
        PupilState.ALL_ANSWERED: _("all answered, not handed in"),
        PupilState.TIME_OVER: _("time is over"),
        PupilState.DONE: _("done"),
    }[state]


def verdict_on_pupil(verdict: Verdict | None) -> str:
    """A verdict as a teacher reads it; None: nothing was answered."""
    if verdict is None:
        return _("not answered")
    return {
        Verdict.RIGHT: _("right"),
        Verdict.LESS_PRECISE: _("right, but less precise than the record"),
        Verdict.ONE_OF_OPEN: _("right: one of those that the sources leave open"),
        Verdict.WRONG: _("wrong"),
        Verdict.UNANSWERED: _("not answered"),
        Verdict.RECALLED: _("knew it, by her own word"),
        Verdict.FORGOTTEN: _("did not know it, by her own word"),
        Verdict.PARTLY_RIGHT: _("partly right"),
        Verdict.VOID: _("does not count: what the record says now was not among the options"),
    }[verdict]
