"""How pupils come into a class: code, name and PIN; or, where the class is open, by adding themselves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.last_user import forget_last_user
from quizzes.forms.classrooms import JoinCodeForm, NewPupilForm, PinForm
from quizzes.models import Classroom, Enrolment
from quizzes.services.classes.enrolling import (
    AlreadyThere,
    ClassFull,
    Enrolled,
    join_class,
    note_sign_in,
    remove_pupils,
)
from quizzes.services.classes.keeping import keep_in_account
from quizzes.views.access import find_or_make_learner
from quizzes.views.classes.entrance import POST_OR_LOOK
from quizzes.views.classes.signing_in import Refused, open_class, recognise_pupil
from quizzes.views.classes.throttle import count_try
from quizzes.views.pupils import find_pupil, mark_as_pupil, sign_pupil_in

SAID = {
    Refused.WRONG: gettext_lazy("No pupil of this class has this name with this PIN."),
    Refused.LOCKED: gettext_lazy(
        "Too many wrong PINs for this name. Wait five minutes; if it still says so, your teacher can give you a new "
        "PIN."
    ),
    Refused.HAS_ACCOUNT: gettext_lazy("You have an account: sign in with its name and password instead."),
}

NAME_TAKEN = gettext_lazy("Somebody in the class has this name. Add something that tells you apart.")


@never_cache
@require_http_methods(POST_OR_LOOK)
def join(request: HttpRequest) -> HttpResponse:
    """The code is typed here."""
    form = JoinCodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show_door(request, form, status=422 if form.is_bound else 200)
    classroom = open_class(request, form.cleaned_data["code"])
    if isinstance(classroom, Refused):
        return turn_away(request, form, classroom, status=422)
    return redirect("quizzes:join-class", code=classroom.shown_code)


@never_cache
@require_http_methods(POST_OR_LOOK)
def join_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """She says who she is (POST), after the code or by its link."""
    classroom = open_class(request, code)
    if isinstance(classroom, Refused):
        return turn_away(request, JoinCodeForm({"code": code[:40]}), classroom, status=404)
    if request.method != "POST":
        return show_class(request, classroom)
    form = PinForm(request.POST)
    if not form.is_valid():
        return show_class(request, classroom, form=form, status=422)
    return let_in(request, classroom, form)


def let_in(request: HttpRequest, classroom: Classroom, form: PinForm) -> HttpResponse:
    """Sign the pupil in whose name and PIN these are, or say that nobody has them."""
    sent = form.cleaned_data
    found = recognise_pupil(request, classroom, sent["name"], sent["pin"])
    if found is Refused.TOO_MANY:
        return render(request, "429.html", status=429)
    if isinstance(found, Refused):
        form.add_error("pin", SAID[found])
        return show_class(request, classroom, form=form, status=422)
    note_sign_in(found, timezone.now())
    if request.user.pk is not None and request.POST.get("do") == "keep":
        return keep_work(request, found, request.user.pk)
    sign_pupil_in(request, found, own_device=sent["own_device"])
    response = redirect("quizzes:home")
    forget_last_user(response)
    return response


def keep_work(request: HttpRequest, pupil: Enrolment, user_id: int) -> HttpResponse:
    """Let what she did with her slip belong to the account that she is signed in with."""
    outcome = keep_in_account(pupil, user_id)
    if isinstance(outcome, AlreadyThere):
        told = _("Your account is in this class already, as %(name)s. Ask your teacher to merge the two.")
        messages.error(request, told % {"name": outcome.enrolment.name})
    else:
        told = _("You are in %(class)s with your account, as %(name)s. You need no PIN any more.")
        messages.success(request, told % {"class": pupil.classroom.title, "name": pupil.name})
    return redirect("quizzes:home")


@never_cache
@require_http_methods(POST_OR_LOOK)
def join_new(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody adds herself to an open class: a user with her account, anybody else as the guest that she is."""
    classroom = open_class(request, code)
    if isinstance(classroom, Refused):
        return turn_away(request, JoinCodeForm({"code": code[:40]}), classroom, status=404)
    if request.method != "POST" or not classroom.is_open:
        return redirect("quizzes:join-class", code=classroom.shown_code)
    return add_herself(request, classroom, NewPupilForm(request.POST))


def add_herself(request: HttpRequest, classroom: Classroom, form: NewPupilForm) -> HttpResponse:
    """Let her in under the name that she wrote, or say why not."""
    if not form.is_valid():
        return show_class(request, classroom, new_form=form, status=422)
    if count_try(request, "new_pupil") is None:
        return render(request, "429.html", status=429)
    outcome = join_class(classroom, find_or_make_learner(request), form.cleaned_data["new_name"], timezone.now())
    if isinstance(outcome, Enrolled):
        return welcome(request, outcome.enrolment)
    if isinstance(outcome, AlreadyThere):
        told = _("You are in this class already, as %(name)s.")
        messages.info(request, told % {"name": outcome.enrolment.name})
        return redirect("quizzes:home")
    is_full = isinstance(outcome, ClassFull)
    form.add_error("new_name", _("The class is full. Ask your teacher.") if is_full else NAME_TAKEN)
    return show_class(request, classroom, new_form=form, status=422)


def welcome(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """She is in. A guest is shown her PIN, this once."""
    if request.user.is_authenticated:
        told = _("You are in %(class)s as %(name)s.")
        messages.success(request, told % {"class": enrolment.classroom.title, "name": enrolment.name})
        return redirect("quizzes:home")
    mark_as_pupil(request, enrolment)
    return render(request, "quizzes/classes/welcome.html", {"enrolment": enrolment, "classroom": enrolment.classroom})


@require_http_methods(POST_OR_LOOK)
def leave_class(request: HttpRequest, pupil: UUID) -> HttpResponse:
    """Somebody with an account leaves a class by herself (POST)."""
    if request.user.pk is None:
        raise Http404
    hers = Enrolment.objects.present().filter(learner__user=request.user.pk).select_related("classroom")
    enrolment = get_object_or_404(hers, key=pupil)
    if request.method == "POST":
        remove_pupils([enrolment], timezone.now())
        told = _("You have left %(class)s. What you did in it stays there under your name.")
        messages.success(request, told % {"class": enrolment.classroom.title})
    return redirect("quizzes:account")


@require_http_methods(POST_OR_LOOK)
def pupil_sign_out(request: HttpRequest) -> HttpResponse:
    """Let this browser forget its pupil: one press, for computers that a school shares."""
    pupil = find_pupil(request)
    if request.method != "POST" or request.user.is_authenticated:
        return redirect("quizzes:home")
    request.session.flush()
    if pupil is not None:
        messages.success(request, _("%(name)s is signed out of this browser.") % {"name": pupil.name})
    return redirect("quizzes:join")


def show_door(request: HttpRequest, form: JoinCodeForm, status: int) -> HttpResponse:
    """The page on which the code is typed."""
    return render(request, "quizzes/classes/join.html", {"form": form}, status=status)


def turn_away(request: HttpRequest, form: JoinCodeForm, why: Refused, status: int) -> HttpResponse:
    """The same page, with why this code does not lead in."""
    if why is Refused.TOO_MANY:
        return render(request, "429.html", status=429)
    form.is_valid()
    form.add_error("code", _("No class has this code now. Look at it again; your teacher may have made a new one."))
    return show_door(request, form, status)


def show_class(request: HttpRequest, classroom: Classroom, status: int = 200, **forms: Any) -> HttpResponse:
    """Who are you? The page behind the code."""
    context = {
        "classroom": classroom,
        "form": forms.get("form") or PinForm(),
        "new_form": forms.get("new_form") or NewPupilForm(),
    }
    return render(request, "quizzes/classes/join_class.html", context, status=status)
