"""The language that questions are asked in."""

from django.utils.translation import get_language, gettext

from quizzes.questions.drafting import Wording


def current_wording() -> Wording:
    """Templates and dates in the language that is active."""
    return Wording(translate=gettext, locale=get_language() or "en")
