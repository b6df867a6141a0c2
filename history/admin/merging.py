"""Merging duplicates at the desk: which one stays, what the merge would do, and then doing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from history.admin.following import RecordAdmin, edit_by
from history.admin.foreseeing import SEEN
from history.admin.labels import READ_WITH, label_row
from history.admin.workflow import may_publish
from history.effects import Effect
from history.imports.readers.entries import Kind
from history.merging.mentions import entries_naming
from history.merging.merge_rows import CannotMerge, Merged, merge_rows, preview_merge
from history.models.entries import LONGEST_REASON

# More than these are hardly one and the same.
MOST_MERGED: Final = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may stay. `mentions` counts the entries that name it."""

    key: str
    label: str
    pk: int
    mentions: int


class MergingAdmin(RecordAdmin):
    """A page of rows of which several may turn out to be one."""

    actions: Sequence[Any] = ["merge"]

    def get_urls(self) -> list[URLPattern]:
        """The page's own paths, and that of merging."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("merge/", self.admin_site.admin_view(self.merge_view), name=name), *super().get_urls()]

    @admin.action(description=gettext_lazy("Merge the chosen rows, which are one"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Go to the page on which it is seen what that does."""
        keys = list(queryset.order_by("key").values_list("key", flat=True)[: MOST_MERGED + 1])
        if not 2 <= len(keys) <= MOST_MERGED:
            told = _("Choose two to %(most)d rows that are one and the same.") % {"most": MOST_MERGED}
            self.message_user(request, told, messages.ERROR)
            return None
        return redirect(f"{self._merge_path()}?{urlencode([('row', key) for key in keys])}")

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whoever decides what the public sees, and may delete rows."""
        return may_publish(request) and self.has_delete_permission(request)

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Which one stays; what that would do (POST, taken back); doing it (POST)."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else request.GET
        keys, into = list(dict.fromkeys(sent.getlist("row")))[:MOST_MERGED], sent.get("into", "")
        if request.method != "POST" or into not in keys or len(keys) < 2:
            return self._show(request, keys, into)
        old = [key for key in keys if key != into]
        if "merge" not in sent:
            return self._show(request, keys, into, preview_merge(self._kind, old, into))
        edit = edit_by(request, sent.get("why", "").strip()[:LONGEST_REASON] or _("Merged: %s.") % ", ".join(old))
        outcome = merge_rows(self._kind, old, into, edit, sent.get(SEEN, ""))
        if isinstance(outcome, Effect):
            preview = preview_merge(self._kind, old, into)
            return self._show(request, keys, into, preview, has_moved=True)
        if isinstance(outcome, CannotMerge):
            return self._show(request, keys, into, outcome)
        return self._leave(request, outcome)

    def _leave(self, request: HttpRequest, merged: Merged) -> HttpResponse:
        """To the page of the row that stays, with what was done."""
        row = self.model._default_manager.get(key=merged.key)
        told = _("Merged into “%(row)s”. Old keys and addresses lead here.") % {"row": row}
        self.message_user(request, " ".join([told, *merged.follows]), messages.SUCCESS)
        return redirect(reverse(f"admin:history_{self.opts.model_name}_change", args=[row.pk]))

    def _show(
        self,
        request: HttpRequest,
        keys: Sequence[str],
        into: str,
        outcome: Merged | CannotMerge | Effect | None = None,
        *,
        has_moved: bool = False,
    ) -> HttpResponse:
        rows = self._candidates(keys)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge rows that are one and the same"),
            "opts": self.opts,
            "rows": rows,
            "into": into,
            "stays": next((row for row in rows if row.key == into), None),
            "why": request.POST.get("why", ""),
            "told": outcome if isinstance(outcome, Merged) else None,
            "rewritten": outcome.rewritten.items() if isinstance(outcome, Merged) else (),
            "reasons": outcome.reasons if isinstance(outcome, CannotMerge) else (),
            "has_moved": has_moved,
            "has_to_choose": request.method == "POST" and not into,
            "most": MOST_MERGED,
        }
        status = 409 if has_moved or isinstance(outcome, CannotMerge) else 200
        return TemplateResponse(request, "admin/history/merge.html", context, status=status)

    def _candidates(self, keys: Sequence[str]) -> list[Candidate]:
        found = self.model._default_manager.filter(key__in=keys).select_related(*READ_WITH.get(self.model, ()))
        return [Candidate(row.key, label_row(row), row.pk, len(entries_naming(row))) for row in found]

    @property
    def _kind(self) -> Kind:
        return Kind(str(self.opts.model_name))

    def _merge_path(self) -> str:
        return reverse(f"admin:history_{self.opts.model_name}_merge", current_app=self.admin_site.name)
