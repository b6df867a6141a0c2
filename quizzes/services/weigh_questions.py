"""How hard questions turned out to be, by everybody's first answers."""

from collections import defaultdict

from django.db.models import Count, OuterRef, Q, Subquery

from history.facts.reading_places import in_portions
from quizzes.models import Answer, Mark, Question
from quizzes.questions.difficulty import ENOUGH_ANSWERS, measure_difficulty
from quizzes.questions.verdicts import Verdict

RIGHT = (Verdict.RIGHT, Verdict.LESS_PRECISE)
# Neither says what she knew: the learner's own word, and an answer that could not be right.
NOT_WEIGHED = (Verdict.RECALLED, Verdict.FORGOTTEN, Verdict.VOID)


def weigh_questions() -> int:
    """Note for each question that enough learners have met how hard it was; gives how many changed.

    A first answer is one without a memory of the Fact before it, by the mark that holds now.
    """
    measured: dict[int, str] = {}
    for question, answers, right in count_first_answers():
        if difficulty := measure_difficulty(right, answers):
            measured[question] = difficulty
    changed = 0
    stored = dict(Question.objects.exclude(difficulty_measured="").values_list("pk", "difficulty_measured"))
    by_difficulty: dict[str, list[int]] = defaultdict(list)
    for pk in stored.keys() | measured.keys():
        if stored.get(pk, "") != measured.get(pk, ""):
            by_difficulty[measured.get(pk, "")].append(pk)
    for found, pks in by_difficulty.items():
        for some in in_portions(pks):
            changed += Question.objects.filter(pk__in=some).update(difficulty_measured=found)
    return changed


def count_first_answers() -> list[tuple[int, int, int]]:
    """For each question that may have been met by enough learners: its id, first answers, right ones among them."""
    latest = Mark.objects.filter(answer=OuterRef("pk")).order_by("-pk").values("verdict")[:1]
    first = Answer.objects.counted().filter(memory_before__isnull=True).annotate(latest=Subquery(latest))
    rows = (
        first.exclude(latest__in=NOT_WEIGHED)
        .order_by()
        .values("asked__question")
        .annotate(answers=Count("pk"), right=Count("pk", filter=Q(latest__in=RIGHT)))
        .filter(answers__gte=ENOUGH_ANSWERS)
    )
    return [(row["asked__question"], row["answers"], row["right"]) for row in rows]
