"""A record that moved on after somebody answered."""

from django.utils import timezone

from history.models import Event
from history.revise import events_changed
from quizzes.models import Answer, Learner, Mark, Question, Regrade, ShownContent
from quizzes.questions.shown import shown_from_json
from tests.browser.states.sessions import open_first_answer
from tests.browser.visiting import Visit, state
from tests.quizzes.sitting import Sitting


def say_otherwise(sitting: Sitting) -> None:
    """Let the bank say something else of the first question, as it does after an edit."""
    row = Question.objects.get(asked__session=sitting.session, asked__position=0)
    content = {**shown_from_json(row.shown.content).to_json(), "answer_text": "Another answer"}  # type: ignore[union-attr]
    row.shown = ShownContent.objects.create(digest="another", content=content)
    row.save()


def mark_anew(verdict: str) -> None:
    """What a regrade leaves behind."""
    regrade = Regrade.objects.create(events=[], revision=1, state="done", offered_at=timezone.now())
    answer = Answer.objects.order_by("pk")[0]
    marked = {"verdict": verdict, "reason": "regrade", "regrade": regrade, "marked_at": timezone.now()}
    Mark.objects.create(answer=answer, fact_key=answer.fact_key, **marked)
    Learner.objects.update(marked_anew=1)


def answered_right(visit: Visit) -> Sitting:
    sitting = visit.begin("choice")
    sitting.answer_right()
    return sitting


@state("quizzes:session-answered")
def answer_of_which_the_record_changed(visit: Visit) -> None:
    sitting = answered_right(visit)
    say_otherwise(sitting)
    open_first_answer(visit, sitting)
    visit.page.locator("summary", has_text="Who says so now").click()


@state("quizzes:session-answered", few=True)
def answer_marked_anew(visit: Visit) -> None:
    sitting = answered_right(visit)
    say_otherwise(sitting)
    mark_anew("wrong")
    open_first_answer(visit, sitting)


@state("quizzes:session-answered")
def answer_that_is_void(visit: Visit) -> None:
    sitting = answered_right(visit)
    mark_anew("void")
    open_first_answer(visit, sitting)


@state("quizzes:session-answered")
def answer_to_a_question_that_was_withdrawn(visit: Visit) -> None:
    sitting = answered_right(visit)
    Event.objects.update(status="draft")
    events_changed(None)
    open_first_answer(visit, sitting)
    visit.wait_for("no longer bears this question")


@state("quizzes:answers")
def answers_marked_anew(visit: Visit) -> None:
    sitting = answered_right(visit)
    say_otherwise(sitting)
    mark_anew("wrong")
    visit.open("quizzes:answers")


@state("quizzes:home")
def home_with_answers_marked_anew(visit: Visit) -> None:
    answered_right(visit)
    mark_anew("wrong")
    visit.open("quizzes:home")
