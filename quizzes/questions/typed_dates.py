"""The verdict on a typed date."""

from history.dates import Closeness, HistoricalDate, compare_typed, from_day_number, read_edtf, read_typed
from quizzes.questions.shown import Shown
from quizzes.questions.verdicts import Verdict

VERDICT_OF_CLOSENESS = {
    Closeness.RIGHT: Verdict.RIGHT,
    Closeness.LESS_PRECISE: Verdict.LESS_PRECISE,
    Closeness.ONE_OF_OPEN: Verdict.ONE_OF_OPEN,
    Closeness.WRONG: Verdict.WRONG,
}


def mark_date(shown: Shown, text: str) -> Verdict:
    """A typed date against the key; the key's year may be left out where the page shows it."""
    typed = read_answer(shown, text)
    if typed is None:
        return Verdict.WRONG
    return VERDICT_OF_CLOSENESS[compare_typed(typed, read_edtf(shown.answer))]


def read_answer(shown: Shown, text: str) -> HistoricalDate | None:
    """The typed text as a date, one slip in a month's name forgiven; None where it is not understood."""
    return read_typed(text, year=shown_year(shown), forgiving=True)


def shown_year(shown: Shown) -> int | None:
    """The key's year, where the page tells it and the year is not what is asked."""
    key = read_edtf(shown.answer)
    if key.earliest_day is None or key.precision not in ("day", "month"):
        return None
    return from_day_number(key.earliest_day)[0] if shown.year_given else None
