"""A teacher's sets."""

from quizzes.models import Question, QuizSet
from quizzes.services.build_set import create_set, share_set
from quizzes.services.choose_set import questions_of_set
from quizzes.services.load_starters import load_starters
from tests.browser.visiting import Visit, state
from tests.factories import UserFactory


def come_with_set(visit: Visit, **filters: object) -> QuizSet:
    """Become a teacher with a set."""
    visit.sign_in()
    owner = int(visit.client.session["_auth_user_id"])
    quiz_set = create_set(owner, "Monday, Qarabağda döyüşlər", seed=7)
    if filters:
        quiz_set.parts.update(filters=filters)
        quiz_set.arrangement = []
        quiz_set.save()
    return quiz_set


@state("quizzes:sets")
def sets_of_a_newcomer(visit: Visit) -> None:
    load_starters()
    visit.sign_in()
    visit.open("quizzes:sets")


@state("quizzes:sets")
def sets(visit: Visit) -> None:
    come_with_set(visit)
    visit.open("quizzes:sets")


@state("quizzes:set-new")
def new_set_without_a_name(visit: Visit) -> None:
    visit.sign_in()
    visit.open("quizzes:set-new")
    visit.complaints.expect(422)
    visit.send(title=" ")
    visit.wait_for("Give the set a name")


@state("quizzes:set", few=True)
def set_being_built(visit: Visit) -> None:
    quiz_set = come_with_set(visit, families=["claimant"])
    visit.open("quizzes:set", quiz_set.key)
    visit.page.get_by_role("button", name="Swap").first.click()
    visit.wait_for("It came instead of")
    for summary in visit.page.locator("summary").all():
        summary.click()


@state("quizzes:set")
def set_with_fields_that_are_not_understood(visit: Visit) -> None:
    visit.open("quizzes:set", come_with_set(visit).key)
    visit.complaints.expect(422)
    visit.page.locator("#id_p0-topic").fill("Battle of")
    visit.wait_for("Which one do you mean?")


@state("quizzes:set")
def set_changed_in_another_window(visit: Visit) -> None:
    quiz_set = come_with_set(visit)
    visit.open("quizzes:set", quiz_set.key)
    QuizSet.objects.update(version=5)
    visit.complaints.expect(409)
    visit.page.get_by_role("button", name="Shuffle").click()
    visit.wait_for("perhaps in another window")


@state("quizzes:set")
def set_whose_question_was_withdrawn(visit: Visit) -> None:
    quiz_set = come_with_set(visit)
    row = questions_of_set(quiz_set)[0]
    Question.objects.filter(pk=row.pk).update(is_live=False, rejections=["provenance: the record moved on"])
    visit.open("quizzes:set", quiz_set.key)
    visit.wait_for("1 question was withdrawn")


@state("quizzes:set")
def set_that_comes_with_the_site(visit: Visit) -> None:
    load_starters()
    visit.sign_in()
    visit.open("quizzes:set", QuizSet.objects.starters()[0].key)


@state("quizzes:set-shared")
def set_that_is_shared(visit: Visit) -> None:
    quiz_set = create_set(UserFactory.create().pk, "Hers", seed=7)
    share_set(quiz_set)
    visit.sign_in()
    visit.open("quizzes:set-shared", quiz_set.share_key)


@state("quizzes:set-preview")
def preview(visit: Visit) -> None:
    visit.open("quizzes:set-preview", come_with_set(visit, forms=["choice"]).key)


@state("quizzes:set-preview")
def preview_of_an_answer(visit: Visit) -> None:
    preview(visit)
    visit.page.get_by_role("button", name="Show the answer").click()
    visit.wait_for("Who says so")


@state("quizzes:set-balance")
def balance_of_a_set(visit: Visit) -> None:
    visit.open("quizzes:set-balance", come_with_set(visit, claimant="president-of-azerbaijan").key)
    visit.page.locator("summary").first.click()


@state("quizzes:set-delete")
def set_to_be_deleted(visit: Visit) -> None:
    visit.open("quizzes:set-delete", come_with_set(visit).key)
