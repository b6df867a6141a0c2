"""Whether accounts agree: asked, sent without an answer, answered both ways."""

from tests.browser.states.sessions import open_first_answer, open_sitting
from tests.browser.visiting import Visit, state


@state("quizzes:session")
def whether_accounts_agree(visit: Visit) -> None:
    open_sitting(visit, visit.begin("disagree"))


@state("quizzes:session-answered", few=True)
def accounts_side_by_side(visit: Visit) -> None:
    sitting = visit.begin("disagree")
    sitting.answer_wrong()
    open_first_answer(visit, sitting)


@state("quizzes:session-answered")
def accounts_after_a_right_answer(visit: Visit) -> None:
    sitting = visit.begin("disagree")
    sitting.answer_right()
    open_first_answer(visit, sitting)
