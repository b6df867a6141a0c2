"""What a learner remembers, in words and pictures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quizzes.reports.progress import report_progress
from quizzes.views.access import find_learner


@never_cache
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """What she knows, how it fades, and what the coming days bring."""
    learner = find_learner(request)
    report = report_progress(learner, timezone.now()) if learner else None
    return render(request, "quizzes/progress.html", {"progress": report})
