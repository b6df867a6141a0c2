"""What a session will ask: what is due first, then what is new, with facts of one passage kept apart."""

from collections.abc import Collection, Sequence
from datetime import datetime
from random import Random

from quizzes.models import Learner, Progress, Question
from quizzes.questions.lines import line_for
from quizzes.questions.passages import mix_passages, space_passages
from quizzes.questions.values import Form
from quizzes.scheduling.days import end_of_day
from quizzes.services.look_at_facts import Forms, Met, Scope, by_fact_of, find_barred, first_met
from quizzes.services.vary_forms import TYPED_FROM_DAYS, is_half_learned, vary_forms
from quizzes.services.walk_line import Walk

SESSION_LENGTH = 10

PlanEntry = tuple[str, bool]


def choose_plan(
    learner: Learner,
    topic: str,
    at: datetime,
    *,
    ahead: bool,
    seed: str,
    form: str = "",
    among: Collection[str] | None = None,
) -> list[PlanEntry]:
    """Keys of up to ten questions for a session, each with False (not asked again yet).

    `topic` empty: all topics. `form` empty: each in the form that fits what she knows. `ahead`: when nothing is
    due and nothing is new, what falls due soonest. What the learner set aside is not asked, nor what she answered in
    a test whose results are not out: whether it comes, and in which form, would tell.
    `among`: only these questions (keys), in the forms that they have.

    How much is read depends on neither the topic's size nor the record's. Moves her cursor on, so never for a GET.
    """
    chance = Random(seed)  # noqa: S311 - a session's order may be guessed
    if among is not None:
        return plan_of(choose_among(learner, among, at, chance, ahead=ahead))
    scope = Scope(learner, at, topic, line_for(form))
    until = end_of_day(at, learner.zone)
    met = first_met(scope, until, SESSION_LENGTH)
    chosen = ask_met(met)
    if len(chosen) < SESSION_LENGTH:
        chosen += choose_new(scope, SESSION_LENGTH - len(chosen), chance)
    if not chosen and ahead:
        met = first_met(scope, until, SESSION_LENGTH, ahead=True)
        chosen = ask_met(met)
    if not form:
        chosen = vary_forms(chosen, met.memories, scope, chance)
    return plan_of(chosen)


def plan_of(chosen: Sequence[Question]) -> list[PlanEntry]:
    """These questions in an order that keeps passages apart."""
    return [(question.key, False) for question in space_passages(chosen)]


def ask_met(met: Met) -> list[Question]:
    """What she has met, each in the form that fits her memory of it."""
    return [pick_form(met.live[fact], memory) for fact, memory in met.memories.items()]


def choose_new(scope: Scope, most: int, chance: Random) -> list[Question]:
    """Up to so many questions about what is new to her, from different passages as far as that goes."""
    walk = Walk(scope)
    by_fact = walk.fill_hand()
    # In the same order whichever way she came.
    new = [pick_form(by_fact[fact], None) for fact in sorted(by_fact)]
    chosen = mix_passages(new, chance)[:most]
    walk.plan(question.fact_key for question in chosen)
    walk.keep()
    return chosen


def choose_among(
    learner: Learner, keys: Collection[str], at: datetime, chance: Random, *, ahead: bool
) -> list[Question]:
    """The same from a few questions that are given: those of a set."""
    live = by_fact_of(Question.objects.live().filter(key__in=keys))
    barred = find_barred(learner, live, at)
    by_fact = {fact: forms for fact, forms in live.items() if fact not in barred}
    rows = Progress.objects.filter(learner=learner, fact_key__in=by_fact)
    memories = {row.fact_key: row for row in rows.order_by("due_at", "pk")}
    until = end_of_day(at, learner.zone)
    due = {fact: row for fact, row in memories.items() if row.due_at < until}
    chosen = ask_first(by_fact, due)
    new = [pick_form(forms, None) for fact, forms in by_fact.items() if fact not in memories]
    chosen += mix_passages(new, chance)[: SESSION_LENGTH - len(chosen)]
    return chosen or (ask_first(by_fact, memories) if ahead else [])


def ask_first(by_fact: dict[str, Forms], memories: dict[str, Progress]) -> list[Question]:
    """What she has met, as much of it as a session asks."""
    return ask_met(Met(dict(list(memories.items())[:SESSION_LENGTH]), by_fact))


def is_anything_live(topic: str, form: str = "") -> bool:
    """Whether there is a question to ask in `topic` (empty: anywhere) and `form` (empty: any that a session picks)."""
    line = Question.objects.live().in_line(line_for(form)).in_topic(topic)
    # In the order of an index: a database that expects one everywhere would look for it row by row.
    return bool(line.order_by("place_in_line").values_list("pk", flat=True)[:1])


def pick_form(forms: Sequence[Question], memory: Progress | None) -> Question:
    """Options while a fact is new or was missed; on a map or timeline once it was right; typed once it is known well.

    Where there is no such form, one that there is.
    """
    by_form = {question.form: question for question in forms}
    is_known = memory is not None and memory.memory["stability"] >= TYPED_FROM_DAYS
    order = [Form.TYPED, Form.CHOICE] if is_known else [Form.CHOICE, Form.TYPED]
    if is_half_learned(memory):
        order[:0] = [Form.MAP, Form.TIMELINE]
    return next((by_form[form] for form in order if form in by_form), forms[0])
