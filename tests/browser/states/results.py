"""What a teacher sees of what her pupils did."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from history.models import Event
from quizzes.models import Assignment, Question
from quizzes.services.contest_mark import contest_mark
from quizzes.services.refresh_questions import refresh_all
from tests.browser.visiting import Visit, state
from tests.factories import UserFactory
from tests.quizzes.class_factories import AssignmentFactory
from tests.quizzes.results.lessons import join, live_questions, make_test, sit


def become_teacher(visit: Visit, **fields: object) -> Assignment:
    """A teacher whose class has sat a test: one did, one is at it, one has left, one never came."""
    teacher = UserFactory.create()
    visit.client.force_login(teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    now = timezone.now()
    test = make_test(teacher, count=8, title="The first week of October", **fields)
    ada, eve, ivy, _none = join(test, "Ada Öztürk-Hohenstein", "Eve", "Ivy", "Noor")
    sit(ada, test, "rwrurwr- .r", now - timedelta(hours=3))
    sit(ada, test, "rrrurwrr", now - timedelta(hours=1), go=2)
    sit(eve, test, "rw-", now, is_over=False)
    sit(ivy, test, "rwrrrrrr", now - timedelta(hours=3))
    ivy.left_at = now
    ivy.save()
    test.questions.filter(position=4).update(excused_at=now)
    return test


def open_of(visit: Visit, name: str, test: Assignment, *arguments: object) -> None:
    visit.open_path(reverse(f"quizzes:{name}", args=[test.key, *arguments]))


@state("quizzes:assignment-results", few=True)
def grid_of_a_class_at_work(visit: Visit) -> None:
    open_of(visit, "assignment-results", become_teacher(visit))
    visit.wait_for("It follows your pupils")


@state("quizzes:assignment-results")
def grid_without_names(visit: Visit) -> None:
    test = become_teacher(visit)
    visit.open_path(reverse("quizzes:assignment-results", args=[test.key]) + "?names=hidden&go=2")


@state("quizzes:assignment-results")
def grid_of_practice_that_was_closed(visit: Visit) -> None:
    practice = become_teacher(visit, kind=Assignment.Kind.PRACTICE, closes_at=timezone.now() - timedelta(minutes=1))
    practice.sessions.filter(finished_at=None).update(finished_at=timezone.now())
    open_of(visit, "assignment-results", practice)


@state("quizzes:assignment-results")
def grid_of_nobody(visit: Visit) -> None:
    teacher = UserFactory.create()
    visit.client.force_login(teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    open_of(visit, "assignment-results", make_test(teacher))


@state("quizzes:assignment-difficult")
def difficult_questions(visit: Visit) -> None:
    open_of(visit, "assignment-difficult", become_teacher(visit))


@state("quizzes:assignment-question")
def question_of_an_assignment(visit: Visit) -> None:
    open_of(visit, "assignment-question", become_teacher(visit), 1)


@state("quizzes:assignment-cell")
def cell_of_several_goes(visit: Visit) -> None:
    test = become_teacher(visit)
    open_of(visit, "assignment-cell", test, test.classroom.enrolments.get(name__startswith="Ada").key, 1)


@state("quizzes:assignment-cell")
def cell_of_whoever_was_not_asked(visit: Visit) -> None:
    test = become_teacher(visit)
    open_of(visit, "assignment-cell", test, test.classroom.enrolments.get(name="Noor").key, 1)


@state("quizzes:class-results")
def class_over_two_assignments(visit: Visit) -> None:
    open_class(visit, become_teacher(visit))


def open_class(visit: Visit, test: Assignment) -> None:
    give_another(test)
    visit.open("quizzes:class-results", test.classroom.key)


def give_another(test: Assignment) -> None:
    """A second assignment that Ada has sat."""
    another = AssignmentFactory.create(classroom=test.classroom, title="Who said what", questions=live_questions(5))
    sit(test.classroom.enrolments.get(name__startswith="Ada"), another, "rrrww", timezone.now())


@state("quizzes:class-results")
def class_without_an_assignment(visit: Visit) -> None:
    test = become_teacher(visit)
    Assignment.objects.all().delete()
    visit.open("quizzes:class-results", test.classroom.key)


@state("quizzes:pupil-results")
def page_for_a_parents_evening(visit: Visit) -> None:
    test = become_teacher(visit)
    give_another(test)
    visit.open("quizzes:pupil-results", test.classroom.key, test.classroom.enrolments.get(name__startswith="Ada").key)


@state("quizzes:pupil-results")
def page_of_whoever_has_not_begun(visit: Visit) -> None:
    test = become_teacher(visit)
    visit.open("quizzes:pupil-results", test.classroom.key, test.classroom.enrolments.get(name="Noor").key)


def give_reasons_to_decide(test: Assignment) -> None:
    """Ada contests a mark; somebody missed one fact four times."""
    ada = test.classroom.enrolments.get(name__startswith="Ada")
    for number in range(3, 7):
        sit(ada, test, "wwww", timezone.now(), go=number)
    asked = test.sessions.get(learner=ada.learner, go=3).asked.get(position=1)
    contest_mark(asked.answers.all(), "My book says otherwise, on page 40.", timezone.now())


@state("quizzes:class-help")
def who_needs_help(visit: Visit) -> None:
    test = become_teacher(visit)
    give_reasons_to_decide(test)
    visit.open("quizzes:class-help", test.classroom.key)
    visit.wait_for("missed 4 of")


@state("quizzes:class-help")
def nobody_needs_help(visit: Visit) -> None:
    visit.open("quizzes:class-help", become_teacher(visit).classroom.key)


@state("quizzes:class-objections")
def objections_open_and_decided(visit: Visit) -> None:
    test = become_teacher(visit)
    give_reasons_to_decide(test)
    visit.open("quizzes:class-objections", test.classroom.key)
    visit.page.get_by_label("A word to the pupil").fill("See page 4.")
    visit.page.get_by_role("button", name="The mark stays").click()
    visit.wait_for("decided: the mark stays")
    eve = test.classroom.enrolments.get(name="Eve")
    contest_mark(test.sessions.get(learner=eve.learner).asked.get(position=1).answers.all(), "", timezone.now())
    visit.open("quizzes:class-objections", test.classroom.key)
    visit.wait_for("She was right")


@state("quizzes:class-objections")
def no_objections(visit: Visit) -> None:
    visit.open("quizzes:class-objections", become_teacher(visit).classroom.key)


@state("quizzes:assignment-cell")
def cell_marked_otherwise(visit: Visit) -> None:
    test = become_teacher(visit)
    eve = test.classroom.enrolments.get(name="Eve")
    open_of(visit, "assignment-cell", test, eve.key, 1)
    visit.page.locator("summary", has_text="Mark it otherwise").first.click()
    visit.page.get_by_label("Why, for the log").first.fill("As in her book")
    visit.page.get_by_role("button", name="It is right").first.click()
    visit.wait_for("What teachers decided")
    visit.page.locator("summary", has_text="Mark it otherwise").first.click()


@state("quizzes:assignment-question")
def question_that_was_excused(visit: Visit) -> None:
    test = become_teacher(visit)
    open_of(visit, "assignment-question", test, 2)
    visit.page.get_by_label("Why, for the log").fill("Not taught yet")
    visit.page.get_by_role("button", name="Excuse this question").click()
    visit.wait_for("Let it count again")


@state("quizzes:class-changes")
def record_changed_since_a_class_was_asked(visit: Visit) -> None:
    teacher = UserFactory.create()
    visit.client.force_login(teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = Question.objects.select_related("shown").get(key="happened:event/fighting-of-10-october#typed")
    test = make_test(teacher, questions=[typed], title="The tenth of October")
    sit(join(test, "Ada Öztürk-Hohenstein")[0], test, "r", timezone.now())
    event = Event.objects.get(key="fighting-of-10-october")
    event.set_happened("2020-10-11")
    event.save()
    refresh_all()
    visit.open("quizzes:class-changes", test.classroom.key)
    visit.wait_for("Mark these answers of my class anew")


@state("quizzes:class-changes")
def nothing_changed_for_a_class(visit: Visit) -> None:
    visit.open("quizzes:class-changes", become_teacher(visit).classroom.key)
