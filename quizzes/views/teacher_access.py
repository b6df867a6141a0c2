"""What a teacher's is: classes that she teaches, sets that she owns. Fetched here alone; 404 for anybody else.

Whoever is not signed in is sent to the sign-in first: she may be the teacher.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django_htmx.http import HttpResponseClientRedirect

from quizzes.models import Assignment, Classroom, Enrolment, Group, QuizSet

Reply = TypeVar("Reply", bound=HttpResponseBase)


def for_teachers(view: Callable[..., Reply]) -> Callable[..., Reply]:
    """The view, for whoever is signed in; for htmx the way to the sign-in is a header."""
    guarded = login_required(view)

    @wraps(view)
    def entrance(request: HttpRequest, *args: object, **rest: object) -> Any:
        response = guarded(request, *args, **rest)
        if not request.user.is_authenticated and getattr(request, "htmx", False):
            return HttpResponseClientRedirect(response["Location"])
        return response

    return entrance


def get_taught_classroom(request: HttpRequest, key: UUID) -> Classroom:
    """A class that this user teaches."""
    return get_object_or_404(Classroom.objects.taught_by(request.user.pk), key=key)


def get_owned_classroom(request: HttpRequest, key: UUID) -> Classroom:
    """A class that is this user's own: only she archives it and says who teaches it with her."""
    if request.user.pk is None:
        raise Http404
    owned = Classroom.objects.filter(teachings__user_id=request.user.pk, teachings__is_owner=True)
    return get_object_or_404(owned, key=key)


def get_taught_enrolment(classroom: Classroom, key: UUID) -> Enrolment:
    """A pupil of this class, which the user teaches; also one who has left."""
    return get_object_or_404(classroom.enrolments.select_related("learner"), key=key)


def get_taught_group(classroom: Classroom, key: UUID) -> Group:
    """A group of this class, which the user teaches."""
    return get_object_or_404(classroom.groups, key=key)


def get_taught_assignment(request: HttpRequest, key: UUID) -> Assignment:
    """An assignment of a class that this user teaches."""
    taught = Classroom.objects.taught_by(request.user.pk)
    return get_object_or_404(Assignment.objects.select_related("classroom", "quiz_set"), key=key, classroom__in=taught)


def get_own_set(request: HttpRequest, key: UUID) -> QuizSet:
    """A set that this user owns and may change."""
    return get_object_or_404(QuizSet.objects.owned_by(request.user.pk).whole(), key=key)


def get_readable_set(request: HttpRequest, key: UUID) -> QuizSet:
    """A set that this user owns, or one that ships with the site: she may look at it and copy it."""
    mine = QuizSet.objects.owned_by(request.user.pk) | QuizSet.objects.starters()
    return get_object_or_404(mine.whole(), key=key)


def get_shared_set(key: UUID) -> QuizSet:
    """A set by the key of its link, which its owner may take back at any time."""
    return get_object_or_404(QuizSet.objects.whole(), share_key=key)
