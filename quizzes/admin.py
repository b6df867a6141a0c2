"""What learners tell the editors: verdicts they contest, questions they flag.

Whoever keeps the record sees both. Who the learner is does not show: it has no bearing on who is right.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quizzes.models import AskedQuestion, Challenge, Flag, Remark
from quizzes.questions.shown import shown_from_json
from quizzes.reports.feedback import answered_text, describe_as_shown, latest_marks

KEEPS_THE_RECORD = "history.publish_event"


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


def count_open_remarks(request: HttpRequest) -> list[tuple[int, str, str]]:
    """What learners wrote and nobody answered yet, for the desk's first page (`HISTORY_DESK_WAITING`)."""
    if not request.user.has_perm(KEEPS_THE_RECORD):
        return []
    return [
        (
            model.objects.filter(status=Remark.Status.OPEN).count(),
            str(what),
            f"{reverse(f'admin:quizzes_{model._meta.model_name}_changelist')}?status__exact={Remark.Status.OPEN}",
        )
        for model, what in ((Challenge, _("contested verdicts")), (Flag, _("flagged questions")))
    ]
