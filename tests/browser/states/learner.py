"""What a learner sees of herself: progress, answers, account, erasing."""

from datetime import timedelta

from django.utils import timezone

from quizzes.models import Progress
from tests.browser.states.sessions import finish
from tests.browser.visiting import Visit, state


@state("quizzes:progress")
def progress_of_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:progress")


@state("quizzes:progress")
def progress_after_one_answer(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("quizzes:progress")


@state("quizzes:progress", few=True)
def progress(visit: Visit) -> None:
    finish(visit)
    visit.open("quizzes:progress")


@state("quizzes:progress")
def progress_with_its_tables_open(visit: Visit) -> None:
    progress(visit)
    for summary in visit.page.locator("details > summary").all():
        summary.click()


@state("quizzes:progress")
def progress_with_facts_due(visit: Visit) -> None:
    finish(visit)
    Progress.objects.update(due_at=timezone.now() - timedelta(days=1))
    visit.open("quizzes:progress")


@state("quizzes:home")
def home_with_facts_due(visit: Visit) -> None:
    finish(visit)
    Progress.objects.update(due_at=timezone.now() - timedelta(days=1))
    visit.open("quizzes:home")


@state("quizzes:answers")
def answers(visit: Visit) -> None:
    finish(visit)
    visit.open("quizzes:answers")


@state("quizzes:answers")
def answers_of_which_there_are_more(visit: Visit) -> None:
    visit.patch.setattr("quizzes.reports.answers.list_answers.__kwdefaults__", {"before": None, "limit": 3})
    finish(visit)
    visit.open("quizzes:answers")


@state("quizzes:answers")
def answers_of_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:answers")


@state("quizzes:account")
def account_of_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:account")


@state("quizzes:account")
def account_of_a_guest(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("quizzes:account")


@state("quizzes:account")
def account_of_a_user(visit: Visit) -> None:
    visit.sign_in()
    visit.open("quizzes:account")


@state("quizzes:afresh")
def afresh(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("quizzes:afresh")


@state("quizzes:afresh")
def afresh_for_a_stranger(visit: Visit) -> None:
    visit.open("quizzes:afresh")


@state("quizzes:home")
def home_after_starting_afresh(visit: Visit) -> None:
    afresh(visit)
    visit.send()
    visit.wait_for("It remembers nobody")


@state("quizzes:erase")
def erase(visit: Visit) -> None:
    visit.begin().answer_right()
    visit.open("quizzes:erase")


@state("quizzes:erase")
def erase_with_another_word(visit: Visit) -> None:
    erase(visit)
    visit.complaints.expect(422)
    visit.send(word="yes")
    visit.wait_for("Nothing was erased")


@state("quizzes:erase")
def erase_an_account(visit: Visit) -> None:
    visit.sign_up()
    visit.open("quizzes:erase")


@state("quizzes:erase")
def erase_nobody(visit: Visit) -> None:
    visit.open("quizzes:erase")


@state("quizzes:home")
def home_after_erasing(visit: Visit) -> None:
    erase(visit)
    visit.send(word="erase")
    visit.wait_for("has been erased")
