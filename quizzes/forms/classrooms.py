"""What teachers send about their classes, and pupils to come into one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from quizzes.forms.zones import list_zones
from quizzes.models import Classroom, Group
from quizzes.roster import (
    LONGEST_NAME,
    MOST_PUPILS,
    Problem,
    RosterLine,
    clean_name,
    read_roster,
)

LONGEST_ROSTER = 40_000
WORDS = {"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}


class ClassForm(forms.ModelForm[Classroom]):
    """What a class is called, and whether whoever has its code may add herself."""

    class Meta:
        model = Classroom
        fields = ["title", "is_open"]
        widgets = {"title": forms.TextInput(attrs={"autocomplete": "off"})}
        labels = {"title": _("Name of the class"), "is_open": _("Whoever has the code may add herself to the class")}
        error_messages = {"title": {"required": _("Give the class a name, for instance 8b.")}}


class ClassSettingsForm(ClassForm):
    """The same, and where the class is."""

    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    class Meta(ClassForm.Meta):
        fields = ["title", "is_open", "time_zone"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        zones = [(name, name.replace("_", " ")) for name in list_zones()]
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _gettext("That of this site")), *zones]


class RosterForm(forms.Form):
    """Names of pupils, one a line."""

    names = forms.CharField(
        label=_("Names, one a line"),
        max_length=LONGEST_ROSTER,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Write at least one name."),
            "max_length": _("That is too long for a list of names. Paste the column of names alone."),
        },
    )

    def __init__(self, *args: Any, there: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.there = there
        self.lines: list[RosterLine] = []

    def clean_names(self) -> list[str]:
        """The names, once every line is one."""
        self.lines = read_roster(self.cleaned_data["names"], self.there, MOST_PUPILS - len(self.there))
        if not self.lines:
            raise forms.ValidationError(_("Write at least one name."))
        problems = [say_problem(line) for line in self.lines if line.problem]
        if problems:
            raise forms.ValidationError(problems)
        return [line.name for line in self.lines]

    @property
    def readable(self) -> list[str]:
        """The names that can be added as they stand."""
        return [line.name for line in self.lines if not line.problem]


def say_problem(line: RosterLine) -> str:
    """What is wrong with a line, and what to do."""
    messages = {
        Problem.NO_LETTERS: _gettext("Line %(line)d, “%(name)s”: a name needs a letter."),
        Problem.TOO_LONG: _gettext("Line %(line)d, “%(name)s”: a name has at most %(most)d characters."),
        Problem.TWICE: _gettext(
            "Line %(line)d, “%(name)s”: line %(first)d has the same name. Tell them apart, for instance by a second "
            "initial."
        ),
        Problem.THERE: _gettext(
            "Line %(line)d, “%(name)s”: somebody in the class has this name. If it is another pupil, tell them apart."
        ),
        Problem.TOO_MANY: _gettext("Line %(line)d, “%(name)s”: a class has at most %(pupils)d pupils."),
    }
    assert line.problem is not None
    shown = line.name if len(line.name) <= LONGEST_NAME else f"{line.name[:40]}…"
    return messages[line.problem] % {
        "line": line.number,
        "name": shown,
        "first": line.first_line,
        "most": LONGEST_NAME,
        "pupils": MOST_PUPILS,
    }


class NameField(forms.CharField):
    """The name of a pupil, without what a list wrote around it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, widget=forms.TextInput(attrs=WORDS), **options)

    def clean(self, value: Any) -> str:
        """A name with a letter in it."""
        name = clean_name(super().clean(value))
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("A name needs a letter."))
        return name


class PupilForm(forms.Form):
    """What a class knows of a pupil."""

    name = NameField(label=_("Name"), error_messages={"required": _("A pupil needs a name.")})
    extra_time_percent = forms.IntegerField(
        label=_("Extra time in every test, in per cent"),
        help_text=_("0 for most. 25 makes forty minutes fifty."),
        min_value=0,
        max_value=300,
        error_messages={"required": _("Write 0 where there is none.")},
    )


class JoinCodeForm(forms.Form):
    """The code on the wall or on the slip."""

    code = forms.CharField(
        label=_("Code of the class"),
        help_text=_("Eight letters and figures. Capitals and the dash do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={**WORDS, "autocapitalize": "characters"}),
        error_messages={"required": _("Type the code that your teacher shows.")},
    )


class PinForm(forms.Form):
    """Who she is, by the slip that her teacher gave her."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As it stands on your slip."),
        max_length=200,
        widget=forms.TextInput(attrs=WORDS),
        error_messages={"required": _("Type your name as it stands on your slip.")},
    )
    pin = forms.CharField(
        label=_("PIN"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Type the PIN that stands on your slip.")},
    )
    own_device = forms.BooleanField(label=_("This is my own device: keep me signed in"), required=False)


class NewPupilForm(forms.Form):
    """Under which name somebody adds herself to an open class."""

    new_name = NameField(
        label=_("Your name"),
        help_text=_("Your teacher sees it. Write it so that she knows who you are."),
        error_messages={"required": _("Your teacher has to know who you are.")},
    )


class GroupForm(forms.ModelForm[Group]):
    """What a group is called."""

    class Meta:
        model = Group
        fields = ["title"]
        widgets = {"title": forms.TextInput(attrs={"autocomplete": "off"})}
        labels = {"title": _("Name of the group")}
        error_messages = {"title": {"required": _("Give the group a name.")}}

    def clean_title(self) -> str:
        """A name that no other group of the class has."""
        title: str = self.cleaned_data["title"]
        others = self.instance.classroom.groups.exclude(pk=self.instance.pk)
        if any(other.title.casefold() == title.casefold() for other in others):
            raise forms.ValidationError(_("Another group of the class has this name."))
        return title
