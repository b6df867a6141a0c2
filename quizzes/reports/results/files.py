"""The lines of the files that a teacher saves: the same results as on the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from quizzes.models import Answer, Assignment, ShownContent
from quizzes.questions.shown import shown_from_json
from quizzes.reports.feedback import answered_text
from quizzes.reports.group_feedback import answer_of_part
from quizzes.reports.results.values import CellState, Results

CHUNK = 500
FIELDS = (
    "learner_id",
    "fact_key",
    "value",
    "text",
    "taken_ms",
    "answered_at",
    "asked__question_id",
    "asked__shown_id",
    "asked__again",
    "asked__session__go",
)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer of one pupil on one Fact. `number` is the question's for people; `state` the cell's in the grid."""

    pupil: str
    number: int
    go: int
    again: bool
    answered_at: datetime
    prompt: str
    answered: str
    answer_text: str
    verdict: str
    first_verdict: str
    state: CellState
    seconds: float
    form: str
    fact: str


def list_given(assignment: Assignment, results: Results) -> Iterator[GivenAnswer]:
    """Every answer in an assignment, by pupil, go and time; what was taken back is left out."""
    names = {row.pupil.learner: row for row in results.rows}
    places = {column.question: number for number, column in enumerate(results.columns)}
    answers = (
        Answer.objects.counted()
        .filter(asked__session__assignment=assignment, asked__question__in=assignment.questions.values("question"))
        .select_related("asked__session")
        .only(*FIELDS)
        .prefetch_related("marks")
        .order_by("learner", "learner_seq")
    )
    contents = ShownContent.objects.filter(asked__session__assignment=assignment).distinct()
    shown_of = {row.digest: shown_from_json(row.content) for row in contents}
    for answer in answers.iterator(chunk_size=CHUNK):
        if (row := names.get(answer.learner_id)) is None:
            continue
        place = places[answer.asked.question_id]
        shown = shown_of[answer.asked.shown_id]
        part = shown.part_about(answer.fact_key)
        yield GivenAnswer(
            pupil=row.pupil.name,
            number=results.columns[place].number,
            go=answer.asked.session.go,
            again=answer.asked.again,
            answered_at=answer.answered_at,
            prompt=f"{shown.prompt} {part.text}" if part else shown.prompt,
            answered=answered_text(shown, answer),
            answer_text=answer_of_part(shown, part) if part else shown.answer_text,
            verdict=answer.verdict,
            first_verdict=answer.first_verdict,
            state=row.cells[place].state,
            seconds=round(answer.taken_ms / 1000, 1),
            form=shown.form,
            fact=answer.fact_key,
        )
