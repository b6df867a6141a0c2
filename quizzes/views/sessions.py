"""A sitting: start, one question after another, what was recorded, the end."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quizzes.forms import AnswerForm, StartForm
from quizzes.models import AskedQuestion, QuizSession
from quizzes.questions.marking import Verdict
from quizzes.questions.shown import shown_from_json
from quizzes.reports.feedback import describe_feedback, describe_question, latest_verdict
from quizzes.reports.summary import summarise_session
from quizzes.services.choose_questions import is_anything_live
from quizzes.services.learners import move_to_zone
from quizzes.services.run_session import Conflict, NothingDue, Outcome, answer_question, start_session
from quizzes.views.access import find_or_make_learner, get_own_asked, get_own_session
from quizzes.views.pages import HtmxHttpRequest, render_page, wants_partial

PAGE = "quizzes/session.html"


@require_POST
def session_start(request: HttpRequest) -> HttpResponse:
    """Begin a session; a guest needs no account, and gets a memory only when there is something to ask."""
    form = StartForm(request.POST)
    topic = form.cleaned_data["topic"] if form.is_valid() else ""
    if not form.is_valid() or not is_anything_live(topic):
        return redirect("quizzes:nothing-due")
    learner = find_or_make_learner(request)
    move_to_zone(learner, form.cleaned_data["time_zone"])
    outcome = start_session(learner, topic, timezone.now(), ahead=form.cleaned_data["ahead"])
    if isinstance(outcome, NothingDue):
        return redirect("quizzes:nothing-due")
    return redirect("quizzes:session", key=outcome.session.key)


@never_cache
@require_safe
def session_page(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """The question that waits, or the summary once all are answered."""
    session = get_own_session(request, key)
    if session.finished_at is not None:
        return show_summary(request, session)
    asked = session.asked.select_related("shown").get(position=session.version)
    return show_question(request, session, asked)


@require_POST
def session_answer(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """Record an answer, then show what it was worth and who says so."""
    now = timezone.now()
    asked = get_own_asked(request, key, read_position(request))
    form = AnswerForm(request.POST, shown=shown_from_json(asked.shown.content))
    if not form.is_valid():
        return show_question(request, asked.session, asked, form=form, status=422)
    taken = form.taken(int(now.timestamp() * 1000))
    outcome = answer_question(asked, form.response, now, taken=taken)
    return show_outcome(request, outcome)


@never_cache
@require_safe
def session_answered(request: HtmxHttpRequest, key: UUID, position: int) -> HttpResponse:
    """What was recorded for a question that has been answered."""
    session = get_own_session(request, key)
    if position >= session.version:
        return redirect("quizzes:session", key=key)
    asked = session.asked.select_related("shown", "answer").prefetch_related("answer__marks").get(position=position)
    return show_feedback(request, session, asked, latest_verdict(asked.answer))


@require_safe
def nothing_due(request: HttpRequest) -> HttpResponse:
    """Nothing to ask: say so, and offer to practise ahead."""
    return render(request, "quizzes/nothing_due.html")


def read_position(request: HttpRequest) -> int:
    """The position that was posted; -1, which is nobody's, where it is no number."""
    text = request.POST.get("position", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1


def show_question(
    request: HtmxHttpRequest,
    session: QuizSession,
    asked: AskedQuestion,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The question with its answer form."""
    context: dict[str, Any] = {
        "session": session,
        "question": describe_question(session, asked),
        "form": form,
        "shown_at": int(timezone.now().timestamp() * 1000),
    }
    return render_page(request, PAGE, "question", context, status=status)


def show_outcome(request: HtmxHttpRequest, outcome: Outcome) -> HttpResponse:
    """What is on record now; 409 where it is not what was sent."""
    asked = outcome.asked
    status = 409 if isinstance(outcome, Conflict) else 200
    if not wants_partial(request) and status == 200:
        url = reverse("quizzes:session-answered", args=[asked.session.key, asked.position])
        return redirect(url)
    return show_feedback(request, asked.session, asked, outcome.verdict, is_conflict=status == 409, status=status)


def show_feedback(
    request: HtmxHttpRequest,
    session: QuizSession,
    asked: AskedQuestion,
    verdict: Verdict,
    *,
    is_conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Right or not, the right answer, who says so, and where the sources disagree."""
    context = {
        "session": session,
        "feedback": describe_feedback(session, asked, verdict),
        "is_conflict": is_conflict,
    }
    return render_page(request, PAGE, "question", context, status=status)


def show_summary(request: HtmxHttpRequest, session: QuizSession) -> HttpResponse:
    """How the sitting went."""
    context = {"session": session, "summary": summarise_session(session)}
    return render_page(request, PAGE, "question", context)
