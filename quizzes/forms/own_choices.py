"""Choices among rows that belong to somebody: another's is not found, what is there no longer is said at its field."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class KeyChoice(forms.ModelChoiceField[Any]):
    """One row, by its key. What is no key is none of the rows."""

    def clean(self, value: Any) -> Any:
        """The row that was sent."""
        return clean_key(self, super().clean, value)


class KeyChoices(forms.ModelMultipleChoiceField[Any]):
    """Rows, by their keys. What is no key is none of the rows."""

    def clean(self, value: Any) -> Any:
        """The rows that were sent."""
        return clean_key(self, super().clean, value)


def clean_key(field: forms.Field, clean: Callable[[Any], Any], value: Any) -> Any:
    """What was sent, cleaned; the field's own word on what the database's field would refuse."""
    try:
        return clean(value)
    except ValidationError as error:
        if error.code != "invalid":
            raise
        raise ValidationError(field.error_messages["invalid_choice"], code="invalid_choice") from error


def limit_to(field: forms.Field, rows: QuerySet[Any]) -> None:
    """Let a field offer only these rows, by their keys; of anything else it says that it is none of them."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    field.to_field_name = "key"
    field.error_messages["invalid_choice"] = _("That is not one of this class’s or of your own. Choose again.")
    field.error_messages["invalid_pk_value"] = field.error_messages["invalid_choice"]


def names_foreign(form: forms.BaseForm, name: str, own: QuerySet[Any]) -> bool:
    """Whether what was refused in a field names a row that is there and is not among `own`.

    `own` holds also what she may not choose now, a pupil who left or a class put away: that is told at the field.
    """
    if name not in form.errors:
        return False
    named = own.model._base_manager.filter(key__in=set(read_keys(form[name].data)))
    return bool(named.exclude(pk__in=own.values("pk")).exists())


def read_keys(sent: object) -> Iterator[UUID]:
    """What was sent for a field, as far as it can be keys."""
    for value in sent if isinstance(sent, list) else [sent]:
        with suppress(ValueError):
            yield UUID(str(value))
