"""The pupil who is signed in with her PIN in this browser: a guest whom a class knows by name."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.functional import SimpleLazyObject

from quizzes.models import Enrolment
from quizzes.views.access import GUEST_KEY, guest_key

PUPIL_KEY = "pupil"
# On a shared computer: longer than a school day, shorter than until the next.
SHARED_SECONDS = 12 * 60 * 60


def find_pupil(request: HttpRequest) -> Enrolment | None:
    """Her place in the class; None for everybody else, without a query."""
    if not hasattr(request, "session") or not request.session.get(PUPIL_KEY) or request.user.is_authenticated:
        return None
    if (key := guest_key(request)) is None:
        return None
    hers = Enrolment.objects.present().filter(learner__key=key, learner__user=None)
    return hers.filter(classroom__archived_at=None).select_related("classroom").order_by("-joined_at").first()


def pupil_of_this_browser(request: HttpRequest) -> dict[str, Any]:
    """For every page: `signed_in_pupil`, looked up where a page shows it."""
    return {"signed_in_pupil": SimpleLazyObject(lambda: find_pupil(request))}


def sign_pupil_in(request: HttpRequest, enrolment: Enrolment, *, own_device: bool) -> None:
    """Make this browser hers, and let it forget whoever it knew before."""
    logout(request)
    rotate_token(request)
    mark_as_pupil(request, enrolment)
    if not own_device:
        request.session.set_expiry(SHARED_SECONDS)


def mark_as_pupil(request: HttpRequest, enrolment: Enrolment) -> None:
    """Let this browser's session know that its guest is a pupil of a class."""
    request.session[GUEST_KEY] = str(enrolment.learner.key)
    request.session[PUPIL_KEY] = True
