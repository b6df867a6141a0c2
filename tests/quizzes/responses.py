"""What somebody answers to a question of any form who knows it, or who does not."""

from quizzes.models import AskedQuestion
from quizzes.questions.grouping.marking import wrong_of
from quizzes.questions.pointing.globe import Spot, write_spot
from quizzes.questions.responses import Response
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import CHOSEN_FORMS, Form


def shown_of(asked: AskedQuestion) -> Shown:
    return shown_from_json(asked.shown.content)


def right_to(shown: Shown) -> Response:
    """The right answer."""
    if shown.form == Form.BEFORE_AFTER or shown.form in CHOSEN_FORMS:
        return Response(value=shown.answer)
    if shown.parts:
        return Response(given=tuple(part.answer for part in shown.parts))
    if shown.target is not None:
        return Response(text=write_spot(shown.target.spot))
    return Response(text=shown.answer_text)


def wrong_to(shown: Shown) -> Response:
    """An answer that is wrong: of an order and a match, in two places."""
    if shown.form == Form.BEFORE_AFTER:
        return Response(value=shown.parts[1].value)
    if shown.form == Form.SELECT_ALL:
        return Response(given=(shown.parts[0].value, wrong_of(shown)[0]))
    if shown.parts:
        one, other, *rest = right_to(shown).given
        return Response(given=(other, one, *rest))
    if shown.form in CHOSEN_FORMS:
        return Response(value=next(value for value, _text in shown.options if value != shown.answer))
    if shown.target is not None:
        return Response(text=write_spot(opposite(shown.target.spot)))
    return Response(text="nobody and never")


def opposite(spot: Spot) -> Spot:
    """As far from it as one gets without leaving its meridian."""
    latitude, longitude = spot
    return (-latitude, longitude)


def right(asked: AskedQuestion) -> Response:
    """The right answer to a question that was asked."""
    return right_to(shown_of(asked))


def wrong(asked: AskedQuestion) -> Response:
    """A wrong one."""
    return wrong_to(shown_of(asked))
