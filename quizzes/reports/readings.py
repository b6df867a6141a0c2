"""How a typed date was read, in words: a learner sees what her answer was taken for."""

from django.utils.translation import gettext as _

from history.dates import read_typed
from quizzes.questions.marking import LONGEST_RESPONSE
from quizzes.questions.shown import Shown
from quizzes.questions.typed_dates import read_answer
from quizzes.questions.values import Family, Form

# Any century: it shows that nothing but the year, or its century, is missing.
SOME_CENTURY = 2000


def reading_in_words(shown: Shown, text: str) -> str:
    """What a typed date was read as, or why it was not; empty where that says nothing new."""
    if shown.form != Form.TYPED or shown.family != Family.DATE or not text or len(text) > LONGEST_RESPONSE:
        return ""
    value = read_answer(shown, text)
    if value is None:
        return _explain_unread(text)
    words = value.show_brief()
    return "" if words.casefold() == text.strip().casefold() else _("It was read as %(date)s.") % {"date": words}


def _explain_unread(text: str) -> str:
    short = text.strip(" .")[-2:]
    year = SOME_CENTURY + (int(short) if short.isascii() and short.isdigit() else 0)
    if read_typed(text, year=year, forgiving=True):
        return _("It was not read as a date, for it has no year in four figures.")
    if read_typed(f"{text} BC", forgiving=True):
        return _("It was not read as a date, for a year before 1000 needs BC or AD.")
    return _("It could not be read as a date.")
