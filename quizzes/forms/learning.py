"""What a learner sends."""

from dataclasses import dataclass
from datetime import timedelta
from math import isfinite
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.confirming import is_own_password
from history.pictures.maps import TALL, WIDE
from quizzes.forms.zones import clean_zone
from quizzes.models import AskedQuestion
from quizzes.models.remarks import LONGEST_REMARK
from quizzes.questions.grouping.showing import arrange_parts
from quizzes.questions.grouping.wording import PLACES
from quizzes.questions.marking import LONGEST_RESPONSE, OWN_RATINGS, Response
from quizzes.questions.pointing.globe import Spot, write_spot
from quizzes.questions.shown import Shown, arrange_options, shown_from_json
from quizzes.questions.values import CHOSEN_FORMS, Form

DAY_MS = 24 * 60 * 60 * 1000
# Digits of a clock in milliseconds; what is longer is none.
LONGEST_CLOCK = 15
LONGEST_DEGREES = 12
# The pictures of a map that are clicked where no script runs (CSS pixels): for small screens, and for others.
PICTURE_WIDTHS = (288, 600)


class StartForm(forms.Form):
    """What a session is to be about, and where the browser is."""

    topic = forms.CharField(max_length=120, required=False)
    ahead = forms.BooleanField(required=False)
    time_zone = forms.CharField(max_length=64, required=False)
    form = forms.CharField(max_length=20, required=False)

    def clean_form(self) -> str:
        """Flashcards for whoever wants them; anything else leaves the form to what she knows."""
        return Form.FLASHCARD if self.cleaned_data["form"] == Form.FLASHCARD else ""

    def clean_time_zone(self) -> str:
        """A zone that exists, or none: no session is to be refused over it."""
        return clean_zone(self.cleaned_data["time_zone"])


class SetAsideForm(forms.Form):
    """For how long a fact is set aside."""

    kind = forms.ChoiceField(choices=[("bury", _("until tomorrow")), ("suspend", _("until I resume it"))])


class RemarkForm(forms.Form):
    """A sentence to the editors."""

    text = forms.CharField(max_length=LONGEST_REMARK, required=False)


class AnswerForm(forms.Form):
    """One answer: an option's value, a rating, or typed text, or that she does not know."""

    position = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    value = forms.CharField(max_length=200, required=False)
    text = forms.CharField(max_length=LONGEST_RESPONSE, required=False, strip=True)
    unknown = forms.BooleanField(required=False)

    def __init__(self, *args: Any, shown: Shown, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shown = shown
        self.fields["text"].error_messages["max_length"] = _("An answer has at most %(limit_value)d characters.")

    def clean(self) -> dict[str, Any]:
        """An answer fits the form of the question it is for."""
        cleaned = super().clean() or {}
        if self.errors or cleaned.get("unknown"):
            return cleaned
        if self.shown.form in CHOSEN_FORMS:
            self._check_value(cleaned.get("value", ""))
        elif self.shown.form == "flashcard":
            self._check_rating(cleaned.get("value", ""))
        elif not cleaned.get("text"):
            self.add_error("text", _("Type an answer, or say that you do not know."))
        return cleaned

    def _check_value(self, value: str) -> None:
        if not value:
            self.add_error("value", _("Choose one of the answers, or say that you do not know."))
        elif value not in {option for option, _text in self.shown.options}:
            self.add_error("value", _("That is not one of the answers on this page. Choose one of them."))

    def _check_rating(self, value: str) -> None:
        if value not in OWN_RATINGS:
            self.add_error("value", _("Look at the answer, then say how well you knew it."))

    @property
    def response(self) -> Response:
        """The answer, once the form is valid."""
        if self.cleaned_data.get("unknown"):
            return Response()
        if self.shown.form in (*CHOSEN_FORMS, Form.FLASHCARD):
            return Response(value=self.cleaned_data["value"])
        return Response(text=self.cleaned_data["text"])

    def taken(self, now_ms: int) -> timedelta:
        """How long the page stood before the answer came, as far as the browser says.

        `shown_at` is when the page was made (milliseconds since 1970). It is no field, because no answer is to
        be refused over it.
        """
        shown_at = self.data.get("shown_at", "")
        if not (shown_at.isascii() and shown_at.isdigit() and len(shown_at) <= LONGEST_CLOCK):
            return timedelta(0)
        return timedelta(milliseconds=min(max(0, now_ms - int(shown_at)), DAY_MS))


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a question about several Facts: what is shown of it, and the field that it is answered in."""

    text: str
    field: forms.BoundField

    @property
    def chosen(self) -> str:
        """What was chosen for it so far."""
        return str(self.field.value() or "")


class GroupAnswerForm(AnswerForm):
    """An answer on several Facts: a place or a partner for each item, which of two events came first, or ticks.

    What is sent are numbers of the arrangement that this learner sees ("1", "2" …): a key may tell a year.
    """

    def __init__(self, *args: Any, shown: Shown, order_seed: int, **options: Any) -> None:
        super().__init__(*args, shown=shown, **options)
        self.parts = arrange_parts(shown, order_seed)
        self.arranged = arrange_options(shown, order_seed)
        self.texts = [part.text for part in self.parts]
        if shown.form == Form.SELECT_ALL:
            self.texts = [text for _value, text in self.arranged]
        numbers = range(1, len(self.texts) + 1)
        if shown.form == Form.ORDER:
            self.choices = [(str(number), gettext(PLACES[number - 1])) for number in numbers]
        else:
            self.choices = [(str(number), text) for number, (_value, text) in enumerate(self.arranged, start=1)]
        if shown.form != Form.BEFORE_AFTER:
            for number in numbers:
                self.fields[f"item{number}"] = forms.CharField(max_length=2, required=False)

    @property
    def rows(self) -> list[ItemRow]:
        """The items in the order in which this learner sees them."""
        return [ItemRow(text, self[f"item{number}"]) for number, text in enumerate(self.texts, start=1)]

    def clean(self) -> dict[str, Any]:
        """Each place is given once, and to each item one; in a match an item may be left out."""
        cleaned = forms.Form.clean(self) or {}
        if self.errors or cleaned.get("unknown"):
            return cleaned
        if self.shown.form == Form.BEFORE_AFTER:
            if cleaned.get("value") not in dict(self.choices):
                self.add_error("value", _("Choose one of the answers, or say that you do not know."))
            return cleaned
        names = [f"item{number}" for number in range(1, len(self.texts) + 1)]
        if self.shown.form == Form.SELECT_ALL:
            if not any(cleaned.get(name) for name in names):
                self.add_error("value", _("Tick at least one of them, or say that you do not know."))
            return cleaned
        if not any(cleaned.get(name) for name in names):
            self.add_error(names[0], _("Choose for each of them, or say that you do not know."))
            return cleaned
        for name in names:
            self._check_item(name, [cleaned[before] for before in names[: names.index(name)] if before in cleaned])
        return cleaned

    def _check_item(self, name: str, taken: list[str]) -> None:
        chosen = self.cleaned_data[name]
        if not chosen:
            if self.shown.form == Form.ORDER:
                self.add_error(name, _("Say where this one stands."))
        elif chosen not in dict(self.choices):
            self.add_error(name, _("That is not one of the answers on this page. Choose one of them."))
        elif chosen in taken:
            said = dict(self.choices)[chosen]
            self.add_error(name, gettext("“%(choice)s” is given to another one already.") % {"choice": said})

    @property
    def response(self) -> Response:
        """The answer, once the form is valid: in the order of the parts, by their own values."""
        if self.cleaned_data.get("unknown"):
            return Response()
        if self.shown.form == Form.BEFORE_AFTER:
            return Response(value=self.arranged[int(self.cleaned_data["value"]) - 1][0])
        if self.shown.form == Form.SELECT_ALL:
            numbered = enumerate(self.arranged, start=1)
            return Response(
                given=tuple(value for number, (value, _text) in numbered if self.cleaned_data[f"item{number}"])
            )
        sent = {part.fact: self.cleaned_data[f"item{number}"] for number, part in enumerate(self.parts, start=1)}
        return Response(given=tuple(self._value_of(sent[part.fact]) for part in self.shown.parts))

    def _value_of(self, number: str) -> str:
        """What a number stands for: a place is one itself."""
        if not number or self.shown.form == Form.ORDER:
            return number
        return self.arranged[int(number) - 1][0]


class MapAnswerForm(AnswerForm):
    """A point of the map: with a script its latitude and longitude are sent, without one where a picture was clicked.

    A browser sends the click in pixels of the picture, under the picture's name (`at288.x`, `at288.y`).
    """

    latitude = forms.CharField(label=_("Latitude"), max_length=LONGEST_DEGREES, required=False)
    longitude = forms.CharField(label=_("Longitude"), max_length=LONGEST_DEGREES, required=False)

    def __init__(self, *args: Any, shown: Shown, **options: Any) -> None:
        super().__init__(*args, shown=shown, **options)
        assert shown.target is not None
        self.view = shown.target.view
        self.spot: Spot | None = None

    def clean(self) -> dict[str, Any]:
        """One point of the globe; a click counts before what stands in the fields."""
        cleaned = forms.Form.clean(self) or {}
        if "position" in self.errors or cleaned.get("unknown"):
            return cleaned
        self.spot = self._read_click() or self._read_degrees()
        if self.spot is None:
            self.add_error("value", _("Click on the map, or give latitude and longitude, or say that you do not know."))
        return cleaned

    def _read_click(self) -> Spot | None:
        """Where a picture was clicked. Its upper left corner is what a key press on it sends, so that is no click."""
        for width in PICTURE_WIDTHS:
            x, y = (read_number(self.data.get(f"at{width}.{side}", "")) for side in "xy")
            if x is None or y is None or (x, y) == (0, 0):
                continue
            if 0 <= x <= width and 0 <= y <= width * TALL / WIDE:
                return self.view.locate(x * WIDE / width, y * WIDE / width)
            self.add_error("value", _("That lies beside the map. Click on the map."))
        return None

    def _read_degrees(self) -> Spot | None:
        given = [self.cleaned_data.get(name, "") for name in ("latitude", "longitude")]
        if not any(given):
            return None
        degrees = [read_number(text) for text in given]
        for name, degree, most in zip(("latitude", "longitude"), degrees, (90, 180), strict=True):
            if degree is None or abs(degree) > most:
                self.add_error(name, gettext("Degrees from −%(most)d to %(most)d.") % {"most": most})
        latitude, longitude = degrees
        return None if self.errors or latitude is None or longitude is None else (latitude, longitude)

    @property
    def degrees(self) -> list[forms.BoundField]:
        """The two fields for whoever points with neither pointer nor keys."""
        return [self["latitude"], self["longitude"]]

    @property
    def response(self) -> Response:
        """The answer, once the form is valid."""
        return Response(text=write_spot(self.spot)) if self.spot else Response()


def read_number(text: str) -> float | None:
    """A number as people write it, with a point or a comma; None for anything else, infinite ones included."""
    try:
        number = float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return number if isfinite(number) else None


def make_answer_form(asked: AskedQuestion, *args: Any, **options: Any) -> AnswerForm:
    """The form that an answer to this question comes in."""
    return form_for(shown_from_json(asked.shown.content), asked.order_seed, *args, **options)


def form_for(shown: Shown, order_seed: int, *args: Any, **options: Any) -> AnswerForm:
    """The form that an answer to what is shown comes in."""
    if shown.parts:
        return GroupAnswerForm(*args, shown=shown, order_seed=order_seed, **options)
    if shown.target is not None:
        return MapAnswerForm(*args, shown=shown, **options)
    return AnswerForm(*args, shown=shown, **options)


class ErasureForm(forms.Form):
    """That she means it: a user's password, or the word that a guest types."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    word = forms.CharField(
        label=_("Type the word erase"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request
        del self.fields["word" if request.user.is_authenticated else "password"]
        for field in self.fields.values():
            field.error_messages["required"] = _("Nothing was erased: this is needed to be sure that you mean it.")

    def clean_password(self) -> str:
        """Her own; wrong ones are counted as at sign-in."""
        assert self.request.user.is_authenticated
        password: str = self.cleaned_data["password"]
        if not is_own_password(self.request, self.request.user, password):
            raise forms.ValidationError(_("Nothing was erased: that is not your password."))
        return password

    def clean_word(self) -> str:
        """The word, in capitals or not."""
        word: str = self.cleaned_data["word"].strip()
        if word.casefold() != gettext("erase").casefold():
            raise forms.ValidationError(_("Nothing was erased: type the word erase."))
        return word
