"""Rules on the options as a whole."""

from quizzes.questions.values import Form, Question, Rejection

FEWEST_DISTRACTORS = 2


def no_option_cue(question: Question) -> Rejection | None:
    """No option stands out by being written twice.

    Lengths bind generated text only: every family here offers names, dates of one format or compass points.
    """
    texts = [option.text.casefold() for option in question.options]
    if len(set(texts)) < len(texts):
        return Rejection("no_option_cue", "two options read the same")
    return None


def enough_options(question: Question) -> Rejection | None:
    """A choice has at least two good wrong options; with fewer the fact is asked in another form."""
    if question.form is Form.DISAGREE and len(question.distractors) != 1:
        return Rejection("enough_options", "there are two answers, that they agree and that they disagree")
    if question.form is not Form.CHOICE or len(question.distractors) >= FEWEST_DISTRACTORS:
        return None
    return Rejection("enough_options", f"{len(question.distractors)} good wrong options on record")
