"""A class over all its assignments, and each of its pupils, for its teachers. 404 for everybody else."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quizzes.reports.results.changes import count_changed
from quizzes.reports.results.classes import report_class
from quizzes.reports.results.decisions import open_objections
from quizzes.reports.results.help import report_help
from quizzes.reports.results.pupils import report_pupil
from quizzes.views.results import tell_time
from quizzes.views.teacher_access import for_teachers, get_taught_classroom, get_taught_enrolment


@never_cache
@for_teachers
@require_safe
def class_results(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every pupil in every assignment, with the class's median and its trend."""
    classroom = get_taught_classroom(request, key)
    now = timezone.now()
    context = {
        "classroom": classroom,
        **tell_time(classroom, now),
        "report": report_class(classroom, now),
        "open_objections": open_objections(classroom).count(),
        "changed": count_changed(classroom),
    }
    return render(request, "quizzes/results/class.html", context)


@never_cache
@for_teachers
@require_safe
def pupil_results(request: HttpRequest, key: UUID, pupil: UUID) -> HttpResponse:
    """One pupil, for a parents' evening: it prints on a page or two, and names nobody else."""
    classroom = get_taught_classroom(request, key)
    enrolment = get_taught_enrolment(classroom, pupil)
    now = timezone.now()
    report = report_pupil(classroom, enrolment, now)
    context = {"classroom": classroom, **tell_time(classroom, now), "enrolment": enrolment, "report": report}
    return render(request, "quizzes/results/pupil.html", context)


@never_cache
@for_teachers
@require_safe
def class_help(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who needs help with what, over all assignments of the class."""
    classroom = get_taught_classroom(request, key)
    context = {"classroom": classroom, "report": report_help(classroom)}
    return render(request, "quizzes/results/help.html", context)
