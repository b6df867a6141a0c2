"""Sets that are looked at: by a link, as a pupil sees them, for their balance."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.forms.learning import form_for
from quizzes.models import Question, QuizSet
from quizzes.questions.shown import shown_from_json
from quizzes.reports.feedback import QuestionView, offer_options
from quizzes.reports.pointing import describe_map
from quizzes.reports.preview import describe_answer
from quizzes.reports.set_balance import describe_balance
from quizzes.services.choose_set import questions_of_set
from quizzes.views.pages import HtmxHttpRequest, render_page
from quizzes.views.sets import HIDDEN_KEY, POST_OR_LOOK, copy_for, show_readable
from quizzes.views.teacher_access import for_teachers, get_readable_set, get_shared_set


@never_cache
@require_safe
@for_teachers
def set_shared(request: HttpRequest, key: UUID) -> HttpResponse:
    """A set that a teacher shared by its link."""
    return show_readable(request, get_shared_set(key), key)


@require_http_methods(POST_OR_LOOK)
@for_teachers
def set_shared_copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """A copy of it."""
    quiz_set = get_shared_set(key)
    return copy_for(request, quiz_set) if request.method == "POST" else redirect("quizzes:set-shared", key=key)


@require_http_methods(POST_OR_LOOK)
@for_teachers
def set_answers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hide the answers of sets that one reads, or show them; remembered for this browser."""
    if request.method == "POST":
        request.session[HIDDEN_KEY] = request.POST.get("do") == "hide"
    if QuizSet.objects.filter(share_key=key).exists():
        return redirect("quizzes:set-shared", key=key)
    return redirect("quizzes:set", key=get_readable_set(request, key).key)


@never_cache
@require_safe
@for_teachers
def set_balance(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """Whether the set asks for one side's words only."""
    quiz_set = get_readable_set(request, key)
    questions = questions_of_set(quiz_set)
    context = {"quiz_set": quiz_set, "balance": describe_balance(quiz_set.title, questions), "total": len(questions)}
    return render_page(request, "quizzes/sets/balance.html", "balance", context)


@never_cache
@require_safe
@for_teachers
def set_preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """One question after the other as a pupil sees it. Nothing is written; the answer comes when it is asked for."""
    quiz_set = get_readable_set(request, key)
    questions = questions_of_set(quiz_set)
    position = min(read_position(request), len(questions) - 1)
    context: dict[str, Any] = {"quiz_set": quiz_set, "total": len(questions)}
    if questions:
        context |= preview_question(request, questions[position], position, len(questions))
    return render(request, "quizzes/sets/preview.html", context)


def read_position(request: HttpRequest) -> int:
    """Which question is asked for; the first where that is no number."""
    text = request.GET.get("position", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def preview_question(request: HttpRequest, row: Question, position: int, total: int) -> dict[str, Any]:
    """What the page shows of it: the question, or once something was sent, the answer."""
    assert row.shown is not None
    shown = shown_from_json(row.shown.content)
    number: dict[str, Any] = {"number": position + 1, "has_next": position + 1 < total}
    # Every button of a question sends something besides its place.
    if request.GET.keys() - {"position"}:
        return {**number, "answer": describe_answer(shown)}
    view = QuestionView(
        position=position,
        number=position + 1,
        total=total,
        prompt=shown.prompt,
        family=shown.family,
        form=shown.form,
        options=offer_options(shown, row.draw),
        year_given=shown.year_given,
        again=False,
        undo=None,
        map=describe_map(shown),
    )
    return {**number, "question": view, "form": form_for(shown, row.draw)}
