"""What learners tell the editors (verdicts they contest, questions they flag), and answers to be marked anew.

Whoever keeps the record sees all of it. Who the learner is does not show: it has no bearing on who is right.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.models import AskedQuestion, Challenge, Flag, Regrade, Remark
from quizzes.questions.shown import shown_from_json
from quizzes.reports.feedback import answered_text, describe_as_shown, latest_marks
from quizzes.services.regrade_answers import decide_regrade
from quizzes.tasks import regrade

KEEPS_THE_RECORD = "history.publish_event"
SHOWN_OF_REGRADE = (
    "state",
    "remarked",
    "void",
    "stands",
    "learners",
    "offered_at",
    "decided_by",
    "decided_at",
    "finished_at",
)


class RemarkAdmin(admin.ModelAdmin[Any]):
    """A queue: read, set the status, write an answer. What the learner sent stays as it is."""

    list_filter = ["status"]
    fields = ["as_shown", "text", "created_at", "status", "reply"]
    readonly_fields = ["as_shown", "text", "created_at"]
    search_fields = ["text"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever keeps the record answers for its questions."""
        return request.user.has_perm(KEEPS_THE_RECORD)

    def has_view_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        """The same."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        """The same."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only learners send."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        """What was sent is closed, not deleted."""
        return False


@admin.register(Challenge)
class ChallengeAdmin(RemarkAdmin):
    """Contested verdicts."""

    list_display = ["question", "answered", "text", "status", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Challenge]:
        """With what the list shows."""
        return super().get_queryset(request).select_related("answer__asked__shown")

    @admin.display(description=_("question"))
    def question(self, row: Challenge) -> str:
        """What was asked."""
        return str(row.answer.asked.shown)

    @admin.display(description=_("answered"))
    def answered(self, row: Challenge) -> str:
        """What the learner answered."""
        return answered_text(shown_from_json(row.answer.asked.shown.content), row.answer)

    @admin.display(description=_("as shown"))
    def as_shown(self, row: Challenge) -> str:
        """The question with the learner's answer."""
        return render_as_shown(row.answer.asked)


@admin.register(Flag)
class FlagAdmin(RemarkAdmin):
    """Flagged questions."""

    list_display = ["question", "text", "status", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Flag]:
        """With what the list shows."""
        return super().get_queryset(request).select_related("asked__shown")

    @admin.display(description=_("question"))
    def question(self, row: Flag) -> str:
        """What was asked."""
        return str(row.asked.shown)

    @admin.display(description=_("as shown"))
    def as_shown(self, row: Flag) -> str:
        """The question with the learner's answer, if she gave one."""
        return render_as_shown(row.asked)


def render_as_shown(asked: AskedQuestion) -> str:
    """A question as shown, with the learner's answer if she gave one, as HTML."""
    marks = latest_marks(asked.answers.prefetch_related("marks"))
    return render_to_string("quizzes/panels/as_shown.html", {"shown": describe_as_shown(asked, marks)})


@admin.register(Regrade)
class RegradeAdmin(admin.ModelAdmin[Regrade]):
    """Answers to be marked anew: what an edit moved, and what an editor decided about it. The log is never deleted."""

    list_display = ["__str__", "state", "remarked", "void", "stands", "learners", "decided_by", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["decided_by"]
    fields = SHOWN_OF_REGRADE
    readonly_fields = SHOWN_OF_REGRADE
    change_form_template = "admin/quizzes/regrade/change_form.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever keeps the record answers for its key."""
        return request.user.has_perm(KEEPS_THE_RECORD)

    def has_view_permission(self, request: HttpRequest, obj: Regrade | None = None) -> bool:
        """The same."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Regrade | None = None) -> bool:
        """Nothing is typed here; a regrade is started or left (`decide`)."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Edits of the record bring them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Regrade | None = None) -> bool:
        """It says who had what marked anew."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The page's own paths, and that of deciding."""
        decide = path("<int:pk>/decide/", self.admin_site.admin_view(self.decide), name="quizzes_regrade_decide")
        return [decide, *super().get_urls()]

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Start it, leave the answers as they are, or go on where it was cut off (POST)."""
        if request.method != "POST":
            raise Http404
        if not self.has_module_permission(request):
            raise PermissionDenied
        row = get_object_or_404(Regrade, pk=pk)
        is_wanted = request.POST.get("decision") != "leave"
        user = request.user.pk
        assert user is not None
        is_first = decide_regrade(row.pk, user, timezone.now(), is_wanted=is_wanted)
        if is_wanted and (is_first or row.state == Regrade.State.RUNNING):
            regrade.enqueue(row.pk)
            self.message_user(request, _now("The answers are being marked anew."), messages.SUCCESS)
        elif is_first:
            self.message_user(request, _now("The marks stay as they are."), messages.SUCCESS)
        else:
            self.message_user(request, _now("This was decided before; nothing was done."), messages.WARNING)
        return redirect("admin:quizzes_regrade_change", pk)


def count_open_remarks(request: HttpRequest) -> list[tuple[int, str, str]]:
    """What learners wrote and nobody answered yet, for the desk's first page (`HISTORY_DESK_WAITING`)."""
    if not request.user.has_perm(KEEPS_THE_RECORD):
        return []
    offers = reverse("admin:quizzes_regrade_changelist")
    waiting = f"{offers}?state__exact={Regrade.State.OFFERED}"
    return [
        (Regrade.objects.open().count(), str(_("regrades offered")), waiting),
        *(
            (
                model.objects.filter(status=Remark.Status.OPEN).count(),
                str(what),
                f"{reverse(f'admin:quizzes_{model._meta.model_name}_changelist')}?status__exact={Remark.Status.OPEN}",
            )
            for model, what in ((Challenge, _("contested verdicts")), (Flag, _("flagged questions")))
        ),
    ]
