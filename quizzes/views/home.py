"""The first page: what this is, and the button that begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.reports.assigned import list_assigned
from quizzes.reports.standing import learner_today, list_quizzes
from quizzes.views.access import find_learner


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What Attest is, what can be practised, and what waits for this learner."""
    learner = find_learner(request)
    today = learner_today(learner, timezone.now()) if learner else None
    assigned = list_assigned(learner, current=True) if learner else []
    context = {"quizzes": list_quizzes(), "today": today, "learner": learner, "assigned": assigned}
    return render(request, "quizzes/home.html", context)
