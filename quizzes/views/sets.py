"""The teacher's sets: the list, and the page on which one is built."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.forms.sets import BuildForm, NewSetForm
from quizzes.models import Classroom, QuizSet
from quizzes.questions.sets import MOST_PARTS, Choice
from quizzes.reports.sets import describe_set, list_sets
from quizzes.services.build_set import (
    Built,
    NothingElse,
    Outcome,
    PartWanted,
    Stale,
    change_set,
    copy_set,
    create_set,
    draw_others,
    leave_out,
    move_question,
    pin_question,
    save_parts,
    save_words,
    share_set,
    shuffle_questions,
    stop_sharing,
    swap_question,
    take_swap_back,
    unpick,
)
from quizzes.services.choose_set import choose_set
from quizzes.tasks import weigh
from quizzes.views.classes.entrance import read_key
from quizzes.views.pages import HtmxHttpRequest, render_page, wants_partial
from quizzes.views.teacher_access import for_teachers, get_own_set, get_readable_set

PAGE = "quizzes/sets/build.html"
HIDDEN_KEY = "answers-hidden"
LONGEST_KEY = 400
# Whoever comes by Back or from the sign-in to an address that takes posts is led to the set.
POST_OR_LOOK = ["GET", "HEAD", "POST"]

# What a button does to the set, given the question that it belongs to.
ACTIONS: Mapping[str, Callable[[QuizSet, str], str | None]] = {
    "pin": pin_question,
    "unpin": unpick,
    "out": leave_out,
    "back": unpick,
    "swap": swap_question,
    "unswap": take_swap_back,
    "up": lambda quiz_set, key: move_question(quiz_set, key, -1),
    "down": lambda quiz_set, key: move_question(quiz_set, key, 1),
    "shuffle": lambda quiz_set, _key: shuffle_questions(quiz_set),
    "draw": lambda quiz_set, _key: draw_others(quiz_set),
    "share": lambda quiz_set, _key: share_set(quiz_set),
    "unshare": lambda quiz_set, _key: stop_sharing(quiz_set),
}


@never_cache
@require_safe
@for_teachers
def set_list(request: HttpRequest) -> HttpResponse:
    """Her own sets, and those that ship with the site."""
    own = list_sets(QuizSet.objects.owned_by(request.user.pk))
    context = {"own": own, "starters": QuizSet.objects.starters(), "form": NewSetForm()}
    return render(request, "quizzes/sets/list.html", context)


@never_cache
@require_http_methods(POST_OR_LOOK)
@for_teachers
def set_new(request: HttpRequest) -> HttpResponse:
    """A new set, by its name."""
    form = NewSetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        assert request.user.pk is not None
        quiz_set = create_set(request.user.pk, form.cleaned_data["title"])
        weigh.enqueue()
        return redirect("quizzes:set", key=quiz_set.key)
    status = 422 if form.errors else 200
    return render(request, "quizzes/sets/new.html", {"form": form}, status=status)


@never_cache
@require_http_methods(POST_OR_LOOK)
@for_teachers
def set_page(request: HtmxHttpRequest, key: UUID) -> HttpResponse:
    """Where a set is built. A starter set is shown, to be copied."""
    if request.method != "POST":
        quiz_set = get_readable_set(request, key)
        if quiz_set.owner_id is None:
            return show_readable(request, quiz_set)
        return show_build(request, quiz_set, BuildForm.of_set(quiz_set), choose_set(quiz_set))
    quiz_set = get_own_set(request, key)
    form = BuildForm.sent(request.POST, quiz_set)
    if form.action in ("hide", "reveal"):
        request.session[HIDDEN_KEY] = form.action == "hide"
    if not form.is_valid():
        return show_build(request, quiz_set, form, choose_set(quiz_set), status=422)
    if not is_changed(form, quiz_set) and form.action not in ACTIONS:
        return lead_to_class(form, quiz_set) or show_saved(request, quiz_set, choose_set(quiz_set))
    outcome = apply(form, quiz_set)
    is_kept = isinstance(outcome, Built)
    return (lead_to_class(form, quiz_set) if is_kept else None) or show_outcome(request, form, outcome)


def is_changed(form: BuildForm, quiz_set: QuizSet) -> bool:
    """Whether what was sent is not what is kept."""
    kept = [(part.filters, part.wanted) for part in quiz_set.parts.all()]
    sent = [(part.filters.to_json(), part.cleaned_data["wanted"]) for part in form.parts]
    words = form.words.cleaned_data
    return kept != sent or words != {"title": quiz_set.title, "description": quiz_set.description}


def apply(form: BuildForm, quiz_set: QuizSet) -> Outcome:
    """Keep what was sent, and do what the button says."""

    def change(changed: QuizSet) -> str:
        save_words(changed, form.words.cleaned_data["title"], form.words.cleaned_data["description"])
        save_parts(changed, [PartWanted(part.filters, part.cleaned_data["wanted"]) for part in form.parts])
        act = ACTIONS.get(form.action)
        return (act(changed, form.subject[:LONGEST_KEY]) if act else None) or ""

    return change_set(quiz_set, form.version, change)


def lead_to_class(form: BuildForm, quiz_set: QuizSet) -> HttpResponse | None:
    """The way to an assignment of this set, where the button says for which class; nothing that was typed is lost."""
    key = read_key(form.subject) if form.action == "give" else None
    if key is None:
        return None
    address = reverse("quizzes:assignment-new", args=[key])
    return redirect(f"{address}?set={quiz_set.key}")


def show_outcome(request: HtmxHttpRequest, form: BuildForm, outcome: Outcome) -> HttpResponse:
    """The set as it is now; 409 where another window was first, with what was sent still in its fields."""
    if isinstance(outcome, Stale):
        quiz_set = outcome.quiz_set
        return show_build(request, quiz_set, form, choose_set(quiz_set), notice="stale", status=409)
    if isinstance(outcome, NothingElse):
        quiz_set = outcome.quiz_set
        fresh = BuildForm.of_set(quiz_set)
        return show_build(request, quiz_set, fresh, choose_set(quiz_set), notice="nothing-else", status=409)
    return show_saved(request, outcome.quiz_set, outcome.choice, outcome)


def show_saved(request: HtmxHttpRequest, quiz_set: QuizSet, choice: Choice, built: Built | None = None) -> HttpResponse:
    """The part that htmx swaps, or the way to the page."""
    if not wants_partial(request):
        return redirect(f"{reverse('quizzes:set', args=[quiz_set.key])}#questions")
    fresh = built.fresh if built else ""
    return show_build(request, quiz_set, BuildForm.of_set(quiz_set), choice, fresh=fresh)


def show_build(
    request: HtmxHttpRequest,
    quiz_set: QuizSet,
    form: BuildForm,
    choice: Choice,
    *,
    notice: str = "",
    fresh: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page on which the set is built."""
    view = describe_set(quiz_set, choice)
    # Parts that were added or changed and not kept have no count yet.
    counts = [*view.parts, *[None] * len(form.parts)]
    context: dict[str, Any] = {
        "quiz_set": quiz_set,
        "form": form,
        "parts": list(zip(form.parts, counts, strict=False)),
        "view": view,
        "notice": notice,
        "fresh": fresh,
        "is_hidden": request.session.get(HIDDEN_KEY, False),
        "is_full": len(form.parts) >= MOST_PARTS,
        "is_swap": wants_partial(request),
        "address": reverse("quizzes:set", args=[quiz_set.key]),
        "share_address": share_address(request, quiz_set),
        "classes": Classroom.objects.taught_by(request.user.pk).active(),
    }
    return render_page(request, PAGE, "questions", context, status=status)


def share_address(request: HttpRequest, quiz_set: QuizSet) -> str:
    """Where whoever has the link reads the set; empty where it is not shared."""
    if quiz_set.share_key is None:
        return ""
    return request.build_absolute_uri(reverse("quizzes:set-shared", args=[quiz_set.share_key]))


def show_readable(request: HttpRequest, quiz_set: QuizSet, shared: UUID | None = None) -> HttpResponse:
    """A set that one may look at and copy; `shared` is the key of the link by which one came."""
    copying = reverse("quizzes:set-shared-copy", args=[shared]) if shared else ""
    context = {
        "quiz_set": quiz_set,
        "view": describe_set(quiz_set, choose_set(quiz_set)),
        "is_hidden": request.session.get(HIDDEN_KEY, False),
        "copy_address": copying or reverse("quizzes:set-copy", args=[quiz_set.key]),
        "answers_address": reverse("quizzes:set-answers", args=[shared or quiz_set.key]),
        "preview_address": "" if shared else reverse("quizzes:set-preview", args=[quiz_set.key]),
    }
    return render(request, "quizzes/sets/read.html", context)


@require_http_methods(POST_OR_LOOK)
@for_teachers
def set_copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """A copy of a set of hers, or of one that ships with the site."""
    quiz_set = get_readable_set(request, key)
    return copy_for(request, quiz_set) if request.method == "POST" else redirect("quizzes:set", key=key)


def copy_for(request: HttpRequest, quiz_set: QuizSet) -> HttpResponse:
    """The copy, ready to be changed."""
    assert request.user.pk is not None
    mine = copy_set(quiz_set, request.user.pk, quiz_set.title)
    return redirect("quizzes:set", key=mine.key)


@never_cache
@require_http_methods(POST_OR_LOOK)
@for_teachers
def set_delete(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete a set, after a page that says what becomes of its assignments."""
    quiz_set = get_own_set(request, key)
    if request.method == "POST":
        quiz_set.delete()
        return redirect("quizzes:sets")
    return render(request, "quizzes/sets/delete.html", {"quiz_set": quiz_set})
