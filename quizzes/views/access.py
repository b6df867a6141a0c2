"""Who is asking, and what is theirs. Every object is fetched here, for its owner only: 404 for anybody else."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from quizzes.models import AskedQuestion, Learner, QuizSession
from quizzes.services.run_session import asked_to_answer

GUEST_KEY = "learner"


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


def get_own_session(request: HttpRequest, key: UUID) -> QuizSession:
    """A session of this learner."""
    session = get_object_or_404(QuizSession.objects.select_related("learner"), key=key)
    if not is_owner(request, session.learner):
        raise Http404
    return session


def get_own_asked(request: HttpRequest, key: UUID, position: int) -> AskedQuestion:
    """A question asked in a session of this learner, with all that answering it reads."""
    asked = get_object_or_404(asked_to_answer(), session__key=key, position=position)
    if not is_owner(request, asked.session.learner):
        raise Http404
    return asked
