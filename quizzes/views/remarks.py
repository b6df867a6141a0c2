"""What a learner tells the editors: "I was right", or that something is wrong with a question."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.forms.learning import RemarkForm
from quizzes.models.telling import may_see
from quizzes.reports.remarks import list_notes
from quizzes.services.contest_mark import SentBefore, contest_mark, flag_question
from quizzes.services.learners import note_outcomes_seen
from quizzes.views.access import Place, Writing, find_learner, get_own_session
from quizzes.views.answers import read_number
from quizzes.views.pages import HtmxHttpRequest
from quizzes.views.sessions import find_answered, find_asked, show_answered, takes_posts


@takes_posts
def session_contest(request: HtmxHttpRequest, key: UUID, position: int) -> HttpResponse:
    """Contest the verdict on an answer."""
    session = get_own_session(request, key, Place(position, Writing.CONTEST))
    asked = find_answered(session, position)
    if asked is None or not may_see(session):
        return redirect("quizzes:session", key=key)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return show_answered(request, session, asked, form=form, writing=Writing.CONTEST, status=422)
    outcome = contest_mark(asked.answers.all(), form.cleaned_data["text"], timezone.now())
    if isinstance(outcome, SentBefore):
        return show_answered(request, session, asked, sent_before=True, status=409)
    return redirect("quizzes:session-answered", key=key, position=position)


@takes_posts
def session_flag(request: HtmxHttpRequest, key: UUID, position: int) -> HttpResponse:
    """Tell the editors that something is wrong with a question."""
    session = get_own_session(request, key, Place(position, Writing.FLAG))
    asked = find_asked(session, position)
    if asked is None:
        raise Http404
    form = RemarkForm(request.POST)
    # As long as the results of a test are not out, the page of an answer does not show what it was worth.
    answered = find_answered(session, position) if may_see(session) else None
    if not form.is_valid():
        if answered is None:
            return redirect("quizzes:session", key=key)
        return show_answered(request, session, answered, form=form, writing=Writing.FLAG, status=422)
    outcome = flag_question(asked, form.cleaned_data["text"], timezone.now())
    if isinstance(outcome, SentBefore) and answered is not None:
        return show_answered(request, session, answered, sent_before=True, status=409)
    return redirect("quizzes:session-answered", key=key, position=position)


@never_cache
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """What she told the editors, and what became of it."""
    learner = find_learner(request)
    context = {"learner": learner, "notes": list_notes(learner) if learner else []}
    return render(request, "quizzes/notes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def notes_seen(request: HttpRequest) -> HttpResponse:
    """She knows what the editors decided (POST); to her notes either way."""
    learner = find_learner(request)
    if request.method == "POST" and learner is not None:
        note_outcomes_seen(learner, read_number(request.POST.get("count", "")) or 0)
    return redirect("quizzes:notes")
