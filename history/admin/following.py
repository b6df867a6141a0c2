"""Admin pages whose changes move the record's revision."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from history.revise import record_changed


class RecordAdmin(admin.ModelAdmin[Any]):
    """A page of the record: every save and delete says that the record moved, in the same transaction.

    Django's admin wraps each of its views in one transaction: revision and change stand or fall together.
    """

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:
        """After the row and everything inline with it."""
        super().save_related(request, form, formsets, change)
        record_changed()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """One row, from its own page."""
        super().delete_model(request, obj)
        record_changed()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Several rows, from the list."""
        super().delete_queryset(request, queryset)
        record_changed()
