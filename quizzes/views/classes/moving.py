"""Pupils to another class, two pupils to one, one class into another."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.models import Classroom, Enrolment
from quizzes.services.classes.enrolling import ClassFull, NamesTaken
from quizzes.services.classes.moving import (
    Merged,
    Moved,
    TwoAccounts,
    find_twins,
    merge_classes,
    merge_pupils,
    move_pupils,
)
from quizzes.views.classes.entrance import class_page, read_key
from quizzes.views.classes.pupils import list_chosen
from quizzes.views.teacher_access import get_taught_classroom, get_taught_enrolment


def list_others(request: HttpRequest, classroom: Classroom) -> list[Classroom]:
    """The other classes that she teaches now."""
    return list(Classroom.objects.taught_by(request.user.pk).active().exclude(pk=classroom.pk))


def find_other(request: HttpRequest, classroom: Classroom, text: str) -> Classroom | None:
    """One of them, by its key; None where none was chosen. Raises Http404 for a class that is not hers."""
    if not text:
        return None
    if (key := read_key(text)) is None:
        raise Http404
    other = get_taught_classroom(request, key)
    return other if other.archived_at is None and other != classroom else None


def say_trouble(outcome: NamesTaken | ClassFull | TwoAccounts) -> str:
    """Why nobody was moved, and what to do."""
    if isinstance(outcome, ClassFull):
        return _("That class takes no more pupils.")
    if isinstance(outcome, TwoAccounts):
        return _("Both have accounts of their own, and accounts cannot be merged.")
    names = ", ".join(outcome.names)
    return _("In that class, others have these names: %(names)s. Rename one of the two first.") % {"names": names}


@class_page(active=True)
def class_move(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Move the chosen pupils to another class that she teaches."""
    is_sent = request.method == "POST"
    chosen = list_chosen(classroom, request.POST if is_sent else request.GET)
    if not chosen:
        messages.error(request, _("Tick the pupils first."))
        return redirect("quizzes:class", key=classroom.key)
    target = find_other(request, classroom, request.POST.get("target", ""))
    error = _("Choose a class.") if is_sent and target is None else ""
    if is_sent and target is not None:
        outcome = move_pupils(chosen, target, timezone.now())
        if isinstance(outcome, Moved):
            told = ngettext("%(n)d pupil is in %(class)s now.", "%(n)d pupils are in %(class)s now.", outcome.pupils)
            new_pins = _("They have new PINs: print their slips there.")
            messages.success(request, f"{told % {'n': outcome.pupils, 'class': target.title}} {new_pins}")
            return redirect("quizzes:class", key=target.key)
        error = say_trouble(outcome)
    context = {"classroom": classroom, "chosen": chosen, "others": list_others(request, classroom)}
    context |= {"error": error, "target": target}
    return render(request, "quizzes/classes/move.html", context, status=422 if is_sent else 200)


@class_page(active=True)
def class_pupil_merge(request: HttpRequest, classroom: Classroom, pupil: UUID) -> HttpResponse:
    """Say that another pupil of the class, also one who left, is this one too."""
    kept = get_taught_enrolment(classroom, pupil)
    if kept.left_at is not None:
        return redirect("quizzes:class-pupil", key=classroom.key, pupil=pupil)
    is_sent = request.method == "POST"
    other = find_pupil_of(classroom, kept, request.POST.get("other", ""))
    error = _("Choose the other pupil.") if is_sent and other is None else ""
    if is_sent and other is not None:
        if not request.POST.get("sure"):
            error = _("Tick the box: this cannot be undone.")
        else:
            outcome = merge_pupils(kept, other)
            if isinstance(outcome, Merged):
                told = _("%(other)s is %(name)s now, with everything that both did.")
                messages.success(request, told % {"other": other.name, "name": kept.name})
                return redirect("quizzes:class-pupil", key=classroom.key, pupil=kept.key)
            error = say_trouble(outcome)
    others = classroom.enrolments.exclude(pk=kept.pk).in_order()
    context = {"classroom": classroom, "pupil": kept, "others": others, "other": other, "error": error}
    return render(request, "quizzes/classes/merge_pupils.html", context, status=422 if is_sent else 200)


def find_pupil_of(classroom: Classroom, kept: Enrolment, text: str) -> Enrolment | None:
    """Another pupil of the class by her key; None where none was chosen. Raises Http404 for one of elsewhere."""
    if not text:
        return None
    if (key := read_key(text)) is None:
        raise Http404
    other = get_taught_enrolment(classroom, key)
    return other if other != kept else None


@class_page(active=True, owned=True)
def class_merge(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Let the whole class go into another that she teaches: first which, then who is the same person in both."""
    is_sent = request.method == "POST"
    sent = request.POST if is_sent else request.GET
    target = find_other(request, classroom, sent.get("target", ""))
    error = _("Choose a class.") if is_sent and target is None else ""
    if is_sent and target is not None:
        outcome = merge_classes(classroom, target, request.POST.getlist("same"), timezone.now())
        if isinstance(outcome, Moved):
            told = _("%(one)s is part of %(other)s now, and put away. Print the slips of those who are new.")
            messages.success(request, told % {"one": classroom.title, "other": target.title})
            return redirect("quizzes:class", key=target.key)
        error = say_trouble(outcome)
    context = {
        "classroom": Classroom.objects.get(pk=classroom.pk),
        "others": list_others(request, classroom),
        "target": target,
        "twins": find_twins(classroom, target) if target else [],
        "same": request.POST.getlist("same"),
        "error": error,
    }
    return render(request, "quizzes/classes/merge_classes.html", context, status=422 if is_sent else 200)
