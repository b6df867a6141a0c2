"""Admin pages whose changes move the record's revision."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from history.revise import events_changed, record_changed
from history.touching import both, touched_by

# Where a form keeps what its row touched before it was saved.
BEFORE = "touched_before"


class RecordAdmin(admin.ModelAdmin[Any]):
    """A page of the record: every save and delete says that the record moved, in the same transaction.

    Django's admin wraps each of its views in one transaction: revision and change stand or fall together.
    """

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Any], change: bool) -> None:
        """The row itself. What it touched so far is asked before it is overwritten."""
        stored = type(obj)._default_manager.filter(pk=obj.pk).first() if change else None
        setattr(form, BEFORE, touched_by(stored) if stored is not None else set())
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:
        """After the row and everything inline with it."""
        super().save_related(request, form, formsets, change)
        # Read anew: what the form holds was linked before its inlines were saved.
        saved = type(form.instance)._default_manager.get(pk=form.instance.pk)
        events_changed(both(getattr(form, BEFORE, None), touched_by(saved)))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """One row, from its own page."""
        touched = touched_by(obj)
        super().delete_model(request, obj)
        events_changed(touched)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Several rows, from the list."""
        super().delete_queryset(request, queryset)
        record_changed()
