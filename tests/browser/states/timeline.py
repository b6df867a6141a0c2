"""A date on a scale: asked, placed, sent without a date, answered both ways."""

from playwright.sync_api import expect

from quizzes.models import Question
from tests.browser.states.sessions import open_first_answer, open_sitting
from tests.browser.visiting import Visit, state
from tests.quizzes.sitting import Sitting

# Third parties date the capture to one of two days; its president says that it was over by then.
DISPUTED = "happened:claim/hadrut-taken-14-or-15-october/third-party-sources#timeline"


def begin(visit: Visit) -> Sitting:
    """A session that asks when the town was captured, on a scale."""
    Question.objects.exclude(key=DISPUTED).update(is_live=False)
    return Sitting.begin(visit.client)


@state("quizzes:session", few=True)
def timeline(visit: Visit) -> None:
    open_sitting(visit, begin(visit))


@state("quizzes:session")
def timeline_with_a_span_in_dispute(visit: Visit) -> None:
    found = Question.objects.live().filter(form="timeline", shown__content__marks__0__2=True)
    Question.objects.exclude(pk=found.earliest("key").pk).update(is_live=False)
    open_sitting(visit, Sitting.begin(visit.client))


@state("quizzes:session")
def timeline_with_the_knob_moved(visit: Visit) -> None:
    timeline(visit)
    visit.page.get_by_role("slider").press("ArrowRight")
    expect(visit.page.locator("#value")).not_to_have_value("")


@state("quizzes:session")
def timeline_sent_without_a_date(visit: Visit) -> None:
    timeline(visit)
    visit.complaints.expect(422)
    visit.page.get_by_role("button", name="Answer", exact=True).click()
    visit.wait_for("Choose one of the answers")


@state("quizzes:session-answered", few=True)
def timeline_after_a_wrong_answer(visit: Visit) -> None:
    sitting = begin(visit)
    sitting.answer_wrong()
    open_first_answer(visit, sitting)


@state("quizzes:session-answered")
def timeline_after_a_right_answer(visit: Visit) -> None:
    sitting = begin(visit)
    sitting.answer_right()
    open_first_answer(visit, sitting)
