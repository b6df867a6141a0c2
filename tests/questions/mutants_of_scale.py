"""Good timelines, spoilt in one way each."""

from dataclasses import replace

from history.dates import Shape, read_edtf
from history.facts.values import DateFact
from quizzes.questions.drafting import ENGLISH, date_option
from quizzes.questions.scale import move
from quizzes.questions.values import Form, Question, ScaleMark
from tests.questions.spoiling import Mutator

ANOTHER_DAY = read_edtf("1812-03-04")


def with_a_step_moved(number: int) -> Mutator:
    """One of the wrong steps lies one day, month or year off."""

    def spoil(question: Question) -> Question | None:
        if question.form is not Form.TIMELINE:
            return None
        steps = list(question.distractors)
        date = steps[number].subject
        moved = move(date, 1) if not isinstance(date, str) else None  # type: ignore[arg-type]  # it is a date
        if moved is None:
            return None
        steps[number] = date_option(moved, 0.4, ENGLISH)
        return replace(question, distractors=tuple(steps))

    return spoil


def with_a_step_less(question: Question) -> Question | None:
    return replace(question, distractors=question.distractors[:-1]) if question.form is Form.TIMELINE else None


def with_mark(question: Question, **changes: object) -> Question | None:
    """The first mark changed."""
    if not question.marks:
        return None
    first, *others = question.marks
    return replace(question, marks=(replace(first, **changes), *others))  # type: ignore[arg-type]  # as they come


def the_event_itself(question: Question) -> Question | None:
    return with_mark(question, event=question.fact.event)


def a_part_of_the_event(question: Question) -> Question | None:
    event = question.fact.event
    if event is None or not question.marks:
        return None
    bound_up = replace(event, bound_up=frozenset({question.marks[0].event.key}))
    return replace(question, fact=replace(question.fact, event=bound_up))


def title_with_the_date(question: Question) -> Question | None:
    fact = question.fact
    if not isinstance(fact, DateFact) or fact.value.shape is not Shape.SINGLE or not question.marks:
        return None
    event = replace(question.marks[0].event, title=f"Action of {fact.value.show()}")
    return with_mark(question, event=event)


def disputed_at(question: Question, way: str) -> Question | None:
    """The first mark in dispute drawn where one account has it, or said to be settled."""
    found = [mark for mark in question.marks if mark.is_disputed and len(mark.given) > 1]
    if not found:
        return None
    changes: dict[str, object] = {"is_disputed": False} if way == "settled" else {"extent": found[0].given[0]}
    narrow: ScaleMark = replace(found[0], **changes)  # type: ignore[arg-type]  # as they come
    if way != "settled" and all(narrow.extent.contains(date) for date in narrow.given):
        return None
    return replace(question, marks=(narrow,))


def one_account_of_several(question: Question) -> Question | None:
    return disputed_at(question, "one account")


def dispute_not_told(question: Question) -> Question | None:
    return disputed_at(question, "settled")


def on_another_day(question: Question) -> Question | None:
    found = [mark for mark in question.marks if not mark.is_disputed]
    return replace(question, marks=(replace(found[0], extent=ANOTHER_DAY),)) if found else None


SCALE_MUTATORS: dict[str, tuple[Mutator, ...]] = {
    "even_steps": (with_a_step_moved(0), with_a_step_moved(-1), with_a_step_less),
    "no_telling_mark": (the_event_itself, a_part_of_the_event, title_with_the_date),
    "disputed_as_span": (one_account_of_several, dispute_not_told, on_another_day),
}
