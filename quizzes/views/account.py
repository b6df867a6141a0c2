"""What a learner can do about herself: her account, starting afresh, privacy, erasing everything."""

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.browsers import end_all_sign_ins
from accounts.last_user import forget_last_user
from quizzes.forms.learning import ErasureForm
from quizzes.reports.answers import count_questions_answered
from quizzes.reports.classes import list_places
from quizzes.services.classes.erasing import list_lonely_classes
from quizzes.services.erase_learner import erase_learner, overwrite_traces
from quizzes.services.join_guest import join_guest
from quizzes.views.access import GUEST_KEY, find_learner, guest_key
from quizzes.views.pupils import PUPIL_KEY


def join_after_sign_in(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Give the guest of this browser to the user who signed in (wired as `ACCOUNTS_AFTER_SIGN_IN`).

    A pupil of a class is left alone, and only forgotten.
    """
    if (key := guest_key(request)) is not None:
        join_guest(key, user.pk)
    request.session.pop(GUEST_KEY, None)
    if request.session.pop(PUPIL_KEY, None):
        request.session.set_expiry(None)  # hers was that of a shared computer


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """All that she can do about herself, as a user or as a guest."""
    learner = find_learner(request)
    places = list_places(learner) if learner is not None and learner.user_id is not None else []
    return render(request, "quizzes/account.html", {"learner": learner, "places": places})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def afresh(request: HttpRequest) -> HttpResponse:
    """Let this browser forget its guest, once she has confirmed it; the memory stays where it is."""
    if request.user.is_authenticated:
        return redirect("quizzes:account")
    if request.method != "POST":
        learner = find_learner(request)
        questions = count_questions_answered(learner) if learner else 0
        return render(request, "quizzes/afresh.html", {"learner": learner, "questions": questions})
    request.session.flush()
    messages.success(request, _("This browser starts afresh. It remembers nobody."))
    response = redirect("quizzes:home")
    forget_last_user(response)
    return response


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, how long, who sees it, in plain words."""
    return render(request, "quizzes/privacy.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the learner and her account whole, once she has confirmed it; there is no way back."""
    learner = find_learner(request)
    if learner is None and not request.user.is_authenticated:
        return render(request, "quizzes/erase.html")
    if learner is not None and learner.user_id is None and learner.enrolments.exists():
        return render(request, "quizzes/erase.html", {"is_pupil": True, "learner": learner})
    form = ErasureForm(request.POST if request.method == "POST" else None, request=request)
    if not form.is_valid():
        lonely = list_lonely_classes(request.user.pk) if request.user.pk is not None else []
        context = {"form": form, "learner": learner, "lonely_classes": lonely}
        return render(request, "quizzes/erase.html", context, status=422 if form.is_bound else 200)
    user_id = request.user.pk if request.user.is_authenticated else None
    erase_learner(learner, user_id)
    if user_id is not None:
        end_all_sign_ins(user_id)
    request.session.flush()
    overwrite_traces()
    messages.success(request, _("Everything about you has been erased."))
    response = redirect("quizzes:home")
    forget_last_user(response)
    return response
