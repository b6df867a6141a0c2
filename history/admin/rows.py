"""Rows inside another row's page: one line each until opened, numbered, and citable on the spot.

A page with twenty rows asks the database no more often than a page with two: what the fields show as chosen is read
for all rows together.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.sites import site
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Max, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from history.admin.choosing import ChoosingAdmin, read_together, search_field
from history.keys import propose_key
from history.models import Citation, Source

LONGEST_SUMMARY = 140


class RowForm(forms.ModelForm[Any]):
    """One row. `position` orders the rows of a page; `summary` is the row in one line.

    A key that is left empty is made from what the row says; one that stands is not changed.
    """

    position = forms.IntegerField(label=_("Position"), required=False, min_value=0, max_value=32_767)
    summary = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["position"].widget.attrs["class"] = "row__position"
        if self.instance.pk is None:
            self.fields["position"].widget = forms.HiddenInput()
        elif hasattr(self.instance, "position"):
            self.initial["position"] = self.instance.position
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].disabled = self.instance.pk is not None

    def save(self, commit: bool = True) -> Any:
        """The row, at its position."""
        position = self.cleaned_data.get("position")
        if position is not None and hasattr(self.instance, "position"):
            self.instance.position = position
        return super().save(commit=commit)


class CitingForm(RowForm):
    """A row with room for a citation of its own: choosing a source adds one, which passage stands beside it."""

    cite_source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Source"),
        required=False,
        widget=RelatedFieldWidgetWrapper(
            search_field(Citation._meta.get_field("source"), site),
            Citation._meta.get_field("source").remote_field,
            site,
            can_add_related=True,
        ),
    )
    cite_locator = forms.CharField(
        label=_("Where in it"),
        required=False,
        max_length=120,
        help_text=_("A page, a sentence's number."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    cite_quote = forms.CharField(
        label=_("Quotation"), required=False, widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 2})
    )

    @property
    def citing_fields(self) -> list[forms.BoundField]:
        """The fields of the citation."""
        return [self[name] for name in ("cite_source", "cite_locator", "cite_quote")]

    def clean(self) -> dict[str, Any]:
        """A passage without its source says nothing."""
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("cite_locator") or cleaned.get("cite_quote")) and not cleaned.get("cite_source"):
            self.add_error("cite_source", _("Choose the source that this passage is from."))
        return cleaned

    def _save_m2m(self) -> None:
        """What hangs on the row, the citation that was written with it among it."""
        super()._save_m2m()  # type: ignore[misc]  # the hook is Django's, and not among the stubs
        if source := self.cleaned_data.get("cite_source"):
            last = self.instance.citations.aggregate(last=Max("position"))["last"]
            self.instance.citations.create(
                source=source,
                locator=self.cleaned_data["cite_locator"],
                quote=self.cleaned_data["cite_quote"],
                position=0 if last is None else last + 1,
            )


class RowFormSet(BaseInlineFormSet[Any, Any, Any]):
    """The rows of a page: read together, kept in order, each new one with a key of its own."""

    summarise: ClassVar[Callable[[Any], str]]

    @cached_property
    def forms(self) -> list[Any]:
        """The rows, with what their fields show as chosen."""
        forms: list[Any] = super().forms
        read_together(forms)
        for form in forms:
            if form.instance.pk is not None:
                form.summary = type(self).summarise(form.instance)
        return forms

    def clean(self) -> None:
        """Give keys to new rows that have none, no two of them the same."""
        taken: set[str] = set()
        for form in self.forms:
            if "key" in form.fields and form.instance.pk is None and form.has_changed() and form.is_valid():
                form.cleaned_data["key"] = form.cleaned_data["key"] or propose_key(
                    type(form.instance), str(form.instance), taken
                )
                form.instance.key = form.cleaned_data["key"]
                taken.add(form.instance.key)
        super().clean()

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """A new row stands after all others."""
        if hasattr(form.instance, "position") and form.cleaned_data.get("position") is None:
            self.last_position = self._find_last() + 1
            form.instance.position = self.last_position
        return super().save_new(form, commit=commit)

    def _find_last(self) -> int:
        known = getattr(self, "last_position", None)
        return max((row.position for row in self.get_queryset()), default=-1) if known is None else known


class RowInline(ChoosingAdmin, admin.StackedInline[Any, Any]):
    """Rows of one table on the page of the row that they belong to.

    `related` and `prefetched` name what a row's summary and fields read of other tables.
    """

    template = "admin/history/rows.html"
    form = RowForm
    formset = RowFormSet
    extra = 0
    related: Sequence[str] = ()
    prefetched: Sequence[Any] = ()

    class Media:
        js = ["js/desk/rows.js"]

    @property
    def may_cite(self) -> bool:
        """Whether a row takes a citation with it."""
        return issubclass(self.form, CitingForm)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows with what their summaries read."""
        rows = (
            super().get_queryset(request).select_related(*self.related)
            if self.related
            else super().get_queryset(request)
        )
        cited = ["citations__source"] if self.may_cite else []
        return rows.prefetch_related(*self.prefetched, *cited)

    def get_formset(self, request: HttpRequest, obj: Any | None = None, **options: Any) -> Any:
        """The rows' forms, which know how a row reads in one line."""
        formset: Any = super().get_formset(request, obj, **options)
        formset.summarise = staticmethod(lambda row: Truncator(self.summarise(row)).chars(LONGEST_SUMMARY))
        return formset

    def summarise(self, row: Any) -> str:
        """The row in one line."""
        return str(row)


def join(*parts: object) -> str:
    """The parts of a summary that say something."""
    return " · ".join(str(part) for part in parts if part)
