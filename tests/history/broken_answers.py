"""Questions, answers and memories broken on purpose, for each invariant of them."""

from django.test import Client
from django.utils import timezone

from quizzes.models import Answer, Learner, Mark, Progress, Question, SetAside, ShownContent
from tests.history.broken_rows import breaks, lead
from tests.quizzes.factories import GuestFactory
from tests.quizzes.sitting import Sitting
from tests.quizzes.test_regrade import answer, ask

# Questions, answers and memories.


@breaks("questions_on_record")
def question_about_what_is_gone() -> str:
    row = Question.objects.live().answerable()[0]
    Question.objects.filter(pk=row.pk).update(fact_key="happened:event/nowhere")
    return row.key


@breaks("questions_on_record")
def question_with_a_companion_that_is_gone() -> str:
    row = Question.objects.live().about_several()[0]
    Question.objects.filter(pk=row.pk).update(companions=["happened:event/nowhere"])
    return row.key


@breaks("questions_by_standing")
def question_that_takes_a_side() -> str:
    row = Question.objects.get(key="place:event/capture-of-hadrut/hadrut/at#typed")
    shown = ShownContent.objects.all()[0]
    Question.objects.filter(pk=row.pk).update(is_live=True, rejections=[], shown=shown)
    return row.key


@breaks("questions_live_or_refused")
def question_without_content() -> str:
    row = Question.objects.live()[0]
    Question.objects.filter(pk=row.pk).update(shown=None)
    return row.key


@breaks("questions_live_or_refused")
def live_question_that_was_refused() -> str:
    row = Question.objects.live()[0]
    Question.objects.filter(pk=row.pk).update(rejections=["era: no"])
    return row.key


@breaks("contents_as_shown")
def content_that_was_altered() -> str:
    row = ShownContent.objects.order_by("pk")[0]
    ShownContent.objects.filter(pk=row.pk).update(content={**row.content, "prompt": "Another?"})
    return row.digest


def answered() -> Answer:
    sitting = Sitting.begin(Client())
    sitting.answer_right()
    return Answer.objects.get()


@breaks("answers_marked")
def answer_without_a_mark() -> str:
    answer = answered()
    Mark.objects.all().delete()
    return str(answer.pk)


@breaks("answers_counted")
def learner_with_too_low_a_count() -> str:
    learner = answered().learner
    Learner.objects.update(answers_given=0)
    return str(learner.key)


OLD_NAME = "happened:event/fight-of-10-october"


def knows_it_by_the_new_name() -> Learner:
    """Somebody who answered about an event that has taken in another one."""
    given = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    lead("event", "fight-of-10-october", "fighting-of-10-october")
    return given.learner


@breaks("memories_by_present_names")
def memory_under_an_old_name() -> str:
    learner = knows_it_by_the_new_name()
    assert Progress.objects.update(fact_key=OLD_NAME) == 1
    return str(learner.pk)


@breaks("memories_by_present_names")
def set_aside_under_an_old_name() -> str:
    learner = knows_it_by_the_new_name()
    shown = ShownContent.objects.all()[0]
    SetAside.objects.create(learner=learner, fact_key=OLD_NAME, shown=shown, created_at=timezone.now())
    return str(learner.pk)


@breaks("progress_as_replayed")
def memory_that_was_altered() -> str:
    answer = answered()
    assert Progress.objects.update(lapses=9) == 1
    return str(answer.learner_id)


@breaks("progress_as_replayed")
def memory_that_is_lost() -> str:
    answer = answered()
    Progress.objects.all().delete()
    return str(answer.learner_id)


@breaks("progress_as_replayed")
def memory_without_an_answer() -> str:
    learner = answered().learner
    Answer.objects.all().delete()
    return str(learner.pk)
