"""What a teacher decides about questions, answers and objections of her classes: the pages, and what they send."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes.forms.deciding import (
    EXCUSE,
    WITHDRAW,
    AnswerDecisionForm,
    ObjectionForm,
    QuestionDecisionForm,
)
from quizzes.models import AskedQuestion, AssignedQuestion, Assignment, Enrolment
from quizzes.questions.verdicts import Verdict
from quizzes.reports.results.cell import read_cell
from quizzes.reports.results.decisions import decisions_on, list_decisions, list_objections, objections_in
from quizzes.reports.results.questions import read_settings, report_question
from quizzes.services.decide_for_class import (
    ClassDecidedBefore,
    decide_objection,
    excuse_question,
    override_mark,
    withdraw_override,
)
from quizzes.views.results import describe_place, tell_time
from quizzes.views.teacher_access import (
    for_teachers,
    get_taught_assignment,
    get_taught_classroom,
    get_taught_enrolment,
)

LOOK_OR_POST = ["GET", "HEAD", "POST"]


@never_cache
@for_teachers
@require_http_methods(LOOK_OR_POST)
def assignment_question(request: HttpRequest, key: UUID, position: int) -> HttpResponse:
    """One question: as it was set, who stands how with it, what was answered. POST: it counts no more, or again."""
    assignment = get_taught_assignment(request, key)
    assigned = get_object_or_404(read_settings(assignment), position=position)
    if request.method != "POST":
        return show_question(request, assignment, assigned)
    form = QuestionDecisionForm(request.POST)
    if not form.is_valid():
        return show_question(request, assignment, assigned, form)
    is_excused = form.cleaned_data["decision"] == EXCUSE
    note = form.cleaned_data["note"]
    tell(request, excuse_question(assigned, user_of(request), note, timezone.now(), excused=is_excused))
    return redirect("quizzes:assignment-question", key=key, position=position)


def show_question(
    request: HttpRequest, assignment: Assignment, assigned: AssignedQuestion, form: QuestionDecisionForm | None = None
) -> HttpResponse:
    """The page of a question; 422 with a form that was not valid."""
    now = timezone.now()
    results, report = report_question(assignment, assigned, now)
    number = [column.position for column in results.columns].index(assigned.position)
    context = {
        **describe_place(assignment, now),
        "assigned": assigned,
        "report": report,
        "cells": [(row.pupil, row.cells[number]) for row in results.rows],
        "form": form or QuestionDecisionForm(),
        "decisions": list_decisions(decisions_on(assigned)),
    }
    return render(request, "quizzes/results/question.html", context, status=422 if form else 200)


@never_cache
@for_teachers
@require_http_methods(LOOK_OR_POST)
def assignment_cell(request: HttpRequest, key: UUID, pupil: UUID, position: int) -> HttpResponse:
    """What one pupil answered to one question, each time. POST: an answer is worth something else, or as before."""
    assignment = get_taught_assignment(request, key)
    enrolment = get_taught_enrolment(assignment.classroom, pupil)
    assigned = get_object_or_404(assignment.questions.select_related("shown"), position=position)
    if request.method != "POST":
        return show_cell(request, assignment, assigned, enrolment)
    form = AnswerDecisionForm(request.POST)
    if not form.is_valid():
        return show_cell(request, assignment, assigned, enrolment, form)
    hers = AskedQuestion.objects.select_related("session").filter(
        session__assignment=assignment, session__learner=enrolment.learner_id, question=assigned.question_id
    )
    asked = get_object_or_404(hers, pk=form.cleaned_data["asked"])
    tell(request, decide_answer(assigned, asked, form, user_of(request)))
    return redirect("quizzes:assignment-cell", key=key, pupil=pupil, position=position)


def decide_answer(assigned: AssignedQuestion, asked: AskedQuestion, form: AnswerDecisionForm, user: int) -> bool:
    """Carry out what was pressed; False where it stands so already."""
    decision, note, now = form.cleaned_data["decision"], form.cleaned_data["note"], timezone.now()
    if decision == WITHDRAW:
        return withdraw_override(assigned, asked, user, note, now)
    return override_mark(assigned, asked, Verdict(decision), user, note, now)


def show_cell(
    request: HttpRequest,
    assignment: Assignment,
    assigned: AssignedQuestion,
    enrolment: Enrolment,
    form: AnswerDecisionForm | None = None,
) -> HttpResponse:
    """The page of a cell; 422 with a form that was not valid."""
    context = {
        **describe_place(assignment, timezone.now()),
        "enrolment": enrolment,
        "assigned": assigned,
        "askings": read_cell(assigned, enrolment),
        "form": form,
        "decisions": list_decisions(decisions_on(assigned, enrolment)),
    }
    return render(request, "quizzes/results/cell.html", context, status=422 if form else 200)


@never_cache
@for_teachers
@require_http_methods(LOOK_OR_POST)
def class_objections(request: HttpRequest, key: UUID) -> HttpResponse:
    """“I was right”: what pupils said against marks in the class's assignments. POST: one of them is decided, once."""
    classroom = get_taught_classroom(request, key)
    form, status = ObjectionForm(request.POST) if request.method == "POST" else None, 200
    if form is not None and form.is_valid():
        sent = form.cleaned_data
        challenge = get_object_or_404(objections_in(classroom), pk=sent["objection"])
        outcome = decide_objection(challenge, sent["decision"], sent["reply"], user_of(request), timezone.now())
        if not isinstance(outcome, ClassDecidedBefore):
            messages.success(request, _("It is decided, and your pupil sees it on her next visit."))
            return redirect("quizzes:class-objections", key=key)
        by = outcome.challenge.class_decided_by or _("Somebody")
        messages.warning(request, _("%(who)s decided about it before. Nothing was written.") % {"who": by})
        form, status = None, 409
    context = {
        "classroom": classroom,
        **tell_time(classroom, timezone.now()),
        "objections": list_objections(classroom),
        "form": form,
    }
    return render(request, "quizzes/results/objections.html", context, status=422 if form else status)


def user_of(request: HttpRequest) -> int:
    """The id of the teacher."""
    assert request.user.pk is not None  # nobody else comes this far
    return request.user.pk


def tell(request: HttpRequest, is_done: bool) -> None:
    """Say whether something was written."""
    if is_done:
        messages.success(request, _("It is done, and on record as yours."))
    else:
        messages.info(request, _("It stood so already. Nothing was written."))
