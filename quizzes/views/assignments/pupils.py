"""What was set for a pupil: all of it, one of it with its conditions, and the button that begins."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.models import Assignment, Learner
from quizzes.reports.assigned import describe_results, find_assigned, list_assigned
from quizzes.services.run_session import NothingDue
from quizzes.services.sit_assignment import NoGoLeft, NotOpen, start_go
from quizzes.views.access import find_learner
from quizzes.views.sessions import POST_OR_LOOK


def get_learner(request: HttpRequest) -> Learner:
    """Whoever is asking; nothing was set for somebody who never came."""
    if (learner := find_learner(request)) is None:
        raise Http404
    return learner


@never_cache
@require_safe
def assigned_all(request: HttpRequest) -> HttpResponse:
    """All that was set for her."""
    learner = find_learner(request)
    views = list_assigned(learner) if learner else []
    return render(request, "quizzes/assignments/assigned_all.html", {"assigned": views})


@never_cache
@require_safe
def assigned(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was set, under which conditions, and how her goes went as far as that may be seen."""
    learner = get_learner(request)
    view = find_assigned(learner, key)
    if view is None:
        raise Http404
    results = describe_results(learner, view)
    goes = [(go, results.get(go.key)) for go in view.had]
    with timezone.override(view.zone):
        return render(request, "quizzes/assignments/assigned.html", {"assigned": view, "goes": goes})


@never_cache
@require_http_methods(POST_OR_LOOK)
def assigned_start(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin a go, or go on with the one that runs."""
    learner = get_learner(request)
    assignment = get_object_or_404(Assignment.objects.given_to(learner).opened(), key=key)
    if request.method != "POST":
        return redirect("quizzes:assigned", key=key)
    outcome = start_go(assignment, learner)
    if isinstance(outcome, NotOpen):
        messages.info(request, _("It cannot be worked on now."))
    elif isinstance(outcome, NoGoLeft):
        messages.info(request, _("You have had all your goes."))
    elif isinstance(outcome, NothingDue):
        messages.info(request, _("None of its questions can be asked now."))
    else:
        return redirect("quizzes:session", key=outcome.session.key)
    return redirect("quizzes:assigned", key=key)
