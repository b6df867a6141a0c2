"""All that a learner answered: to read, and to take along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.exports.answers import answers_to_csv, answers_to_json
from quizzes.models import Learner
from quizzes.reports.answers import AnswerLine, every_answer, list_answers
from quizzes.services.learners import note_seen
from quizzes.views.access import find_learner


@never_cache
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Her answers, the newest first, page by page."""
    learner = find_learner(request)
    page = list_answers(learner, before=read_before(request)) if learner else None
    return render(request, "quizzes/answers.html", {"page": page, "learner": learner})


@require_http_methods(["GET", "HEAD", "POST"])
def answers_seen(request: HttpRequest) -> HttpResponse:
    """She knows that answers were marked anew (POST); to her answers either way."""
    learner = find_learner(request)
    if request.method == "POST" and learner is not None:
        note_seen(learner, read_number(request.POST.get("count", "")) or 0)
    return redirect("quizzes:answers")


@never_cache
@require_safe
def answers_as_json(request: HttpRequest) -> HttpResponse:
    """All of them, with what else is known about her, for other programs."""
    learner = find_learner(request)
    about = {
        "learner": str(learner.key) if learner else None,
        "name": request.user.get_username() or None,
        "time_zone": learner.time_zone if learner else "",
        "exported_at": timezone.now().isoformat(),
    }
    return offer_file(answers_to_json(lines_of(learner), about), "json", "application/json")


@never_cache
@require_safe
def answers_as_csv(request: HttpRequest) -> HttpResponse:
    """All of them as a table for spreadsheets."""
    return offer_file(answers_to_csv(lines_of(find_learner(request))), "csv", "text/csv; charset=utf-8")


def lines_of(learner: Learner | None) -> list[AnswerLine]:
    """All her answers; none for somebody who never answered."""
    return list(every_answer(learner)) if learner else []


def offer_file(content: str, ending: str, content_type: str) -> HttpResponse:
    """A file to save."""
    headers = {"Content-Disposition": f'attachment; filename="attest-answers.{ending}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def read_before(request: HttpRequest) -> int | None:
    """The number of the last answer that the page before showed; None for the first page."""
    return read_number(request.GET.get("before", ""))


def read_number(text: str) -> int | None:
    """A number that a page sent; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
