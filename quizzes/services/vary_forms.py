"""Some questions of a session as order, before or after, or match: variety for what is learned and not yet solid."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from quizzes.models import Progress, Question
from quizzes.questions.values import Form
from quizzes.services.look_at_facts import Scope, find_known, look_at

# At most one question in so many asks about several Facts.
ONE_IN = 4
# A fact that holds for this long (stability, in days) was right once. From TYPED_FROM_DAYS on it is typed.
LEARNED_FROM_DAYS = 1.0
TYPED_FROM_DAYS = 4.0


def vary_forms(
    chosen: Sequence[Question], memories: Mapping[str, Progress], scope: Scope, chance: Random
) -> list[Question]:
    """The questions chosen for a session, some of them instead as one about several Facts that she has met.

    Facts asked about together are not asked one by one in the same session. The first question stays as it is, and
    each form comes once at most. No query where she is still learning everything.
    """
    wanted = len(chosen) // ONE_IN
    anchors = [question.fact_key for question in chosen[1:] if is_half_learned(memories.get(question.fact_key))]
    if not wanted or not anchors:
        return list(chosen)
    rows = Question.objects.live().about_several().filter(fact_key__in=anchors)
    found = list(rows.only("key", "fact_key", "form", "passage", "family", "companions").order_by("key"))
    chance.shuffle(found)
    known = find_known(scope.learner, {fact for question in found for fact in question.companions})
    looked = look_at(scope, known)
    able = [one for one in found if one.companions and all(map(looked.is_free, one.companions))]
    taken = list(take_apart(able, chosen, wanted))
    instead = {question.fact_key: question for question in taken}
    together = {fact for question in taken for fact in question.companions}
    return [instead.get(one.fact_key, one) for one in chosen if one.fact_key not in together]


def is_half_learned(memory: Progress | None) -> bool:
    """Whether a fact was right once, and is not yet known well."""
    return memory is not None and LEARNED_FROM_DAYS <= memory.memory["stability"] < TYPED_FROM_DAYS


def take_apart(able: Sequence[Question], chosen: Sequence[Question], wanted: int) -> Iterator[Question]:
    """Up to `wanted` of them that share neither a Fact nor a form, and leave the session's first question alone."""
    used, forms = {chosen[0].fact_key}, set[str]()
    asked = {question.fact_key for question in chosen}
    for question in able:
        if len(forms) == wanted:
            return
        facts = {question.fact_key, *question.companions}
        # Which of two came first settles neither of them, so the other one would have to be asked all the same.
        would_tell = question.form == Form.BEFORE_AFTER and not asked.isdisjoint(question.companions)
        if question.form in forms or not used.isdisjoint(facts) or would_tell:
            continue
        used |= facts
        forms.add(question.form)
        yield question
