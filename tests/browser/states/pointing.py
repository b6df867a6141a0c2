"""A map to point at, before and after the answer."""

from quizzes.models import AskedQuestion
from quizzes.questions.marking import Response
from quizzes.services.run_session import answer_question, asked_to_answer
from tests.browser.visiting import Visit, state
from tests.conftest import NOON
from tests.quizzes.marches import ask_on_map, make_marches, sit_down


def wait_with_map(visit: Visit) -> AskedQuestion:
    """A map waits for the guest at this browser, who is in front of it."""
    make_marches()
    asked = ask_on_map(sit_down(visit.client), NOON)
    visit.open("quizzes:session", asked.session.key)
    return asked


@state("quizzes:session", few=True)
def map_to_point_at(visit: Visit) -> None:
    wait_with_map(visit)
    visit.page.locator("path.pointing__land").first.wait_for(state="attached")


@state("quizzes:session")
def map_sent_without_a_point(visit: Visit) -> None:
    wait_with_map(visit)
    visit.complaints.expect(422)
    visit.page.get_by_role("button", name="Answer", exact=True).click()
    visit.wait_for("Click on the map")
    visit.page.locator("path.pointing__land").first.wait_for(state="attached")


@state("quizzes:session-answered")
def map_after_a_wrong_answer(visit: Visit) -> None:
    asked = wait_with_map(visit)
    answer_question(asked_to_answer().get(pk=asked.pk), Response(text="48.0000,11.0000"), NOON)
    visit.open("quizzes:session-answered", asked.session.key, 0)
