"""Groups of a class."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quizzes.forms.classrooms import GroupForm
from quizzes.models import Classroom, Group
from quizzes.reports.classes import list_groups, list_pupils
from quizzes.services.classes.grouping import set_members
from quizzes.views.classes.entrance import class_action, class_page
from quizzes.views.classes.pupils import list_chosen
from quizzes.views.teacher_access import get_taught_group


@class_page()
def class_groups(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """All groups of the class, and a new one."""
    form = GroupForm(request.POST if request.method == "POST" else None, instance=Group(classroom=classroom))
    if form.is_valid():
        group = form.save()
        return redirect("quizzes:class-group", key=classroom.key, group=group.key)
    context = {"classroom": classroom, "form": form, "groups": list_groups(classroom)}
    return render(request, "quizzes/classes/groups.html", context, status=422 if form.is_bound else 200)


@class_page()
def class_group(request: HttpRequest, classroom: Classroom, group: UUID) -> HttpResponse:
    """One group: what it is called, and who is in it."""
    row = get_taught_group(classroom, group)
    form = GroupForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        form.save()
        set_members(row, list_chosen(classroom, request.POST))
        messages.success(request, _("Saved."))
        return redirect("quizzes:class", key=classroom.key)
    sent = set(request.POST.getlist("pupil"))
    members = sent if form.is_bound else {str(key) for key in row.enrolments.values_list("key", flat=True)}
    rows = [(pupil, str(pupil.key) in members) for pupil in list_pupils(classroom)]
    context = {"classroom": classroom, "group": get_taught_group(classroom, group), "form": form, "rows": rows}
    return render(request, "quizzes/classes/group.html", context, status=422 if form.is_bound else 200)


@class_action()
def class_group_delete(request: HttpRequest, classroom: Classroom, group: UUID) -> HttpResponse:
    """Delete a group; its pupils stay in the class."""
    row = get_taught_group(classroom, group)
    if row.assignments.exists():
        messages.error(request, _("Something is assigned to this group, so it cannot be deleted."))
        return redirect("quizzes:class-group", key=classroom.key, group=group)
    row.delete()
    messages.success(request, _("The group %(title)s is gone; its pupils are in the class.") % {"title": row.title})
    return redirect("quizzes:class-groups", key=classroom.key)
