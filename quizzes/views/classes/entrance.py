"""What every page of a class begins with: who teaches it, and whether it is put away."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes.views.teacher_access import for_teachers, get_owned_classroom, get_taught_classroom

POST_OR_LOOK = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def class_page(*, active: bool = False, owned: bool = False) -> Callable[[View], View]:
    """Let the class's teachers in, and give the view their class.

    `active`: not while the class is put away. `owned`: only who owns the class.
    """
    fetch = get_owned_classroom if owned else get_taught_classroom

    def decorate(view: View) -> View:
        @never_cache
        @for_teachers
        @require_http_methods(POST_OR_LOOK)
        @wraps(view)
        def entrance(request: HttpRequest, key: UUID, **rest: Any) -> HttpResponse:
            classroom = fetch(request, key)
            if active and classroom.archived_at is not None:
                messages.error(request, _("This class is put away. Take it out again first."))
                return redirect("quizzes:class", key=key)
            return view(request, classroom, **rest)

        return entrance

    return decorate


def class_action(*, active: bool = False, owned: bool = False) -> Callable[[View], View]:
    """The same for what only takes POST; whoever comes by Back or reload is led to the class."""

    def decorate(view: View) -> View:
        @class_page(active=active, owned=owned)
        @wraps(view)
        def entrance(request: HttpRequest, classroom: Any, **rest: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect("quizzes:class", key=classroom.key)
            return view(request, classroom, **rest)

        return entrance

    return decorate


def read_key(text: str) -> UUID | None:
    """A key of an address; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
