"""Uploading record files and tables: the file, its plan, the editor's word on it, and what became of each entry."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.keyed_lists import KeyedListAdmin
from history.admin.workflow import may_publish
from history.imports.references import Name
from history.models import Upload, UploadedEntry
from history.rehearsing.asking import rehearsal_of
from history.uploads.handing_back import is_table, write_reasons, write_refused
from history.uploads.receiving import LARGEST_UPLOAD, File, apply_as_shown, plan_again, receive
from history.uploads.showing import report_upload
from history.uploads.tasks import work_on_upload

# A form has a few fields beside the file.
LARGEST_REQUEST = LARGEST_UPLOAD + 64 * 1024
# So much of a request that is too large is read all the same, so that the browser gets to see the reply.
MOST_DRAINED = 5 * LARGEST_UPLOAD
Outcome = UploadedEntry.Outcome
AS_DRAFTS, AS_THE_FILE_SAYS = "drafts", "published"


class UploadForm(forms.Form):
    """A file, and whether what it holds is published."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A record file (.json) or a table (.csv, .tsv) in UTF-8, of at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,.csv,.tsv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("No file arrived. Choose a file."),
            "empty": gettext_lazy("The file is empty."),
            "missing": gettext_lazy("The file has no name. Choose a file."),
        },
    )
    publish = forms.ChoiceField(
        label=gettext_lazy("New events"),
        choices=[
            (AS_DRAFTS, gettext_lazy("arrive as drafts; what is on record keeps its status")),
            (AS_THE_FILE_SAYS, gettext_lazy("are published, unless the file says otherwise")),
        ],
        initial=AS_DRAFTS,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, is_editor: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_editor:
            del self.fields["publish"]

    def clean_file(self) -> UploadedFile[Any]:
        """One file, not larger than an upload may be."""
        files = self.files.getlist("file")
        if len(files) > 1:
            raise forms.ValidationError(_("Choose one file; upload the others after it."))
        file: UploadedFile[Any] = files[0]
        if (file.size or 0) > LARGEST_UPLOAD:
            raise forms.ValidationError(too_large(file.size or 0))
        return file


def too_large(size: int) -> str:
    """What is said of a file that is larger than an upload may be."""
    told = {"size": filesizeformat(size), "most": filesizeformat(LARGEST_UPLOAD)}
    return _("The file is too large: %(size)s, and at most %(most)s are taken. Divide it.") % told


@admin.register(Upload)
class UploadAdmin(KeyedListAdmin):
    """Uploads: a list of what was handed in, and a page for each."""

    list_display = ["name", "uploaded_by", "uploaded_at", "state", "writes"]
    list_filter = ["state"]
    list_select_related = ["uploaded_by"]
    search_fields = ["name"]
    actions = None
    date_hierarchy = None

    @admin.display(description=gettext_lazy("to write"), ordering="total")
    def writes(self, upload: Upload) -> int:
        """How many entries its plan creates or updates."""
        return upload.total

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        """Without the files themselves, which are up to 20 MB each."""
        return super().get_queryset(request).defer("content").select_related("uploaded_by")

    def has_change_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        """A file that was handed in is not changed; another one is uploaded."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        """Not while it is worked on."""
        is_free = obj is None or not obj.is_at_work()
        return is_free and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """The page's own paths, and what can be done with an upload."""

        def own(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(f"<int:pk>/{route}/", self.admin_site.admin_view(view), name=f"history_upload_{name}")

        return [
            path("add/", self.admin_site.admin_view(csrf_exempt(self.receive_view)), name="history_upload_add"),
            own("plan", self.plan_view, "plan"),
            own("apply", self.apply_view, "apply"),
            own("go-on", self.go_on_view, "go_on"),
            own("refused", self.refused_view, "refused"),
            own("reasons", self.reasons_view, "reasons"),
            *super().get_urls(),
        ]

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[Any, int], set[str], list[str]]:
        """The uploads alone: their entries, tens of thousands perhaps, go with them unnamed."""
        return [str(upload) for upload in objs], {_("uploads"): len(objs)}, set(), []

    def receive_view(self, request: HttpRequest) -> HttpResponse:
        """The form. A request that is too large is refused by its length, before anything is kept of it.

        Reading the CSRF token would read the whole request, so the check comes after the length.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isdecimal() else 0
        if request.method == "POST" and size > LARGEST_REQUEST:
            drain(request, size)
            form = UploadForm(is_editor=may_publish(request))
            return self._show_form(request, form, 413, too_large(size))
        checked: HttpResponse = csrf_protect(self._receive_checked)(request)
        return checked

    def _receive_checked(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self._show_form(request, UploadForm(is_editor=may_publish(request)), 200)
        form = UploadForm(request.POST, request.FILES, is_editor=may_publish(request))
        if not form.is_valid():
            return self._show_form(request, form, 422)
        sent = form.cleaned_data["file"]
        publish = form.cleaned_data.get("publish") == AS_THE_FILE_SAYS
        upload = receive(File(sent.name or "", sent.read()), request.user, publish=publish)  # type: ignore[arg-type]  # editors are users
        return redirect(self.page_of(upload.pk))

    def _show_form(self, request: HttpRequest, form: UploadForm, status: int, refusal: str = "") -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upload a file"),
            "opts": self.opts,
            "form": form,
            "refusal": refusal,
        }
        return TemplateResponse(request, "admin/history/upload/add.html", context, status=status)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One upload: the plan, how far it is, or what became of it."""
        upload = self._find(request, object_id)
        show, after, before = (request.GET.get(name, "") for name in ("show", "after", "before"))
        context = {
            **self.admin_site.each_context(request),
            "title": upload.name,
            "opts": self.opts,
            "report": report_upload(upload, show, after, before),
            "upload": upload,
            "is_own": self._is_own(request, upload),
            "may_delete": self.has_delete_permission(request, upload),
            "now": timezone.now(),
        }
        rehearsal = rehearsal_of(upload)
        stuck = rehearsal is not None and rehearsal.is_stuck(timezone.now())
        context |= {"rehearsal": rehearsal, "is_rehearsal_stuck": stuck}
        template = "admin/history/upload/upload.html"
        is_part = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
        if is_part:
            is_effect = request.GET.get("part") == "effect" and upload.state == Upload.State.PLANNED
            template = "admin/history/upload/_effect.html" if is_effect else f"{template}#upload"
        response = TemplateResponse(request, template, context)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def plan_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the plan anew, with the choices that the editor made among the conflicts she saw (POST)."""
        upload = self._find_own(request, pk)
        seen, wanted = request.POST.getlist("seen"), set(request.POST.getlist("taken"))
        kept: list[Name] = [(kind, key) for kind, key in upload.taken if f"{kind} {key}" not in seen]
        conflicts = upload.entries.filter(outcome__in=(Outcome.CONFLICT, Outcome.UPDATE))
        known = {f"{kind} {key}": (kind, key) for kind, key in conflicts.values_list("kind", "key")}
        kept += [known[name] for name in seen if name in wanted and name in known]
        if not plan_again(upload, kept):
            messages.warning(request, _("This upload no longer waits for a word."))
        return redirect(self.page_of(pk))

    def apply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Apply the plan that the editor saw (POST)."""
        upload = self._find_own(request, pk)
        if not apply_as_shown(upload, request.POST.get("plan", ""), request.POST.get("effect_seen", "")):
            messages.warning(request, _("Nothing was applied: what you saw is not the plan of this upload any more."))
        return redirect(self.page_of(pk))

    def go_on_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the work taken up where it stopped (POST)."""
        upload = self._find_own(request, pk)
        if upload.is_at_work():
            work_on_upload.enqueue(upload.pk)
        return redirect(self.page_of(pk))

    def refused_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was refused, as a file to mend."""
        upload = self._find(request, str(pk))
        if upload.state not in (Upload.State.PLANNED, Upload.State.APPLIED):
            raise Http404
        kind, ending = ("text/csv", "csv") if is_table(upload) else ("application/json", "json")
        return as_file(write_refused(upload), kind, f"refused-{pk}.{ending}")

    def reasons_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The reasons, as a table."""
        return as_file(write_reasons(self._find(request, str(pk))), "text/csv", f"reasons-{pk}.csv")

    def page_of(self, pk: int) -> str:
        """The path of an upload's page."""
        return reverse("admin:history_upload_change", args=[pk], current_app=self.admin_site.name)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponseRedirect:
        """Back to the list."""
        messages.success(request, _("The upload was deleted. What it wrote stays on record."))
        return redirect(reverse("admin:history_upload_changelist", current_app=self.admin_site.name))

    def _find(self, request: HttpRequest, object_id: str) -> Upload:
        """An upload that whoever asks may see."""
        upload: Upload | None = self.get_object(request, object_id)
        if upload is None:
            raise Http404
        if not self.has_view_permission(request, upload):
            raise PermissionDenied
        return upload

    def _find_own(self, request: HttpRequest, pk: int) -> Upload:
        """An upload of her own, about which she says something (POST)."""
        upload = self._find(request, str(pk))
        if request.method != "POST":
            raise Http404
        if not self._is_own(request, upload):
            raise PermissionDenied
        return upload

    def _is_own(self, request: HttpRequest, upload: Upload) -> bool:
        return self.has_add_permission(request) and upload.uploaded_by_id == request.user.pk


def drain(request: HttpRequest, size: int) -> None:
    """Read what is too large and drop it: a browser shows no reply while it still sends."""
    left = min(size, MOST_DRAINED)
    with suppress(OSError):  # a browser may give up meanwhile
        while left > 0 and (piece := request.read(min(left, 1024 * 1024))):
            left -= len(piece)


def as_file(text: str, kind: str, name: str) -> HttpResponse:
    """A text to be kept as a file, which no browser shows as a page."""
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
