"""A bank of questions made up row by row, and a learner who answers without a page: for what chooses questions."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F

from quizzes.models import Learner, Progress, Question, SetAside, ShownContent
from quizzes.questions.lines import line_of, place_of
from quizzes.services.refresh_questions import store_questions

FORMS = ("choice", "typed", "flashcard")


def publish(facts: Iterable[str], topic: str, forms: Iterable[str] = FORMS) -> None:
    """Make questions about these Facts live, as a refresh does."""
    keys = [(fact, form) for fact in facts for form in forms]
    stored = Question.objects.in_bulk([f"{fact}#{form}" for fact, form in keys], field_name="key")
    store_questions([make_row(fact, form, topic) for fact, form in keys], stored)


def make_row(fact: str, form: str, topic: str) -> Question:
    """A live question that is not stored yet."""
    return Question(
        key=f"{fact}#{form}",
        fact_key=fact,
        family="date",
        form=form,
        topic=topic,
        passage=fact[-1],
        prompt="When?",
        line=line_of(form),
        place_in_line=place_of(fact),
        is_live=True,
    )


def get_to_know(learner: Learner, facts: Iterable[str], due: datetime) -> None:
    """She answers about these Facts; they come back when they are due."""
    seen = due - timedelta(days=1)
    memory = {
        "stability": 1.0,
        "difficulty": 5.0,
        "due": due.isoformat(),
        "last_review": seen.isoformat(),
        "reviews": 1,
        "lapses": 0,
    }
    rows = [Progress(learner=learner, fact_key=fact, memory=memory, due_at=due) for fact in facts]
    Progress.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["learner", "fact_key"], update_fields=["memory", "due_at"]
    )
    count_an_answer(learner)


def count_an_answer(learner: Learner) -> None:
    """Let the learner's number grow, as every answer and every undo does."""
    Learner.objects.filter(pk=learner.pk).update(answers_given=F("answers_given") + 1)
    learner.refresh_from_db()


def put_aside(learner: Learner, fact: str, now: datetime, until: datetime | None) -> None:
    """She does not want to be asked about it."""
    shown, _made = ShownContent.objects.get_or_create(digest="d", defaults={"content": {}})
    values = {"shown": shown, "until": until, "created_at": now}
    SetAside.objects.update_or_create(learner=learner, fact_key=fact, defaults=values)
