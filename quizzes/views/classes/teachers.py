"""Who teaches a class: invitations, owners, and going."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes.models import Classroom, Teaching
from quizzes.services.classes.teaching import (
    INVITATION_DAYS,
    LastOwner,
    accept_invitation,
    end_teaching,
    find_invited,
    make_invitation,
    make_owner,
)
from quizzes.views.classes.entrance import POST_OR_LOOK, class_action, class_page
from quizzes.views.teacher_access import for_teachers


@class_page()
def class_teachers(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Who teaches the class; for its owner also a link that lets a colleague teach it too."""
    teachings = list(classroom.teachings.select_related("user"))
    mine = next(teaching for teaching in teachings if teaching.user_id == request.user.pk)
    is_last_owner = mine.is_owner and sum(teaching.is_owner for teaching in teachings) == 1
    context = {"classroom": classroom, "teachings": teachings, "mine": mine, "days": INVITATION_DAYS}
    context["is_last_owner"] = is_last_owner
    if mine.is_owner and classroom.archived_at is None:
        path = reverse("quizzes:class-invitation", args=[make_invitation(classroom)])
        context["invitation"] = request.build_absolute_uri(path)
    return render(request, "quizzes/classes/teachers.html", context)


@never_cache
@for_teachers
@require_http_methods(POST_OR_LOOK)
def class_invitation(request: HttpRequest, invitation: str) -> HttpResponse:
    """A colleague accepts (POST)."""
    classroom = find_invited(invitation)
    if classroom is None:
        return render(request, "quizzes/classes/invitation.html", {"invitation": ""}, status=404)
    assert request.user.pk is not None
    if classroom.teachings.filter(user_id=request.user.pk).exists():
        return redirect("quizzes:class", key=classroom.key)
    if request.method != "POST":
        context = {"invitation": invitation, "classroom": classroom}
        return render(request, "quizzes/classes/invitation.html", context)
    accept_invitation(classroom, request.user.pk)
    messages.success(request, _("You teach %(class)s too.") % {"class": classroom.title})
    return redirect("quizzes:class", key=classroom.key)


@class_action(owned=True)
def class_teacher_owner(request: HttpRequest, classroom: Classroom, teaching: int) -> HttpResponse:
    """Let a co-teacher own the class too."""
    row = get_teaching(classroom, teaching)
    make_owner(row)
    messages.success(request, _("%(name)s owns the class too.") % {"name": row.user.get_username()})
    return redirect("quizzes:class-teachers", key=classroom.key)


@class_action()
def class_teacher_remove(request: HttpRequest, classroom: Classroom, teaching: int) -> HttpResponse:
    """Let a teacher go: the owner whomever she likes, everybody herself."""
    row = get_teaching(classroom, teaching)
    is_herself = row.user_id == request.user.pk
    if not is_herself and not classroom.teachings.filter(user=request.user.pk, is_owner=True).exists():
        raise Http404
    if isinstance(end_teaching(row), LastOwner):
        messages.error(request, _("A class needs an owner. Let somebody else own it first, or put it away."))
        return redirect("quizzes:class-teachers", key=classroom.key)
    if is_herself:
        messages.success(request, _("You no longer teach %(class)s.") % {"class": classroom.title})
        return redirect("quizzes:classes")
    told = _("%(name)s no longer teaches the class. She knew its code and its PINs: give it a new code if need be.")
    messages.success(request, told % {"name": row.user.get_username()})
    return redirect("quizzes:class-teachers", key=classroom.key)


def get_teaching(classroom: Classroom, teaching: int) -> Teaching:
    """That somebody teaches this class."""
    return get_object_or_404(classroom.teachings.select_related("user"), pk=teaching)
