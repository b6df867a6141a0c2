"""What a session will ask: what is due first, then what is new, with facts of one passage kept apart."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from random import Random

from django.db.models import QuerySet

from quizzes.models import Answer, Learner, Progress, Question, SetAside
from quizzes.questions.passages import mix_passages, space_passages
from quizzes.questions.values import Form
from quizzes.scheduling.days import end_of_day
from quizzes.services.vary_forms import TYPED_FROM_DAYS, is_half_learned, vary_forms

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
    """
    aside = set(SetAside.objects.active(at=at).filter(learner=learner).values_list("fact_key", flat=True))
    aside |= set(Answer.objects.counted().untold().filter(learner=learner).values_list("fact_key", flat=True))
    live = live_questions(topic, form) if among is None else live_among(among)
    by_fact = {key: forms for key, forms in live.items() if key not in aside}
    memories = {row.fact_key: row for row in Progress.objects.filter(learner=learner, fact_key__in=by_fact)}
    until = end_of_day(at, learner.zone)
    due = sorted((row for row in memories.values() if row.due_at < until), key=lambda row: (row.due_at, row.pk))
    chance = Random(seed)  # noqa: S311 - a session's order may be guessed
    chosen = [pick_form(by_fact[row.fact_key], row) for row in due[:SESSION_LENGTH]]
    new = [pick_form(forms, None) for key, forms in by_fact.items() if key not in memories]
    chosen += mix_passages(new, chance)[: SESSION_LENGTH - len(chosen)]
    if not chosen and ahead:
        soonest = sorted(memories.values(), key=lambda row: (row.due_at, row.pk))
        chosen = [pick_form(by_fact[row.fact_key], row) for row in soonest[:SESSION_LENGTH]]
    if not form and among is None:
        chosen = vary_forms(chosen, memories, aside, chance)
    return [(question.key, False) for question in space_passages(chosen)]


def is_anything_live(topic: str, form: str = "") -> bool:
    """Whether there is a question to ask in `topic` (empty: anywhere) and `form` (empty: any that a session picks)."""
    return Question.objects.live().in_form(form).in_topic(topic).exists()


def live_questions(topic: str, form: str = "") -> dict[str, list[Question]]:
    """The live questions that a session can ask, by Fact."""
    return by_fact_of(Question.objects.live().in_form(form).in_topic(topic))


def live_among(keys: Collection[str]) -> dict[str, list[Question]]:
    """Those of these questions that are live, by Fact."""
    return by_fact_of(Question.objects.live().filter(key__in=keys))


def by_fact_of(rows: QuerySet[Question]) -> dict[str, list[Question]]:
    """Questions with what choosing reads of them, by Fact."""
    by_fact: dict[str, list[Question]] = defaultdict(list)
    for row in rows.only("key", "fact_key", "form", "passage", "family"):
        by_fact[row.fact_key].append(row)
    return by_fact


def pick_form(forms: Sequence[Question], memory: Progress | None) -> Question:
    """Options while a fact is new or was missed; on a map once it was right; typed once it is known well.

    Where there is no such form, one that there is.
    """
    by_form = {question.form: question for question in forms}
    is_known = memory is not None and memory.memory["stability"] >= TYPED_FROM_DAYS
    order = [Form.TYPED, Form.CHOICE] if is_known else [Form.CHOICE, Form.TYPED]
    if is_half_learned(memory):
        order.insert(0, Form.MAP)
    return next((by_form[form] for form in order if form in by_form), forms[0])
