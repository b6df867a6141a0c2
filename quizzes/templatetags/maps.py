"""A map as a picture of its own, for whoever clicks on it without a script."""

from urllib.parse import quote

from django import template
from django.template.loader import render_to_string

from history.pictures.maps import TALL, WIDE
from quizzes.reports.pointing import Ground

register = template.Library()

# Letters of names on the picture (CSS pixels).
LETTER_PX = 12.0


@register.simple_tag
def picture_address(ground: Ground, width: int) -> str:
    """The picture, so many CSS pixels wide, as an address that holds it all: nothing else has to be asked for.

    Names are written in the picture's units, so that their letters have one size on pictures of any width.
    """
    words = [
        {"x": f"{float(word.x.rstrip('%')) / 100 * WIDE:.1f}", "y": f"{float(word.y.rstrip('%')) / 100 * TALL:.1f}"}
        | {"text": word.text}
        for word in ground.words
    ]
    letters = f"{LETTER_PX * WIDE / width:.1f}"
    context = {"land": ground.land, "words": words, "letters": letters, "wide": f"{WIDE:.0f}", "tall": f"{TALL:.0f}"}
    drawn = render_to_string("quizzes/session/map.svg", context)
    return "data:image/svg+xml," + quote(" ".join(drawn.split()), safe=" ,:;=/()'")


@register.simple_tag
def picture_height(width: int) -> int:
    """How high a picture so wide is."""
    return round(width * TALL / WIDE)
