"""Who is asking, and what is theirs. Every object is fetched here, for its owner only: 404 for anybody else.

One exception: somebody who was signed out in the middle of her own session is sent to the sign-in, and what she
typed waits for her.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from accounts.last_user import find_last_user
from quizzes.models import AskedQuestion, Learner, QuizSession
from quizzes.models.clock import clock_of
from quizzes.models.remarks import LONGEST_REMARK
from quizzes.questions.marking import LONGEST_RESPONSE
from quizzes.services.run_session import asked_to_answer

GUEST_KEY = "learner"
TYPED_KEY = "typed"
# The fields of a question about several Facts, and how long a number in one is.
ITEM_NAMES = (*(f"item{number}" for number in range(1, 7)), "latitude", "longitude")
LONGEST_NUMBER = 12


class Writing(StrEnum):
    """What a learner types in a session."""

    ANSWER = "answer"
    CONTEST = "contest"
    FLAG = "flag"


LONGEST = {Writing.ANSWER: LONGEST_RESPONSE, Writing.CONTEST: LONGEST_REMARK, Writing.FLAG: LONGEST_REMARK}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a session she types: at which position, and what."""

    position: int
    writing: Writing

    def address(self, key: UUID) -> str:
        """The page of the session on which what she typed stands again."""
        if self.writing == Writing.ANSWER:
            return reverse("quizzes:session", args=[key])
        return reverse("quizzes:session-answered", args=[key, self.position])


class SignedOutError(Exception):
    """The session belongs to the user who was signed in with this browser until just now. `back`: where she was."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


def find_learner(request: HttpRequest) -> Learner | None:
    """The learner behind this browser: the user's, else the guest's; None for somebody who never answered."""
    if request.user.is_authenticated:
        return Learner.objects.filter(user_id=request.user.pk).first()
    key = guest_key(request)
    return Learner.objects.filter(key=key, user=None).first() if key else None


def find_or_make_learner(request: HttpRequest) -> Learner:
    """The same, made now for somebody who begins."""
    if (learner := find_learner(request)) is not None:
        request.session.modified = True  # so that the cookie of a guest who comes back is renewed
        return learner
    if request.user.is_authenticated:
        learner, _created = Learner.objects.get_or_create(user_id=request.user.pk)
        return learner
    learner = Learner.objects.create()
    request.session[GUEST_KEY] = str(learner.key)
    return learner


def guest_key(request: HttpRequest) -> UUID | None:
    """The guest's key in this browser's session; None where there is none."""
    try:
        return UUID(str(request.session.get(GUEST_KEY, "")))
    except ValueError:
        return None


def is_owner(request: HttpRequest, learner: Learner) -> bool:
    """Whether the learner is the one behind this browser."""
    if request.user.is_authenticated:
        return learner.user_id == request.user.pk
    return learner.user_id is None and learner.key == guest_key(request)


def get_own_session(request: HttpRequest, key: UUID, place: Place | None = None) -> QuizSession:
    """A session of this learner. `place`: where she types what the request brings, if she does."""
    sessions = QuizSession.objects.select_related("learner", "assignment__classroom").with_clock().with_told()
    session = get_object_or_404(sessions, key=key)
    refuse_others(request, session, place)
    if session.finished_at is None and session.is_time_over(clock_of(session)):
        # Nobody finished it. Whoever looks finds it ended as of then, as whoever writes does (`overdue`).
        session.finished_at = session.ends_at
    return session


def get_own_asked(request: HttpRequest, key: UUID, position: int) -> AskedQuestion:
    """A question asked in a session of this learner, with all that answering it reads."""
    asked = get_object_or_404(asked_to_answer(), session__key=key, position=position)
    refuse_others(request, asked.session, Place(position, Writing.ANSWER))
    return asked


def refuse_others(request: HttpRequest, session: QuizSession, place: Place | None) -> None:
    """Let the owner pass. Raises SignedOutError for her when she is signed out, Http404 for everybody else."""
    if is_owner(request, session.learner):
        return
    owner = session.learner.user_id
    if owner is None or request.user.is_authenticated or find_last_user(request) != owner:
        raise Http404
    if place is None:
        raise SignedOutError(reverse("quizzes:session", args=[session.key]))
    keep_typed(request, session, place)
    raise SignedOutError(place.address(session.key))


def keep_typed(request: HttpRequest, session: QuizSession, place: Place) -> None:
    """Let what she typed or chose wait in this browser's Django session; the latest, and only if it is something."""
    text = request.POST.get("text", "").strip()
    items = {name: request.POST[name][:LONGEST_NUMBER] for name in ITEM_NAMES if request.POST.get(name)}
    if text or items:
        kept = {"session": str(session.key), "position": place.position, "writing": str(place.writing)}
        request.session[TYPED_KEY] = {**kept, "text": text[: LONGEST[place.writing]], "items": items}


def find_typed(request: HttpRequest, asked: AskedQuestion) -> tuple[Writing | None, str]:
    """What she had typed at this question when she found herself signed out, and as what; mostly nothing."""
    kept = request.session.get(TYPED_KEY) or {}
    if (kept.get("session"), kept.get("position")) != (str(asked.session.key), asked.position):
        return None, ""
    return Writing(kept["writing"]), kept["text"]


def find_chosen(request: HttpRequest, asked: AskedQuestion) -> dict[str, str]:
    """The same for the items of a question about several Facts: what she had chosen, by the name of its field."""
    writing, _typed = find_typed(request, asked)
    return dict(request.session[TYPED_KEY].get("items", {})) if writing is Writing.ANSWER else {}


class SignedOutMiddleware:
    """Sends whoever was signed out in mid-session to the sign-in, and back to where she was afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass everything on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A redirect: in the browser's own way for a page, by a header for htmx."""
        if not isinstance(exception, SignedOutError):
            return None
        response: HttpResponse = redirect_to_login(exception.back)
        if getattr(request, "htmx", False):
            response = HttpResponseClientRedirect(response["Location"])
        patch_vary_headers(response, ["HX-Request"])
        return response
