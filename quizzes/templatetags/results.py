"""The cells of a grid, and results in words. Eight thousand cells are written by format strings, not by a template."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quizzes.reports.results.values import CellState, Pupil, PupilState, Row
from quizzes.reports.results.words import SIGNS, pupil_state_in_words, state_in_words

register = template.Library()

LINKED = '<td class="cell cell--{}"><a href="{}/'
LINKED_END = '/" aria-label="{}">{}</a></td>'
BARE = '<td class="cell cell--{}"><span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></td>'


@register.simple_tag
def grid_cells(row: Row, first: int, last: int) -> SafeString:
    """The cells of a pupil for the questions from `first` up to `last` (positions), each a way to what she answered.

    What was not asked leads nowhere. What stands around a position is the same for a state, and is written once.
    """
    begins = {state: format_html(LINKED, state, row.pupil.key) for state in CellState}
    ends = {state: format_html(LINKED_END, state_in_words(state), SIGNS[state]) for state in CellState}
    none = CellState.NOT_ASKED
    bare = format_html(BARE, none, SIGNS[none], state_in_words(none))
    parts = (
        (bare, "", "") if cell.state is none else (begins[cell.state], cell.position, ends[cell.state])
        for cell in row.cells[first:last]
    )
    return format_html_join("", "{}{}{}", parts)


@register.filter
def pupil_state(state: PupilState) -> str:
    """How far a pupil is, in words."""
    return pupil_state_in_words(state)


@register.filter
def cell_state(state: CellState) -> str:
    """A cell's state, in words."""
    return state_in_words(state)


@register.filter
def sign(state: CellState) -> str:
    """A cell's sign."""
    return SIGNS[state]


@register.simple_tag
def pupil_name(pupil: Pupil, hidden: bool) -> str:
    """What stands for a pupil on the page: her name, or her number where names are hidden."""
    return _("Pupil %(number)d") % {"number": pupil.number} if hidden else pupil.name
