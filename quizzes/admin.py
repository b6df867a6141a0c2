"""What learners tell the editors (verdicts they contest, questions they flag), and answers to be marked anew.

Whoever keeps the record sees all of it. Who the learner is does not show: it has no bearing on who is right.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.keyed_lists import KeyedListAdmin
from quizzes.models import AskedQuestion, Challenge, Flag, Regrade, Remark
from quizzes.questions.shown import shown_from_json
from quizzes.reports.feedback import answered_text, describe_as_shown, latest_marks
from quizzes.reports.remarks import list_other_challenges
from quizzes.services.decide_remarks import Decided, DecidedBefore, accept_challenge, answer_remark, same_answers
from quizzes.tasks import decide, regrade

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
LONGEST_REPLY = 2000


class RemarkAdmin(KeyedListAdmin):
    """A queue, what is open first: read, then decide once. What the learner sent stays as it is."""

    list_filter = ["status", "outcome"]
    readonly_fields = ["as_shown", "text", "created_at", "outcome", "reply", "decided_by", "decided_at"]
    search_fields = ["text"]
    # "open" comes after "closed".
    ordering = ["-status", "-created_at"]
    change_form_template = "admin/quizzes/remark/change_form.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever keeps the record answers for its questions."""
        return request.user.has_perm(KEEPS_THE_RECORD)

    def has_view_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        """The same."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        """Nothing is typed into the form; a note is decided (`decide`)."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only learners send."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        """What was sent is closed, not deleted."""
        return False

    def get_fields(self, request: HttpRequest, obj: Remark | None = None) -> list[Any]:
        """What was decided shows once it was."""
        is_open = obj is not None and obj.status == Remark.Status.OPEN
        return [*self.readonly_fields[:3]] if is_open else [*self.readonly_fields]

    def get_urls(self) -> list[URLPattern]:
        """The page's own paths, and that of deciding."""
        name = f"quizzes_{self.opts.model_name}_decide"
        return [path("<int:pk>/decide/", self.admin_site.admin_view(self.decide), name=name), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The note, with what deciding needs to know."""
        row = self.get_object(request, object_id)
        context = {} if row is None else self.describe_decision(row)
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def describe_decision(self, row: Any) -> dict[str, Any]:
        """What the page says where it is decided."""
        decide = reverse(f"admin:quizzes_{self.opts.model_name}_decide", args=[row.pk])
        return {"decide": decide, "longest_reply": LONGEST_REPLY}

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept, answer or close (POST), once; whoever comes second is told."""
        if request.method != "POST":
            raise Http404
        if not self.has_module_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        here = redirect(f"admin:quizzes_{self.opts.model_name}_change", pk)
        reply = request.POST.get("reply", "").strip()[:LONGEST_REPLY]
        decision = request.POST.get("decision", "")
        if decision == "answer" and not reply:
            self.message_user(request, _now("Write an answer, or close it without one."), messages.ERROR)
            return here
        outcome = self.carry_out(request, row, decision, reply)
        if isinstance(outcome, DecidedBefore):
            self.message_user(request, tell_decided_before(outcome.remark), messages.WARNING)
            return here
        told = _now("It is decided, and the learner sees it on her next visit.")
        if outcome.others:
            others = ngettext(
                "%(count)d other answer is right with it.", "%(count)d other answers are right with it.", outcome.others
            )
            told = f"{told} {others % {'count': outcome.others}}"
        self.message_user(request, told, messages.SUCCESS)
        return redirect(f"admin:quizzes_{self.opts.model_name}_changelist")

    def carry_out(self, request: HttpRequest, row: Any, decision: str, reply: str) -> Decided | DecidedBefore:
        """What was pressed: an answer or nothing."""
        if decision not in ("answer", "close"):
            raise Http404
        return answer_remark(row, editor_of(request), reply if decision == "answer" else "", timezone.now())


def editor_of(request: HttpRequest) -> int:
    """The id of the editor."""
    assert request.user.pk is not None  # the desk lets nobody else in
    return request.user.pk


def tell_decided_before(remark: Remark) -> str:
    """Who decided before, and how."""
    told = {"who": remark.decided_by or _now("Somebody"), "outcome": remark.get_outcome_display()}
    return _now("%(who)s decided about it before: %(outcome)s. Nothing was written.") % told


@admin.register(Challenge)
class ChallengeAdmin(RemarkAdmin):
    """Contested verdicts."""

    list_display = ["question", "answered", "text", "same_question", "status", "outcome", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Challenge]:
        """With what the list shows."""
        rows: QuerySet[Challenge] = super().get_queryset(request).select_related("answer__asked__shown", "decided_by")
        same = Challenge.objects.filter(
            answer__asked__shown=OuterRef("answer__asked__shown"), answer__fact_key=OuterRef("answer__fact_key")
        )
        counted = same.order_by().values("answer__asked__shown").annotate(count=Count("pk")).values("count")
        return rows.annotate(same_question_count=Subquery(counted))

    def describe_decision(self, row: Challenge) -> dict[str, Any]:
        """Who else contested it, and how many gave the same answer."""
        is_open = row.status == Remark.Status.OPEN
        return {
            **super().describe_decision(row),
            "may_accept": True,
            "others": list_other_challenges(row),
            "same_answers": same_answers(row).count() if is_open else 0,
        }

    def carry_out(self, request: HttpRequest, row: Challenge, decision: str, reply: str) -> Decided | DecidedBefore:
        """The same, or that the learner was right."""
        if decision != "accept":
            return super().carry_out(request, row, decision, reply)
        likewise = bool(request.POST.get("likewise"))
        return accept_challenge(row, editor_of(request), reply, timezone.now(), likewise=likewise)

    @admin.display(description=_("on the same question"))
    def same_question(self, row: Challenge) -> int:
        """How many contest it, with this one."""
        count: int = getattr(row, "same_question_count")  # noqa: B009 - annotated by get_queryset
        return count

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

    list_display = ["question", "text", "status", "outcome", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Flag]:
        """With what the list shows."""
        rows: QuerySet[Flag] = super().get_queryset(request)
        return rows.select_related("asked__shown", "asked__session", "decided_by")

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
class RegradeAdmin(KeyedListAdmin):
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
        is_first = decide(row.pk, user, timezone.now(), is_wanted=is_wanted)
        goes_on = is_wanted and not is_first and row.state == Regrade.State.RUNNING
        if goes_on:
            regrade.enqueue(row.pk)
        if goes_on or (is_wanted and is_first):
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
