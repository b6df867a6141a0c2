"""What a change of the record does to a class: which assignments it touches, what a regrade would do, one button."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes.reports.results.changes import list_foreseen, list_regrades, report_changes
from quizzes.services.regrade_class import foresee_class
from quizzes.tasks import decide_for_class
from quizzes.views.results import tell_time
from quizzes.views.results_decided import LOOK_OR_POST, user_of
from quizzes.views.teacher_access import for_teachers, get_taught_classroom


@never_cache
@for_teachers
@require_http_methods(LOOK_OR_POST)
def class_changes(request: HttpRequest, key: UUID) -> HttpResponse:
    """What changed, and what a regrade would do. POST: it is done, for this class."""
    classroom = get_taught_classroom(request, key)
    now = timezone.now()
    foreseen = foresee_class(classroom)
    if request.method == "POST":
        if foreseen.moved:
            decide_for_class(classroom, user_of(request), now)
            messages.success(request, _("The answers of your class are being marked anew."))
        else:
            messages.info(request, _("All marks stand as they are. Nothing was written."))
        return redirect("quizzes:class-changes", key=key)
    context = {
        "classroom": classroom,
        **tell_time(classroom, now),
        "report": report_changes(classroom, user_of(request)),
        "foreseen": list_foreseen(classroom, foreseen.outcomes),
        "moved": foreseen.moved,
        "regrades": list_regrades(classroom),
    }
    return render(request, "quizzes/results/changes.html", context)
