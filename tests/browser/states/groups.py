"""Questions about several facts: which came first, an order, a match; and what follows them."""

from quizzes.models import AskedQuestion, Learner
from quizzes.questions.grouping.marking import wrong_of
from quizzes.questions.marking import Response
from quizzes.questions.shown import shown_from_json
from quizzes.questions.values import Form
from quizzes.services.run_session import answer_question, asked_to_answer
from tests.browser.visiting import Visit, state
from tests.conftest import NOON
from tests.quizzes.campaign import ask_group, make_campaign
from tests.quizzes.factories import GuestFactory


def wait_with(visit: Visit, form: Form) -> AskedQuestion:
    """A question of this form waits for the guest at this browser."""
    make_campaign()
    learner: Learner = GuestFactory.create()
    session = visit.client.session
    session["learner"] = str(learner.key)
    session.save()
    return ask_group(learner, form, NOON)


def open_waiting(visit: Visit, form: Form) -> None:
    visit.open("quizzes:session", wait_with(visit, form).session.key)


def open_partly_right(visit: Visit, form: Form) -> None:
    asked = wait_with(visit, form)
    one, other, *rest = (part.answer for part in shown_from_json(asked.shown.content).parts)
    answer_question(asked_to_answer().get(pk=asked.pk), Response(given=(other, one, *rest)), NOON)
    visit.open("quizzes:session-answered", asked.session.key, 0)
    visit.page.locator("summary", has_text="Who says so").first.click()


@state("quizzes:session")
def which_came_first(visit: Visit) -> None:
    open_waiting(visit, Form.BEFORE_AFTER)


@state("quizzes:session", few=True)
def order(visit: Visit) -> None:
    open_waiting(visit, Form.ORDER)


@state("quizzes:session")
def match(visit: Visit) -> None:
    open_waiting(visit, Form.MATCH)


@state("quizzes:session")
def match_sent_without_a_choice(visit: Visit) -> None:
    match(visit)
    visit.complaints.expect(422)
    visit.page.get_by_role("button", name="Answer", exact=True).click()
    visit.wait_for("Choose for each of them")


@state("quizzes:session-answered", few=True)
def order_that_is_partly_right(visit: Visit) -> None:
    open_partly_right(visit, Form.ORDER)


@state("quizzes:session", few=True)
def ticks(visit: Visit) -> None:
    open_waiting(visit, Form.SELECT_ALL)
    visit.page.get_by_role("checkbox").first.check()


@state("quizzes:session")
def ticks_sent_without_one(visit: Visit) -> None:
    open_waiting(visit, Form.SELECT_ALL)
    visit.complaints.expect(422)
    visit.page.get_by_role("button", name="Answer", exact=True).click()
    visit.wait_for("Tick at least one of them")


@state("quizzes:session-answered")
def ticks_that_are_partly_right(visit: Visit) -> None:
    asked = wait_with(visit, Form.SELECT_ALL)
    shown = shown_from_json(asked.shown.content)
    given = (shown.parts[0].value, wrong_of(shown)[0])
    answer_question(asked_to_answer().get(pk=asked.pk), Response(given=given), NOON)
    visit.open("quizzes:session-answered", asked.session.key, 0)
    visit.page.locator("summary", has_text="Who says so").first.click()


@state("quizzes:session-answered")
def match_that_is_partly_right(visit: Visit) -> None:
    open_partly_right(visit, Form.MATCH)
