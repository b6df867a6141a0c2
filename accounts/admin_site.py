"""The admin, entered through the site's own sign-in, so that no second factor can be passed by."""

from typing import Any, Final

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_OFFERED: Final = 200


class RecordAdminSite(AdminSite):
    """Django's admin without a sign-in of its own, whose search-as-you-type fields tell namesakes apart."""

    index_title = gettext_lazy("The desk")

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """What a search-as-you-type field offers."""
        return LabelledChoices.as_view(admin_site=self)(request)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether she may see at least one page: an editor, with a second factor where that is demanded."""
        return super().has_permission(request) and not lacks_second_factor(request.user)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The tables, and above them what the apps above say (`ACCOUNTS_DESK_PANELS`)."""
        panels = [import_string(path)(request) for path in settings.ACCOUNTS_DESK_PANELS]
        return super().index(request, {**(extra_context or {}), "desk_panels": panels})

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send to the sign-in, or to setting up the second factor; 403 for whoever is no editor."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index", current_app=self.name))
        if not super().has_permission(request):
            raise PermissionDenied
        if not lacks_second_factor(request.user):
            return redirect("admin:index")
        messages.info(request, _("The admin opens once your account has a second factor. Set it up here."))
        return redirect("mfa_activate_totp")


class FirstOnes(Paginator[Any]):
    """Pages of the first rows of a table: whoever wants others types more of a name."""

    @cached_property
    def count(self) -> int:
        """How many there are, counted no further than they are offered."""
        first: QuerySet[Model] = self.object_list[:MOST_OFFERED]  # type: ignore[assignment]  # never another list
        return first.count()


class LabelledChoices(AutocompleteJsonView):
    """What is offered, as the page of the rows labels it: `choice_label` of a row, read with `choice_related`."""

    def get_queryset(self) -> QuerySet[Model]:
        """The rows that were found, with all that their labels read."""
        rows: QuerySet[Model] = super().get_queryset()
        related = getattr(self.model_admin, "choice_related", ())
        return rows.select_related(*related) if related else rows

    def get_paginator(self, *args: Any, **options: Any) -> Paginator[Any]:
        """The first of them, some at a time while one scrolls."""
        return FirstOnes(*args, **options)

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """One row as the field shows it."""
        label = getattr(self.model_admin, "choice_label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}


def lacks_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether one is demanded and this account has none. Asked of the database once for each request."""
    if not settings.DEMAND_MFA:
        return False
    kept: bool | None = getattr(user, "_lacks_second_factor", None)
    if kept is None:
        kept = not is_mfa_enabled(user)
        user._lacks_second_factor = kept  # type: ignore[union-attr]  # kept with the user of this request
    return kept
