"""A sitting: start, one question after another, what was recorded, what is taken back, the end."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.forms.learning import AnswerForm, RemarkForm, StartForm, make_answer_form
from quizzes.models import Answer, AskedQuestion, QuizSession
from quizzes.models.conditions import Feedback
from quizzes.models.telling import may_see
from quizzes.questions.marking import FactMark, Response, mark_facts
from quizzes.questions.shown import shown_from_json
from quizzes.questions.values import Form
from quizzes.reports.changed import find_changes
from quizzes.reports.feedback import (
    Remarks,
    answered_in_all,
    describe_feedback,
    describe_flipped,
    describe_question,
    describe_remarks,
    first_verdict_of_all,
    latest_marks,
)
from quizzes.reports.sitting import describe_kept, describe_result, describe_sitting
from quizzes.reports.summary import summarise_session
from quizzes.services.choose_questions import is_anything_live
from quizzes.services.learners import move_to_zone
from quizzes.services.record_answer import memories_seen
from quizzes.services.run_session import (
    Conflict,
    Gone,
    NothingDue,
    Outcome,
    Over,
    Recorded,
    SetBack,
    answer_question,
    start_session,
)
from quizzes.services.undo_answer import TooLate, undo_answer
from quizzes.views.access import Writing, find_chosen, find_or_make_learner, find_typed, get_own_asked, get_own_session
from quizzes.views.pages import HtmxHttpRequest, render_page, wants_partial

PAGE = "quizzes/session.html"
POST_OR_LOOK = ["GET", "HEAD", "POST"]


def takes_posts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """POST goes to the view; whoever comes by Back, reload or a kept address goes to the session's page."""

    @require_http_methods(POST_OR_LOOK)
    @wraps(view)
    def entrance(request: HtmxHttpRequest, key: UUID, **rest: Any) -> HttpResponse:
        if request.method != "POST":
            return redirect("quizzes:session", key=get_own_session(request, key).key)
        return view(request, key, **rest)

    return entrance


@require_http_methods(POST_OR_LOOK)
def session_start(request: HttpRequest) -> HttpResponse:
    """Begin a session; a guest needs no account, and gets a memory only when there is something to ask."""
    if request.method != "POST":
        return redirect("quizzes:home")
    form = StartForm(request.POST)
    if not form.is_valid() or not is_anything_live(form.cleaned_data["topic"], form.cleaned_data["form"]):
        return redirect("quizzes:nothing-due")
    wanted = form.cleaned_data
    learner = find_or_make_learner(request)
    move_to_zone(learner, wanted["time_zone"])
    outcome = start_session(learner, wanted["topic"], timezone.now(), ahead=wanted["ahead"], form=wanted["form"])
    if isinstance(outcome, NothingDue):
        return redirect("quizzes:nothing-due")
    return redirect("quizzes:session", key=outcome.session.key)


@never_cache
@require_safe
def session_page(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """The question that waits, or the summary once all are answered."""
    return show_sitting(request, get_own_session(request, key))


@takes_posts
def session_answer(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """Record an answer, then show what it was worth and who says so; after a flashcard, what comes next."""
    now = timezone.now()
    asked = get_own_asked(request, key, read_position(request.POST))
    form = make_answer_form(asked, request.POST)
    if not form.is_valid():
        if asked.session.is_test:
            return show_sitting(request, get_own_session(request, key), form=form, status=422)
        return show_question(request, asked.session, asked, form=form, status=422)
    taken = form.taken(int(now.timestamp() * 1000))
    outcome = answer_question(asked, form.response, now, taken=taken)
    if asked.session.is_test:
        return show_kept(request, outcome, form.response)
    return show_outcome(request, outcome)


@never_cache
@require_safe
def session_flip(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """The other side of the flashcard that waits. Any other question keeps its answer to itself."""
    asked = get_own_asked(request, key, read_position(request.GET))
    session = asked.session
    is_waiting = session.finished_at is None and asked.position == session.version
    if not is_waiting or asked.shown.content["form"] != Form.FLASHCARD:
        return redirect("quizzes:session", key=key)
    # What a test moved whose results are not out would tell by when the fact comes back.
    is_untold = Answer.objects.counted().untold().on_facts(session.learner, [asked.question.fact_key]).exists()
    memory = None if is_untold else memories_seen(asked).get(asked.question.fact_key)
    flipped = describe_flipped(session, asked, memory, timezone.now())
    context: dict[str, Any] = {"session": session, "flipped": flipped, "shown_at": request.GET.get("shown_at", "")}
    context |= recall_note(request, asked)
    return render_page(request, PAGE, "question", context)


@takes_posts
def session_undo(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """Take back the latest answer, and ask its question again."""
    session = get_own_session(request, key)
    try:
        outcome = undo_answer(session, read_position(request.POST), timezone.now())
    except Answer.DoesNotExist as error:
        raise Http404 from error
    if isinstance(outcome, TooLate):
        return show_sitting(request, get_own_session(request, key), notice="too-late", status=409)
    return redirect("quizzes:session", key=key)


@never_cache
@require_safe
def session_answered(request: HtmxHttpRequest, key: UUID, position: int) -> HttpResponse:
    """What was recorded for a question that has been answered."""
    session = get_own_session(request, key)
    asked = find_answered(session, position)
    if asked is None:
        return redirect("quizzes:session", key=key)
    if not may_see(session):
        context = {"session": session, "kept": describe_kept(session, asked)}
        return render_page(request, PAGE, "question", context)
    return show_answered(request, session, asked)


@require_safe
def nothing_due(request: HttpRequest) -> HttpResponse:
    """Nothing to ask: say so, and offer to practise ahead."""
    return render(request, "quizzes/nothing_due.html")


def read_position(sent: QueryDict) -> int:
    """The position that was sent; -1, which is nobody's, where it is no number."""
    text = sent.get("position", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1


def find_asked(session: QuizSession, position: int) -> AskedQuestion | None:
    """What was asked at a position of the session, with its flag; None where nothing was."""
    if position > session.version:
        return None
    asked = session.asked.select_related("session__learner", "question", "shown", "flag")
    return asked.filter(position=position).first()


def find_answered(session: QuizSession, position: int) -> AskedQuestion | None:
    """The same with its answers, their marks and challenges; None where no answer counts."""
    if position > session.version:
        return None
    asked = session.asked.answered().with_latest_answered().select_related("shown", "flag", "question__shown")
    answers = Prefetch("answers", Answer.objects.select_related("challenge", "undo").prefetch_related("marks"))
    return asked.prefetch_related(answers).filter(position=position).first()


def show_sitting(
    request: HtmxHttpRequest,
    session: QuizSession,
    *,
    form: AnswerForm | None = None,
    notice: str = "",
    status: int = 200,
    sent: str = "",
) -> HttpResponse:
    """Where the session stands: its question, or its summary. `notice`: what became of what was sent (`sent`).

    `form` is that of the question that waits, as it was sent.
    """
    if session.finished_at is not None:
        return show_summary(request, session, notice=notice, status=status, sent=sent)
    waiting = session.asked.select_related("shown").with_latest_answered().filter(position=session.version).first()
    if waiting is None:
        # All questions of a test are answered.
        latest = session.asked.answered().order_by("-position").values_list("position", flat=True).first()
        context = {"session": session, "test": describe_sitting(session), "undo": latest, "notice": notice}
        return render_page(request, PAGE, "question", context, status=status)
    if form is not None and form.data.get("position") != str(waiting.position):
        return show_question(request, session, waiting, notice="set-back", status=409)
    form = form or recall_typed(request, waiting)
    return show_question(request, session, waiting, form=form, notice=notice, status=status)


def recall_typed(request: HtmxHttpRequest, asked: AskedQuestion) -> AnswerForm | None:
    """The form with what she had typed or chosen when she found herself signed out; None where that is nothing."""
    writing, typed = find_typed(request, asked)
    if writing != Writing.ANSWER:
        return None
    return make_answer_form(asked, initial={"text": typed, **find_chosen(request, asked)})


def recall_note(request: HtmxHttpRequest, asked: AskedQuestion) -> dict[str, Any]:
    """The note to the editors that she was writing when she found herself signed out, for the page's context."""
    writing, typed = find_typed(request, asked)
    if writing not in (Writing.CONTEST, Writing.FLAG):
        return {}
    return {"writing": writing, "form": RemarkForm(initial={"text": typed})}


def show_question(
    request: HtmxHttpRequest,
    session: QuizSession,
    asked: AskedQuestion,
    form: AnswerForm | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """The question with its answer form."""
    undo = getattr(asked, "latest_answered", None)
    test = describe_sitting(session)
    if test is not None and test.tells_at_once:
        undo = None
    context: dict[str, Any] = {
        "session": session,
        "test": test,
        "is_kept": undo is not None and undo == asked.position - 1,
        "question": describe_question(session, asked, undo=undo),
        "form": form or make_answer_form(asked),
        "notice": notice,
        "shown_at": int(timezone.now().timestamp() * 1000),
    }
    return render_page(request, PAGE, "question", context, status=status)


def show_outcome(request: HtmxHttpRequest, outcome: Outcome) -> HttpResponse:
    """What is on record now; 409 where it is not what was sent."""
    if isinstance(outcome, Gone):
        raise Http404
    asked = outcome.asked
    session = asked.session
    if isinstance(outcome, SetBack):
        return show_sitting(request, session, notice="set-back", status=409)
    if isinstance(outcome, Over):
        return show_sitting(request, session, notice="over", status=409)
    if isinstance(outcome, Conflict):
        return show_feedback(request, session, asked, outcome.marks, is_conflict=True, status=409)
    if asked.shown.content["form"] == Form.FLASHCARD:
        # She saw the answer and who says so before she rated it.
        return redirect("quizzes:session", key=session.key)
    if not wants_partial(request):
        return redirect(reverse("quizzes:session-answered", args=[session.key, asked.position]))
    can_undo = isinstance(outcome, Recorded) or asked.position == session.version - 1
    return show_feedback(request, session, asked, outcome.marks, can_undo=can_undo)


def show_kept(request: HtmxHttpRequest, outcome: Outcome, response: Response) -> HttpResponse:
    """After an answer to a test: what comes next, and only where the test tells at once what the answer was worth."""
    if isinstance(outcome, Gone):
        raise Http404
    asked = outcome.asked
    key = asked.session.key
    tells_at_once = asked.session.kept_conditions.feedback == Feedback.AT_ONCE
    if isinstance(outcome, Over):
        shown = shown_from_json(asked.shown.content)
        sent = answered_in_all(shown, mark_facts(shown, response))
        return show_sitting(request, get_own_session(request, key), notice="over", sent=sent, status=409)
    if isinstance(outcome, SetBack):
        return show_sitting(request, get_own_session(request, key), notice="set-back", status=409)
    if tells_at_once:
        return show_outcome(request, outcome)
    if isinstance(outcome, Conflict):
        return show_sitting(request, get_own_session(request, key), notice="answered-before", status=409)
    return redirect("quizzes:session", key=key)


def show_answered(request: HtmxHttpRequest, session: QuizSession, asked: AskedQuestion, **more: Any) -> HttpResponse:
    """Feedback as `find_answered` brings it, with what the learner did about the question.

    `writing` and `form`: the note that she is writing, where it is to be looked at again.
    """
    remarks = describe_remarks(session, asked, timezone.now())
    can_undo = getattr(asked, "latest_answered", None) == asked.position
    marks = latest_marks(asked.answers.all())
    more = {"first_text": first_verdict_of_all(asked.answers.all()), **recall_note(request, asked), **more}
    return show_feedback(request, session, asked, marks, can_undo=can_undo, remarks=remarks, **more)


def show_feedback(
    request: HtmxHttpRequest,
    session: QuizSession,
    asked: AskedQuestion,
    marks: Sequence[FactMark],
    *,
    can_undo: bool = False,
    remarks: Remarks | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Right or not, the right answer, who says so, and where the sources disagree."""
    context = {
        "session": session,
        "feedback": describe_feedback(session, asked, marks, can_undo=can_undo and not session.is_test),
        "remarks": remarks or Remarks(),
        "changes": find_changes(asked),
        **more,
    }
    return render_page(request, PAGE, "question", context, status=status)


def show_summary(
    request: HtmxHttpRequest, session: QuizSession, *, notice: str = "", status: int = 200, sent: str = ""
) -> HttpResponse:
    """How the sitting went; of a test only once that may be seen."""
    test = describe_sitting(session)
    context: dict[str, Any] = {"session": session, "notice": notice, "sent": sent, "test": test}
    if test is None or test.may_see:
        context["summary"] = summarise_session(session)
        context["result"] = describe_result(session) if session.is_test else None
    return render_page(request, PAGE, "question", context, status=status)
