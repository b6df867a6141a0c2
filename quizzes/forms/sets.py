"""What a teacher sends while she builds a set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from history.dates import read_edtf, read_typed
from history.facts.finding import Named, find_named, named_exactly, names_of
from quizzes.models import QuizSet, SetPart
from quizzes.questions.sets import CHOICES, DAYS, FIRST_WANTED, KEYS, MOST_PARTS, MOST_QUESTIONS, Filters, FiltersError

# Of those whose name holds what was typed, so many are offered.
MOST_OFFERED = 12
LABELS: Mapping[str, Any] = {
    "contested": _("the sources disagree"),
    "corroborated": _("two independent claimants say so"),
    "unopposed": _("nobody says otherwise"),
    "date": _("when"),
    "place": _("where"),
    "claimant": _("who said what"),
    "choice": _("choose"),
    "typed": _("type"),
    "order": _("put in order"),
    "before-after": _("which came first"),
    "match": _("match"),
    "disagree": _("say whether the accounts agree"),
    "select-all": _("tick all that are right"),
    "map": _("point on the map"),
    "timeline": _("place on a timeline"),
    "easy": _("easy"),
    "middling": _("middling"),
    "hard": _("hard"),
}
NOT_FOUND: Mapping[str, Any] = {
    "topic": _("No topic is called so. Leave it empty for all."),
    "place": _("No place on record is called so."),
    "claimant": _("Nobody on record is called so."),
}


class ChoicesField(forms.MultipleChoiceField):
    """Some of what a filter may have."""

    def __init__(self, name: str, label: Any) -> None:
        choices = [(str(choice), LABELS[str(choice)]) for choice in CHOICES[name]]
        super().__init__(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


class NameField(forms.CharField):
    """The name of a topic, a place or a claimant, as it is typed."""

    def __init__(self, label: Any, hint: Any = "") -> None:
        super().__init__(label=label, help_text=hint, required=False, max_length=200)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


@dataclass(frozen=True, slots=True)
class NameView:
    """A field that takes a name, the rows that what was typed may mean, and the field that says which of them."""

    field: BoundField
    offered: list[Named]
    chooses: BoundField


class PartForm(forms.Form):
    """So many questions from here. `offered` are the rows that a name may mean, by the field's name."""

    wanted = forms.IntegerField(label=_("How many"), required=False, min_value=1, max_value=MOST_QUESTIONS)
    topic = NameField(_("Topic"))
    place = NameField(_("Place"), _("with all that lies within it"))
    claimant = NameField(_("Claimant"), _("asks about what she, he or it says"))
    topic_key = forms.CharField(required=False, max_length=120)
    place_key = forms.CharField(required=False, max_length=120)
    claimant_key = forms.CharField(required=False, max_length=120)
    since = forms.CharField(label=_("From"), required=False, max_length=100)
    until = forms.CharField(label=_("To"), required=False, max_length=100)
    families = ChoicesField("families", _("What is asked"))
    forms = ChoicesField("forms", _("How it is answered"))
    standings = ChoicesField("standings", _("How the matter stands"))
    difficulties = ChoicesField("difficulties", _("How hard"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered: dict[str, list[Named]] = {}
        self.filters = Filters()
        for name in (*DAYS, "wanted"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Names as keys, typed dates as dates, and all of it together as filters."""
        cleaned = super().clean() or {}
        read: dict[str, Any] = {name: self._read_name(name, cleaned.get(name, "")) for name in KEYS}
        read |= {name: self._read_day(name, cleaned.get(name, "")) for name in DAYS}
        read |= {name: cleaned.get(name, []) for name in CHOICES}
        if not self.errors:
            try:
                self.filters = Filters.from_json(read)
            except FiltersError as error:
                self.add_error(error.field, _("This date comes before the one from which it begins."))
        return cleaned

    def _read_name(self, name: str, text: str) -> str:
        """The key of what was typed; where it may mean several, they are offered."""
        if not (text := text.strip()):
            return ""
        exact = named_exactly(name, text, MOST_OFFERED)
        if len(exact) == 1:
            return exact[0].key
        offered = exact or find_named(name, text, MOST_OFFERED)
        chosen = self.cleaned_data.get(f"{name}_key", "")
        if any(one.key == chosen for one in offered):
            return str(chosen)
        self.offered[name] = offered
        self.add_error(name, _("Which one do you mean?") if offered else NOT_FOUND[name])
        return ""

    def _read_day(self, name: str, text: str) -> str:
        """A date as it is typed, as EDTF."""
        if not text.strip():
            return ""
        date = read_typed(text, locale=get_language() or "en")
        if date is None or date.earliest_day is None or date.latest_day is None:
            self.add_error(name, _("That is not understood as a date. Write 1861, October 2020 or 9 October 2020."))
            return ""
        return date.edtf

    @property
    def names(self) -> list[NameView]:
        """The fields that take a name."""
        return [NameView(self[name], self.offered.get(name, []), self[f"{name}_key"]) for name in KEYS]

    @property
    def boxes(self) -> list[BoundField]:
        """The fields of which any may fit."""
        return [self[name] for name in ("families", "forms", "standings", "difficulties")]

    @property
    def has_more(self) -> bool:
        """Whether something is said in the fields that are folded away."""
        more = [name for name in self.fields if name not in ("wanted", "topic", "topic_key", "families")]
        return any(self[name].value() or self[name].errors for name in more)


class SetForm(forms.ModelForm[QuizSet]):
    """What a set is called and what it is for."""

    class Meta:
        model = QuizSet
        fields = ["title", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].error_messages["required"] = _("Give the set a name.")


class NewSetForm(SetForm):
    """The name alone."""

    class Meta(SetForm.Meta):
        fields = ["title"]


class BuildForm:
    """All of a set on one page: its words, its parts, the version that was seen, and which button was pressed."""

    def __init__(self, words: SetForm, parts: list[PartForm], version: int, action: str = "") -> None:
        self.words = words
        self.parts = parts
        self.version = version
        self.action, _, self.subject = action.partition(":")

    @classmethod
    def of_set(cls, quiz_set: QuizSet) -> "BuildForm":
        """As the set is."""
        parts = list(quiz_set.parts.all())
        initial = list(map(initial_part, parts, [names_of_parts(parts)] * len(parts)))
        made = [PartForm(prefix=f"p{number}", initial=one) for number, one in enumerate(initial)]
        return cls(SetForm(instance=quiz_set, prefix="set"), made, quiz_set.version)

    @classmethod
    def sent(cls, data: QueryDict, quiz_set: QuizSet) -> "BuildForm":
        """As it was sent."""
        action = data.get("do", "show")
        numbers = list(range(read_number(data.get("parts", ""), MOST_PARTS)))
        if action.startswith("unpart:"):
            numbers = [number for number in numbers if action != f"unpart:{number}"]
        parts = [PartForm(renumber(data, old, new), prefix=f"p{new}") for new, old in enumerate(numbers)]
        if action == "part" and len(parts) < MOST_PARTS:
            blank = f"p{len(parts)}"
            parts.append(PartForm({f"{blank}-wanted": str(FIRST_WANTED)}, prefix=blank))
        version = read_number(data.get("version", ""), 2**31)
        # The row is compared with what was sent later on, so the form gets one of its own.
        row = QuizSet(title=quiz_set.title, description=quiz_set.description)
        return cls(SetForm(data, instance=row, prefix="set"), parts, version, action)

    @property
    def errors(self) -> bool:
        """Whether something that was sent cannot be kept."""
        return any(form.errors for form in (self.words, *self.parts))

    def is_valid(self) -> bool:
        """Whether all of it may be kept."""
        return all([self.words.is_valid(), *(part.is_valid() for part in self.parts)])


def renumber(data: QueryDict, old: int, new: int) -> QueryDict:
    """What was sent for one part, as if it were another by number."""
    if old == new:
        return data
    moved = data.copy()
    for name in data:
        if name.startswith(f"p{old}-"):
            moved.setlist(name.replace(f"p{old}-", f"p{new}-", 1), data.getlist(name))
    # A box that nobody ticked is not sent, so the other part's would be taken for this one's.
    for name in data:
        if name.startswith(f"p{new}-") and name.replace(f"p{new}-", f"p{old}-", 1) not in data:
            del moved[name]
    return moved


def read_number(text: str, most: int) -> int:
    """A number that was sent in a hidden field; 0 where it is none."""
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 11 else 0


def names_of_parts(parts: list[SetPart]) -> dict[str, dict[str, Named]]:
    """What the keys of all parts are called, by kind: a query for each kind that is filtered by."""
    return {kind: names_of(kind, [part.filters.get(kind, "") for part in parts]) for kind in KEYS}


def initial_part(part: SetPart, names: Mapping[str, Mapping[str, Named]]) -> dict[str, Any]:
    """The fields of a part as they were kept."""
    filters = Filters.from_json(part.filters)
    fields: dict[str, Any] = {name: list(getattr(filters, name)) for name in CHOICES}
    for name in KEYS:
        if key := getattr(filters, name):
            fields[name] = str(names[name].get(key, key))
            fields[f"{name}_key"] = key
    for name in DAYS:
        if text := getattr(filters, name):
            fields[name] = read_edtf(text).show(get_language() or "en")
    return fields | {"wanted": part.wanted}
