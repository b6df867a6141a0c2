"""A teacher's classes: all of them, a new one, one with its pupils, and what it is called."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.forms.classrooms import ClassForm, ClassSettingsForm
from quizzes.forms.zones import clean_zone
from quizzes.models import Classroom
from quizzes.reports.classes import list_classes, list_leavers, list_pupils
from quizzes.reports.given import list_given
from quizzes.services.classes.teaching import archive_class, make_class, unarchive_class
from quizzes.views.classes.entrance import POST_OR_LOOK, class_action, class_page
from quizzes.views.teacher_access import for_teachers


@never_cache
@for_teachers
@require_safe
def classes(request: HttpRequest) -> HttpResponse:
    """All classes that she teaches."""
    assert request.user.pk is not None
    return render(request, "quizzes/classes/classes.html", {"classes": list_classes(request.user.pk)})


@never_cache
@for_teachers
@require_http_methods(POST_OR_LOOK)
def class_new(request: HttpRequest) -> HttpResponse:
    """Make a class, and go on to its pupils."""
    form = ClassForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "quizzes/classes/new.html", {"form": form}, status=422 if form.is_bound else 200)
    assert request.user.pk is not None
    wanted = form.cleaned_data
    zone = clean_zone(request.POST.get("time_zone", ""))
    classroom = make_class(
        request.user.pk, wanted["title"], is_open=wanted["is_open"], time_zone=zone, now=timezone.now()
    )
    return redirect("quizzes:class-pupils-add", key=classroom.key)


@class_page()
def class_home(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """One class: its code, what is assigned, its pupils and groups."""
    context = {
        "classroom": classroom,
        "pupils": list_pupils(classroom),
        "leavers": list_leavers(classroom),
        "groups": classroom.groups.all(),
        "assignments": list_given(classroom),
    }
    return render(request, "quizzes/classes/class.html", context)


@class_page()
def class_settings(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """What the class is called, who may come in; and putting it away."""
    form = ClassSettingsForm(request.POST if request.method == "POST" else None, instance=classroom)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("quizzes:class", key=classroom.key)
    context = {
        "classroom": Classroom.objects.get(pk=classroom.pk),
        "form": form,
        "mine": classroom.teachings.get(user=request.user.pk),
    }
    return render(request, "quizzes/classes/settings.html", context, status=422 if form.is_bound else 200)


@class_action(owned=True)
def class_archive(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Put the class away."""
    archive_class(classroom, timezone.now())
    messages.success(request, _("The class is put away. Its code no longer leads in; its results are kept."))
    return redirect("quizzes:class", key=classroom.key)


@class_action(owned=True)
def class_unarchive(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Take the class out again; one that is not put away keeps its code."""
    if classroom.archived_at is not None:
        unarchive_class(classroom, timezone.now())
        messages.success(request, _("The class is back, with a new code."))
    return redirect("quizzes:class", key=classroom.key)
