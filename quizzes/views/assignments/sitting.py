"""While a test runs: a question is left for later, the test is handed in."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes.reports.sitting import describe_sitting
from quizzes.services.hand_in import NotWaiting, hand_in, leave_question
from quizzes.views.access import get_own_session
from quizzes.views.pages import HtmxHttpRequest, render_page
from quizzes.views.sessions import PAGE, POST_OR_LOOK, read_position, show_sitting, takes_posts


@takes_posts
def session_later(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """Leave the question that waits for later, and ask the next one."""
    session = get_own_session(request, key)
    outcome = leave_question(session, read_position(request.POST), timezone.now())
    if isinstance(outcome, NotWaiting):
        return show_sitting(request, get_own_session(request, key), notice="set-back", status=409)
    return redirect("quizzes:session", key=key)


@never_cache
@require_http_methods(POST_OR_LOOK)
def session_hand_in(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """Ask whether she means it and say what is not answered; then end the test."""
    session = get_own_session(request, key)
    if not session.is_test:
        raise Http404
    if request.method == "POST":
        hand_in(session)
    elif session.finished_at is None:
        context = {"session": session, "test": describe_sitting(session), "is_handing_in": True}
        return render_page(request, PAGE, "question", context)
    return redirect("quizzes:session", key=key)
