"""What a learner sends."""

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.confirming import is_own_password
from quizzes.models.remarks import LONGEST_REMARK
from quizzes.questions.marking import LONGEST_RESPONSE, OWN_RATINGS, Response
from quizzes.questions.shown import Shown
from quizzes.questions.values import Form

DAY_MS = 24 * 60 * 60 * 1000
# Digits of a clock in milliseconds; what is longer is none.
LONGEST_CLOCK = 15


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
        name: str = self.cleaned_data["time_zone"]
        return name if name in available_timezones() else ""


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
        if self.shown.form == "choice":
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
        if self.shown.form in ("choice", "flashcard"):
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
