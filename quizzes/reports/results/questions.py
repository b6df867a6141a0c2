"""The questions of an assignment: which were difficult, what was chosen instead, and on what the answer rests."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from quizzes.models import Answer, AssignedQuestion, Assignment
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import Form
from quizzes.reports.changed import Changed, find_changes
from quizzes.reports.group_feedback import ItemView, describe_items
from quizzes.reports.results.chosen import Chosen, count_chosen, instead
from quizzes.reports.results.reading import read_results
from quizzes.reports.results.values import Column, Results
from quizzes.reports.sayings import Sayings, describe_sayings

# From so many pupils on a share says something.
FEW = 3


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """A question as it was set, how it went, and what was answered.

    `parts`: of a question about several Facts each with what is right of it. `changes`: what the record says now,
    where that is something else.
    """

    column: Column
    prompt: str
    answer_text: str
    options: tuple[str, ...]
    parts: tuple[ItemView, ...]
    chosen: tuple[Chosen, ...]
    sayings: Sayings
    changes: tuple[Changed, ...]

    @property
    def instead(self) -> tuple[Chosen, ...]:
        """What was chosen instead of what is right."""
        return instead(self.chosen)

    @property
    def is_telling(self) -> bool:
        """Whether enough pupils were asked for its share to say something."""
        return self.column.asked >= FEW


def report_questions(assignment: Assignment, now: datetime) -> tuple[Results, list[QuestionReport]]:
    """Every question, the most difficult first; what is excused, or was asked of nobody, comes last."""
    results = read_results(assignment, now)
    assigned = list(read_settings(assignment))
    chosen = count_chosen(answers_of(assignment), "asked__question")
    reports = [
        describe_question(each, column, chosen.get(each.question_id, ()))
        for each, column in zip(assigned, results.columns, strict=True)
    ]
    return results, sorted(reports, key=lambda one: (one.column.is_excused, hardness(one.column)))


def hardness(column: Column) -> tuple[int, int, int]:
    """What sorts the most difficult question first."""
    percent = column.percent
    return (1, 0, column.position) if percent is None else (0, percent, column.position)


def report_question(assignment: Assignment, each: AssignedQuestion, now: datetime) -> tuple[Results, QuestionReport]:
    """One question of it."""
    results = read_results(assignment, now)
    column = next(column for column in results.columns if column.position == each.position)
    chosen = count_chosen(answers_of(assignment).filter(asked__question=each.question_id), "asked__question")
    return results, describe_question(each, column, chosen.get(each.question_id, ()))


def read_settings(assignment: Assignment) -> QuerySet[AssignedQuestion]:
    """The questions as they were set, each with the bank's word on it now."""
    return assignment.questions.select_related("shown", "question__shown").order_by("position")


def answers_of(assignment: Assignment) -> QuerySet[Answer]:
    """The first answers to its questions in each go; what came back in the same go was answered knowing better."""
    return Answer.objects.counted().filter(asked__session__assignment=assignment, asked__again=False)


def describe_question(each: AssignedQuestion, column: Column, chosen: tuple[Chosen, ...]) -> QuestionReport:
    """One question as it was set."""
    shown = shown_from_json(each.shown.content)
    return QuestionReport(
        column=column,
        prompt=shown.prompt,
        answer_text=shown.answer_text,
        options=list_options(shown),
        parts=describe_items(shown, ()),
        chosen=chosen,
        sayings=describe_sayings(shown),
        changes=tuple(find_changes(each)),
    )


def list_options(shown: Shown) -> tuple[str, ...]:
    """What could be chosen, as it is kept; each pupil may have had another order."""
    return tuple(text for _value, text in shown.options) if shown.form in (Form.CHOICE, Form.BEFORE_AFTER) else ()
