"""What a teacher sends about an assignment. Times are those of the class: the view sets its zone."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.forms.own_choices import KeyChoice, KeyChoices, limit_to, names_foreign
from quizzes.models import Accommodation, Assignment, Classroom, Enrolment

LONGEST_MINUTES = 600
MOST_GOES = 50
MOST_EXTRA = 300
MINUTE_FORMAT = "%Y-%m-%dT%H:%M"


def minute_input() -> forms.DateTimeInput:
    """A field for a day and a time of day."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE_FORMAT)


class AssignmentForm(forms.ModelForm[Assignment]):
    """An assignment with its conditions. Once it is open its set and kind stay (`is_open`)."""

    minutes = forms.IntegerField(
        label=_("Time for a go, in minutes"),
        help_text=_("Leave it empty for no limit."),
        min_value=1,
        max_value=LONGEST_MINUTES,
        required=False,
    )
    goes = forms.IntegerField(
        label=_("Number of goes"),
        help_text=_("Leave it empty for as many as a pupil wants."),
        min_value=1,
        max_value=MOST_GOES,
        required=False,
    )

    class Meta:
        model = Assignment
        fields = [
            "quiz_set",
            "title",
            "kind",
            "is_to_all",
            "groups",
            "enrolments",
            "opens_at",
            "closes_at",
            "minutes",
            "goes",
            "feedback",
            "is_shuffled",
        ]
        labels = {
            "quiz_set": _("Set of questions"),
            "title": _("Title, as pupils see it"),
            "kind": _("What it is for"),
            "is_to_all": _("The whole class"),
            "groups": _("Groups"),
            "enrolments": _("Single pupils"),
            "opens_at": _("Opens"),
            "closes_at": _("Closes"),
            "feedback": _("What was right is shown"),
            "is_shuffled": _("Another order of the questions for each pupil"),
        }
        help_texts = {
            "opens_at": _("Leave it empty to open it when you press the button."),
            "closes_at": _("Leave it empty for no end but the one that you give it."),
            "feedback": _(
                "For a test. After each question, or between two goes of one pupil, what was right may help with what "
                "comes next."
            ),
        }
        field_classes = {"quiz_set": KeyChoice, "groups": KeyChoices, "enrolments": KeyChoices}
        error_messages = {
            "quiz_set": {"required": _("Choose a set: its questions are asked.")},
            "title": {"required": _("Give it a title.")},
        }
        widgets = {
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
            "groups": forms.CheckboxSelectMultiple,
            "enrolments": forms.CheckboxSelectMultiple,
            "opens_at": minute_input(),
            "closes_at": minute_input(),
        }

    def __init__(self, *args: Any, classroom: Classroom, sets: Any, is_open: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_open = is_open
        self.classroom, self.sets = classroom, sets
        limit_to(self.fields["groups"], classroom.groups.all())
        limit_to(self.fields["enrolments"], Enrolment.objects.present().filter(classroom=classroom))
        if is_open:
            for name in ("quiz_set", "kind"):
                del self.fields[name]
            return
        limit_to(self.fields["quiz_set"], sets)
        self.initial["quiz_set"] = self.initial.get("quiz_set") and (options.get("initial") or {}).get("quiz_set")
        self.fields["quiz_set"].required = True
        self.fields["title"].required = False

    def clean(self) -> dict[str, Any]:
        """Somebody is to have it, and it ends after it begins."""
        cleaned = super().clean() or {}
        if not self.is_open and not cleaned.get("title") and (chosen := cleaned.get("quiz_set")) is not None:
            cleaned["title"] = chosen.title
        named = cleaned.get("is_to_all") or cleaned.get("groups") or cleaned.get("enrolments")
        if not named and not self.errors.keys() & {"groups", "enrolments"}:
            self.add_error("is_to_all", _("Say who is to have it: the whole class, a group, or pupils."))
        self._check_window(cleaned.get("opens_at"), cleaned.get("closes_at"))
        return cleaned

    @property
    def names_foreign(self) -> bool:
        """Whether a set, group or pupil of somebody else's was sent."""
        own = {"groups": self.classroom.groups.all(), "enrolments": self.classroom.enrolments.all()}
        if not self.is_open:
            own["quiz_set"] = self.sets
        return any(names_foreign(self, name, rows) for name, rows in own.items())

    def keep_changes(self) -> None:
        """Write what the form is about and nothing else: it may be opened or ended at this moment."""
        changed = self.save(commit=False)
        written = {field.name for field in Assignment._meta.concrete_fields}
        changed.save(update_fields=written & self.fields.keys())
        self.save_m2m()

    def _check_window(self, opens_at: datetime | None, closes_at: datetime | None) -> None:
        if closes_at is None:
            return
        if opens_at is not None and closes_at <= opens_at:
            self.add_error("closes_at", _("It would close before it opens. Give a later time."))
        elif "closes_at" in self.changed_data and closes_at <= timezone.now():
            self.add_error("closes_at", _("That time has passed. Give a later one."))


class ReopenForm(forms.Form):
    """Until when it is open again."""

    closes_at = forms.DateTimeField(label=_("New end"), required=False, widget=minute_input())

    def clean_closes_at(self) -> datetime | None:
        """A time to come, or none."""
        closes_at: datetime | None = self.cleaned_data["closes_at"]
        if closes_at is not None and closes_at <= timezone.now():
            raise forms.ValidationError(_("That time has passed. Give a later one, or none."))
        return closes_at


class AllowancesForm(forms.Form):
    """What single pupils have beyond the conditions: a row for each."""

    def __init__(self, *args: Any, assignment: Assignment, pupils: list[Enrolment], **options: Any) -> None:
        own = {row.enrolment_id: row for row in Accommodation.objects.filter(assignment=assignment)}
        super().__init__(*args, **options)
        self.assignment, self.pupils = assignment, pupils
        for pupil in pupils:
            row = own.get(pupil.pk)
            self.fields[f"extra_{pupil.key}"] = forms.IntegerField(
                label=_("Extra time in per cent"),
                min_value=0,
                max_value=MOST_EXTRA,
                required=False,
                initial=(row.extra_time_percent if row else 0) or None,
            )
            self.fields[f"closes_{pupil.key}"] = forms.DateTimeField(
                label=_("Closes for her"), required=False, widget=minute_input(), initial=row.closes_at if row else None
            )

    @property
    def rows(self) -> list[tuple[Enrolment, forms.BoundField, forms.BoundField]]:
        """Each pupil with her two fields."""
        return [(pupil, self[f"extra_{pupil.key}"], self[f"closes_{pupil.key}"]) for pupil in self.pupils]

    @property
    def has_some(self) -> bool:
        """Whether a pupil has something of her own."""
        return any(field.initial for field in self.fields.values())

    def clean(self) -> dict[str, Any]:
        """A later end is later than that for all."""
        cleaned = super().clean() or {}
        for pupil in self.pupils:
            own = cleaned.get(f"closes_{pupil.key}")
            if own is not None and (self.assignment.closes_at is None or own <= self.assignment.closes_at):
                self.add_error(f"closes_{pupil.key}", _("That is no later than the end for everybody."))
        return cleaned

    @property
    def allowances(self) -> dict[Enrolment, tuple[int, datetime | None]]:
        """What was sent, once it is valid: for each pupil her extra time and her end."""
        sent = self.cleaned_data
        return {pupil: (sent[f"extra_{pupil.key}"] or 0, sent[f"closes_{pupil.key}"]) for pupil in self.pupils}


class CopyForm(forms.Form):
    """To which class."""

    classroom = KeyChoice(queryset=Classroom.objects.none(), label=_("Class"))

    def __init__(self, *args: Any, taught: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.taught = taught
        limit_to(self.fields["classroom"], taught.active())

    @property
    def names_foreign(self) -> bool:
        """Whether a class that somebody else teaches was sent."""
        return names_foreign(self, "classroom", self.taught)
