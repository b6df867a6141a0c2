"""All changes of the record at the desk: who, when, what and why; what was deleted is brought back from here."""

from contextlib import suppress
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from history.admin.workflow import may_publish
from history.imports.readers.entries import Kind
from history.models import KeptEntry
from history.versions.keeping import Edit
from history.versions.listing import editors_at_work, list_changes
from history.versions.restoring import CannotRestore, restore_version

CHANGES_A_PAGE: Final = 50


@admin.register(KeptEntry)
class ChangesAdmin(admin.ModelAdmin[Any]):
    """The list of changes; nothing is written here but by restoring what is gone."""

    def get_urls(self) -> list[URLPattern]:
        """The list, and bringing back."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="history_keptentry_changelist"),
            path("<int:version>/restore/", view(self.restore), name="history_keptentry_restore"),
        ]

    def has_view_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        """Whoever sees the record's events at the desk sees who changed them."""
        return request.user.has_perm("history.view_event")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Versions are kept, not written."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        """Nor changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        """Nor deleted."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not among the tables: the desk's first page leads there."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The changes, `?before=` one of them, of `?who=` and `?kind=`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        before, who = (read_number(request.GET.get(name, "")) for name in ("before", "who"))
        kind = request.GET.get("kind", "")
        kind = kind if kind in {str(one) for one in Kind} else ""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Changes"),
            "opts": self.opts,
            "page": list_changes(CHANGES_A_PAGE, before=before, who=who, kind=kind),
            "is_first_page": before is None,
            "editors": editors_at_work(),
            "kinds": [str(one) for one in Kind],
            "who": who,
            "kind": kind,
            "may_restore": may_publish(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history/changes.html", context)

    def restore(self, request: HttpRequest, version: int) -> HttpResponse:
        """Bring back what was deleted in this version (POST); an event returns as a draft."""
        if request.method != "POST":
            raise Http404
        if not may_publish(request):
            raise PermissionDenied
        gone: Any = get_object_or_404(KeptEntry.versions.filter(history_type="-"), pk=version)
        if KeptEntry.objects.filter(kind=gone.kind, key=gone.key).exists():
            messages.error(request, _("“%(key)s” stands on record again already.") % {"key": gone.key})
            return redirect(reverse("admin:history_keptentry_changelist"))
        why = _("Restored after it had been deleted.")
        match restore_version(gone, Edit(request.user, why)):  # type: ignore[arg-type]  # editors are users
            case CannotRestore(refusals):
                for refusal in refusals:
                    messages.error(request, f"{refusal.path}: {refusal.reason}")
            case _:
                messages.success(request, _("“%(key)s” is on record again.") % {"key": gone.key})
        return redirect(reverse("admin:history_keptentry_changelist"))


def read_number(text: str) -> int | None:
    """A number of an address; None where it is none."""
    with suppress(ValueError):
        return int(text) if len(text) < len(str(2**63)) else None
    return None
