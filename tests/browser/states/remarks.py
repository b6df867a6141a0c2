"""What a learner does about a question: she contests, flags, sets aside."""

from django.urls import reverse
from django.utils import timezone

from quizzes.models import Challenge, Flag
from quizzes.services.decide_remarks import accept_challenge, answer_remark
from tests.browser.states.sessions import answered_wrongly, open_first_answer
from tests.browser.visiting import Visit, state
from tests.factories import UserFactory
from tests.quizzes.sitting import Sitting


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


def decided(visit: Visit) -> Sitting:
    """What she contested was accepted, and her note on the question was answered."""
    sitting = visit.begin("choice")
    sitting.answer_wrong()
    for kind in ("contest", "flag"):
        path = reverse(f"quizzes:session-{kind}", args=[sitting.session.key, 0])
        visit.client.post(path, {"text": "My book says otherwise, on page 40."})
    ada = UserFactory.create().pk
    accept_challenge(Challenge.objects.get(), ada, "You are right, thank you.", timezone.now())
    answer_remark(Flag.objects.get(), ada, "It is worded anew.\nPlease look again.", timezone.now())
    return sitting


@state("quizzes:session-answered")
def answered_by_the_editors(visit: Visit) -> None:
    open_first_answer(visit, decided(visit))


@state("quizzes:notes")
def notes_that_were_decided(visit: Visit) -> None:
    decided(visit)
    visit.open("quizzes:notes")


@state("quizzes:notes")
def no_notes(visit: Visit) -> None:
    visit.open("quizzes:notes")


@state("quizzes:home")
def home_with_notes_answered(visit: Visit) -> None:
    decided(visit)
    visit.open("quizzes:home")


@state("quizzes:answers")
def answers_with_what_the_editors_said(visit: Visit) -> None:
    decided(visit)
    visit.open("quizzes:answers")
