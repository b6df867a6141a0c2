"""What pupils did in an assignment, for the teachers of their class. 404 for everybody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quizzes.exports.results import answers_to_csv, pupils_to_csv
from quizzes.models import Assignment, Classroom
from quizzes.reports.results.files import list_given
from quizzes.reports.results.grid import lay_out
from quizzes.reports.results.questions import report_questions
from quizzes.reports.results.reading import read_results
from quizzes.reports.results.stamp import is_live, read_stamp
from quizzes.reports.results.values import Results
from quizzes.reports.results.words import list_signs
from quizzes.scheduling.days import find_zone
from quizzes.views.answers import read_number
from quizzes.views.pages import HtmxHttpRequest, render_page, wants_partial
from quizzes.views.teacher_access import for_teachers, get_taught_assignment

HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Looking:
    """What of the results somebody wants to see: of which go alone, and whether names are hidden."""

    go: int | None
    is_hidden: bool

    @classmethod
    def read(cls, request: HtmxHttpRequest) -> "Looking":
        """From the address."""
        go = read_number(request.GET.get("go", "")) or None
        return cls(go, request.GET.get("names") == HIDDEN)

    def address(self, *, go: int | None = None, is_hidden: bool = False) -> str:
        """The query of an address that wants this; never empty, so that it is an address of its own."""
        parts = [f"go={go}"] if go else []
        return "?" + "&".join([*parts, *([f"names={HIDDEN}"] if is_hidden else [])])

    @property
    def here(self) -> str:
        """The query of this very page."""
        return self.address(go=self.go, is_hidden=self.is_hidden)

    @property
    def other_names(self) -> str:
        """The same page with names hidden, or shown again."""
        return self.address(go=self.go, is_hidden=not self.is_hidden)

    @property
    def all_goes(self) -> str:
        """The same page of all goes."""
        return self.address(is_hidden=self.is_hidden)


@never_cache
@for_teachers
@require_safe
def assignment_results(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """The class grid. The page asks for its live part every few seconds; where nothing moved it gets 204."""
    assignment = get_taught_assignment(request, key)
    now = timezone.now()
    stamp = read_stamp(assignment, now)
    if wants_partial(request) and request.GET.get("seen") == stamp:
        return HttpResponse(status=204)
    looking = Looking.read(request)
    results = read_results(assignment, now, looking.go)
    context = {
        **describe_place(assignment, now),
        "results": results,
        "grid": lay_out(results, is_hidden=looking.is_hidden),
        "looking": looking,
        "goes": [(number, looking.address(go=number, is_hidden=looking.is_hidden)) for number in goes_of(results)],
        "signs": list_signs(),
        "stamp": stamp,
        "is_live": is_live(assignment, now),
    }
    return render_page(request, "quizzes/results/assignment.html", "results", context)


def describe_place(assignment: Assignment, now: datetime) -> dict[str, object]:
    """What all pages about an assignment say: of which class it is, and what time it is there."""
    return {"assignment": assignment, "classroom": assignment.classroom, **tell_time(assignment.classroom, now)}


def tell_time(classroom: Classroom, now: datetime) -> dict[str, object]:
    """Now, and the time zone of the class."""
    return {"now": now, "zone": find_zone(classroom.time_zone, settings.TIME_ZONE)}


def goes_of(results: Results) -> range:
    """The goes that can be looked at one by one; none where there is only one."""
    return range(1, results.most_goes + 1) if results.most_goes > 1 else range(0)


@never_cache
@for_teachers
@require_safe
def assignment_difficult(request: HttpRequest, key: UUID) -> HttpResponse:
    """The questions, the most difficult first, with what was chosen instead."""
    assignment = get_taught_assignment(request, key)
    now = timezone.now()
    results, reports = report_questions(assignment, now)
    context = {**describe_place(assignment, now), "results": results, "reports": reports}
    return render(request, "quizzes/results/difficult.html", context)


@never_cache
@for_teachers
@require_safe
def assignment_pupils_csv(request: HttpRequest, key: UUID) -> StreamingHttpResponse:
    """The results as a table: a line for each pupil."""
    assignment = get_taught_assignment(request, key)
    return offer_table(pupils_to_csv(read_results(assignment, timezone.now())), "pupils")


@never_cache
@for_teachers
@require_safe
def assignment_answers_csv(request: HttpRequest, key: UUID) -> StreamingHttpResponse:
    """The same: a line for each answer."""
    assignment = get_taught_assignment(request, key)
    lines = list_given(assignment, read_results(assignment, timezone.now()))
    return offer_table(answers_to_csv(lines), "answers")


def offer_table(lines: Iterator[str], what: str) -> StreamingHttpResponse:
    """A file to save, sent line by line."""
    headers = {"Content-Disposition": f'attachment; filename="attest-results-{what}.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
