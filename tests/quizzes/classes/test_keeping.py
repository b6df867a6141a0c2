"""A pupil keeps her work in an account of her own, because she says so and has her PIN; and leaves by herself."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quizzes.models import Answer, Enrolment, Learner
from tests.accounts.people import sign_up
from tests.quizzes.classes.people import Teacher, pupil_named, sign_in_with_slip, sign_pupil_in
from tests.quizzes.sitting import Sitting
from tests.quizzes.test_guest_joins import answer_one, seqs

pytestmark = pytest.mark.django_db


@pytest.fixture
def ani() -> Enrolment:
    return pupil_named(Teacher.come().make_class("Ani", "Ben"), "Ani")


def test_a_new_account_takes_over_what_was_done(client: Client, hadrut: None, ani: Enrolment, now: datetime) -> None:
    answer_one(ani.learner, now)
    sign_up(client, "ani")
    page = client.get(reverse("quizzes:join-class", args=[ani.classroom.shown_code])).content.decode()
    assert "Keep it in my account" in page
    assert sign_in_with_slip(client, ani, do="keep")["Location"] == reverse("quizzes:home")
    ani.refresh_from_db()
    assert ani.learner.user == User.objects.get(username="ani")
    assert Answer.objects.get().learner == ani.learner
    assert "as Ani" in client.get(reverse("quizzes:account")).content.decode()
    assert "You have an account" in sign_in_with_slip(Client(), ani).content.decode()


def test_an_account_that_knows_something_gets_both(client: Client, hadrut: None, ani: Enrolment, now: datetime) -> None:
    sign_up(client, "ani")
    Sitting.begin(client).answer_right()
    answer_one(ani.learner, now - timedelta(days=3))
    sign_in_with_slip(client, ani, do="keep")
    ani.refresh_from_db()
    assert ani.learner == Learner.objects.exclude(user=None).get()
    assert seqs(ani.learner) == [1, 2]
    assert Learner.objects.filter(user=None).count() == 1  # Ben


def test_nothing_is_kept_without_the_pin_or_without_an_account(client: Client, ani: Enrolment) -> None:
    sign_up(client, "eve")
    assert sign_pupil_in(client, ani.classroom, "Ani", "000000", do="keep").status_code == 422
    sign_in_with_slip(Client(), ani, do="keep")
    ani.refresh_from_db()
    assert ani.learner.user is None


def test_who_is_in_the_class_with_the_account_already_is_sent_to_the_teacher(client: Client, ani: Enrolment) -> None:
    sign_up(client, "ani")
    ben = pupil_named(ani.classroom, "Ben")
    sign_in_with_slip(client, ben, do="keep")
    page = client.post(
        reverse("quizzes:join-class", args=[ani.classroom.shown_code]),
        {"name": "Ani", "pin": ani.pin, "do": "keep"},
        follow=True,
    )
    assert "Ask your teacher to merge the two" in page.content.decode()
    ani.refresh_from_db()
    assert ani.learner.user is None


def test_somebody_with_an_account_leaves_by_herself_and_nobody_else_makes_her(client: Client, ani: Enrolment) -> None:
    sign_up(client, "ani")
    sign_in_with_slip(client, ani, do="keep")
    url = reverse("quizzes:leave-class", args=[ani.key])
    other, guest = Client(), Client()
    sign_up(other, "eve")
    assert other.post(url).status_code == 404
    assert guest.post(url).status_code == 404
    client.get(url)
    assert pupil_named(ani.classroom, "Ani") == ani
    client.post(url)
    ani.refresh_from_db()
    assert ani.left_at is not None


def test_many_get_new_pins_at_once_and_their_slips() -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani", "Ben", "Dora")
    before = {row.name: row.pin for row in classroom.enrolments.all()}
    keys = [str(pupil_named(classroom, name).key) for name in ("Ani", "Ben")]
    leads = ada.post("class-selected", classroom.key, do="pins", pupil=keys)
    page = ada.client.get(leads["Location"]).content.decode()
    after = {row.name: row for row in classroom.enrolments.all()}
    assert [after[name].pin != before[name] for name in ("Ani", "Ben", "Dora")] == [True, True, False]
    assert after["Ani"].shown_pin in page
    assert "Dora" not in page
