"""Pupils of a class: added, looked at, renamed; new PINs; out and in again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.forms.classrooms import PupilForm, RosterForm
from quizzes.models import Classroom, Enrolment
from quizzes.services.classes.enrolling import (
    AlreadyThere,
    ClassFull,
    Enrolled,
    NamesTaken,
    add_pupils,
    bring_back,
    change_pupil,
    find_taken,
    remove_pupils,
)
from quizzes.services.classes.erasing import erase_pupil, may_erase
from quizzes.services.classes.grouping import put_in_group
from quizzes.services.classes.pins import reset_pin
from quizzes.services.erase_learner import overwrite_traces
from quizzes.views.classes.entrance import class_action, class_page, read_key
from quizzes.views.pages import HtmxHttpRequest, render_page, wants_partial
from quizzes.views.teacher_access import get_taught_enrolment, get_taught_group

# What is done on a page of its own.
LEADS_TO = {"slips": "quizzes:class-slips", "move": "quizzes:class-move"}


@class_page(active=True)
def class_pupils_add(request: HtmxHttpRequest, classroom: Classroom) -> HttpResponse:
    """Names typed or pasted, looked at while they are, and added all or not at all."""
    form = RosterForm(request.POST if request.method == "POST" else None, there=find_taken(classroom))
    is_look = wants_partial(request) or request.POST.get("do") == "look"
    if not form.is_valid() or is_look:
        status = 422 if form.is_bound and form.errors and not is_look else 200
        context = {"classroom": classroom, "form": form}
        return render_page(request, "quizzes/classes/pupils_add.html", "reading", context, status=status)
    names: list[str] = form.cleaned_data["names"]
    outcome = add_pupils(classroom, names, timezone.now())
    if isinstance(outcome, NamesTaken | ClassFull):
        form.add_error("names", _("Somebody else has just changed the class. Look at the names, and add them again."))
        context = {"classroom": classroom, "form": form}
        return render_page(request, "quizzes/classes/pupils_add.html", "reading", context, status=409)
    told = ngettext("%(n)d pupil was added.", "%(n)d pupils were added.", len(outcome)) % {"n": len(outcome)}
    messages.success(request, f"{told} {_('Now print their slips, or open the class to whoever has the code.')}")
    return redirect("quizzes:class", key=classroom.key)


@class_page()
def class_pupil(request: HttpRequest, classroom: Classroom, pupil: UUID) -> HttpResponse:
    """One pupil, and all that can be done about her place in the class."""
    enrolment = get_taught_enrolment(classroom, pupil)
    initial = {"name": enrolment.name, "extra_time_percent": enrolment.extra_time_percent}
    form = PupilForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        outcome = change_pupil(enrolment, form.cleaned_data["name"], form.cleaned_data["extra_time_percent"])
        if isinstance(outcome, Enrolled):
            messages.success(request, _("Saved."))
            return redirect("quizzes:class", key=classroom.key)
        form.add_error("name", _("Somebody in the class has this name. Tell them apart, or merge the two."))
    context = {"classroom": classroom, "pupil": get_taught_enrolment(classroom, pupil), "form": form}
    return render(request, "quizzes/classes/pupil.html", context, status=422 if form.is_bound else 200)


@class_action()
def class_pupil_pin(request: HttpRequest, classroom: Classroom, pupil: UUID) -> HttpResponse:
    """Give a pupil a new PIN."""
    enrolment = get_taught_enrolment(classroom, pupil)
    reset_pin(enrolment)
    told = _("%(name)s has a new PIN: %(pin)s. The one before is worth nothing now, and browsers forgot her.")
    messages.success(request, told % {"name": enrolment.name, "pin": enrolment.shown_pin})
    return redirect("quizzes:class-pupil", key=classroom.key, pupil=enrolment.key)


@class_action()
def class_pupil_remove(request: HttpRequest, classroom: Classroom, pupil: UUID) -> HttpResponse:
    """Let a pupil leave the class."""
    enrolment = get_taught_enrolment(classroom, pupil)
    remove_pupils([enrolment], timezone.now())
    messages.success(request, _("%(name)s is no longer in the class. Her results are kept.") % {"name": enrolment.name})
    return redirect("quizzes:class", key=classroom.key)


@class_page()
def class_pupil_erase(request: HttpRequest, classroom: Classroom, pupil: UUID) -> HttpResponse:
    """Erase a pupil without an account whole, once it is confirmed; there is no way back."""
    enrolment = get_taught_enrolment(classroom, pupil)
    is_allowed = may_erase(enrolment, request.user.pk)
    is_sent = request.method == "POST"
    if is_sent and is_allowed and request.POST.get("sure"):
        erase_pupil(enrolment)
        overwrite_traces()
        messages.success(request, _("Everything about %(name)s has been erased.") % {"name": enrolment.name})
        return redirect("quizzes:class", key=classroom.key)
    context = {"classroom": classroom, "pupil": enrolment, "is_allowed": is_allowed, "is_sent": is_sent}
    return render(request, "quizzes/classes/erase_pupil.html", context, status=422 if is_sent else 200)


@class_action(active=True)
def class_pupil_return(request: HttpRequest, classroom: Classroom, pupil: UUID) -> HttpResponse:
    """Let a pupil who left be in the class again."""
    enrolment = get_taught_enrolment(classroom, pupil)
    outcome = bring_back(enrolment)
    if isinstance(outcome, Enrolled):
        messages.success(request, _("%(name)s is in the class again.") % {"name": enrolment.name})
    elif isinstance(outcome, ClassFull):
        messages.error(request, _("The class is full."))
    elif isinstance(outcome, AlreadyThere):
        messages.info(request, _("She is in the class already, as %(name)s.") % {"name": outcome.enrolment.name})
    else:
        told = _("Somebody in the class is called %(name)s by now. Rename one of the two first, or merge them.")
        messages.error(request, told % {"name": enrolment.name})
    return redirect("quizzes:class-pupil", key=classroom.key, pupil=enrolment.key)


@class_action()
def class_selected(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """What is to be done with the pupils whose boxes are ticked."""
    chosen = list_chosen(classroom, request.POST)
    do = request.POST.get("do", "")
    if not chosen:
        messages.error(request, _("Tick the pupils first."))
    elif do in LEADS_TO:
        return redirect(f"{reverse(LEADS_TO[do], args=[classroom.key])}?{name_in_query(chosen)}")
    elif do == "pins":
        for enrolment in chosen:
            reset_pin(enrolment)
        messages.success(request, _("They have new PINs. Print their slips now."))
        return redirect(f"{reverse('quizzes:class-slips', args=[classroom.key])}?{name_in_query(chosen)}")
    elif do == "remove":
        count = remove_pupils(chosen, timezone.now())
        told = ngettext("%(n)d pupil is no longer in the class.", "%(n)d pupils are no longer in the class.", count)
        messages.success(request, f"{told % {'n': count}} {_('Their results are kept.')}")
    elif do == "group":
        tell_grouped(request, classroom, chosen)
    return redirect("quizzes:class", key=classroom.key)


def tell_grouped(request: HttpRequest, classroom: Classroom, chosen: list[Enrolment]) -> None:
    """Put the chosen pupils into the group that was chosen with them, and say so."""
    key = read_key(request.POST.get("group", ""))
    if key is None:
        messages.error(request, _("Choose the group too."))
        return
    group = get_taught_group(classroom, key)
    put_in_group(group, chosen)
    messages.success(request, _("They are in the group %(title)s now.") % {"title": group.title})


def list_chosen(classroom: Classroom, sent: QueryDict) -> list[Enrolment]:
    """The pupils of the class that were ticked, but for those who left. Raises Http404 for whoever is not of it."""
    keys = {read_key(text) for text in sent.getlist("pupil")}
    found = [enrolment for enrolment in classroom.enrolments.in_order() if enrolment.key in keys]
    if len(found) < len(keys):
        raise Http404
    return [enrolment for enrolment in found if enrolment.left_at is None]


def name_in_query(enrolments: list[Enrolment]) -> str:
    """These pupils as the end of an address."""
    return "&".join(f"pupil={enrolment.key}" for enrolment in enrolments)
