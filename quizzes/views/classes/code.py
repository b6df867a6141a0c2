"""The code of a class: on the wall, on slips, as a picture for cameras; and a new one."""

from io import BytesIO
from urllib.parse import urlsplit

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes.models import Classroom
from quizzes.reports.classes import list_slips, read_arrivals
from quizzes.services.classes.codes import give_new_code
from quizzes.views.classes.entrance import class_action, class_page
from quizzes.views.classes.pupils import list_chosen
from quizzes.views.classes.throttle import note_known_here
from quizzes.views.pages import HtmxHttpRequest, render_page


def find_address(request: HtmxHttpRequest, classroom: Classroom) -> str:
    """The address that leads into the class; a camera reads it from the picture."""
    return request.build_absolute_uri(reverse("quizzes:join-class", args=[classroom.shown_code]))


def find_door(request: HtmxHttpRequest) -> str:
    """The address at which the code is typed, as short as people write it."""
    return f"{request.get_host()}{reverse('quizzes:join')}"


def is_only_here(request: HtmxHttpRequest) -> bool:
    """Whether this page was opened by an address that no other device reaches."""
    name = urlsplit(f"//{request.get_host()}").hostname or ""
    return name in ("localhost", "::1") or name.endswith(".localhost") or name.startswith("127.")


@class_action(active=True)
def class_code(request: HtmxHttpRequest, classroom: Classroom) -> HttpResponse:
    """Give the class a new code."""
    give_new_code(classroom, timezone.now())
    messages.success(request, _("The class has a new code. The old one, and slips that show it, no longer lead in."))
    return redirect("quizzes:class", key=classroom.key)


@class_page(active=True)
def class_qr(request: HtmxHttpRequest, classroom: Classroom) -> HttpResponse:
    """The address of the class as a picture that cameras read: dark on light in every scheme."""
    picture = BytesIO()
    code = segno.make(find_address(request, classroom), error="m", micro=False)
    code.save(picture, kind="svg", light="#fff", border=2, omitsize=True, svgclass=None, lineclass=None)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@class_page(active=True)
def class_projector(request: HtmxHttpRequest, classroom: Classroom) -> HttpResponse:
    """The code for the wall, with how many have come in today; their names only where the teacher asks."""
    note_known_here(request, classroom.join_code)
    context = {
        "classroom": classroom,
        "door": find_door(request),
        "arrivals": read_arrivals(classroom, timezone.now()),
        "with_names": bool(request.GET.get("names")),
        "is_only_here": is_only_here(request),
    }
    return render_page(request, "quizzes/classes/projector.html", "arrivals", context)


@class_page(active=True)
def class_slips(request: HtmxHttpRequest, classroom: Classroom) -> HttpResponse:
    """Slips to print and cut: who she is, where to go, the code and her PIN."""
    note_known_here(request, classroom.join_code)
    only = [enrolment.key for enrolment in list_chosen(classroom, request.GET)]
    context = {
        "classroom": classroom,
        "door": find_door(request),
        "slips": list_slips(classroom, only),
        "is_only_here": is_only_here(request),
    }
    return render(request, "quizzes/classes/slips.html", context)
