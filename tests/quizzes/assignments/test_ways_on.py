"""From each page of a teacher's morning there is a way on: set, class, assignment, results, and back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Assignment, QuizSet, SetPart
from tests.factories import UserFactory
from tests.quizzes.assignments.testing import apart, browser_of, give_test
from tests.quizzes.class_factories import AssignmentFactory, ClassroomFactory, TeachingFactory
from tests.quizzes.sets.building import HTMX, Builder

pytestmark = pytest.mark.django_db


@pytest.fixture
def builder(hadrut: None) -> Builder:
    return Builder.begin()


def read(client: Client, name: str, *arguments: object) -> str:
    """A page in words."""
    reply = client.get(reverse(f"quizzes:{name}", args=arguments))
    assert reply.status_code == 200
    return " ".join(reply.text.split())


def test_a_set_leads_to_a_class_and_keeps_what_was_typed_on_the_way(builder: Builder) -> None:
    classroom = ClassroomFactory.create(teacher=builder.user, title="8b")
    assert "Give it to 8b …" in read(builder.client, "set", builder.quiz_set.key)
    reply = builder.send(f"give:{classroom.key}", p0_wanted=7, set_title="Tuesday")
    new = reverse("quizzes:assignment-new", args=[classroom.key])
    assert reply["Location"] == f"{new}?set={builder.quiz_set.key}"
    assert SetPart.objects.get().wanted == 7
    assert (
        f'<option value="{builder.quiz_set.key}" selected>Tuesday</option>'
        in builder.client.get(reply["Location"]).text
    )
    # Nothing was changed since: the same way.
    assert builder.send(f"give:{classroom.key}")["Location"] == reply["Location"]


def test_what_is_not_understood_or_came_too_late_keeps_her_at_the_set(builder: Builder) -> None:
    classroom = ClassroomFactory.create(teacher=builder.user)
    assert builder.send(f"give:{classroom.key}", p0_since="soon").status_code == 422
    builder.send(p0_wanted=4)
    assert builder.send(f"give:{classroom.key}", version=0, p0_wanted=3).status_code == 409
    assert builder.send("give:nowhere")["Location"].startswith(builder.address)
    strange = builder.send(f"give:{ClassroomFactory.create().key}")
    assert builder.client.get(strange["Location"]).status_code == 404


def test_a_set_offers_each_class_that_is_not_put_away_or_else_to_make_one(builder: Builder) -> None:
    page = read(builder.client, "set", builder.quiz_set.key)
    assert "To give it to pupils, make a class first:" in page
    for title in ("8b", "9a", "Old"):
        ClassroomFactory.create(
            teacher=builder.user, title=title, archived_at=timezone.now() if title == "Old" else None
        )
    ClassroomFactory.create(title="Hers")
    page = read(builder.client, "set", builder.quiz_set.key)
    assert "Give it to a class" in page
    assert ("8b …" in page, "9a …" in page, "Old …" in page, "Hers …" in page) == (True, True, False, False)
    # The part that is swapped needs no classes.
    assert "8b …" not in builder.send(headers=HTMX, p0_wanted=3).text


def test_show_questions_leads_to_the_questions_also_when_nothing_was_changed(builder: Builder) -> None:
    assert builder.send()["Location"] == f"{builder.address}#questions"


def test_who_has_no_set_is_led_to_making_one(builder: Builder) -> None:
    classroom = ClassroomFactory.create(teacher=builder.user)
    making = f'href="{reverse("quizzes:set-new")}"'
    assert making not in read(builder.client, "assignment-new", classroom.key)
    QuizSet.objects.all().delete()
    assert making in read(builder.client, "assignment-new", classroom.key)


def test_a_class_tells_where_each_assignment_stands(builder: Builder) -> None:
    now = timezone.now()
    classroom = ClassroomFactory.create(teacher=builder.user)
    for fields in (
        {"opened_at": None},
        {"opens_at": now + timedelta(days=1)},
        {"closes_at": now - timedelta(days=1)},
        {"closed_at": now},
        {},
    ):
        AssignmentFactory.create(classroom=classroom, **fields)
    page = read(builder.client, "class", classroom.key)
    told = [page.count(f"practice · {state} </span>") for state in ("a draft", "not open yet", "over", "open")]
    assert told == [1, 1, 2, 1]


def test_what_a_test_leaves_out_leads_back_to_the_set_of_who_owns_it(builder: Builder) -> None:
    classroom = ClassroomFactory.create(teacher=builder.user)
    builder.send(p0_wanted=40)
    draft = AssignmentFactory.create(
        classroom=classroom, quiz_set=builder.quiz_set, kind=Assignment.Kind.TEST, opened_at=None
    )
    page = read(builder.client, "assignment", draft.key)
    assert "questions of the set are left out" in page
    assert f'<a href="{builder.address}">Choose others in the set</a>' in page
    colleague = Client()
    colleague.force_login(TeachingFactory.create(classroom=classroom, user=UserFactory.create()).user)
    assert "Choose others in the set" not in read(colleague, "assignment", draft.key)


def test_once_it_is_over_the_page_says_who_sees_what_was_right(builder: Builder) -> None:
    classroom = ClassroomFactory.create(teacher=builder.user)
    test, _pupil = give_test(apart(2), classroom=classroom)
    assert "It is over: every pupil sees" not in read(builder.client, "assignment", test.key)
    builder.client.post(reverse("quizzes:assignment-end", args=[test.key]))
    assert "It is over: every pupil sees what was right" in read(builder.client, "assignment", test.key)
    Assignment.objects.update(feedback=Assignment.Feedback.RELEASE)
    page = read(builder.client, "assignment", test.key)
    assert "It is over: every pupil sees" not in page
    assert "Pupils see what was right when I release it" not in page


def test_single_pupils_are_folded_away_until_one_has_something(builder: Builder) -> None:
    classroom = ClassroomFactory.create(teacher=builder.user)
    test, pupil = give_test(apart(2), classroom=classroom)
    folded, unfolded = (
        '<details class="more" > <summary>Pupil by pupil',
        '<details class="more" open> <summary>Pupil by',
    )
    assert folded in read(builder.client, "assignment", test.key)
    address = reverse("quizzes:assignment-allowances", args=[test.key])
    assert unfolded in " ".join(builder.client.post(address, {f"extra_{pupil.key}": "-1"}).text.split())
    builder.client.post(address, {f"extra_{pupil.key}": "25"})
    assert unfolded in read(builder.client, "assignment", test.key)


def test_a_pupils_first_page_leads_to_a_test_that_waits_and_from_there_to_all(hadrut: None) -> None:
    test, pupil = give_test(apart(2))
    client = browser_of(pupil.learner)
    assert 'To the test<span class="visually-hidden">' in read(client, "home")
    assert f'<a href="{reverse("quizzes:assigned-all")}">Set for you</a>' in read(client, "assigned", test.key)
    client.post(reverse("quizzes:assigned-start", args=[test.key]))
    assert "To the test" not in read(client, "home")


def test_the_first_page_leads_a_teacher_to_her_classes(hadrut: None, client: Client) -> None:
    link = f'<a href="{reverse("quizzes:classes")}">Teach a class</a>'
    assert link in read(client, "home")
    client.force_login(UserFactory.create())
    assert link not in read(client, "home")
