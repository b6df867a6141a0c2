"""The desk's forms as a browser sends them back."""

from collections.abc import Mapping
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
    """Open the row's form, change these fields, and send it, having seen what it does; gives the reply."""
    return send(browser, page_of(row), form_of(browser, row) | changed)


def send(browser: Client, path: str, fields: Mapping[str, Any] | None = None, *, follow: bool = False) -> Any:
    """Send a form, and once more where the desk shows first what it would do to the questions."""
    reply = browser.post(path, fields, follow=follow)
    token = effect_shown(reply)
    return browser.post(path, {**(fields or {}), "effect_seen": token}, follow=follow) if token else reply


def effect_shown(reply: Any) -> str:
    """The token of the effect that a page of the desk asks about; empty where it asks about none."""
    context = reply.context or {}
    effect = context["adminform"].form.effect if "adminform" in context else context.get("effect")
    return effect.token if effect is not None else ""
