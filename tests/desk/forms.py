"""The desk's forms as a browser sends them back."""

from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse

Fields = dict[str, str | list[str]]


def page_of(row: Model, page: str = "change") -> str:
    """The path of a row's page at the desk."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def form_of(browser: Client, row: Model) -> Fields:
    """The fields of the row's form as the page would send them back."""
    return fields_of(browser.get(page_of(row)))


def fields_of(response: Any) -> Fields:
    """The fields of the form on a page as it would send them back."""
    own = response.context["adminform"].form
    forms = [own]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    readonly = set(response.context["adminform"].readonly_fields)
    fields: Fields = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is None or value is False or (form is own and bound.name in readonly):
                continue
            is_many = isinstance(value, list)
            fields[bound.html_name] = [str(getattr(one, "pk", one)) for one in value] if is_many else value
    return fields


def save(browser: Client, row: Model, **changed: Any) -> Any:
    """Open the row's form, change these fields, and send it; gives the reply."""
    return browser.post(page_of(row), form_of(browser, row) | changed)
