"""Choosing rows: search-as-you-type fields everywhere, which never load a table, and dates that say how they read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Field, Model, QuerySet
from django.forms import BaseForm, Media, ModelChoiceField, Widget
from django.http import HttpRequest

from history.admin.dates import EdtfWidget
from history.admin.labels import READ_WITH, label_row
from history.exports.entries import KEYS_AT_ONCE, in_portions
from history.models.dated import EdtfField

# The rows that a field shows as chosen, by their id as text.
Known = dict[str, Model]


# In this order: it names what the other has made.
NAMING = Media(js=["admin/js/autocomplete.js", "js/desk/choosing.js"])


class RowSelect(AutocompleteSelect):
    """One row. `known` are the rows that were read for all fields of a page together; None: it reads its own."""

    known: Known | None = None

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The chosen row as an option, and an empty one where nothing need be chosen."""
        return list_chosen(self, name, value)

    @property
    def media(self) -> Media:
        """Django's files, and the one that names the field's parts."""
        return super().media + NAMING


class RowSelectMultiple(AutocompleteSelectMultiple):
    """Several rows; `known` as above."""

    known: Known | None = None

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The chosen rows as options."""
        return list_chosen(self, name, value)

    @property
    def media(self) -> Media:
        """The same."""
        return super().media + NAMING

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Each row is taken out by itself: a button for all would stand in their list and be none of them."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


def list_chosen(widget: RowSelect | RowSelectMultiple, name: str, value: Sequence[str]) -> list[Any]:
    """What is chosen, with labels that tell namesakes apart, as a widget's groups of options."""
    choices: Any = widget.choices
    chosen = [one for one in dict.fromkeys(map(str, value)) if one and one != "None"]
    known = read_rows(choices.queryset, chosen) if widget.known is None else widget.known
    options = [] if widget.is_required or widget.allow_multiple_selected else [("", "")]
    options += [(pk, label_row(known[pk])) for pk in chosen if pk in known]
    made = [widget.create_option(name, pk, label, pk in chosen, at) for at, (pk, label) in enumerate(options)]
    return [(None, made, 0)]


def read_rows(rows: QuerySet[Any], wanted: Iterable[str]) -> Known:
    """The rows with these ids, with all that their labels read."""
    numbers = sorted({int(pk) for pk in wanted if pk.isdecimal() and len(pk) < len(str(2**63))})
    rows = rows.select_related(*READ_WITH.get(rows.model, ()))
    return {str(row.pk): row for some in in_portions(numbers, KEYS_AT_ONCE) for row in rows.filter(pk__in=some)}


def read_together(forms: Iterable[BaseForm]) -> None:
    """Read what the fields of these forms show as chosen: one query for each field, however many forms there are."""
    fields: dict[str, list[tuple[RowSelect | RowSelectMultiple, list[str]]]] = defaultdict(list)
    querysets: dict[str, QuerySet[Any]] = {}
    for form in forms:
        for name, field in form.fields.items():
            widget = bare_widget(field.widget)
            if not isinstance(widget, RowSelect | RowSelectMultiple) or not isinstance(field, ModelChoiceField):
                continue
            if field.queryset is not None:
                value = field.prepare_value(form[name].value())
                chosen = value if isinstance(value, list | tuple) else [value]
                fields[name].append((widget, [str(one) for one in chosen if one is not None]))
                querysets[name] = field.queryset
    for name, shown in fields.items():
        known = read_rows(querysets[name], [one for _widget, chosen in shown for one in chosen])
        for choosing, _chosen in shown:
            choosing.known = known


def bare_widget(widget: Widget) -> Widget:
    """The widget without the admin's links around it."""
    return getattr(widget, "widget", widget)


class ChoosingAdmin(BaseModelAdmin[Any]):
    """A page or inline whose fields search as one types, and read dates."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Dates say how they read."""
        if isinstance(db_field, EdtfField):
            options.setdefault("widget", EdtfWidget)
        return super().formfield_for_dbfield(db_field, request, **options)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """One row is searched for."""
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", RowSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """So are several."""
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", RowSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **options)


def search_field(link: Field[Any, Any], admin_site: Any) -> RowSelect:
    """A search-as-you-type field for a form's own field that chooses what this link of a table points to."""
    return RowSelect(link, admin_site)
