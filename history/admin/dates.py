"""A field for a date in EDTF that says at once how it reads, and what would be right where it cannot be read."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from history.dates import DateError, HistoricalDate, Precision, Shape, read_edtf, read_typed

# Editors are shown what was typed in whatever wording, where the reader for learners' answers understands it.
LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a text reads as a date. Empty strings: nothing to say.

    `words` put a date that can be kept, `grain` says how fine it is. Where it cannot be kept, `fault` says why, and
    `offer` is the EDTF that was probably meant, with `offer_words` for it.
    """

    words: str = ""
    grain: str = ""
    fault: str = ""
    offer: str = ""
    offer_words: str = ""


def read_for_editor(text: str, locale: str) -> DateReading:
    """Read what an editor typed into a field for EDTF."""
    if not text.strip():
        return DateReading()
    try:
        value = read_edtf(text)
    except DateError as error:
        meant = read_typed(text, locale=locale, forgiving=True)
        if meant is None:
            return DateReading(fault=str(error))
        return DateReading(fault=str(error), offer=meant.edtf, offer_words=put_in_words(meant, locale))
    return DateReading(words=put_in_words(value, locale), grain=name_grain(value))


def put_in_words(value: HistoricalDate, locale: str) -> str:
    """The date in words, which tell alternatives from an interval: "one of 14, 15 October 2020"."""
    shown = value.show(locale)
    match value.shape:
        case Shape.ONE_OF:
            return _("one of: %(dates)s") % {"dates": shown}
        case Shape.INTERVAL:
            return _("from first to last: %(dates)s") % {"dates": shown}
    return shown


def name_grain(value: HistoricalDate) -> str:
    """How finely the date is given."""
    names = {
        Precision.DAY: _("to the day"),
        Precision.MONTH: _("to the month"),
        Precision.SEASON: _("to the season"),
        Precision.YEAR: _("to the year"),
        Precision.DECADE: _("to the decade"),
        Precision.CENTURY: _("to the century"),
        Precision.MONTH_OF_YEAR: _("a month of no stated year"),
        Precision.OPEN: _("open at one end"),
    }
    return names[value.precision]


class EdtfWidget(forms.TextInput):
    """A text field with a line beneath that tells how it reads; the script keeps the line in step with the typing."""

    class Media:
        js = ["js/desk/dates.js"]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"class": "vTextField edtf__text", "autocomplete": "off", "spellcheck": "false"} | (attrs or {})
        )

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The field with what the line says now; why it cannot be read is said by the form's own error by then."""
        given = dict(attrs or {})
        line = f"{given.get('id', name)}_reading"
        given["aria-describedby"] = " ".join(filter(None, [given.get("aria-describedby"), line]))
        given["data-date-url"] = reverse("admin:history_date")
        field = super().render(name, value, given, renderer)
        reading = read_for_editor(str(value or ""), get_language() or "en")
        context = {"field": field, "reading": reading, "line": line, "is_first": True}
        return render_to_string("admin/history/edtf.html", context)


@require_safe
def read_date(request: HttpRequest) -> HttpResponse:
    """How `?text=` reads as a date: the line beneath a field, as a fragment."""
    reading = read_for_editor(request.GET.get("text", "")[:LONGEST_SHOWN], get_language() or "en")
    return render(request, "admin/history/_date_reading.html", {"reading": reading})
