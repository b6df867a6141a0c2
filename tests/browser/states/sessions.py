"""A session: what is asked, what was answered, its end."""

from django.urls import reverse
from playwright.sync_api import expect

from quizzes.models import Mark
from tests.browser.visiting import Visit, state
from tests.quizzes.sitting import Sitting


def open_sitting(visit: Visit, sitting: Sitting) -> None:
    visit.open("quizzes:session", sitting.session.key)


def open_first_answer(visit: Visit, sitting: Sitting) -> None:
    visit.open("quizzes:session-answered", sitting.session.key, 0)


@state("quizzes:session", few=True)
def choice(visit: Visit) -> None:
    open_sitting(visit, visit.begin("choice"))


@state("quizzes:session")
def choice_after_an_answer_that_can_be_taken_back(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.answer_right()
    open_sitting(visit, sitting)


@state("quizzes:session-answer")
def choice_sent_without_one(visit: Visit) -> None:
    """As a browser without JavaScript sees it: the reply to the form is the page."""
    choice(visit)
    visit.complaints.expect(422)
    visit.page.evaluate(
        """() => {
          const form = document.querySelector("#question form");
          form.querySelectorAll("button[name=value]").forEach((button) => { button.value = ""; });
          HTMLFormElement.prototype.submit.call(form);
        }"""
    )
    visit.wait_for("Choose one of the answers")


@state("quizzes:session")
def typed(visit: Visit) -> None:
    open_sitting(visit, visit.begin("typed"))


@state("quizzes:session")
def typed_with_an_error(visit: Visit) -> None:
    typed(visit)
    visit.complaints.expect(422)
    visit.page.get_by_role("button", name="Answer", exact=True).click()
    visit.wait_for("Type an answer")


@state("quizzes:session")
def flashcard(visit: Visit) -> None:
    open_sitting(visit, visit.begin("flashcard"))


@state("quizzes:session")
def flashcard_flipped(visit: Visit) -> None:
    flashcard(visit)
    visit.page.get_by_role("button", name="Show the answer").click()
    visit.wait_for("Who says so")


@state("quizzes:session-flip")
def flashcard_flipped_on_a_page_of_its_own(visit: Visit) -> None:
    sitting = visit.begin("flashcard")
    visit.open_path(f"{reverse('quizzes:session-flip', args=[sitting.session.key])}?position=0")


@state("quizzes:session-answered")
def answered_rightly(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.answer_right()
    open_first_answer(visit, sitting)


@state("quizzes:session-answered", few=True)
def answered_wrongly(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.answer_wrong()
    open_first_answer(visit, sitting)


@state("quizzes:session-answered")
def typed_wrongly(visit: Visit) -> None:
    sitting = visit.begin("typed")
    sitting.answer_wrong()
    open_first_answer(visit, sitting)


@state("quizzes:session-answered")
def not_answered(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.post({"unknown": "1"})
    open_first_answer(visit, sitting)


@state("quizzes:session-answered")
def rated(visit: Visit) -> None:
    sitting = visit.begin("flashcard")
    sitting.post({"value": "good"})
    open_first_answer(visit, sitting)


@state("quizzes:session-answered")
def answered_less_precisely(visit: Visit) -> None:
    show_verdict(visit, "less-precise")


@state("quizzes:session-answered")
def answered_with_one_of_the_open_days(visit: Visit) -> None:
    show_verdict(visit, "one-of-open")


def show_verdict(visit: Visit, verdict: str) -> None:
    """A verdict that few questions of the record admit: a later mark says it of any."""
    sitting = visit.begin("typed")
    sitting.answer_right()
    Mark.objects.update(verdict=verdict)
    open_first_answer(visit, sitting)


@state("quizzes:session")
def answered_in_another_window(visit: Visit) -> None:
    sitting = visit.begin("choice")
    open_sitting(visit, sitting)
    wrong = sitting.shown.options.index(next(o for o in sitting.shown.options if o[0] != sitting.shown.answer))
    text = sitting.shown.options[wrong][1]
    sitting.answer_right()
    visit.complaints.expect(409)
    visit.page.locator("button[name=value]").filter(has_text=text).first.click()
    visit.wait_for("answered before")


@state("quizzes:session")
def taken_back_too_late(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.answer_right()
    open_sitting(visit, sitting)
    sitting.answer_right()
    visit.complaints.expect(409)
    visit.page.locator("[data-undo]").click()
    visit.wait_for("can no longer be taken back")


@state("quizzes:session")
def site_out_of_reach(visit: Visit) -> None:
    choice(visit)
    visit.complaints.expect_lost_network()
    visit.page.route("**/answer/", lambda route: route.abort("internetdisconnected"))
    visit.page.locator("button[name=value]").first.click()
    expect(visit.page.get_by_role("alert")).to_be_visible()


@state("quizzes:session")
def list_of_keys(visit: Visit) -> None:
    choice(visit)
    visit.page.keyboard.press("?")
    expect(visit.page.get_by_role("dialog")).to_be_visible()


def finish(visit: Visit) -> Sitting:
    """Take a session to its end: one wrong, one unknown, the rest right."""
    sitting = visit.begin()
    sitting.answer_wrong()
    sitting.post({"unknown": "1"})
    while not sitting.is_over():
        sitting.answer_right()
    return sitting


@state("quizzes:session")
def finished(visit: Visit) -> None:
    open_sitting(visit, finish(visit))


@state("quizzes:session")
def finished_with_flashcards(visit: Visit) -> None:
    sitting = visit.begin("flashcard")
    while not sitting.is_over():
        sitting.post({"value": "good"})
    open_sitting(visit, sitting)


@state("quizzes:nothing-due")
def nothing_due(visit: Visit) -> None:
    finish(visit)
    visit.open("quizzes:nothing-due")


@state("quizzes:nothing-due")
def nothing_due_for_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:nothing-due")
