"""What a learner does about a question: she contests, flags, sets aside."""

from django.urls import reverse

from tests.browser.states.sessions import answered_wrongly, open_first_answer
from tests.browser.visiting import Visit, state


@state("quizzes:session-answered")
def about_to_contest_and_to_flag(visit: Visit) -> None:
    answered_wrongly(visit)
    for summary in visit.page.locator("details.more > summary").all():
        summary.click()


@state("quizzes:session-answered")
def contested_flagged_and_set_aside(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.answer_wrong()
    for kind, sent in (("contest", {"text": "x"}), ("flag", {"text": "x"}), ("set-aside", {"kind": "bury"})):
        visit.client.post(reverse(f"quizzes:session-{kind}", args=[sitting.session.key, 0]), sent)
    open_first_answer(visit, sitting)


@state("quizzes:session-answered")
def note_too_long(visit: Visit) -> None:
    about_to_contest_and_to_flag(visit)
    visit.complaints.expect(422)
    visit.page.evaluate("document.querySelectorAll('textarea').forEach((one) => one.removeAttribute('maxlength'))")
    visit.page.locator("#contest-text").fill("because " * 80)
    visit.page.get_by_role("button", name="Contest the mark").click()
    visit.wait_for("at most 500 characters")


@state("quizzes:session-answered")
def note_sent_before(visit: Visit) -> None:
    sitting = visit.begin("choice")
    sitting.answer_wrong()
    open_first_answer(visit, sitting)
    visit.client.post(reverse("quizzes:session-contest", args=[sitting.session.key, 0]), {"text": "One."})
    visit.complaints.expect(409)
    visit.page.locator("summary", has_text="I was right").click()
    visit.page.locator("#contest-text").fill("Two.")
    visit.page.get_by_role("button", name="Contest the mark").click()
    visit.wait_for("wrote to the editors about this before")


@state("quizzes:set-aside")
def set_aside(visit: Visit) -> None:
    sitting = visit.begin()
    for position, kind in enumerate(("suspend", "bury")):
        sitting.answer_right()
        path = reverse("quizzes:session-set-aside", args=[sitting.session.key, position])
        visit.client.post(path, {"kind": kind})
    visit.open("quizzes:set-aside")


@state("quizzes:set-aside")
def nothing_set_aside(visit: Visit) -> None:
    visit.open("quizzes:set-aside")
