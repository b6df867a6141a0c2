"""The history of a row in the admin: its entry's versions, what each changed, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from history.admin.foreseeing import ForeseeingAdmin
from history.models import Attribution, Bearing, Claim, KeptEntry, PlaceName
from history.versions.keeping import Edit, EntryName, entries_of
from history.versions.reading import list_versions
from history.versions.restoring import CannotRestore, restore_version


class VersionedAdmin(ForeseeingAdmin):
    """A page whose row has versions that can be read and restored."""

    object_history_template = "admin/history/versions.html"

    def get_urls(self) -> list[URLPattern]:
        """The page's own paths, and that of restoring."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        restore = path("<path:object_id>/history/<int:version>/", self.admin_site.admin_view(self.restore), name=name)
        return [restore, *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The versions of the entry that the row belongs to, the newest first."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Versions of %(row)s") % {"row": entry_row(row)},
            "opts": self.opts,
            "object": row,
            "versions": list_versions(own_entry(row)),
            "may_restore": isinstance(row, type(entry_row(row))) and self.has_change_permission(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def restore(self, request: HttpRequest, object_id: str, version: int) -> HttpResponse:
        """Make the entry say again what it said then (POST)."""
        row = self.get_object(request, object_id)
        if row is None or request.method != "POST":
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        kind, key = own_entry(row)
        kept = get_object_or_404(KeptEntry.versions.filter(kind=kind, key=key).exclude(history_type="-"), pk=version)
        here = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        back = reverse(here, args=[object_id], current_app=self.admin_site.name)
        why = _("Restored as of %(when)s.") % {"when": f"{kept.history_date:%Y-%m-%d %H:%M} UTC"}

        def work() -> HttpResponse:
            match restore_version(kept, Edit(request.user, why)):  # type: ignore[arg-type]  # editors are users
                case CannotRestore(refusals):
                    for refusal in refusals:
                        self.message_user(request, f"{refusal.path}: {refusal.reason}", messages.ERROR)
                case _:
                    self.message_user(request, why, messages.SUCCESS)
            return redirect(back)

        return self.once_seen(
            request, work, lambda effect: self.ask_about_effect(request, effect, _("Restore this version?"), back)
        )


def entry_row(row: Model) -> Model:
    """The row whose entry this one is written in."""
    match row:
        case Claim():
            return row.event
        case Attribution():
            return row.claim.event
        case PlaceName() | Bearing():
            return row.place
    return row


def own_entry(row: Model) -> EntryName:
    """The entry that a row is written in."""
    root = entry_row(row)
    return next(name for name in entries_of(root) if name[1] == root.key)  # type: ignore[attr-defined]
