"""A teacher gives an assignment: a draft, its conditions, opening and ending it, its results, a copy of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes.forms.assignments import AllowancesForm, AssignmentForm, CopyForm, ReopenForm
from quizzes.models import Assignment, Classroom, QuizSet
from quizzes.reports.given import describe_given, pupils_of
from quizzes.scheduling.days import find_zone
from quizzes.services.choose_set import questions_of_set
from quizzes.services.give_assignment import allow_more, copy_assignment, draw_seed, end_now, release, reopen
from quizzes.services.open_assignment import EndsBefore, NothingToAsk, OpenBefore, line_up, open_assignment
from quizzes.views.classes.entrance import class_page, read_key
from quizzes.views.teacher_access import for_teachers, get_taught_assignment

POST_OR_LOOK = ["GET", "HEAD", "POST"]
PAGE = "quizzes/assignments/given.html"
View = Callable[..., HttpResponse]


def in_zone_of(classroom: Classroom) -> timezone.override:
    """Times as they are where the class is."""
    return timezone.override(find_zone(classroom.time_zone, settings.TIME_ZONE))


def assignment_page(view: View) -> View:
    """Let the class's teachers in, give the view their assignment, and tell times as they are where the class is."""

    @never_cache
    @for_teachers
    @require_http_methods(POST_OR_LOOK)
    @wraps(view)
    def entrance(request: HttpRequest, key: UUID) -> HttpResponse:
        assignment = get_taught_assignment(request, key)
        with in_zone_of(assignment.classroom):
            return view(request, assignment)

    return entrance


def assignment_action(view: View) -> View:
    """The same for what only takes POST, and not while the class is put away."""

    @assignment_page
    @wraps(view)
    def entrance(request: HttpRequest, assignment: Any) -> HttpResponse:
        if request.method != "POST":
            return redirect("quizzes:assignment", key=assignment.key)
        if assignment.classroom.archived_at is not None:
            messages.error(request, _("This class is put away. Take it out again first."))
            return redirect("quizzes:assignment", key=assignment.key)
        return view(request, assignment)

    return entrance


def sets_for(user_id: int | None, assignment: Assignment | None = None) -> Any:
    """The sets that a teacher may give: her own, those that ship with the site, and the one that it has already."""
    may_give = Q(owner_id=user_id, owner__isnull=False) | ~Q(starter="")
    if assignment is not None and assignment.quiz_set_id is not None:
        may_give |= Q(pk=assignment.quiz_set_id)
    return QuizSet.objects.filter(may_give)


@class_page(active=True)
def assignment_new(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Write down a draft, and go on to it."""
    draft = Assignment(classroom=classroom, made_by_id=request.user.pk, seed=draw_seed(), goes=1)
    chosen = None
    if named := request.GET.get("set"):
        chosen = get_object_or_404(sets_for(request.user.pk), key=read_key(named))
    with in_zone_of(classroom):
        form = AssignmentForm(
            request.POST if request.method == "POST" else None,
            instance=draft,
            classroom=classroom,
            sets=sets_for(request.user.pk),
            initial={"quiz_set": chosen},
        )
        if form.is_valid():
            form.save()
            return redirect("quizzes:assignment", key=draft.key)
        refuse_foreign(form)
        context = {"classroom": classroom, "form": form, "has_sets": sets_for(request.user.pk).exists()}
        return render(request, "quizzes/assignments/new.html", context, status=422 if form.is_bound else 200)


@assignment_page
def assignment(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Where it stands, and what may be changed; a change never touches a session that runs."""
    if request.method == "POST" and assignment.classroom.archived_at is not None:
        messages.error(request, _("This class is put away. Take it out again first."))
        return redirect("quizzes:assignment", key=assignment.key)
    form = conditions_form(request, assignment, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.keep_changes()
        messages.success(request, _("Saved."))
        return redirect("quizzes:assignment", key=assignment.key)
    refuse_foreign(form)
    return show_given(request, assignment, form=form, status=422 if form.is_bound else 200)


def refuse_foreign(form: AssignmentForm | CopyForm) -> None:
    """Raise Http404 where what was sent names something of somebody else's, as everywhere."""
    if form.is_bound and form.names_foreign:
        raise Http404


def conditions_form(request: HttpRequest, assignment: Assignment, data: Any = None) -> AssignmentForm:
    """The form of its conditions; of its own, for what is sent may not fit."""
    return AssignmentForm(
        data,
        instance=Assignment.objects.get(pk=assignment.pk),
        classroom=assignment.classroom,
        sets=sets_for(request.user.pk, assignment),
        is_open=assignment.opened_at is not None,
    )


def show_given(request: HttpRequest, assignment: Assignment, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page, with a form as it was sent where one was."""
    taught = Classroom.objects.taught_by(request.user.pk)
    is_draft = assignment.opened_at is None
    lineup = None
    if is_draft and assignment.quiz_set is not None:
        lineup = line_up(questions_of_set(assignment.quiz_set), is_test=assignment.is_test)
    context = {
        "assignment": assignment,
        "classroom": assignment.classroom,
        "given": describe_given(assignment),
        "lineup": lineup,
        "form": forms.get("form") or conditions_form(request, assignment),
        "reopen_form": forms.get("reopen_form") or ReopenForm(auto_id="reopen_%s"),
        "allowances_form": forms.get("allowances_form") or allowances_form(assignment),
        "copy_form": forms.get("copy_form") or CopyForm(taught=taught, auto_id="copy_%s"),
        "opened": forms.get("opened"),
    }
    return render(request, PAGE, context, status=status)


def allowances_form(assignment: Assignment, data: Any = None) -> AllowancesForm:
    """The form of what single pupils have beyond the conditions."""
    pupils = list(pupils_of(assignment).order_by("name", "pk"))
    return AllowancesForm(data, assignment=assignment, pupils=pupils, auto_id="allow_%s")


@assignment_action
def assignment_open(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Let pupils work on it; say which questions it cannot have."""
    questions = questions_of_set(assignment.quiz_set) if assignment.quiz_set else []
    outcome = open_assignment(assignment, questions)
    if isinstance(outcome, NothingToAsk):
        messages.error(request, _("It was not opened: none of its questions can be asked."))
        return show_given(request, assignment, status=422)
    if isinstance(outcome, EndsBefore):
        messages.error(request, _("It was not opened: its end has passed. Give it a later one."))
        return show_given(request, assignment, status=422)
    if not isinstance(outcome, OpenBefore):
        messages.success(request, say_opened(len(outcome.lineup.ready), len(outcome.lineup.dropped)))
    return redirect("quizzes:assignment", key=assignment.key)


def say_opened(asked: int, dropped: int) -> str:
    """That it is open, with how many questions."""
    told = ngettext("It is open, with one question.", "It is open, with %(count)d questions.", asked)
    told %= {"count": asked}
    if not dropped:
        return told
    out = ngettext("One of the set was left out.", "%(count)d of the set were left out.", dropped)
    return f"{told} {out % {'count': dropped}}"


@assignment_action
def assignment_end(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """End it for everybody now."""
    ended = end_now(assignment)
    if ended:
        told = ngettext(
            "It is over. One test that ran has ended.", "It is over. %(count)d tests that ran ended.", ended
        )
        messages.success(request, told % {"count": ended})
    else:
        messages.success(request, _("It is over."))
    return redirect("quizzes:assignment", key=assignment.key)


@assignment_action
def assignment_reopen(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Let pupils begin again, until a new end."""
    form = ReopenForm(request.POST, auto_id="reopen_%s")
    if form.is_valid() and not reopen(assignment, form.cleaned_data["closes_at"]):
        form.add_error("closes_at", _("That time has passed. Give a later one, or none."))
    if not form.is_valid():
        return show_given(request, assignment, reopen_form=form, status=422)
    messages.success(request, _("It is open again. Whoever has a go left can begin it."))
    return redirect("quizzes:assignment", key=assignment.key)


@assignment_action
def assignment_release(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Let pupils see their results now, or take that back."""
    is_released = request.POST.get("released") == "1"
    release(assignment, is_released=is_released)
    messages.success(
        request,
        _("Pupils see their results now.")
        if is_released
        else _("Pupils see their results when the conditions say so."),
    )
    return redirect("quizzes:assignment", key=assignment.key)


@assignment_action
def assignment_allowances(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """What single pupils have beyond the conditions."""
    form = allowances_form(assignment, request.POST)
    if not form.is_valid():
        return show_given(request, assignment, allowances_form=form, status=422)
    allow_more(assignment, form.allowances)
    messages.success(request, _("Saved. It holds from their next go on."))
    return redirect("quizzes:assignment", key=assignment.key)


@assignment_action
def assignment_copy(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """A draft of the same for a class that she teaches."""
    assert request.user.pk is not None
    form = CopyForm(request.POST, taught=Classroom.objects.taught_by(request.user.pk), auto_id="copy_%s")
    if not form.is_valid():
        refuse_foreign(form)
        return show_given(request, assignment, copy_form=form, status=422)
    copied = copy_assignment(assignment, form.cleaned_data["classroom"], request.user.pk)
    messages.success(request, _("Copied. This is the draft: give it its times and open it."))
    return redirect("quizzes:assignment", key=copied.key)


@assignment_action
def assignment_delete(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Throw a draft away. What was opened is kept, with what pupils did."""
    gone, _rows = Assignment.objects.filter(pk=assignment.pk, opened_at=None).delete()
    if not gone:
        messages.error(request, _("It was opened: it stays, with what pupils did."))
        return redirect("quizzes:assignment", key=assignment.key)
    messages.success(request, _("The draft is gone."))
    return redirect("quizzes:class", key=assignment.classroom.key)
