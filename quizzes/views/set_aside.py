"""Facts that a learner does not want to be asked about: bury, suspend, the list, resume."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.forms.learning import SetAsideForm
from quizzes.models.telling import may_see
from quizzes.reports.standing import list_set_aside
from quizzes.services.set_aside import bury_fact, resume_fact, suspend_fact
from quizzes.views.access import find_learner, get_own_session
from quizzes.views.pages import HtmxHttpRequest
from quizzes.views.sessions import POST_OR_LOOK, find_asked, takes_posts


@takes_posts
def session_set_aside(request: HtmxHttpRequest, key: UUID, position: int) -> HttpResponse:
    """Set the Fact of a question aside, until tomorrow or until it is resumed."""
    session = get_own_session(request, key)
    asked = find_asked(session, position)
    if asked is None:
        raise Http404
    if not may_see(session):
        return redirect("quizzes:session", key=key)
    form = SetAsideForm(request.POST)
    if form.is_valid():
        put_aside = bury_fact if form.cleaned_data["kind"] == "bury" else suspend_fact
        put_aside(asked, timezone.now())
    return redirect("quizzes:session-answered", key=key, position=position)


@never_cache
@require_safe
def set_aside(request: HttpRequest) -> HttpResponse:
    """What this learner set aside, each with a button to resume it."""
    learner = find_learner(request)
    lines = list_set_aside(learner, timezone.now()) if learner else []
    return render(request, "quizzes/set_aside.html", {"lines": lines})


@require_http_methods(POST_OR_LOOK)
def resume(request: HttpRequest) -> HttpResponse:
    """Ask about a Fact again."""
    learner = find_learner(request)
    if request.method == "POST" and learner is not None:
        resume_fact(learner, request.POST.get("fact", "")[:380])
    return redirect("quizzes:set-aside")
